/** Rows as a scan answers them: lists of fields, each with a value of its kind. */
import type { Struct, Value } from "../../contract/wireTypes";
import type { Cell } from "./vectorIndex";

const fieldValue = (cell: Cell): Value => {
  switch (typeof cell) {
    case "number":
      return { number_value: cell };
    case "boolean":
      return { bool_value: cell };
    case "object":
      if (Array.isArray(cell)) return { list_value: { values: cell.map(fieldValue) } };
      return cell === null ? {} : { struct_value: toStruct(cell as Record<string, Cell>) };
    default:
      return { string_value: String(cell) };
  }
};

/** A row as a list of fields. */
export const toStruct = (cells: Record<string, Cell>): Struct => ({
  fields: Object.entries(cells).map(([key, cell]) => ({ key, value: fieldValue(cell) })),
});
