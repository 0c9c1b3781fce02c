/** The mapping of columns to fields as rows, instead of JSON. */
import { type StructuredInput, structuredRows } from "../structuredInput";
import { trimmedInput } from "../text";

const label = "Column Mapping Rows";

/** The input of the mapping as rows. */
export const columnMappingRows: StructuredInput<[column: string, field: string][] | undefined> =
  structuredRows(
    {
      label,
      comments:
        "The field of the records that fills each column, one in each row. Both these and Column Mapping apply; a column in both is an error. Columns that are in neither are not filled, unless both are empty.",
      fields: {
        column: trimmedInput({
          label: "Column",
          comments: "The name of the column.",
          example: "id",
          dataSource: "selectColumn",
        }),
        field: trimmedInput({
          label: "Field",
          comments: "The name of the field of the records.",
          example: "customerId",
        }),
      },
    },
    ({ column, field }) => [column, field],
  );

/**
 * The mapping of both inputs.
 * @throws Error that names the column that is mapped twice
 */
export const joinMapping = (
  json: Readonly<Record<string, string>> | undefined,
  rows: readonly (readonly [column: string, field: string])[] = [],
): Record<string, string> | undefined => {
  const known = new Set(Object.keys(json ?? {}).map((column) => column.toLowerCase()));
  for (const [column] of rows) {
    if (known.has(column.toLowerCase())) {
      throw new Error(`${label} name the column ${column.slice(0, 80)}, which is mapped already.`);
    }
    known.add(column.toLowerCase());
  }
  return rows.length > 0 ? Object.fromEntries([...Object.entries(json ?? {}), ...rows]) : json;
};
