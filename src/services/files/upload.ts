/** Uploads of files to volumes. https://docs.databricks.com/api/workspace/files/upload */
import type { Readable } from "node:stream";
import type { DatabricksClient } from "../../client";
import { parseDatabricksJson } from "../../databricksJson";
import { isConflict, isForbidden, isNotFound } from "../../errors/kinds";
import { readVolumeGrant } from "../../errors/requiredGrant";
import type { Deadline } from "../../http/deadline";
import { appendHint, DatabricksError } from "../../http/errors";
import { InvalidResponseError, parseObject } from "../../http/response";
import { defaultRetryPolicy, type RetryPolicy } from "../../http/retry";
import { anyObjectSchema } from "../../http/schema";
import { readBack } from "../readBack";
import { createVolumeDirectory } from "./directories";
import { fetchStoredFile, type StoredFile } from "./fileHeaders";
import { filePath } from "./files";
import { formatBytes } from "./formatBytes";
import { compareWithSource } from "./ownFile";
import type { UploadSource } from "./source";
import { uploadProgress } from "./uploadProgress";

/** The largest file that one request uploads, in bytes. */
const maxUploadBytes = 5 * 2 ** 30;

/** How long the workspace may neither take anything nor respond, in milliseconds. */
const idleMs = 120_000;

/** A file's time is in whole seconds, and two responses may come from two machines; in milliseconds. */
const clockToleranceMs = 2000;

/**
 * A large upload may break late, so a retry may start until the deadline; but a workspace that refuses every attempt at
 * once is not asked for that long.
 */
export const streamRetryPolicy: RetryPolicy = {
  ...defaultRetryPolicy,
  maxRetries: 15,
  retryBudgetMs: (attempt) =>
    attempt.notSent ? defaultRetryPolicy.retryBudgetMs(attempt) : Number.POSITIVE_INFINITY,
};

/** How a file is uploaded. */
interface UploadOptions {
  /** Whether a file that is at the path already is replaced; if not, it is an error. */
  overwrite: boolean;
  /** Whether missing directories are created first. */
  createFolders?: boolean;
}

/** What has been sent. */
interface Sent {
  /** The size of the file, once it was sent whole. */
  wholeBytes?: number;
  /** The same, of the attempts before the last one. */
  wholeBytesBefore?: number;
}

const tooLarge = ({ label = "The file" }: UploadSource, size: string): Error =>
  new Error(
    `${label} is ${size}, and one file can have 5 GiB at most when it is uploaded to a volume. Split it into smaller files.`,
  );

const refuseTooLarge = (source: UploadSource): void => {
  const { sizeBytes = 0 } = source;
  if (sizeBytes > maxUploadBytes) throw tooLarge(source, formatBytes(sizeBytes));
};

const mayBeThere =
  "An earlier attempt has sent the whole file, but was not confirmed: the file may be in the volume.";

/** Creates the directory of a file; that of the volume itself is there. */
const createParent = async (client: DatabricksClient, path: string): Promise<void> => {
  const parent = path.slice(0, path.lastIndexOf("/"));
  if (parent.split("/").length > 5) await createVolumeDirectory(client, parent);
};

/** Opens the source for an attempt. @throws what it throws, which says if an attempt before may have been carried out */
const openAgain = async (source: UploadSource, sent: Sent, signal: AbortSignal): Promise<Readable> => {
  sent.wholeBytesBefore = sent.wholeBytes;
  try {
    return await source.open(signal);
  } catch (error) {
    throw sent.wholeBytesBefore === undefined ? error : appendHint(error, mayBeThere);
  }
};

const send = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
  { overwrite }: UploadOptions,
  sent: Sent,
): Promise<void> => {
  const tellProgress = uploadProgress(client.logger, path, source.sizeBytes);
  const response = await client.send({
    method: "PUT",
    url: `${filePath(path)}?overwrite=${overwrite}`,
    headers: { "Content-Type": "application/octet-stream" },
    timeoutMs: idleMs,
    policy: streamRetryPolicy,
    body: {
      open: (signal) => openAgain(source, sent, signal),
      sizeBytes: source.sizeBytes,
      onSent: (bytes, isComplete) => {
        if (bytes > maxUploadBytes) throw tooLarge(source, "larger than 5 GiB");
        tellProgress(bytes);
        if (isComplete) sent.wholeBytes = bytes;
      },
    },
  });
  try {
    const expected = { schema: anyObjectSchema, parse: parseDatabricksJson, mayBeEmpty: true };
    parseObject(String(response.body), expected, client.redact);
  } catch (error) {
    throw error instanceof InvalidResponseError ? response.invalidResponse(error) : error;
  }
};

/** Whether a stored file was written within the time of an upload; undefined if that cannot be known. */
const isWrittenWithin = ({ ageMs }: StoredFile, { elapsedMs }: Deadline): boolean | undefined =>
  ageMs === undefined ? undefined : ageMs <= elapsedMs + clockToleranceMs;

const unknownOwner =
  "An earlier attempt of this upload got no response: it is not known whether the file at the path is the one that it sent.";

/** What is known of a file; undefined where it cannot be read. */
const tryFetch = async (client: DatabricksClient, path: string): Promise<StoredFile | undefined> => {
  try {
    return await fetchStoredFile(client, path);
  } catch (error) {
    if (error instanceof DatabricksError) return undefined;
    throw error;
  }
};

/**
 * Decides on a file that is at the path when the upload is repeated: the first attempt may have been carried out
 * although its response was lost.
 * @throws the conflict, if the file is another one
 */
const acceptOwnFile = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
  conflict: DatabricksError,
  { wholeBytesBefore }: Sent,
  step: Deadline,
): Promise<void> => {
  const wasSentBefore = wholeBytesBefore !== undefined;
  const stored = wasSentBefore ? await tryFetch(client, path) : undefined;
  const isNew = stored && isWrittenWithin(stored, step);
  if (wasSentBefore && isNew === undefined) throw appendHint(conflict, unknownOwner);
  if (isNew && stored?.sizeBytes === wholeBytesBefore) {
    const comparison = await compareWithSource(client, path, source);
    if (comparison === undefined) throw appendHint(conflict, unknownOwner);
    if (comparison === "same") return;
  }
  throw appendHint(conflict, "Set Overwrite to true to replace the file at the path.");
};

/** Deletes a file that is not whole. @returns whether it is deleted, in words */
const deleteBroken = async (client: DatabricksClient, path: string): Promise<string> => {
  try {
    await client.forCleanup().delete(filePath(path));
    return "It was deleted.";
  } catch (error) {
    return isNotFound(error)
      ? "It is gone."
      : "It could not be deleted: delete it before the path is used again.";
  }
};

const notReadWhole = (path: string): DatabricksError =>
  new DatabricksError({
    operation: `PUT ${filePath(path)}`,
    message:
      "the workspace responded before the whole file was sent, so that the file in the volume is not whole",
  });

/** Compares the size of the stored file with what was sent. A file that is not whole is deleted if it is certain to be it. */
const checkSize = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
  wholeBytes: number,
  { overwrite }: UploadOptions,
  step: Deadline,
): Promise<void> => {
  const stored = await readBack(fetchStoredFile(client, path), {
    done: "The file was uploaded",
    what: "its size",
  });
  if (stored.sizeBytes === wholeBytes) return;
  const mayBeBroken = !overwrite && stored.sizeBytes < wholeBytes && isWrittenWithin(stored, step);
  const isBroken = mayBeBroken && (await compareWithSource(client, path, source)) === "beginning";
  throw new DatabricksError({
    operation: `PUT ${filePath(path)}`,
    message: `the file in the volume has ${stored.sizeBytes} bytes, but ${wholeBytes} were sent`,
    hint: isBroken
      ? await deleteBroken(client, path)
      : "Another writer may have replaced it, or it is not whole: upload it again.",
  });
};

/**
 * Uploads one file with one request, streamed. The source is opened again for each attempt; afterwards the size of the
 * stored file is compared with what was sent.
 * @param path absolute, such as `/Volumes/main/default/landing/orders.csv`
 * @throws Error that names the source if it is larger than 5 GiB, before anything is sent where its size is known;
 *   what the source throws; DatabricksError
 */
export const uploadToVolume = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
  options: UploadOptions,
): Promise<{ sizeBytes: number }> => {
  refuseTooLarge(source);
  if (options.createFolders) await createParent(client, path);
  const step = client.deadline.within(client.deadline.remainingMs);
  const sent: Sent = {};
  try {
    await send(client, path, source, options, sent);
  } catch (error) {
    if (options.overwrite || !isConflict(error)) throw error;
    await acceptOwnFile(client, path, source, error, sent, step);
  }
  const wholeBytes = sent.wholeBytes ?? source.sizeBytes;
  if (wholeBytes === undefined) throw notReadWhole(path);
  try {
    await checkSize(client, path, source, wholeBytes, options, step);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    client.logger.warn(
      `${path} was uploaded; without ${readVolumeGrant.grant} its size could not be checked.`,
    );
  }
  return { sizeBytes: wholeBytes };
};
