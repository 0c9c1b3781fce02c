/** Inserts records into a table. */
import type { DatabricksClient } from "../../client";
import type { StepIdentity } from "../../http/stepIdentity";
import {
  appendStatement,
  copyStatement,
  type InsertMode,
  replaceKeysStatement,
  replaceStatement,
} from "./insertSql";
import { givenKeyColumns, requiredKeyColumns } from "./keyColumns";
import type { PreparedRecords, PrepareOptions } from "./preparedRecords";
import { type InsertSet, insertSets } from "./presence";
import type { StagedLoad, WriteResult } from "./recordWrite";
import { type TargetTable, tableTitle } from "./targetTable";
import {
  type GivenRecords,
  repeatableStatements,
  type WriteKind,
  type WriteStatements,
  writeRecords,
} from "./writeRecords";

/** What an insert is given. */
interface GivenInsert extends GivenRecords {
  mode: InsertMode;
  unknownFields: PrepareOptions["unknownFields"];
  duplicateKeys: PrepareOptions["duplicateKeys"];
}

/** The columns with a default that a set of records gives, as one text: no column that is added later changes it. */
const givenDefaults = ({ columns }: InsertSet): string => {
  const given = columns.filter(({ hasDefault }) => hasDefault).map(({ name }) => name);
  return JSON.stringify(given.sort());
};

/** One COPY INTO for the records that leave out the same defaults, since it takes the same columns of all. */
const copies = (target: TargetTable, records: PreparedRecords): StagedLoad[] => {
  const sets = insertSets(records);
  return sets.map((set) => ({
    file: sets.length > 1 ? givenDefaults(set) : "",
    // A record begins with its presence text: ["101",...
    ...(sets.length > 1 && {
      includes: (line) => set.presences.has(line.slice(2, 2 + records.columns.length)),
    }),
    statement: (path) => copyStatement(target, records, set, path),
  }));
};

const checkColumns = (target: TargetTable, { columns }: PreparedRecords): void => {
  if (columns.some(({ isGenerated }) => !isGenerated)) return;
  throw new Error(`Records give no column of the table ${tableTitle(target)}.`);
};

const statementsOf = (
  mode: InsertMode,
  target: TargetTable,
  records: PreparedRecords,
  keyColumns: readonly string[],
): WriteStatements => {
  checkColumns(target, records);
  if (mode === "append") {
    return {
      statement: (source) => appendStatement(target, records, source),
      isRepeatable: false,
      isInsert: true,
      mustBeOne: false,
      loads: copies(target, records),
      loadsOnce: true,
    };
  }
  const statement = (source: string): string =>
    mode === "replace"
      ? replaceStatement(target, records, source)
      : replaceKeysStatement(target, records, source, keyColumns);
  // Records that do not allow it are refused before anything is sent.
  statement("");
  return repeatableStatements(statement, { isInsert: true, mustBeOne: true });
};

/**
 * Inserts records: appends them, or replaces the whole table, or the rows with their keys. Throws as `writeRecords` does.
 */
export const insertRecords = async (
  client: DatabricksClient,
  given: GivenInsert,
  step: StepIdentity,
): Promise<WriteResult> => {
  const { mode, unknownFields, duplicateKeys, keyColumns, batchId, stagingDirectory } = given;
  if (batchId !== undefined && stagingDirectory === undefined) {
    throw new Error(
      "Batch ID is set, but Staging Volume is empty: records are inserted exactly once only through a file.",
    );
  }
  const kind: WriteKind = {
    keyColumns: (target) =>
      mode === "replaceKeys" ? requiredKeyColumns(target, keyColumns) : givenKeyColumns(target, keyColumns),
    options: { presence: "defaults", unknownFields, duplicateKeys },
    statements: (target, records, keys) => statementsOf(mode, target, records, keys),
  };
  return writeRecords(client, given, kind, step);
};
