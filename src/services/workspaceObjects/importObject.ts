/** Imports into the workspace. https://docs.databricks.com/api/workspace/workspace/import */
import FormData from "form-data";
import type { DatabricksClient } from "../../client";
import { isNotFound } from "../../errors/kinds";
import { path } from "../../http/path";
import { readBack } from "../readBack";
import { makeWorkspaceDirectory } from "./changeObjects";
import { fetchWorkspaceObject, type WorkspaceObject } from "./workspaceObjects";

/** The object to import. */
export interface ObjectImport {
  /** Its absolute path. */
  path: string;
  content: Buffer;
  /** As Databricks names it. */
  format: string;
  language?: string;
  /** Whether an object at the path is replaced; if not, it is an error. */
  overwrite: boolean;
  /** Whether missing directories are created first. */
  createFolders: boolean;
}

/** The largest content that Databricks imports, in bytes. */
export const maxImportBytes = 10 * 1024 * 1024;

/** The extensions that the format AUTO removes from a notebook's path. */
const sourceEnding = /\.(?:py|sql|scala|r|ipynb|rmd)$/i;

/** A form contains the bytes unchanged; Base64 in JSON would be a third longer, and its limit is the same. */
const formOf = ({ path: at, content, format, language, overwrite }: ObjectImport) => {
  const form = new FormData();
  form.append("path", at);
  form.append("format", format);
  if (language !== undefined) form.append("language", language);
  form.append("overwrite", String(overwrite));
  form.append("content", content, { filename: "content" });
  return { content: form.getBuffer(), contentType: String(form.getHeaders()["content-type"]) };
};

const fetchIfThere = async (client: DatabricksClient, at: string): Promise<WorkspaceObject | undefined> => {
  try {
    return await fetchWorkspaceObject(client, at);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
};

/** The imported object: with AUTO, a notebook at the path without its extension or a file at the path itself. */
const fetchImported = async (
  client: DatabricksClient,
  { path: at, format }: ObjectImport,
): Promise<WorkspaceObject> => {
  const withoutEnding = at.replace(sourceEnding, "");
  if (format !== "AUTO" || withoutEnding === at) return fetchWorkspaceObject(client, at);
  const notebook = await fetchIfThere(client, withoutEnding);
  if (!notebook) return fetchWorkspaceObject(client, at);
  const file = await fetchIfThere(client, at);
  // Both can exist, one of them from before the import.
  return file && (file.modified_at ?? 0) > (notebook.modified_at ?? 0) ? file : notebook;
};

const parentOf = (at: string): string => at.slice(0, at.lastIndexOf("/"));

/**
 * Imports a notebook, a file or an archive and gives the new object.
 * @throws DatabricksError
 */
export const importObject = async (
  client: DatabricksClient,
  given: ObjectImport,
): Promise<WorkspaceObject> => {
  const parent = parentOf(given.path);
  if (given.createFolders && parent !== "") await makeWorkspaceDirectory(client, parent);
  // With overwrite, a second request has the same result.
  await client.postBody(path`/api/2.0/workspace/import`, formOf(given), { idempotent: given.overwrite });
  return readBack(fetchImported(client, given), { done: "The object was imported" });
};
