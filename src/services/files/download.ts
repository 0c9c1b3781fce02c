/** Downloads of files in volumes. https://docs.databricks.com/api/workspace/files/download */
import type { Readable } from "node:stream";
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import type { Response } from "../../http/request";
import { resumedStream } from "../../http/resume";
import { expectSizeWithinLimit } from "../resultSize";
import { notOfFileError, readFileHeaders } from "./fileHeaders";
import { filePath } from "./files";

/** A part of a file. */
export interface ByteRange {
  offset: number;
  /** Up to the end of the file, if it is omitted. */
  length?: number;
}

/** A file, or a part of it, whose bytes are read as they arrive. */
export interface FileDownload {
  /** How many bytes the stream gives, if the workspace says so. */
  sizeBytes?: number;
  /** Its reader reads it to its end or destroys it. */
  stream: Readable;
}

/** What is requested. */
interface FileRequest {
  /** Absolute, such as `/Volumes/main/default/landing/orders.csv`. */
  path: string;
  /** The whole file, if it is omitted. */
  range?: ByteRange;
  /** Refuses the file if it was changed since, an HTTP date. */
  unmodifiedSince?: string;
  /** Ends the download when it is no longer needed. */
  signal?: AbortSignal;
}

/** The bytes that a response holds, and of how many. */
interface Part {
  offset: number;
  sizeBytes?: number;
  totalBytes?: number;
  lastModified?: string;
}

const partOf = ({ status, headers }: Pick<Response, "status" | "headers">): Part => {
  const { sizeBytes, lastModified } = readFileHeaders(headers);
  if (status !== 206) return { offset: 0, sizeBytes, totalBytes: sizeBytes, lastModified };
  const [, first, last, total] =
    /^bytes (\d{1,15})-(\d{1,15})\/(\d{1,15}|\*)$/.exec(String(headers["content-range"])) ?? [];
  return {
    offset: Number(first),
    sizeBytes: Number(last) - Number(first) + 1,
    totalBytes: total === "*" ? undefined : Number(total),
    lastModified,
  };
};

const rangeHeader = ({ offset, length }: ByteRange): string =>
  `bytes=${offset}-${length === undefined ? "" : offset + length - 1}`;

const failed = (path: string, message: string): DatabricksError =>
  new DatabricksError({ operation: `GET ${filePath(path)}`, message });

const changed = (path: string): DatabricksError =>
  new DatabricksError({
    operation: `GET ${filePath(path)}`,
    status: 412,
    message: "the file was changed while it was downloaded, so that its parts do not belong together",
  });

const otherBytes = (path: string): DatabricksError =>
  failed(path, "the workspace sent other bytes than those that were requested");

/** Whether a part is what was requested: the whole file, or the range as far as the file has it. */
const isOfRange = ({ offset, sizeBytes, totalBytes }: Part, range?: ByteRange): boolean => {
  if (!range) return offset === 0 && sizeBytes === totalBytes;
  return offset === range.offset && (sizeBytes ?? 0) <= (range.length ?? Number.POSITIVE_INFINITY);
};

/** Requests a file, or a part of it. */
const request = (
  client: DatabricksClient,
  { path, range, unmodifiedSince, signal }: FileRequest,
): Promise<Response<Readable>> =>
  client.stream({
    method: "GET",
    url: filePath(path),
    signal,
    headers: {
      Accept: "application/octet-stream",
      ...(range && { Range: rangeHeader(range) }),
      ...(unmodifiedSince !== undefined && { "If-Unmodified-Since": unmodifiedSince }),
    },
  });

/** Requests what is missing of a file that broke off. */
const requestRest = async (
  client: DatabricksClient,
  { path, signal }: FileRequest,
  part: Part,
  received: number,
): Promise<Readable> => {
  const offset = part.offset + received;
  const length = part.sizeBytes === undefined ? undefined : part.sizeBytes - received;
  try {
    const rest = await request(client, {
      path,
      range: { offset, length },
      unmodifiedSince: part.lastModified,
      signal,
    });
    const found = partOf(rest);
    if (found.offset === offset && found.totalBytes === part.totalBytes) return rest.body;
    rest.body.destroy();
    throw changed(path);
  } catch (error) {
    throw error instanceof DatabricksError && error.status === 412 ? changed(path) : error;
  }
};

/**
 * Opens a file, or a part of it. A download that breaks off is continued, unless the file was changed meanwhile.
 * @throws DatabricksError; the stream fails with one, too
 */
export const openDownload = async (client: DatabricksClient, file: FileRequest): Promise<FileDownload> => {
  const { path, range } = file;
  const { body: first, ...response } = await request(client, file);
  const part = partOf(response);
  if (part.lastModified === undefined) {
    first.destroy();
    throw notOfFileError(`GET ${filePath(path)}`);
  }
  if (!isOfRange(part, range)) {
    first.destroy();
    throw otherBytes(path);
  }
  const { sizeBytes } = part;
  const openRest = (received: number, signal: AbortSignal): Promise<Readable> => {
    client.logger.warn(`The download of ${path} broke off after ${received} bytes; continuing`);
    return requestRest(client, { path, signal }, part, received);
  };
  return {
    sizeBytes,
    stream: resumedStream({ first, sizeBytes, wrongSize: () => otherBytes(path), openRest }),
  };
};

/**
 * Checks a download before its bytes are read; a refused one is closed.
 * @throws DatabricksError that names the switch, when it is larger than the connection allows
 */
export const expectFileWithinLimit = (
  client: DatabricksClient,
  path: string,
  { sizeBytes = 0, stream }: FileDownload,
): void => {
  try {
    expectSizeWithinLimit(client, `GET ${filePath(path)}`, "the file", sizeBytes);
  } catch (error) {
    stream.destroy();
    throw error;
  }
};
