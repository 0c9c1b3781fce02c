/** Files of the example volume, past the component. */
import {
  incomingDirectoryExample,
  incomingFileExample,
  landingDirectoryExample,
  landingFileExample,
} from "../../src/services/files/listingExamples";
import type { TestWorkspace } from "./workspace";

/** The path of the volume. */
export const volumeRoot = landingDirectoryExample.path;

const encoded = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

const request = async (
  workspace: TestWorkspace,
  method: string,
  kind: "files" | "directories",
  path: string,
  body?: string,
): Promise<void> => {
  const url = `/api/2.0/fs/${kind}${encoded(`${volumeRoot}/${path}`)}`;
  const type = { "content-type": "application/octet-stream" };
  const { status, text } = await workspace.call(method, url, body, type);
  if (status >= 300) throw new Error(`${method} ${url}: ${status} ${text}`);
};

/** Writes a file, below the volume. */
export const writeFile = (workspace: TestWorkspace, path: string, content: string): Promise<void> =>
  request(workspace, "PUT", "files", path, content);

/** Writes a file as something would whose clock is its own. @param last_modified ms since the epoch */
export const writeFileAt = async (
  workspace: TestWorkspace,
  path: string,
  content: string,
  last_modified: number,
): Promise<void> => {
  await workspace.seed({ files: [{ path: `${volumeRoot}/${path}`, text: content, last_modified }] });
};

/** Deletes a file, below the volume. */
export const removeFile = (workspace: TestWorkspace, path: string): Promise<void> =>
  request(workspace, "DELETE", "files", path);

/** Makes a directory, below the volume. */
export const makeDirectory = (workspace: TestWorkspace, path: string): Promise<void> =>
  request(workspace, "PUT", "directories", path);

/** Deletes an empty directory, below the volume. */
export const removeDirectory = (workspace: TestWorkspace, path: string): Promise<void> =>
  request(workspace, "DELETE", "directories", path);

/** Takes the files of the seed away. */
export const emptyVolume = async (workspace: TestWorkspace): Promise<void> => {
  await removeFile(workspace, landingFileExample.name);
  await removeFile(workspace, `${incomingDirectoryExample.name}/${incomingFileExample.name}`);
  await removeDirectory(workspace, incomingDirectoryExample.name);
};
