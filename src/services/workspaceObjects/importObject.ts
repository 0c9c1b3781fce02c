/** Imports into the workspace. https://docs.databricks.com/api/workspace/workspace/import */
import FormData from "form-data";
import type { DatabricksClient } from "../../client";
import { isObjectMissing } from "../../errors/kinds";
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

/** The endings that a notebook's path loses with the format AUTO; the first line of a source says that it is one. */
const notebookEnding = /\.(?:py|sql|scala|r|ipynb|rmd)$/i;
const documentEnding = /\.(?:ipynb|rmd)$/i;
const sourceHeader = /^(?:\ufeff)?(?:#|--|\/\/) Databricks notebook source\b/;

/** Enough of a content for its first line, in bytes. */
const headerBytes = 100;

const isNotebook = ({ path: at, content }: ObjectImport): boolean =>
  documentEnding.test(at) || sourceHeader.test(content.toString("utf8", 0, headerBytes));

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
    if (isObjectMissing(error)) return undefined;
    throw error;
  }
};

/**
 * What an import has made: with AUTO, a notebook at the path without its ending or a file at the path itself. Both can
 * exist, one of them from before, as can a directory without the ending; Databricks returns no times of notebooks.
 */
const fetchImported = async (client: DatabricksClient, given: ObjectImport): Promise<WorkspaceObject> => {
  const { path: at, format } = given;
  const withoutEnding = at.replace(notebookEnding, "");
  if (format !== "AUTO" || withoutEnding === at) return fetchWorkspaceObject(client, at);
  const [likely, other] = isNotebook(given) ? [withoutEnding, at] : [at, withoutEnding];
  const found = await fetchIfThere(client, likely);
  const isMade = found && (likely === at || found.object_type === "NOTEBOOK");
  return isMade ? found : fetchWorkspaceObject(client, other);
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
