/** Uploads of files to volumes. https://docs.databricks.com/api/workspace/files/upload */
import type { DatabricksClient } from "../../client";
import { isConflict, isForbidden, isNotFound } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import { defaultRetryPolicy, type RetryPolicy } from "../../http/retry";
import { readBack } from "../readBack";
import { fetchStoredFile, type StoredFile } from "./fileHeaders";
import { directoryPath, filePath } from "./files";
import { formatBytes } from "./formatBytes";
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
}

const tooLarge = ({ label = "The file" }: UploadSource, size: string): Error =>
  new Error(
    `${label} is ${size}, and one file can have 5 GiB at most when it is uploaded to a volume. Split it into smaller files.`,
  );

const refuseTooLarge = (source: UploadSource): void => {
  const { sizeBytes = 0 } = source;
  if (sizeBytes > maxUploadBytes) throw tooLarge(source, formatBytes(sizeBytes));
};

/** Creates the directory of a file; that of the volume itself is there. */
const createParent = async (client: DatabricksClient, path: string): Promise<void> => {
  const parent = path.slice(0, path.lastIndexOf("/"));
  if (parent.split("/").length > 5) await client.send({ method: "PUT", url: directoryPath(parent) });
};

const send = async (
  client: DatabricksClient,
  path: string,
  source: UploadSource,
  { overwrite }: UploadOptions,
  sent: Sent,
): Promise<void> => {
  const tellProgress = uploadProgress(client.logger, path, source.sizeBytes);
  await client.send({
    method: "PUT",
    url: `${filePath(path)}?overwrite=${overwrite}`,
    headers: { "Content-Type": "application/octet-stream" },
    timeoutMs: idleMs,
    policy: streamRetryPolicy,
    body: {
      open: source.open,
      sizeBytes: source.sizeBytes,
      onSent: (bytes, isComplete) => {
        if (bytes > maxUploadBytes) throw tooLarge(source, "larger than 5 GiB");
        tellProgress(bytes);
        if (isComplete) sent.wholeBytes = bytes;
      },
    },
  });
};

/** Whether a stored file can only be the one that this upload has made. */
const isOwnFile = ({ sizeBytes, ageMs }: StoredFile, sent: Sent, elapsedMs: number): boolean | undefined => {
  if (sizeBytes === undefined || ageMs === undefined) return undefined;
  return sizeBytes === sent.wholeBytes && ageMs <= elapsedMs + clockToleranceMs;
};

const unknownOwner =
  "An earlier attempt of this upload got no response: it is not known whether the file at the path is the one that it sent.";

/**
 * Decides on a file that is at the path when the upload is repeated: the first attempt may have been carried out
 * although its response was lost.
 * @throws the conflict, if the file is another one
 */
const acceptOwnFile = async (
  client: DatabricksClient,
  path: string,
  conflict: DatabricksError,
  sent: Sent,
  startedAt: number,
): Promise<void> => {
  const inTheWay = appendHint(conflict, "Set Overwrite to true to replace the file at the path.");
  if ((conflict.timesSent ?? 1) === 1 || sent.wholeBytes === undefined) throw inTheWay;
  const stored = await readBack(fetchStoredFile(client, path), {
    refusal: appendHint(conflict, unknownOwner),
  });
  const isOwn = isOwnFile(stored, sent, performance.now() - startedAt);
  if (isOwn === undefined) throw appendHint(conflict, unknownOwner);
  if (!isOwn) throw inTheWay;
};

/** Deletes a file that is not whole. @returns what became of it, in words */
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

/** Compares the size of the stored file with what was sent. */
const checkSize = async (
  client: DatabricksClient,
  path: string,
  wholeBytes: number,
  { overwrite }: UploadOptions,
): Promise<void> => {
  const { sizeBytes } = await readBack(fetchStoredFile(client, path), {
    done: "The file was uploaded",
    what: "its size",
  });
  if (sizeBytes === undefined || sizeBytes === wholeBytes) return;
  throw new DatabricksError({
    operation: `PUT ${filePath(path)}`,
    message: `the file in the volume has ${sizeBytes} bytes, but ${wholeBytes} were sent`,
    hint: overwrite
      ? "Another writer may have replaced it, or it is not whole: upload it again."
      : await deleteBroken(client, path),
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
  const startedAt = performance.now();
  const sent: Sent = {};
  try {
    await send(client, path, source, options, sent);
  } catch (error) {
    if (options.overwrite || !isConflict(error)) throw error;
    await acceptOwnFile(client, path, error, sent, startedAt);
  }
  const wholeBytes = sent.wholeBytes ?? source.sizeBytes;
  if (wholeBytes === undefined) throw notReadWhole(path);
  try {
    await checkSize(client, path, wholeBytes, options);
  } catch (error) {
    if (!isForbidden(error)) throw error;
    client.logger.warn(`${path} was uploaded; without READ VOLUME its size could not be checked.`);
  }
  return { sizeBytes: wholeBytes };
};
