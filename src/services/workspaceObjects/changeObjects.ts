/** Changes objects of the workspace. https://docs.databricks.com/api/workspace/workspace */
import type { DatabricksClient } from "../../client";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import { path } from "../../http/path";
import { awaitDeletion } from "../awaitDeletion";
import { readBack } from "../readBack";
import { fetchWorkspaceObject, type WorkspaceObject } from "./workspaceObjects";

/** Creates a directory and the missing ones above it. Databricks documents that a second request is safe. */
export const makeWorkspaceDirectory = (client: DatabricksClient, at: string): Promise<object> =>
  client.post(path`/api/2.0/workspace/mkdirs`, { path: at }, { idempotent: true });

/** Creates a directory as `makeWorkspaceDirectory` does, and gives it. @throws DatabricksError */
export const createObjectDirectory = async (
  client: DatabricksClient,
  at: string,
): Promise<WorkspaceObject> => {
  await makeWorkspaceDirectory(client, at);
  return readBack(fetchWorkspaceObject(client, at), { done: "The directory exists", what: "its ID" });
};

/**
 * Deletes an object and, with `recursive`, its contents.
 * @param mayBeMissing whether the object may be missing
 * @returns whether something was deleted
 * @throws DatabricksError
 */
export const deleteFromWorkspace = (
  client: DatabricksClient,
  at: string,
  { recursive, mayBeMissing }: { recursive: boolean; mayBeMissing: boolean },
): Promise<boolean> => {
  const deletion = client.post(path`/api/2.0/workspace/delete`, { path: at, recursive });
  return awaitDeletion(deletion, mayBeMissing).catch(
    rethrowWithHint(
      "With Recursive on, a directory is deleted with everything in it.",
      (error) => error instanceof DatabricksError && error.errorCode === "DIRECTORY_NOT_EMPTY",
    ),
  );
};
