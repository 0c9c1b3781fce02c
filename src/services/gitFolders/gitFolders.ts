/** Git folders, API 2.0. https://docs.databricks.com/api/workspace/repos */
import type { DatabricksClient } from "../../client";
import { type Pages, pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  nonBlankSchema,
  numericIdSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";
import type { NumericId } from "../jobs/jobs";
import { readBack } from "../readBack";

/** A directory of the workspace that is a clone of a Git repository. */
export interface GitFolder {
  id: NumericId;
  path?: string;
  url?: string;
  /** Such as `gitHub`. */
  provider?: string;
  /** The branch that is checked out; none after a tag. */
  branch?: string;
  head_commit_id?: string;
}

/** A Git folder in a response, alone or in a list. */
export const gitFolderSchema = objectSchema<GitFolder>({
  id: numericIdSchema,
  path: optionalSchema(textSchema),
  branch: optionalSchema(textSchema),
  head_commit_id: optionalSchema(textSchema),
});

/** A Git folder as a choice. */
export const gitFolderChoiceSchema = objectSchema<GitFolder & { path: string }>({
  id: numericIdSchema,
  path: nonBlankSchema,
  branch: optionalSchema(textSchema),
});

const pagesWith = <Item>(item: ResponseSchema<Item>): Pages<Exclude<Item, undefined>> => ({
  ...pagesOf("repos", item),
  tokenParameter: "next_page_token",
});

/**
 * Lists Git folders, from every page.
 * @param pathPrefix the start of their paths; without one, Databricks lists only those in `/Repos`
 */
export const fetchGitFolders = <Item>(
  client: DatabricksClient,
  item: ResponseSchema<Item>,
  pathPrefix?: string,
  limit?: number,
): Promise<Exclude<Item, undefined>[]> =>
  client.list(path`/api/2.0/repos`, pagesWith(item), { path_prefix: pathPrefix }, limit);

/**
 * Checks a branch out and pulls its latest commit, or checks a tag out, and gives the updated folder. Safe to repeat.
 * @param discards whether uncommitted changes are discarded
 * @throws DatabricksError
 */
export const checkOut = async (
  client: DatabricksClient,
  id: NumericId,
  reference: { branch: string } | { tag: string },
  discards: boolean,
): Promise<GitFolder> => {
  const folder = path`/api/2.0/repos/${id}`;
  const discarding = discards ? { dangerously_force_discard_all: true } : {};
  await client.patch(folder, { ...reference, ...discarding }, { idempotent: true });
  return readBack(client.get(folder, { schema: gitFolderSchema }), {
    done: "The Git folder was updated",
    what: "its commit",
  });
};
