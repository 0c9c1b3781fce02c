/** What the headers of a file's response say. https://docs.databricks.com/api/workspace/files/getmetadata */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { serverTimeOf } from "../../http/serverTime";
import { filePath } from "./files";

/** What headers may say of a file, wherever it is. */
interface FileHeaders {
  sizeBytes?: number;
  /** As the server spells it. */
  lastModified?: string;
  /** How long ago it was changed by the server's clock, in milliseconds. */
  ageMs?: number;
}

/** A file in a volume. */
export type StoredFile = FileHeaders & Required<Pick<FileHeaders, "sizeBytes" | "lastModified">>;

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const numberOf = (value: unknown): number | undefined => {
  const digits = /^\d{1,15}$/.exec(String(value ?? ""));
  return digits ? Number(digits[0]) : undefined;
};

/** Reads the headers of a file. */
export const readFileHeaders = (headers: Record<string, unknown>): FileHeaders => {
  const lastModified = textOf(headers["last-modified"]);
  const ageMs = serverTimeOf(headers) - Date.parse(lastModified ?? "");
  return {
    sizeBytes: numberOf(headers["content-length"]),
    lastModified,
    ageMs: Number.isNaN(ageMs) ? undefined : ageMs,
  };
};

/**
 * The error of a response that is not Databricks': a file may hold anything, so only its headers can show this.
 * @param operation the request in words
 */
export const notOfFileError = (operation: string): DatabricksError =>
  new DatabricksError({
    operation,
    message: "the response does not have the headers of a file",
    hint: "Check the host of the connection: it must be the workspace's own, reachable from here.",
  });

/**
 * Asks for the size and the time of a file.
 * @param path absolute, such as `/Volumes/main/default/landing/orders.csv`
 * @throws DatabricksError
 */
export const fetchStoredFile = async (client: DatabricksClient, path: string): Promise<StoredFile> => {
  const { sizeBytes, lastModified, ...rest } = readFileHeaders(await client.head(filePath(path)));
  if (sizeBytes === undefined || lastModified === undefined) throw notOfFileError(`HEAD ${filePath(path)}`);
  return { sizeBytes, lastModified, ...rest };
};
