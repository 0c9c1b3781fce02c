/** Writes records to a table: everything is checked first, and then they are sent in as few statements as possible. */
import type { DatabricksClient } from "../../client";
import type { StepIdentity } from "../../http/stepIdentity";
import type { TableName } from "../unityCatalog/catalogLists";
import { withColumns } from "./addedColumns";
import { maxBatchBytes, type RecordSurvey, surveyRecords } from "./batches";
import { missingColumns } from "./missingColumns";
import { writeByParameter } from "./parameterRoute";
import { type PreparedRecords, type PrepareOptions, prepareRecords } from "./preparedRecords";
import { recordDataFilter } from "./recordDataFilter";
import {
  noCounts,
  type RecordWrite,
  type StagingPlace,
  unchangedResult,
  type WriteResult,
  writeResult,
} from "./recordWrite";
import { fileSource } from "./rowSource";
import { writeByFiles } from "./stagedRoute";
import { stagingFileNames } from "./staging";
import { addedColumn, fetchTargetTable, type TargetColumn, type TargetTable } from "./targetTable";

/** What every write of records is given. */
export interface GivenRecords {
  warehouseId: string;
  table: TableName;
  /** An object or a list of objects. */
  records: unknown;
  keyColumns: readonly string[];
  columnMapping?: Record<string, string>;
  badRecords: "error" | "skip";
  /** The path of the directory for files that carry records. */
  stagingDirectory?: string;
  batchId?: string;
  timeoutSeconds: number;
}

/** The statements of a write. */
export interface WriteStatements
  extends Pick<RecordWrite, "statement" | "isRepeatable" | "isInsert" | "loads" | "loadsOnce"> {
  /** Whether several statements would not be the same as one. */
  mustBeOne: boolean;
}

/** The same statement for every source of records, which leaves the same table when it is run twice. */
export const repeatableStatements = (
  statement: (source: string) => string,
  { isInsert, mustBeOne }: Pick<WriteStatements, "isInsert" | "mustBeOne">,
): WriteStatements => ({
  statement,
  isRepeatable: true,
  isInsert,
  mustBeOne,
  loads: [{ file: "", statement: (path) => statement(fileSource(path)) }],
  loadsOnce: false,
});

/** The differences between the kinds of writes. */
export interface WriteKind {
  keyColumns: (target: TargetTable) => string[];
  options: Pick<PrepareOptions, "presence" | "duplicateKeys" | "unknownFields" | "onlyKeys">;
  /** The statements; undefined where there is nothing to do. Throws Error where the records do not allow it. */
  statements: (
    target: TargetTable,
    records: PreparedRecords,
    keyColumns: readonly string[],
  ) => WriteStatements | undefined;
}

/** A write whose records and statements are checked. */
interface ReadyWrite {
  /** The table with the columns that are still missing. */
  target: TargetTable;
  missing: TargetColumn[];
  records: PreparedRecords;
  /** Undefined where there is nothing to do. */
  route?: Route;
}

/** How records travel. */
interface Route {
  statements: WriteStatements;
  survey: RecordSurvey;
  /** Where files go, if they are used. */
  place?: StagingPlace;
}

/**
 * Decides how records travel: by files beyond one batch, and where a Batch ID identifies what is loaded.
 * @throws Error if the records do not fit into the parameters of statements and there is no volume for files
 */
const routeFor = (
  statements: WriteStatements,
  records: PreparedRecords,
  { stagingDirectory: directory, batchId, table }: GivenRecords,
  step: StepIdentity,
): Route => {
  const survey = surveyRecords(records);
  const { batches, tooLarge, digest } = survey;
  if (directory !== undefined) {
    const fileName = stagingFileNames(table, { batchId, step, digest });
    const usesFiles = batches.length > 1 || tooLarge !== undefined || batchId !== undefined;
    return { statements, survey, ...(usesFiles && { place: { directory, fileName, batchId } }) };
  }
  if (tooLarge !== undefined) {
    throw new Error(
      `Records: record ${tooLarge} takes more than ${maxBatchBytes} bytes, which no statement takes. With Staging Volume set, it can be written.`,
    );
  }
  if (statements.mustBeOne && batches.length > 1) {
    throw new Error(
      `Staging Volume is empty, but without it the records take ${batches.length} statements, and rows must be replaced by one.`,
    );
  }
  return { statements, survey };
};

/** Checks a write as far as that is possible before anything is changed. */
const prepareWrite = (
  found: TargetTable,
  given: GivenRecords,
  kind: WriteKind,
  step: StepIdentity,
): ReadyWrite => {
  const { columnMapping, badRecords } = given;
  const missing =
    kind.options.unknownFields === "addColumns"
      ? missingColumns(found, given.records, columnMapping).map((one) => addedColumn(one.name, one.typeText))
      : [];
  const target = { ...found, columns: [...found.columns, ...missing] };
  const keyColumns = kind.keyColumns(target);
  const options = { ...kind.options, keyColumns, columnMapping, badRecords };
  const records = prepareRecords(found, given.records, options);
  const statements = records.count > 0 ? kind.statements(target, records, keyColumns) : undefined;
  return {
    target,
    missing,
    records,
    ...(statements && { route: routeFor(statements, records, given, step) }),
  };
};

/**
 * Writes records to a table.
 * @param step identifies the step, and so a retry of it
 * @throws Error that names the input or the record when something does not fit: then nothing was sent; DatabricksError
 * that says which records are in the table
 */
export const writeRecords = async (
  client: DatabricksClient,
  given: GivenRecords,
  kind: WriteKind,
  step: StepIdentity,
): Promise<WriteResult> => {
  if (Array.isArray(given.records) && given.records.length === 0) {
    return unchangedResult("Records is an empty list: nothing was sent, and the table is unchanged.");
  }
  const { warehouseId, table, timeoutSeconds } = given;
  const timed = client.withTimeout(timeoutSeconds).withDataFilter(recordDataFilter);
  const prepare = async (): Promise<ReadyWrite> =>
    prepareWrite(await fetchTargetTable(timed, table), given, kind, step);
  const checked = await prepare();
  const { records, route } = checked.route
    ? await withColumns(timed, warehouseId, checked, prepare)
    : checked;
  if (!route) {
    return {
      ...writeResult(records, noCounts()),
      message: "No record had anything to write: nothing was sent, and the table is unchanged.",
    };
  }
  const { statements, survey, place } = route;
  const write: RecordWrite = { warehouseId, records, survey, ...statements };
  const counts = place ? await writeByFiles(timed, write, place) : await writeByParameter(timed, write);
  return writeResult(records, counts);
};
