/**
 * Statements as Genie gives them. Their rows may have typed cells: in `data_typed_array`, each
 * `{"values": [{"str": "1"}, {}]}`, where a cell without a value is NULL. The rows of the SQL API are in `data_array`,
 * each `["1", null]`. A statement with rows may lack its id and its state.
 */
import { isJsonObject } from "../../http/json";
import { objectSchema, type ResponseSchema } from "../../http/schema";
import { type StatementResponse, statementSchema } from "../sql/statements";

const cellOf = (cell: unknown): unknown => {
  if (!isJsonObject(cell)) return cell;
  const [value = null] = Object.values(cell);
  return typeof value === "number" ? String(value) : value;
};

const rowOf = (row: unknown): unknown =>
  isJsonObject(row) ? (Array.isArray(row.values) ? row.values : []).map(cellOf) : row;

/** A statement of the SQL API. @param statementId its id, if the response has none */
const statementOf =
  (statementId: string): ResponseSchema<StatementResponse> =>
  (given) => {
    if (!isJsonObject(given) || !isJsonObject(given.result)) return statementSchema(given);
    const { statement_id, status, result } = given;
    const { data_typed_array: typed, data_array: rows = typed, ...others } = result;
    return statementSchema({
      ...given,
      statement_id: statement_id ?? statementId,
      status: status ?? { state: "SUCCEEDED" },
      result: { ...others, data_array: Array.isArray(rows) ? rows.map(rowOf) : rows },
    });
  };

/** A response with a statement. @param statementId its id, if the response has none */
export const keptStatementSchema = (
  statementId: string,
): ResponseSchema<{ statement_response: StatementResponse }> =>
  objectSchema<{ statement_response: StatementResponse }>({ statement_response: statementOf(statementId) });
