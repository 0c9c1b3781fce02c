/** Notebooks, files and folders of the workspace. */

import { apiError, doesNotExist, type HttpError, notImplemented } from "../../apiError";
import { extensionOf, withHeader } from "../../code/notebookSource";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";

export type ObjectType = "NOTEBOOK" | "FILE" | "DIRECTORY" | "REPO";

/** What Databricks tells of an object. */
interface ObjectInfo {
  path: string;
  object_type: ObjectType;
  object_id: number;
  resource_id: string;
  /** Of notebooks only: PYTHON, SQL, SCALA or R. */
  language?: string;
  /** Of all but folders; ms of workspace time. */
  created_at?: number;
  modified_at?: number;
  /** Of files only, bytes. */
  size?: number;
}

/** A notebook, where it has a language, or a file. */
export interface NewObject {
  path: string;
  language?: string;
  content: Buffer;
  /** Of a seed, where it is to be a certain one; ms since the epoch. */
  object_id?: number;
  modified_at?: number;
}

interface StoredObject {
  info: ObjectInfo;
  content: Buffer;
}

/** What holds other objects: a folder, or a Git folder. */
const isFolder = ({ object_type }: ObjectInfo): boolean =>
  object_type === "DIRECTORY" || object_type === "REPO";

/** The folders that every workspace has, which cannot be deleted. */
const protectedFolders: ReadonlySet<string> = new Set(["/", "/Repos", "/Shared", "/Users"]);

/** The largest object, bytes. */
const MAX_BYTES = 10 * 1024 * 1024;

/** A path from the root, without the prefix that Databricks also lets it have. @throws HttpError 400 */
export function workspacePath(given: string): string {
  if (!given.startsWith("/")) throw invalidParameter(`Path (${given}) doesn't start with '/'`);
  const path = given.replace(/\/+/g, "/").replace(/\/$/, "");
  const inside = path === "/Workspace" ? "" : path.replace(/^\/Workspace\//, "/");
  return inside === "" ? "/" : inside;
}

/** The folder that a path from the root is in. */
export const parentOf = (path: string): string => path.slice(0, path.lastIndexOf("/")) || "/";

const missing = (path: string): HttpError => doesNotExist(`Path (${path}) doesn't exist.`);

export class ObjectStore {
  readonly #objects = new Map<string, StoredObject>();

  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    { user, objects }: Pick<CompleteSeed, "user" | "objects">,
  ) {
    for (const path of ["/", "/Shared", "/Users", `/Users/${user.userName}`]) this.#makeFolder(path);
    this.put(objects.map((object) => ({ ...object, content: Buffer.from(object.content) })));
  }

  /** @throws HttpError 404 RESOURCE_DOES_NOT_EXIST where there is nothing at this path */
  status(path: string): ObjectInfo {
    return { ...this.#get(path).info };
  }

  /** What a folder holds, one level deep, by path; a notebook or file alone. Throws as `status` does. */
  list(path: string): ObjectInfo[] {
    const { info } = this.#get(path);
    if (!isFolder(info)) return [{ ...info }];
    return this.#within(info.path)
      .filter((found) => parentOf(found) === info.path)
      .map((found) => this.status(found));
  }

  /** The notebook or file at a path, if there is one. */
  find(path: string): (ObjectInfo & { content: Buffer }) | undefined {
    const found = this.#objects.get(workspacePath(path));
    if (!found || isFolder(found.info)) return undefined;
    return { ...found.info, content: found.content };
  }

  /**
   * A notebook's source with its first line, or a file's bytes, and the extension that they should have.
   * @throws HttpError as `status` does; 501 for a folder
   */
  export(path: string): { content: Buffer; extension: string } {
    const { info, content } = this.#get(path);
    if (isFolder(info)) {
      throw notImplemented("exports notebooks and files, no folders.");
    }
    if (info.language === undefined) return { content, extension: /\.(\w+)$/.exec(info.path)?.[1] ?? "" };
    const source = withHeader(content.toString("utf8"), info.language);
    return { content: Buffer.from(source), extension: extensionOf(info.language) };
  }

  /**
   * Makes a notebook or file, or replaces one.
   * @throws HttpError 400 where there is one and it may not be replaced, or it is too large; 404 without its folder
   */
  import(given: NewObject, overwrite = false): void {
    const path = workspacePath(given.path);
    if (given.content.length > MAX_BYTES) {
      throw apiError(
        400,
        "MAX_NOTEBOOK_SIZE_EXCEEDED",
        `The size of ${path} exceeds the limit of ${MAX_BYTES} bytes.`,
      );
    }
    const before = this.#objects.get(path);
    if (before && (!overwrite || isFolder(before.info))) {
      throw apiError(
        400,
        "RESOURCE_ALREADY_EXISTS",
        `${path} already exists. Please pass overwrite as true to overwrite it.`,
      );
    }
    if (!this.hasFolder(parentOf(path))) {
      throw doesNotExist(`The parent folder (${parentOf(path)}) does not exist.`);
    }
    this.#put(path, given, before);
  }

  /** Puts notebooks and files where they are to be, with the folders that they need. */
  put(given: NewObject[]): void {
    for (const object of given) {
      this.makeFolders(parentOf(workspacePath(object.path)));
      this.import(object, true);
    }
  }

  /** Whether there is a folder at a path from the root. */
  hasFolder(path: string): boolean {
    const found = this.#objects.get(path);
    return found !== undefined && isFolder(found.info);
  }

  /** Makes a folder and those it is in. @throws HttpError 400 where a notebook or file is in the way */
  makeFolders(given: string): void {
    const path = workspacePath(given);
    if (this.hasFolder(path)) return;
    if (this.#objects.has(path)) {
      throw apiError(400, "RESOURCE_ALREADY_EXISTS", `The file ${path} cannot be overwritten by a folder.`);
    }
    this.makeFolders(parentOf(path));
    this.#makeFolder(path);
  }

  /** Makes a Git folder, and the folders it is in. @throws HttpError 400 where something is in the way */
  makeGitFolder(given: string, id: number): void {
    const path = workspacePath(given);
    if (this.#objects.has(path)) throw apiError(400, "RESOURCE_ALREADY_EXISTS", `${path} already exists.`);
    this.makeFolders(parentOf(path));
    this.#objects.set(path, { info: this.#info(path, "REPO", id), content: Buffer.alloc(0) });
  }

  /** The object with a type and an id. @throws HttpError 404 if there is none */
  byId(id: number, type: ObjectType): ObjectInfo {
    for (const { info } of this.#objects.values()) {
      if (info.object_id === id && info.object_type === type) return { ...info };
    }
    throw doesNotExist(`${type} with ID ${id} does not exist.`);
  }

  /** Whether the object of an id is at a path. */
  isAt(path: string, id: number): boolean {
    return this.#objects.get(workspacePath(path))?.info.object_id === id;
  }

  /**
   * Deletes an object, and what is in it where that is asked for.
   * @throws HttpError as `status` does; 400 DIRECTORY_NOT_EMPTY, and for a folder that every workspace has
   */
  delete(given: string, recursive = false): void {
    const { info } = this.#get(given);
    const within = this.#within(info.path);
    if (protectedFolders.has(info.path)) {
      // The code is one of Databricks' API; its words are not documented.
      throw apiError(400, "DIRECTORY_PROTECTED", `Folder (${info.path}) is protected`);
    }
    if (within.length > 0 && !recursive) {
      throw apiError(400, "DIRECTORY_NOT_EMPTY", `Folder (${info.path}) is not empty`);
    }
    for (const path of [info.path, ...within]) this.#objects.delete(path);
  }

  #put(path: string, given: NewObject, before: StoredObject | undefined): void {
    const { language, content, modified_at = this.clock.now() } = given;
    const times = { created_at: before?.info.created_at ?? modified_at, modified_at };
    const id = before?.info.object_id ?? given.object_id;
    const info = this.#info(path, language === undefined ? "FILE" : "NOTEBOOK", id);
    const own = language === undefined ? { ...times, size: content.length } : { ...times, language };
    this.#objects.set(path, { info: { ...info, ...own }, content });
  }

  #makeFolder(path: string): void {
    this.#objects.set(path, { info: this.#info(path, "DIRECTORY"), content: Buffer.alloc(0) });
  }

  #info(path: string, type: ObjectInfo["object_type"], id: number = Number(this.ids.digits(15))): ObjectInfo {
    return { path, object_type: type, object_id: id, resource_id: String(id) };
  }

  #within(folder: string): string[] {
    const prefix = folder === "/" ? "/" : `${folder}/`;
    return [...this.#objects.keys()].filter((path) => path !== "/" && path.startsWith(prefix)).sort();
  }

  #get(given: string): StoredObject {
    const path = workspacePath(given);
    const found = this.#objects.get(path);
    if (!found) throw missing(path);
    return found;
  }
}
