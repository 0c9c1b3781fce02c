/** Files that carry records into a statement, in a volume: uploaded while they are written, loaded, deleted. */
import { createHash, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { DatabricksClient } from "../../client";
import { toError } from "../../http/errors";
import type { StepIdentity } from "../../http/stepIdentity";
import { deleteVolumeFile } from "../files/deletion";
import { uploadToVolume } from "../files/upload";
import type { TableName } from "../unityCatalog/catalogLists";

/** Identifies a batch of records, so that a repeated step finds what it has begun. */
interface BatchIdentity {
  batchId?: string;
  step: StepIdentity;
  /** The digest of the records. */
  digest: string;
}

/**
 * Makes the function that names the files of a batch, each by what identifies it: always the same for the same
 * batch. Without any identity no batch may be taken for another, so the names are new each time.
 */
export const stagingFileNames = (
  { catalog, schema, table }: TableName,
  { batchId, step, digest }: BatchIdentity,
): ((file: string) => string) => {
  const ofStep = (): string[] =>
    step.executionId === "" ? [randomUUID()] : [step.executionId, step.stepId, step.loopPath, digest];
  const batch = batchId === undefined ? ["step", ...ofStep()] : ["batch", batchId];
  const names = [catalog, schema, table].map((name) => name.toLowerCase());
  return (file) => {
    const hash = createHash("sha256").update(JSON.stringify([...names, ...batch, file]));
    return `records-${hash.digest("hex").slice(0, 32)}.json`;
  };
};

/** The size of the blocks in which a file is sent, in characters. */
const blockLength = 64 * 1024;

const fileLine = (line: string): string => `{"r":${line}}\n`;

/** What a line of a file takes besides its record, in bytes. */
const lineBytes = fileLine("").length;

function* blocksOf(lines: Iterable<string>): Generator<Buffer> {
  let parts: string[] = [];
  let length = 0;
  for (const line of lines) {
    parts.push(fileLine(line));
    length += line.length + lineBytes;
    if (length >= blockLength) {
      yield Buffer.from(parts.join(""));
      parts = [];
      length = 0;
    }
  }
  if (length > 0) yield Buffer.from(parts.join(""));
}

/** The records of one file. */
export interface StagedLines {
  count: number;
  sizeBytes: number;
  lines: () => Iterable<string>;
}

/** The records of a file. @param bytes the size of all of them as JSON texts, in bytes of UTF-8 */
export const stagedLines = (count: number, bytes: number, lines: () => Iterable<string>): StagedLines => ({
  count,
  sizeBytes: bytes + count * lineBytes,
  lines,
});

/** Reads the records of a file once, to count them and their bytes. Nothing is kept of them. */
export const measureLines = (lines: () => Iterable<string>): StagedLines => {
  let count = 0;
  let bytes = 0;
  for (const line of lines()) {
    count += 1;
    bytes += Buffer.byteLength(line);
  }
  return stagedLines(count, bytes, lines);
};

/** Uploads a file of records, and replaces what an earlier attempt left there. */
export const uploadLines = async (
  client: DatabricksClient,
  path: string,
  { lines, sizeBytes, count }: StagedLines,
): Promise<void> => {
  client.logger.info(`Uploading ${count} records (${sizeBytes} bytes) to ${path}`);
  const open = (): Readable => Readable.from(blocksOf(lines()), { objectMode: false });
  await uploadToVolume(client, path, { open, sizeBytes }, { overwrite: true });
};

/** Deletes a file of records, also when the time is up. A file that stays is a warning: the records are written. */
export const deleteStagedFile = async (client: DatabricksClient, path: string): Promise<void> => {
  try {
    await deleteVolumeFile(client.forCleanup(), path, { mayBeMissing: true });
  } catch (error) {
    client.logger.warn(
      `The staging file ${path} could not be deleted, and may be deleted by hand: ${toError(error).message}`,
    );
  }
};
