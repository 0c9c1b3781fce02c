/** Reads a file of a volume into a step result. */
import { extname } from "node:path/posix";
import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { maxBodyBytes } from "../../http/download";
import { appendHint, DatabricksError } from "../../http/errors";
import { fitsIntoMemory } from "../../http/memory";
import { labels } from "../../labels";
import type { BinaryFile } from "../../results/resultFile";
import { type ByteRange, expectFileWithinLimit, type FileDownload, openDownload } from "./download";
import { type FileInfo, filePath } from "./files";
import { formatBytes } from "./formatBytes";

const contentTypes: Readonly<Record<string, string>> = {
  ".avro": "application/avro",
  ".csv": "text/csv",
  ".gif": "image/gif",
  ".gz": "application/gzip",
  ".htm": "text/html",
  ".html": "text/html",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".json": "application/json",
  ".jsonl": "application/x-ndjson",
  ".md": "text/markdown",
  ".ndjson": "application/x-ndjson",
  ".parquet": "application/vnd.apache.parquet",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".tsv": "text/tab-separated-values",
  ".txt": "text/plain",
  ".webp": "image/webp",
  ".xls": "application/vnd.ms-excel",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  ".xml": "application/xml",
  ".yaml": "application/yaml",
  ".yml": "application/yaml",
  ".zip": "application/zip",
};

/** The content type that a file's name suggests. */
export const contentTypeOf = (path: string): string =>
  contentTypes[extname(path).toLowerCase()] ?? "application/octet-stream";

/** Text in UTF-8, without its byte order mark; undefined for bytes that are none. */
export const decodeText = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined; // The only error is that the bytes are not UTF-8.
  }
};

const failed = (path: string, message: string, hint: string): DatabricksError =>
  new DatabricksError({ operation: `GET ${filePath(path)}`, message, hint });

const tooLarge = (path: string, bytes: number): DatabricksError =>
  failed(
    path,
    bytes > maxBodyBytes
      ? `it is ${formatBytes(bytes)}, more than the 128 MiB that a step result can hold`
      : `it is ${formatBytes(bytes)}, more than the memory that this step has left`,
    `${labels.sendFileToUrl} sends a file of any size to another system; Offset and Length download it in parts.`,
  );

/** Collects the bytes of a download. */
const collect = async (
  client: DatabricksClient,
  path: string,
  { stream, sizeBytes }: FileDownload,
): Promise<Buffer> => {
  const expected = sizeBytes ?? 0;
  expectFileWithinLimit(client, path, { stream, sizeBytes });
  if (expected > maxBodyBytes || !fitsIntoMemory(expected)) {
    stream.destroy();
    throw tooLarge(path, expected);
  }
  if (sizeBytes !== undefined) {
    const bytes = Buffer.allocUnsafeSlow(sizeBytes);
    let length = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) length += chunk.copy(bytes, length);
    return bytes;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    expectFileWithinLimit(client, path, { stream, sizeBytes: length });
    if (length > maxBodyBytes || !fitsIntoMemory(length)) throw tooLarge(path, length);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/**
 * Reads a file, or a part of it.
 * @throws DatabricksError, also for more than 128 MiB or than the memory that is left
 */
const readBytes = async (
  client: DatabricksClient,
  path: string,
  range?: ByteRange,
  unmodifiedSince?: string,
): Promise<Buffer> => {
  try {
    return await collect(client, path, await openDownload(client, { path, range, unmodifiedSince }));
  } catch (error) {
    const isBeyondEnd = error instanceof DatabricksError && error.status === 416;
    // Only an empty file has no first byte.
    if (isBeyondEnd && range?.offset === 0) return Buffer.alloc(0);
    throw isBeyondEnd ? appendHint(error, "Offset must be less than the size of the file.") : error;
  }
};

/** Reads a file as the platform passes files on. Throws as `readTextFile` does. */
export const readBinaryFile = async (
  client: DatabricksClient,
  path: string,
  range?: ByteRange,
): Promise<BinaryFile> => ({
  data: await readBytes(client, path, range),
  contentType: contentTypeOf(path),
});

/** How much of a file a preview reads, in bytes. */
const previewBytes = 64 * 1024;

/**
 * Reads the beginning of a file, or of a part of it, for a preview. A character that the end cuts is left out, and what is
 * not UTF-8 is replaced. Throws as `readBinaryFile` does.
 */
export const readFileStart = async (
  client: DatabricksClient,
  path: string,
  kind: "file" | "text",
  { offset, length = previewBytes }: ByteRange,
): Promise<BinaryFile | string> => {
  const file = await readBinaryFile(client, path, { offset, length: Math.min(length, previewBytes) });
  return kind === "text" ? new TextDecoder().decode(file.data, { stream: true }) : file;
};

/** The time of a file as a condition of HTTP, which counts whole seconds. */
const httpDate = (modifiedAt: string): string => new Date(modifiedAt).toUTCString();

/**
 * Reads a file as it was listed. Throws as `readTextFile` does.
 * @returns undefined if it was changed or deleted since
 */
export const readListedFile = async (
  client: DatabricksClient,
  { path, sizeBytes, modifiedAt }: FileInfo,
): Promise<BinaryFile | undefined> => {
  try {
    const data = await readBytes(client, path, undefined, modifiedAt && httpDate(modifiedAt));
    return sizeBytes === undefined || data.length === sizeBytes
      ? { data, contentType: contentTypeOf(path) }
      : undefined;
  } catch (error) {
    if (isNotFound(error) || (error instanceof DatabricksError && error.status === 412)) return undefined;
    throw error;
  }
};

/**
 * Reads a file of text in UTF-8, without its byte order mark.
 * @throws DatabricksError, also for more than 128 MiB, and for what is not UTF-8
 */
export const readTextFile = async (
  client: DatabricksClient,
  path: string,
  range?: ByteRange,
): Promise<string> => {
  const bytes = await readBytes(client, path, range);
  // Letters beyond Latin-1 take two bytes each.
  if (!fitsIntoMemory(bytes.length * 2)) throw tooLarge(path, bytes.length);
  const text = decodeText(bytes);
  if (text === undefined) {
    throw failed(
      path,
      "it is not text in UTF-8",
      range
        ? "A range can also cut a character in two. The Result File gives the bytes."
        : "The Result File gives the bytes.",
    );
  }
  return text;
};
