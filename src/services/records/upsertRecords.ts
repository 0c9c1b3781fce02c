/** Updates the rows that have the keys of records, and inserts the other records. */
import type { DatabricksClient } from "../../client";
import type { StepIdentity } from "../../http/stepIdentity";
import { columnNames } from "./fieldMatching";
import { requiredKeyColumns } from "./keyColumns";
import { mergeByKey, type UpsertMode, upsertClauses } from "./mergeSql";
import type { PreparedRecords, PrepareOptions } from "./preparedRecords";
import type { WriteResult } from "./recordWrite";
import type { TargetTable } from "./targetTable";
import { type GivenRecords, repeatableStatements, type WriteStatements, writeRecords } from "./writeRecords";

/** What an upsert is given. */
interface GivenUpsert extends GivenRecords {
  mode: UpsertMode;
  onlyNewerColumn?: string;
  unknownFields: PrepareOptions["unknownFields"];
  duplicateKeys: PrepareOptions["duplicateKeys"];
}

const newerLabel = "Only Newer Column";

/** The column that decides. Throws Error that names the input when the table or the records do not have it. */
const newerColumn = (
  target: TargetTable,
  { columns }: PreparedRecords,
  given: string | undefined,
): string | undefined => {
  if (given === undefined) return undefined;
  const [name] = columnNames(target, [given], newerLabel);
  if (columns.some((column) => column.name === name)) return name;
  throw new Error(`${newerLabel} names ${name}, but no record gives that column.`);
};

/** A key that Databricks generates cannot be inserted: the same record would be inserted again and again. */
const checkKeys = (target: TargetTable, keyColumns: readonly string[], mode: UpsertMode): void => {
  if (mode === "updateOnly") return;
  const generated = target.columns.find(({ name, isGenerated }) => isGenerated && keyColumns.includes(name));
  if (!generated) return;
  throw new Error(
    `Key Columns names ${generated.name}, whose values Databricks generates: rows can be updated by it, but not inserted. Set Mode to only update existing rows.`,
  );
};

const statementsOf = (
  { mode, onlyNewerColumn }: GivenUpsert,
  target: TargetTable,
  records: PreparedRecords,
  keyColumns: readonly string[],
): WriteStatements | undefined => {
  checkKeys(target, keyColumns, mode);
  const newer = newerColumn(target, records, onlyNewerColumn);
  const clauses = upsertClauses(records, { keyColumns, mode, onlyNewerColumn: newer });
  if (clauses.length === 0) return undefined;
  const statement = (source: string): string => mergeByKey(target, records, source, keyColumns, clauses);
  return repeatableStatements(statement, { isInsert: false, mustBeOne: false });
};

/** Upserts records by their keys. The same records twice leave the same table. Throws as `writeRecords` does. */
export const upsertRecords = (
  client: DatabricksClient,
  given: GivenUpsert,
  step: StepIdentity,
): Promise<WriteResult> => {
  const { unknownFields, duplicateKeys } = given;
  return writeRecords(
    client,
    given,
    {
      keyColumns: (target) => requiredKeyColumns(target, given.keyColumns),
      options: { presence: "all", unknownFields, duplicateKeys },
      statements: (target, records, keys) => statementsOf(given, target, records, keys),
    },
    step,
  );
};
