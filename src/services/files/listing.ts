/** What is in the directories of volumes. https://docs.databricks.com/api/workspace/files/listdirectorycontents */
import type { DatabricksClient } from "../../client";
import { isBadRequest, isNotFound } from "../../errors/kinds";
import { DatabricksError } from "../../http/errors";
import { type Page, type Pages, pagesOf, readItemPages } from "../../http/paginate";
import {
  booleanSchema,
  countSchema,
  lenientSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  SchemaError,
} from "../../http/schema";
import { walkTree } from "../treeWalk";
import { fetchStoredFile } from "./fileHeaders";
import { directoryPath, type FileInfo, filePath, pathKey } from "./files";

/** An entry of a directory in a response. */
interface DirectoryEntry {
  path: string;
  is_directory?: boolean;
  file_size?: number;
  /** Milliseconds since the epoch. */
  last_modified?: number;
}

const isName = (name: string): boolean => name.trim() !== "" && name !== "." && name !== "..";

/** The path of an entry of a directory, which can be requested as it is: no list leads out of its directory. */
const pathIn =
  (directory: string): ResponseSchema<string> =>
  (value) => {
    const path = nonBlankSchema(value).replace(/\/$/, "");
    const slash = path.lastIndexOf("/");
    const isInDirectory = pathKey(path.slice(0, slash)) === pathKey(directory);
    if (isInDirectory && isName(path.slice(slash + 1)) && !/\p{Surrogate}/u.test(path)) return path;
    throw new SchemaError("the path of an entry of the directory", value);
  };

/** @param isLenient whether what cannot be an entry of the directory is omitted */
const pagesIn = (directory: string, isLenient: boolean): Pages<DirectoryEntry> => {
  const entry = objectSchema<DirectoryEntry>({
    path: pathIn(directory),
    is_directory: optionalSchema(booleanSchema),
    file_size: optionalSchema(countSchema),
    last_modified: lenientSchema(countSchema),
  });
  return pagesOf("contents", isLenient ? lenientSchema(entry) : entry);
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

/** A time as ISO 8601; undefined for one that no calendar has. */
const isoTime = (ms: number | undefined): string | undefined =>
  ms === undefined || Number.isNaN(new Date(ms).getTime()) ? undefined : new Date(ms).toISOString();

const withTimeAndSize = (
  path: string,
  given: { isDirectory: boolean; sizeBytes?: number; modifiedMs?: number },
): FileInfo => {
  const modifiedAt = isoTime(given.modifiedMs);
  return {
    path,
    name: nameOf(path),
    isDirectory: given.isDirectory,
    ...(!given.isDirectory && given.sizeBytes !== undefined && { sizeBytes: given.sizeBytes }),
    ...(modifiedAt !== undefined && { modifiedAt }),
  };
};

const infoOf = ({ path, is_directory, file_size, last_modified }: DirectoryEntry): FileInfo =>
  withTimeAndSize(path, {
    isDirectory: is_directory ?? false,
    sizeBytes: file_size,
    modifiedMs: last_modified,
  });

/** The entries of one directory, page by page. */
async function* readDirectory(
  client: DatabricksClient,
  path: string,
  isLenient = false,
  signal?: AbortSignal,
): AsyncGenerator<FileInfo[]> {
  const request = directoryPath(path);
  const pages = pagesIn(path, isLenient);
  const fetchPage = (pageToken: string | undefined): Promise<Page> =>
    client.get(request, { schema: pages.schema, signal, query: { page_token: pageToken } });
  for await (const entries of readItemPages(`GET ${request}`, fetchPage, pages.itemsOf)) {
    yield entries.map(infoOf);
  }
}

/** Every entry of a directory below the one that is listed. */
const readSubdirectory = async (
  client: DatabricksClient,
  path: string,
  isLenient: boolean,
  signal: AbortSignal,
): Promise<FileInfo[]> => {
  const found: FileInfo[] = [];
  for await (const entries of readDirectory(client, path, isLenient, signal)) {
    for (const entry of entries) found.push(entry);
  }
  return found;
};

/** Whether a request for metadata finds something; Databricks refuses some paths as wrong ones. */
const isFound = async (response: Promise<unknown>): Promise<boolean> => {
  try {
    await response;
    return true;
  } catch (error) {
    if (isNotFound(error) || isBadRequest(error)) return false;
    throw error;
  }
};

/** Whether there is a directory at a path. */
export const directoryExists = (client: DatabricksClient, path: string): Promise<boolean> =>
  isFound(client.head(directoryPath(path)));

/** The same to explain a refusal: where that cannot be found out, the refusal itself says more. */
export const forExplanation = (found: Promise<boolean>): Promise<boolean> => found.catch(() => false);

const wrongKind = (refusal: DatabricksError, message: string, hint: string): DatabricksError => {
  const { operation, status, requestId } = refusal;
  return new DatabricksError({ operation, status, requestId, message, hint });
};

/** The error of a request for a file: in other words if a directory is at the path. */
export const explainedFileError = async (
  client: DatabricksClient,
  path: string,
  { error, hint }: { error: unknown; hint: string },
): Promise<unknown> => {
  const mayBeDirectory = isNotFound(error) || isBadRequest(error);
  return mayBeDirectory && (await forExplanation(directoryExists(client, path)))
    ? wrongKind(error, `${path} is a directory, not a file`, hint)
    : error;
};

/** The error of a request for a directory: in other words if a file is at the path. */
export const explainedDirectoryError = async (
  client: DatabricksClient,
  path: string,
  error: unknown,
): Promise<unknown> =>
  isNotFound(error) && (await forExplanation(isFound(client.head(filePath(path)))))
    ? wrongKind(error, `${path} is a file, not a directory`, "Use the directory that holds it.")
    : error;

/** The path below a directory. */
export const pathBelow = (directory: string, path: string): string =>
  path.split("/").slice(directory.split("/").length).join("/");

/** What of a directory is listed. */
export interface ListingOptions {
  /** Whether the directories below it are listed, too. */
  recursive: boolean;
  /** Whether a directory below it, by its path from there, is worth listing; each is by default. */
  mayHold?: (relativeDirectory: string) => boolean;
  /** Whether what cannot be an entry is omitted: for choices. Otherwise it is an error. */
  isLenient?: boolean;
}

/**
 * Lists the files and directories of a directory, page by page, and those of the directories below it, level by level.
 * One of those that is deleted in the meantime is skipped.
 * @throws DatabricksError that says whether the directory is a file, or names the missing grant
 */
export async function* listDirectory(
  client: DatabricksClient,
  path: string,
  { recursive, mayHold = () => true, isLenient = false }: ListingOptions,
): AsyncGenerator<FileInfo[]> {
  const isEntered = (entry: FileInfo): boolean =>
    recursive && entry.isDirectory && mayHold(pathBelow(path, entry.path));
  try {
    yield* walkTree(client, {
      root: path,
      entries: readDirectory(client, path, isLenient),
      directoryOf: (entry) => (isEntered(entry) ? entry.path : undefined),
      read: (directory, signal) => readSubdirectory(client, directory, isLenient, signal),
    });
  } catch (error) {
    throw await explainedDirectoryError(client, path, error);
  }
}

/** Whether a directory has anything in it. Throws as `listDirectory` does. */
export const hasEntries = async (client: DatabricksClient, path: string): Promise<boolean> => {
  for await (const entries of readDirectory(client, path)) if (entries.length > 0) return true;
  return false;
};

/** Whether a path is that of a volume itself, such as `/Volumes/main/default/landing`. */
export const isVolumeRoot = (path: string): boolean => path.split("/").length <= 5;

/**
 * The size and the time of a file, or whether a directory is at the path.
 * https://docs.databricks.com/api/workspace/files/getmetadata
 * @throws DatabricksError that names the missing grant, or says that nothing is found
 */
export const fetchFileInfo = async (client: DatabricksClient, path: string): Promise<FileInfo> => {
  if (isVolumeRoot(path)) {
    await client.head(directoryPath(path));
    return withTimeAndSize(path, { isDirectory: true });
  }
  try {
    const { sizeBytes, lastModified } = await fetchStoredFile(client, path);
    return withTimeAndSize(path, { isDirectory: false, sizeBytes, modifiedMs: Date.parse(lastModified) });
  } catch (error) {
    const mayBeDirectory = isNotFound(error) || isBadRequest(error);
    if (mayBeDirectory && (await directoryExists(client, path))) {
      return withTimeAndSize(path, { isDirectory: true });
    }
    throw error;
  }
};
