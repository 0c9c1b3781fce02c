/** Which files have been returned, each as a few characters. */
import { createHash } from "node:crypto";
import type { FileInfo } from "../../services/files/files";

/** Bytes of a file's path and of its version, which make 12 and 8 characters of Base64. */
const pathBytes = 9;
const versionBytes = 6;
const pathLength = (pathBytes * 4) / 3;
const versionLength = (versionBytes * 4) / 3;
const recordLength = pathLength + versionLength;

/** More files than this do not fit into the state that the platform keeps, 64 MiB for all flows of an instance. */
export const maxFiles = 500_000;

const digest = (text: string, bytes: number): string =>
  createHash("sha256").update(text).digest().subarray(0, bytes).toString("base64url");

/** A file as it is remembered. */
export interface FileRecord {
  /** What stands for its path. */
  path: string;
  /** What stands for its size and its modification time. */
  version: string;
}

/** @param relativePath of the file below the polled directory */
export const recordOf = (relativePath: string, { sizeBytes, modifiedAt }: FileInfo): FileRecord => ({
  path: digest(relativePath, pathBytes),
  version: digest(`${sizeBytes ?? ""} ${modifiedAt ?? ""}`, versionBytes),
});

/** The versions of files by their paths, both as digests. */
export type FileMemory = Map<string, string>;

/** In the form of a state: one record after the other. */
export const packMemory = (memory: FileMemory): string =>
  [...memory].map(([path, version]) => path + version).join("");

/** Whether a text is in the form of a state. */
export const isPackedMemory = (stored: unknown): stored is string =>
  typeof stored === "string" &&
  stored.length % recordLength === 0 &&
  stored.length <= maxFiles * recordLength &&
  /^[\w-]*$/.test(stored);

/** Reads what `packMemory` made. */
export const unpackMemory = (packed: string): FileMemory => {
  const memory: FileMemory = new Map();
  for (let at = 0; at < packed.length; at += recordLength) {
    const middle = at + pathLength;
    memory.set(packed.slice(at, middle), packed.slice(middle, at + recordLength));
  }
  return memory;
};
