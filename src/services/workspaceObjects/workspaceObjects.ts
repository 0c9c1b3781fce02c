/** Notebooks, files and directories of the workspace, API 2.0. https://docs.databricks.com/api/workspace/workspace */
import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  lenientSchema,
  nonBlankSchema,
  numberSchema,
  numericIdSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import type { NumericId } from "../jobs/jobs";
import { walkTree } from "../treeWalk";

/** An object of the workspace. */
export interface WorkspaceObject {
  path: string;
  /** Absent for a type that the API has no name for. */
  object_type?: "NOTEBOOK" | "FILE" | "DIRECTORY" | "REPO" | "LIBRARY" | "DASHBOARD" | (string & {});
  object_id?: NumericId;
  resource_id?: string;
  /** Of notebooks. */
  language?: "PYTHON" | "SQL" | "SCALA" | "R" | (string & {});
  /** Milliseconds since the epoch; not of directories. */
  created_at?: number;
  modified_at?: number;
  /** Of files, in bytes. */
  size?: number;
}

/** An object in a response, alone or in a list. */
const workspaceObjectSchema = objectSchema<WorkspaceObject>({
  path: nonBlankSchema,
  object_type: optionalSchema(textSchema),
  object_id: optionalSchema(numericIdSchema),
  modified_at: lenientSchema(numberSchema),
});

/** Reads the metadata of an object. @throws DatabricksError, also if there is none at the path */
export const fetchWorkspaceObject = (client: DatabricksClient, at: string): Promise<WorkspaceObject> =>
  client.get(path`/api/2.0/workspace/get-status`, { query: { path: at }, schema: workspaceObjectSchema });

/** The types of objects that can contain others. */
const directoryTypes: ReadonlySet<string> = new Set(["DIRECTORY", "REPO"]);

/** Whether an object can contain others: a directory or a Git folder. */
export const holdsObjects = ({ object_type }: WorkspaceObject): boolean =>
  directoryTypes.has(object_type ?? "");

const objectPages = pagesOf("objects", workspaceObjectSchema);

const readWorkspaceDirectory = (
  client: DatabricksClient,
  at: string,
  signal?: AbortSignal,
): Promise<WorkspaceObject[]> =>
  client.list(path`/api/2.0/workspace/list`, { ...objectPages, signal }, { path: at });

async function* readTop(client: DatabricksClient, at: string): AsyncGenerator<WorkspaceObject[]> {
  yield await readWorkspaceDirectory(client, at);
}

/** Which objects of a directory are listed. */
interface ObjectSelection {
  /** Whether objects in the directories below it are also listed. */
  recursive: boolean;
  /** Selects objects; all by default. */
  isWanted?: (object: WorkspaceObject) => boolean;
  /** The maximum number of objects. */
  limit?: number;
}

/** Lists the objects of a directory, level by level. @throws DatabricksError */
export const listWorkspaceDirectory = async (
  client: DatabricksClient,
  at: string,
  { recursive, isWanted = () => true, limit = Number.POSITIVE_INFINITY }: ObjectSelection,
): Promise<WorkspaceObject[]> => {
  const listed: WorkspaceObject[] = [];
  const tree = walkTree(client, {
    root: at,
    entries: readTop(client, at),
    directoryOf: (object) => (recursive && holdsObjects(object) ? object.path : undefined),
    read: (directory, signal) => readWorkspaceDirectory(client, directory, signal),
  });
  for await (const objects of tree) {
    for (const object of objects) if (isWanted(object)) listed.push(object);
    if (listed.length >= limit) return listed.slice(0, limit);
  }
  return listed;
};
