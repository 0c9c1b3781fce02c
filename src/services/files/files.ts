/** Files in the volumes of Unity Catalog. https://docs.databricks.com/api/workspace/files */
import { type ApiPath, path, withSegments } from "../../http/path";

/** A file or a directory. */
export interface FileInfo {
  /** Absolute, such as `/Volumes/main/default/landing/orders.csv`. */
  path: string;
  name: string;
  isDirectory: boolean;
  sizeBytes?: number;
  /** ISO 8601. */
  modifiedAt?: string;
}

/** The parts of an absolute path; a slash at its end counts as none. */
const partsOf = (absolutePath: string): string[] => {
  if (!absolutePath.startsWith("/")) throw new TypeError("The path of a file must begin with a slash");
  return absolutePath.slice(1).replace(/\/$/, "").split("/");
};

/**
 * The request path of a file.
 * @param absolutePath such as `/Volumes/main/default/landing/orders.csv`
 * @throws TypeError when a part of it is empty, `.`, `..` or no well-formed text
 */
export const filePath = (absolutePath: string): ApiPath =>
  withSegments(path`/api/2.0/fs/files`, partsOf(absolutePath));

/** The request path of a directory. Takes and throws what `filePath` does. */
export const directoryPath = (absolutePath: string): ApiPath =>
  withSegments(path`/api/2.0/fs/directories`, partsOf(absolutePath));

/** A path as it is compared: the names of catalog, schema and volume are not case-sensitive. */
export const pathKey = (absolutePath: string): string => {
  const parts = absolutePath.split("/");
  return [...parts.slice(0, 5).map((part) => part.toLowerCase()), ...parts.slice(5)].join("/");
};
