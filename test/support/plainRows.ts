/** Rows of a result made the plain way, cell by cell: what the reader of chunks is held to. */
import { cellReader, distinctNames, type ReadText, type SqlRow } from "../../src/results/statementRows";
import type { StatementColumn } from "../../src/services/sql/statements";

/**
 * Makes the function that turns a row of cells into an object of typed values: numbers for TINYINT to INT, FLOAT and
 * DOUBLE; a number for a BIGINT that is safe, else its digits; digits for DECIMAL; booleans; nested values for ARRAY,
 * MAP, STRUCT and VARIANT; Databricks' text for everything else; null for NULL.
 * @param columns the manifest's columns
 */
export const rowReader = (columns: readonly StatementColumn[]): ((cells: (string | null)[]) => SqlRow) => {
  const names = distinctNames(columns.map(({ name }) => name));
  const readers = columns.map(cellReader);
  return (cells) => {
    const row: SqlRow = {};
    for (let index = 0; index < names.length; index += 1) {
      const cell = cells[index] ?? null;
      const value = cell === null ? null : (readers[index] as ReadText)(cell);
      const name = names[index] as string;
      // A plain assignment to this one name would change the object's prototype.
      if (name === "__proto__") Object.defineProperty(row, name, { value, enumerable: true, writable: true });
      else row[name] = value;
    }
    return row;
  };
};
