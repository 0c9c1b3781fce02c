/** Writes records as files in a volume: each is uploaded, loaded by one statement and deleted. */
import type { DatabricksClient } from "../../client";
import { errorDetail, isFileMissing, isNotFound } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import { mapSeries } from "../../http/mapSeries";
import { type CompletedChange, FailedChange, hasUncertainCounts, runChange } from "./changeStatement";
import {
  describeStatements,
  noCounts,
  type RecordWrite,
  type StagedLoad,
  type StagingPlace,
  type WriteCounts,
} from "./recordWrite";
import { deleteStagedFile, measureLines, type StagedLines, stagedLines, uploadLines } from "./staging";

/** A file to be loaded. */
interface StagedFile {
  path: string;
  content: StagedLines;
  statement: string;
}

function* chosenLines(lines: Iterable<string>, includes: (line: string) => boolean): Generator<string> {
  for (const line of lines) if (includes(line)) yield line;
}

const fileOf = (
  { records, survey }: RecordWrite,
  { includes, statement }: Pick<StagedLoad, "includes" | "statement">,
  path: string,
): StagedFile => {
  const content = includes
    ? measureLines(() => chosenLines(records.lines(), includes))
    : stagedLines(records.count, survey.bytes, () => records.lines());
  return { path, content, statement: statement(path) };
};

/** Whether a statement did not find its file. */
const hasNoFile = ({ reason, isInDoubt }: FailedChange): boolean =>
  !isInDoubt && reason instanceof DatabricksError && isFileMissing(errorDetail(reason));

/** Whether a file is gone since it was sent: another attempt of the same step has loaded and deleted it. */
const hasLostFile = (failed: unknown): boolean =>
  failed instanceof FailedChange ? hasNoFile(failed) : isNotFound(failed) && /^HEAD /.test(failed.operation);

/** Uploads a file, loads it and deletes it, whatever happens. */
const loadFile = async (
  client: DatabricksClient,
  { warehouseId, isRepeatable, loadsOnce }: RecordWrite,
  { path, content, statement }: StagedFile,
): Promise<CompletedChange> => {
  const load = async (): Promise<CompletedChange> => {
    await uploadLines(client, path, content);
    return runChange(client, { warehouseId, statement, isRepeatable: isRepeatable || loadsOnce });
  };
  try {
    return await load().catch((failed: unknown) => {
      if (!hasLostFile(failed)) throw failed;
      client.logger.warn(`${path} was deleted before it was loaded; uploading it again`);
      return load();
    });
  } finally {
    await deleteStagedFile(client, path);
  }
};

/** Whether a repeated step finds what was loaded. */
const adviceFor = ({ isRepeatable, loadsOnce }: RecordWrite, { batchId }: StagingPlace): string => {
  if (isRepeatable) return "Repeating the step is safe.";
  if (!loadsOnce) return "";
  return batchId === undefined
    ? "A retry of the step within the same execution loads nothing twice; another execution does, unless Batch ID is set."
    : "Repeating the step with the same Batch ID loads nothing twice.";
};

/**
 * Writes records through files.
 * @throws what the upload or a statement failed with, and what is in the table
 */
export const writeByFiles = async (
  client: DatabricksClient,
  write: RecordWrite,
  place: StagingPlace,
): Promise<WriteCounts> => {
  const files = write.loads.map((load) =>
    fileOf(write, load, `${place.directory}/${place.fileName(load.file)}`),
  );
  const counts: WriteCounts = { ...noCounts(), batches: files.length };
  let writtenCount = 0;
  await mapSeries(
    files,
    async (file) => {
      const change = await loadFile(client, write, file);
      const { statementId, inserted, affected, updated = 0, deleted = 0 } = change;
      const { count } = file.content;
      const wasLoaded = write.loadsOnce && (inserted ?? affected) === 0;
      counts.inserted += wasLoaded ? count : (inserted ?? (write.isInsert ? count : 0));
      counts.updated += updated;
      counts.deleted += deleted;
      counts.loadedBefore += wasLoaded ? count : 0;
      counts.statementIds.push(statementId);
      if (hasUncertainCounts(change, write)) counts.uncertain.push(statementId);
      writtenCount += count;
    },
    (failed, done) => {
      const [reason, isInDoubt] =
        failed instanceof FailedChange ? [failed.reason, failed.isInDoubt] : [failed, false];
      const before =
        done === 0
          ? ""
          : `${writtenCount} records are written (${describeStatements(counts.statementIds)}); `;
      const fate = `${before}${done === 0 ? "The" : "the other"} ${files[done]?.content.count} records ${isInDoubt ? "may or may not be written" : "are not written"}.`;
      return appendHint(reason, `${fate} ${adviceFor(write, place)}`);
    },
  );
  return counts;
};
