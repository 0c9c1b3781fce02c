/** A table, and records that are prepared for it. */
import {
  type PreparedRecords,
  type PrepareOptions,
  prepareRecords,
} from "../../src/services/records/preparedRecords";
import { addedColumn, type TargetColumn, type TargetTable } from "../../src/services/records/targetTable";

/** A column of a type. */
export const columnOfType = (
  name: string,
  typeText: string,
  more: Partial<TargetColumn> = {},
): TargetColumn => ({
  ...addedColumn(name, typeText),
  ...more,
});

/** A table of some columns. */
export const tableOfColumns = (...columns: TargetColumn[]): TargetTable => ({
  catalog: "main",
  schema: "sales",
  table: "orders",
  columns,
  primaryKey: [],
});

/** A table with a column of each kind. */
export const orders = tableOfColumns(
  columnOfType("id", "BIGINT"),
  columnOfType("Name", "STRING"),
  columnOfType("amount", "DECIMAL(10,2)"),
  columnOfType("status", "STRING", { hasDefault: true }),
  columnOfType("row_id", "BIGINT", { isGenerated: true }),
);

const plain: PrepareOptions = {
  keyColumns: [],
  unknownFields: "error",
  duplicateKeys: "error",
  badRecords: "error",
  presence: "none",
};

/** Prepares records with the strictest options except for those that are given. */
export const prepare = (
  records: unknown,
  options: Partial<PrepareOptions> = {},
  table = orders,
): PreparedRecords => prepareRecords(table, records, { ...plain, ...options });

/** The cells of each line. */
export const linesOf = (prepared: PreparedRecords): (string | null)[][] =>
  [...prepared.lines()].map((line) => JSON.parse(line));

/** The message of the error that preparing ends with. */
export const preparationError = (...given: Parameters<typeof prepare>): string => {
  try {
    prepare(...given);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("expected a failure");
};

/** The names of the columns that the records give. */
export const namesOf = ({ columns }: PreparedRecords): string[] => columns.map(({ name }) => name);
