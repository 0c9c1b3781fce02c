/** What a directory contains, page by page. A page's token is the name that it ended with, so that deletions in between lose nothing. */
import type { DirectoryEntry } from "../../contract/wireTypes";
import { type PaginationSettings, paginate } from "../../control/pagination";
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { StoredDirectory } from "./fileTree";
import { pathText, type VolumePath } from "./volumePath";

/** https://docs.databricks.com/api/workspace/files/listdirectorycontents */
const CONTENTS = { defaultSize: 1000, maxSize: 1000 };

const PREFIX = "after:";

const tokenAfter = (name: string): string => Buffer.from(PREFIX + name).toString("base64url");

/** The name that a token stands for. @throws HttpError 400 for one that no page gave */
function nameOf(token: unknown): string {
  const text = typeof token === "string" ? Buffer.from(token, "base64url").toString() : "";
  if (text.startsWith(PREFIX)) return text.slice(PREFIX.length);
  throw invalidParameter(`Invalid page token: ${String(token)}`);
}

/**
 * The page of a directory's entries, by name, that `page_size` and `page_token` ask for.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE for a wrong size or token
 */
export function listingOf(
  path: VolumePath,
  directory: StoredDirectory,
  query: unknown,
  settings: PaginationSettings,
): { contents: DirectoryEntry[]; next_page_token?: string } {
  const { page_size, page_token } = fieldsOf(query);
  const isEmptyPage = typeof page_token === "string" && page_token.startsWith("empty-");
  const after = page_token === undefined || page_token === "" || isEmptyPage ? undefined : nameOf(page_token);
  const names = [...directory.entries.keys()].sort().filter((name) => after === undefined || name > after);
  const { items, next } = paginate(
    names,
    { max_results: page_size, page_token: isEmptyPage ? page_token : undefined },
    CONTENTS,
    after === undefined ? settings : { ...settings, emptyPages: 0 },
  );
  const last = items.at(-1);
  const token = next && (last === undefined ? next : tokenAfter(last));
  return {
    contents: items.flatMap((name) => entryOf(path, directory, name)),
    ...(token && { next_page_token: token }),
  };
}

function entryOf(path: VolumePath, directory: StoredDirectory, name: string): DirectoryEntry[] {
  const node = directory.entries.get(name);
  if (!node) return [];
  return [
    {
      path: pathText({ ...path, segments: [...path.segments, name] }),
      is_directory: node.kind === "directory",
      ...(node.kind === "file" && { file_size: node.size }),
      last_modified: node.modifiedAt,
      name,
    },
  ];
}
