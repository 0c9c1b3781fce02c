/** What the headers of a file's response say. https://docs.databricks.com/api/workspace/files/getmetadata */
import type { DatabricksClient } from "../../client";
import { filePath } from "./files";

/** What is known of a stored file. */
export interface StoredFile {
  sizeBytes?: number;
  contentType?: string;
  /** As the server spells it. */
  lastModified?: string;
  /** How long ago it was changed by the server's clock, in milliseconds. */
  ageMs?: number;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const numberOf = (value: unknown): number | undefined => {
  const digits = /^\d{1,15}$/.exec(String(value ?? ""));
  return digits ? Number(digits[0]) : undefined;
};

/** Reads the headers of a file. */
export const storedFileOf = (headers: Record<string, unknown>): StoredFile => {
  const lastModified = textOf(headers["last-modified"]);
  const ageMs = Date.parse(textOf(headers.date) ?? "") - Date.parse(lastModified ?? "");
  return {
    sizeBytes: numberOf(headers["content-length"]),
    contentType: textOf(headers["content-type"]),
    lastModified,
    ageMs: Number.isNaN(ageMs) ? undefined : ageMs,
  };
};

/**
 * Asks for the headers of a file.
 * @param path absolute, such as `/Volumes/main/default/landing/orders.csv`
 */
export const fetchStoredFile = async (client: DatabricksClient, path: string): Promise<StoredFile> =>
  storedFileOf(await client.head(filePath(path)));
