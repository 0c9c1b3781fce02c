/** Deletes files and directories of volumes. https://docs.databricks.com/api/workspace/files */
import type { DatabricksClient } from "../../client";
import { isBadRequest, isNotFound, isObjectMissing } from "../../errors/kinds";
import { mapConcurrent } from "../../http/concurrency";
import { appendHint, type DatabricksError } from "../../http/errors";
import { followPages } from "../../http/paginate";
import { labels } from "../../labels";
import { awaitDeletion } from "../awaitDeletion";
import { directoryPath, filePath } from "./files";
import {
  directoryExists,
  explainedDirectoryError,
  explainedFileError,
  forExplanation,
  hasEntries,
  isVolumeRoot,
  listDirectory,
} from "./listing";

/** What a deletion may find. */
interface DeletionOptions {
  /** Whether nothing at the path is fine. */
  mayBeMissing: boolean;
}

/**
 * Deletes a file. Harmless to repeat: a retry that finds nothing has deleted it before.
 * @returns whether it was there
 * @throws DatabricksError that says whether the path is a directory, or names the missing grant
 */
export const deleteVolumeFile = async (
  client: DatabricksClient,
  path: string,
  { mayBeMissing }: DeletionOptions,
): Promise<boolean> => {
  try {
    return await awaitDeletion(client.delete(filePath(path)));
  } catch (error) {
    const explained = await explainedFileError(client, path, {
      error,
      hint: `${labels.deleteDirectory} deletes it.`,
    });
    if (isObjectMissing(error) && explained === error && mayBeMissing) return false;
    throw explained;
  }
};

/** What was deleted. */
export interface DeletedDirectory {
  path: string;
  deletedFiles: number;
  deletedDirectories: number;
}

/** Deletions at a time: Databricks recommends no more than 10 requests, and other steps need some, too. */
const maxConcurrency = 6;

/** How often the contents are listed again, since others may write into the directory meanwhile. */
const maxPasses = 3;

/** Deletes one directory, which must be empty; gives the refusal if it is not, or is not found. */
const deleteEmptyDirectory = async (
  client: DatabricksClient,
  path: string,
): Promise<DatabricksError | undefined> => {
  try {
    await awaitDeletion(client.delete(directoryPath(path)));
    return undefined;
  } catch (error) {
    if (isNotFound(error) || isBadRequest(error)) return error;
    throw error;
  }
};

const depthOf = (path: string): number => path.split("/").length;

/** Paths by their depth, the deepest first. */
const deepestFirst = (paths: readonly string[]): string[][] => {
  const levels = new Map<number, string[]>();
  for (const path of paths) {
    const level = levels.get(depthOf(path));
    if (level) level.push(path);
    else levels.set(depthOf(path), [path]);
  }
  return [...levels].sort(([one], [other]) => other - one).map(([, level]) => level);
};

/** Deletes a directory with everything in it, and counts. */
class TreeDeletion {
  deletedFiles = 0;
  deletedDirectories = 0;

  constructor(
    readonly client: DatabricksClient,
    readonly root: string,
  ) {}

  /** Deletes what is listed now, and gives the refusal of a directory into which others have written meanwhile. */
  async pass(): Promise<{ refusal?: DatabricksError }> {
    const files: string[] = [];
    const directories = isVolumeRoot(this.root) ? [] : [this.root];
    for await (const entries of listDirectory(this.client, this.root, { recursive: true })) {
      for (const { path, isDirectory } of entries) (isDirectory ? directories : files).push(path);
    }
    await mapConcurrent(files, maxConcurrency, async (path) => {
      if (await deleteVolumeFile(this.client, path, { mayBeMissing: true })) this.deletedFiles += 1;
    });
    const refusals = await mapConcurrent(deepestFirst(directories), 1, (level) =>
      mapConcurrent(level, maxConcurrency, (path) => this.#deleteDirectory(path)),
    );
    return { refusal: refusals.flat().find((refusal) => refusal !== undefined) };
  }

  async #deleteDirectory(path: string): Promise<DatabricksError | undefined> {
    const refused = await deleteEmptyDirectory(this.client, path);
    if (!refused) this.deletedDirectories += 1;
    return refused && isNotFound(refused) ? undefined : refused;
  }

  /** The number of what was deleted, in words. */
  describe(): string {
    return `${this.deletedFiles} files and ${this.deletedDirectories} directories`;
  }
}

const deleteTree = async (
  client: DatabricksClient,
  path: string,
  { mayBeMissing }: DeletionOptions,
): Promise<DeletedDirectory> => {
  const deletion = new TreeDeletion(client, path);
  try {
    let passes = 0;
    const nextPass = ({ refusal }: { refusal?: DatabricksError }) =>
      refusal && passes < maxPasses ? deletion.pass() : undefined;
    for await (const { refusal } of followPages(await deletion.pass(), nextPass)) {
      passes += 1;
      if (refusal && passes === maxPasses) throw appendHint(refusal, "Files may still be written into it.");
    }
  } catch (error) {
    const { deletedFiles, deletedDirectories } = deletion;
    const isUntouched = deletedFiles + deletedDirectories === 0;
    // Someone else may delete the same directory.
    const isGone = isNotFound(error) && !(await directoryExists(client, path));
    if (!isGone || (isUntouched && !mayBeMissing)) {
      if (isUntouched) throw error;
      throw appendHint(
        error,
        `At least ${deletion.describe()} were deleted before: repeating the step deletes the rest.`,
      );
    }
  }
  return { path, deletedFiles: deletion.deletedFiles, deletedDirectories: deletion.deletedDirectories };
};

/**
 * Deletes a directory: an empty one, or one with everything in it, files first and the deepest directories next. A
 * volume itself stays. Each request is harmless to repeat.
 * @throws DatabricksError that says how much was deleted before it failed
 */
export const deleteVolumeDirectory = async (
  client: DatabricksClient,
  path: string,
  { recursive, mayBeMissing }: DeletionOptions & { recursive: boolean },
): Promise<DeletedDirectory> => {
  if (recursive) return deleteTree(client, path, { mayBeMissing });
  if (isVolumeRoot(path)) {
    throw new Error(
      `Directory Path is the volume ${path}, which is not deleted. With Recursive on, everything in it is.`,
    );
  }
  const refused = await deleteEmptyDirectory(client, path);
  if (!refused) return { path, deletedFiles: 0, deletedDirectories: 1 };
  if (!isNotFound(refused)) {
    throw (await forExplanation(hasEntries(client, path)))
      ? appendHint(refused, "With Recursive on, a directory is deleted with everything in it.")
      : refused;
  }
  if (mayBeMissing) return { path, deletedFiles: 0, deletedDirectories: 0 };
  throw await explainedDirectoryError(client, path, refused);
};
