/** Selects what a directory holds. */
import type { DatabricksClient } from "../../client";
import type { FileInfo } from "./files";
import { parseGlob } from "./globPattern";
import { type ListingOptions, listDirectory, pathBelow } from "./listing";

/** Which of the files and directories below a directory are meant. */
export interface FileSelection {
  recursive: boolean;
  /** A pattern of names or paths; all if it is omitted. */
  pattern?: string;
}

/**
 * Whether a file or directory is selected, by its path below the directory.
 * @throws Error as `parseGlob` does
 */
export const selector = ({ recursive, pattern }: FileSelection): ((relativePath: string) => boolean) => {
  const glob = pattern === undefined ? undefined : parseGlob(pattern);
  return (relativePath) =>
    (recursive || !relativePath.includes("/")) && (glob === undefined || glob.matches(relativePath));
};

/** A file or directory, and its path below the directory that is listed. */
export interface SelectedFile {
  info: FileInfo;
  relativePath: string;
}

/**
 * Lists what is selected below a directory, page by page. Directories that cannot hold anything selected are passed
 * over. Throws as `listDirectory` does.
 */
export async function* listSelected(
  client: DatabricksClient,
  directory: string,
  selection: FileSelection & Pick<ListingOptions, "isLenient">,
): AsyncGenerator<SelectedFile[]> {
  const { recursive, pattern, isLenient } = selection;
  const isSelected = selector(selection);
  const mayHold = pattern === undefined ? undefined : parseGlob(pattern).mayMatchBelow;
  for await (const entries of listDirectory(client, directory, { recursive, mayHold, isLenient })) {
    yield entries
      .map((info) => ({ info, relativePath: pathBelow(directory, info.path) }))
      .filter(({ relativePath }) => isSelected(relativePath));
  }
}

const kinds = {
  files: ({ isDirectory }: FileInfo): boolean => !isDirectory,
  directories: ({ isDirectory }: FileInfo): boolean => isDirectory,
  both: (): boolean => true,
};

/**
 * Lists what is selected below a directory, at most `limit` entries; a list that is cut says so in the log.
 * @throws DatabricksError that says whether the directory is a file, or names the missing grant
 */
export const listFilesIn = async (
  client: DatabricksClient,
  directory: string,
  {
    include,
    limit = Number.POSITIVE_INFINITY,
    ...selection
  }: FileSelection & { include: keyof typeof kinds; limit?: number },
): Promise<FileInfo[]> => {
  const found: FileInfo[] = [];
  for await (const selected of listSelected(client, directory, selection)) {
    for (const { info } of selected) {
      if (!kinds[include](info)) continue;
      if (found.length >= limit) {
        client.logger.info(
          `${directory} has more than the ${limit} entries of Limit: the list ends with them`,
        );
        return found;
      }
      found.push(info);
    }
  }
  return found;
};
