/** The statements that insert records. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-dml-insert-into */
import { sqlLiteral } from "../sql/sqlLiteral";
import { quotedName } from "../sql/sqlNames";
import { insertBySets, sameKey, targetName } from "./mergeSql";
import { type InsertSet, type RecordShape, unevenDefault } from "./presence";
import { selectColumns } from "./rowSource";
import type { TargetColumn, TargetTable } from "./targetTable";

/** What an insert does with the rows that the table has. */
export type InsertMode = "append" | "replace" | "replaceKeys";

const namesOf = (columns: readonly TargetColumn[]): string =>
  columns.map(({ name }) => quotedName([name])).join(", ");

const notGenerated = ({ columns }: RecordShape): TargetColumn[] =>
  columns.filter(({ isGenerated }) => !isGenerated);

const insertInto = (verb: string, target: TargetTable, shape: RecordShape, source: string): string => {
  const columns = notGenerated(shape);
  return `INSERT ${verb} ${targetName(target)} (${namesOf(columns)}) ${selectColumns(shape, source, columns)}`;
};

/** The statement that appends records: one INSERT, or a MERGE where they leave out different defaults. */
export const appendStatement = (target: TargetTable, shape: RecordShape, source: string): string =>
  unevenDefault(shape) === undefined
    ? insertInto("INTO", target, shape, source)
    : insertBySets(target, shape, source);

/**
 * The statement that replaces the whole table.
 * @throws Error when records leave out a column with a default that others give: such a statement has no default
 */
export const replaceStatement = (target: TargetTable, shape: RecordShape, source: string): string => {
  const uneven = unevenDefault(shape);
  if (uneven !== undefined) {
    throw new Error(
      `Records give the column ${uneven} only in part, and it has a default: to replace the table, give it in all records or in none.`,
    );
  }
  return insertInto("OVERWRITE", target, shape, source);
};

/**
 * The statement that replaces the rows whose key a record has. It takes a value for every column of the table.
 * @throws Error when the table has a column that records cannot give, or one with a default that they leave out
 */
export const replaceKeysStatement = (
  target: TargetTable,
  shape: RecordShape,
  source: string,
  keyColumns: readonly string[],
): string => {
  const generated = target.columns.find(({ isGenerated }) => isGenerated);
  if (generated) {
    throw new Error(
      `Mode cannot replace rows by key in this table, since Databricks generates its column ${generated.name}: upsert the records instead.`,
    );
  }
  const given = new Set(shape.columns.map(({ name }) => name));
  const left = target.columns.find(({ name, hasDefault }) => hasDefault && !given.has(name))?.name;
  const uneven = left ?? unevenDefault(shape);
  if (uneven !== undefined) {
    throw new Error(
      `Records leave out the column ${uneven}, which has a default: to replace rows by key, give it in every record.`,
    );
  }
  const query = selectColumns(shape, source, target.columns);
  return `INSERT INTO ${targetName(target)} AS t REPLACE ON ${sameKey(keyColumns)} (${query}) AS s`;
};

/**
 * The statement that loads a file of JSON lines, and each file once.
 * https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into
 */
export const copyStatement = (
  target: TargetTable,
  shape: RecordShape,
  set: InsertSet,
  path: string,
): string =>
  [
    `COPY INTO ${targetName(target)} FROM (${selectColumns(shape, sqlLiteral(path), set.columns)})`,
    "FILEFORMAT = JSON",
    "FORMAT_OPTIONS ('mode' = 'FAILFAST', 'primitivesAsString' = 'true', 'inferTimestamp' = 'false')",
  ].join(" ");
