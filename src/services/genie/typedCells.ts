/**
 * Rows of typed cells, as Genie gives them: in `data_typed_array`, each `{"values": [{"str": "1"}, {}]}`, where a cell
 * without a value is NULL. The rows of the SQL API are in `data_array`, each `["1", null]`.
 */
import { isJsonObject } from "../../http/json";
import type { ResponseSchema } from "../../http/schema";

const cellOf = (cell: unknown): unknown => {
  if (!isJsonObject(cell)) return cell;
  const [value = null] = Object.values(cell);
  return typeof value === "number" ? String(value) : value;
};

const rowOf = (row: unknown): unknown =>
  isJsonObject(row) ? (Array.isArray(row.values) ? row.values : []).map(cellOf) : row;

/** Reads a statement whose rows may have typed cells: it has the cells of the SQL API instead. */
export const typedCellsSchema =
  <T>(schema: ResponseSchema<T>): ResponseSchema<T> =>
  (statement) => {
    const result = isJsonObject(statement) ? statement.result : undefined;
    if (!isJsonObject(statement) || !isJsonObject(result)) return schema(statement);
    const { data_typed_array: typed, data_array: rows = typed, ...others } = result;
    const cells = Array.isArray(rows) ? rows.map(rowOf) : rows;
    return schema({ ...statement, result: { ...others, data_array: cells } });
  };
