/** Examples of notebooks, files and directories of the workspace. */
import { jobFileExamples } from "../jobs/jobsExamples";
import { currentUserExample } from "../users/usersExamples";
import type { WorkspaceObject } from "./workspaceObjects";

/** The directory of the example user: the example of every directory to read. */
export const homeDirectoryExample = `/Users/${currentUserExample.userName}`;

const [notebook, file] = jobFileExamples;

const madeAt = Date.UTC(2025, 10, 3, 9);

const ids = (object_id: number) => ({ object_id, resource_id: String(object_id) });

/** A notebook: the example of every object to read. */
export const notebookObjectExample = {
  path: notebook.path,
  object_type: "NOTEBOOK",
  ...ids(391807451120664),
  language: notebook.language,
  created_at: madeAt,
  modified_at: madeAt,
} satisfies WorkspaceObject;

/** The source of that notebook. */
export const notebookSourceExample = notebook.content;

/** The contents of the directory of the example user. */
export const workspaceObjectExamples = [
  {
    path: file.path,
    object_type: "FILE",
    ...ids(391807451120665),
    created_at: madeAt,
    modified_at: madeAt,
    size: Buffer.byteLength(file.content),
  },
  notebookObjectExample,
] satisfies WorkspaceObject[];

/** A directory to create. */
export const newDirectoryExample = {
  path: `${homeDirectoryExample}/reports`,
  object_type: "DIRECTORY",
  ...ids(582014937710286),
} satisfies WorkspaceObject;

const importedAt = Date.UTC(2025, 10, 18, 12);

/** A notebook after its import. */
export const importedObjectExample = {
  path: `${newDirectoryExample.path}/daily`,
  object_type: "NOTEBOOK",
  ...ids(582014937710287),
  language: "PYTHON",
  created_at: importedAt,
  modified_at: importedAt,
} satisfies WorkspaceObject;
