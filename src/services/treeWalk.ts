/** Reads what is below a directory, level by level. */
import type { DatabricksClient } from "../client";
import { isObjectMissing } from "../errors/kinds";
import { prefetch } from "../http/concurrency";
import { followPages } from "../http/paginate";

/** A tree of directories, and how it is read. */
interface Tree<Entry> {
  /** The path of the directory at its top. */
  root: string;
  /** The entries of that directory, in parts. */
  entries: AsyncIterable<Entry[]>;
  /** The path of an entry that is to be read, too; undefined for any other. */
  directoryOf: (entry: Entry) => string | undefined;
  /** Gives the entries of a directory below the top. Its signal says that they are no longer needed. */
  read: (directory: string, signal: AbortSignal) => Promise<Entry[]>;
}

/** Databricks recommends no more than 10 requests at a time; other steps need some, too. */
const maxConcurrency = 4;

/**
 * Gives the entries of a tree, part by part; no directory is read twice, and one below the top that was deleted in the
 * meantime is skipped. Throws what reading throws.
 */
export async function* walkTree<Entry>(
  { logger }: Pick<DatabricksClient, "logger">,
  { root, entries, directoryOf, read }: Tree<Entry>,
): AsyncGenerator<Entry[]> {
  const known = new Set([root]);
  let level: string[] = [];
  const addDirectories = (found: readonly Entry[]): void => {
    for (const entry of found) {
      const directory = directoryOf(entry);
      if (directory === undefined || known.has(directory)) continue;
      known.add(directory);
      level.push(directory);
    }
  };
  const takeLevel = (): string[] => {
    const taken = level;
    level = [];
    return taken;
  };
  for await (const found of entries) {
    addDirectories(found);
    yield found;
  }
  const nextLevel = (): Promise<string[]> | undefined =>
    level.length > 0 ? Promise.resolve(takeLevel()) : undefined;
  // Whoever takes no more entries, or has failed, leaves some that are being read.
  const reading = new AbortController();
  try {
    for await (const directories of followPages(takeLevel(), nextLevel)) {
      const readOne = async (index: number): Promise<Entry[]> => {
        const directory = directories[index] ?? "";
        try {
          return await read(directory, reading.signal);
        } catch (error) {
          if (!isObjectMissing(error)) throw error;
          logger.info(`${directory} was deleted while it was listed: it is skipped`);
          return [];
        }
      };
      for await (const found of prefetch(directories.length, maxConcurrency, readOne)) {
        addDirectories(found);
        yield found;
      }
    }
  } finally {
    reading.abort();
  }
}
