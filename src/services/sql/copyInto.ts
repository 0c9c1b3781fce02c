/** Loads files of a volume into a table: each path once, whatever happens to a response. */
import type { DatabricksClient } from "../../client";
import { appendHint, DatabricksError } from "../../http/errors";
import { scalarTypeName } from "../../results/sqlTypeText";
import type { SqlRow, SqlValue } from "../../results/statementRows";
import { type CompletedChange, FailedChange, runChange } from "../records/changeStatement";
import { recordDataFilter } from "../records/recordDataFilter";
import { fetchTargetTable, type TargetColumn } from "../records/targetTable";
import { explainCopyError } from "./copyIntoErrors";
import { type ColumnCast, type CopyIntoSettings, copyIntoStatement } from "./copyIntoStatement";
import { readResult } from "./result";

/** What was loaded. */
export interface CopyIntoResult {
  /** The rows that were inserted, those of the whole table's change, and the files that could not be read. */
  inserted: number;
  affected: number;
  skippedCorruptFiles: number;
  /** Whether nothing was loaded since every file had been loaded before. */
  alreadyLoaded: boolean;
  statementId: string;
  /** What should be known about it, if anything. */
  message?: string;
  /** A preview of the rows, if the files were only validated. */
  rows?: SqlRow[];
}

/** How often files are loaded again when it is unknown whether they were: those that were are skipped. */
const maxRepeats = 2;

/** The pause before that, in milliseconds: the first attempt may still run. */
const pauseMs = 2000;

const loadedBefore =
  "The response of an earlier attempt of this step was lost: it may have loaded the files, and its rows are not counted here.";

const nothingLoaded = ({ files, pattern }: CopyIntoSettings): string => {
  const isChosen = files.length > 0 || pattern !== undefined;
  const others = isChosen ? "; or no file fits Files or Pattern" : "";
  return `No row was loaded: every file was loaded into this table before, even if it has changed since, or holds no rows${others}. With Force, files are loaded again.`;
};

/** What to know where it stays unknown whether the files were loaded. */
const inDoubt = (force: boolean): string =>
  force
    ? "It is not known whether the files were loaded: with Force, another run may append their rows once more. The history of the table shows it."
    : "It is not known whether the files were loaded. Another run is safe: it passes over those that were.";

/** The types that values are converted to, with those to write for them: the length of a text is checked by the table. */
const convertedTypes: Readonly<Record<string, string>> = { CHAR: "STRING", VARCHAR: "STRING" };

const isConverted =
  /^(?:BOOLEAN|TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL|STRING|CHAR|VARCHAR|DATE|TIMESTAMP|TIMESTAMP_NTZ)$/;

const castOf = ({ name, type, typeText }: TargetColumn): ColumnCast => {
  const kind = type.kind === "scalar" ? scalarTypeName(type) : "";
  return {
    column: name,
    field: [name],
    ...(isConverted.test(kind) && { type: convertedTypes[kind] ?? typeText }),
  };
};

/** The same with a cast to the table's type for every column, where that is wanted. */
const withTableTypes = async (
  client: DatabricksClient,
  settings: CopyIntoSettings,
): Promise<CopyIntoSettings> => {
  if (!settings.convertTypes) return settings;
  const { columns } = await fetchTargetTable(client, settings.table);
  const casts = columns.filter(({ isGenerated }) => !isGenerated).map(castOf);
  return { ...settings, casts, withOthers: true };
};

/** Runs the statement; again if it is unknown whether it ran and that does no harm. @param repeats how often so far */
const runCopy = async (
  client: DatabricksClient,
  warehouseId: string,
  settings: CopyIntoSettings,
  repeats = 0,
): Promise<{ change: CompletedChange; repeats: number }> => {
  const { force, validate } = settings;
  const statement = copyIntoStatement(settings);
  const isValidation = validate !== undefined;
  try {
    // Not declared repeatable, so that a lost response is known, and reported in the result.
    const change = await runChange(client, { warehouseId, statement, isRepeatable: isValidation });
    return { change, repeats };
  } catch (failed) {
    if (!(failed instanceof FailedChange)) throw failed;
    const { reason, isInDoubt } = failed;
    if (!isInDoubt || isValidation) throw explainCopyError(reason);
    if (force || repeats === maxRepeats || pauseMs >= client.deadline.remainingMs) {
      throw appendHint(reason, inDoubt(force));
    }
  }
  client.logger.warn(
    "It is not known whether the files were loaded: loading them again, which passes over those that were",
  );
  await client.deadline.sleep(pauseMs);
  return runCopy(client, warehouseId, settings, repeats + 1);
};

const countOf = (value: SqlValue | undefined): number | undefined =>
  typeof value === "number" && Number.isSafeInteger(value) ? value : undefined;

const rowsOf = async (client: DatabricksClient, { response }: CompletedChange): Promise<SqlRow[]> => {
  if (response === undefined) return [];
  const result = await readResult(client, response, "rows");
  return "rows" in result ? (result.rows ?? []) : [];
};

/** The counts of a result. @throws DatabricksError where it has none */
const countsOf = (statementId: string, [row = {}]: SqlRow[]) => {
  const inserted = countOf(row.num_inserted_rows);
  const affected = countOf(row.num_affected_rows) ?? inserted;
  if (affected === undefined) {
    throw new DatabricksError({
      operation: `Statement ${statementId}`,
      message: "it succeeded, but its result has no counts of rows",
      resourceIds: { statementId },
    });
  }
  const skippedCorruptFiles = countOf(row.num_skipped_corrupt_files) ?? 0;
  return { inserted: inserted ?? affected, affected, skippedCorruptFiles };
};

const validated = (statementId: string, rows: SqlRow[]): CopyIntoResult => ({
  inserted: 0,
  affected: 0,
  skippedCorruptFiles: 0,
  alreadyLoaded: false,
  statementId,
  message: "The files fit the table. Nothing was loaded.",
  rows,
});

/**
 * Loads files into a table, or validates them. Databricks remembers what it has loaded by its path; so an attempt whose
 * response was lost is repeated, unless Force would load its files twice. Conflicts with other writers are repeated.
 * https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into
 * @throws DatabricksError that says what to do, and whether it is unknown if the files were loaded
 */
export const loadFiles = async (
  stepClient: DatabricksClient,
  warehouseId: string,
  settings: CopyIntoSettings,
): Promise<CopyIntoResult> => {
  const client = stepClient.withDataFilter(recordDataFilter);
  const { change, repeats } = await runCopy(client, warehouseId, await withTableTypes(client, settings));
  const { statementId } = change;
  const rows = await rowsOf(client, change);
  if (settings.validate !== undefined) return validated(statementId, rows);
  const counts = countsOf(statementId, rows);
  const isNothing = counts.inserted + counts.affected + counts.skippedCorruptFiles === 0;
  const alreadyLoaded = isNothing && !settings.force;
  const message = [
    alreadyLoaded && (repeats > 0 ? loadedBefore : nothingLoaded(settings)),
    counts.skippedCorruptFiles > 0 && "Corrupt files were skipped: they are not remembered as loaded.",
  ]
    .filter(Boolean)
    .join(" ");
  return { ...counts, alreadyLoaded, statementId, ...(message && { message }) };
};
