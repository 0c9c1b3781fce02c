/** The files and directories of volumes, without the files' bytes. */
import { alreadyExists, directoryNotFound, notFound } from "./fileError";
import { type VolumePath, volumeNameOf } from "./volumePath";

/** A file whose bytes are in a local file. */
export interface StoredFile {
  kind: "file";
  localPath: string;
  size: number;
  /** ms since the epoch. */
  modifiedAt: number;
}

/** A directory. */
export interface StoredDirectory {
  kind: "directory";
  /** ms since the epoch. */
  modifiedAt: number;
  entries: Map<string, StoredFile | StoredDirectory>;
}

type StoredNode = StoredFile | StoredDirectory;

const newDirectory = (modifiedAt: number): StoredDirectory => ({
  kind: "directory",
  modifiedAt,
  entries: new Map(),
});

/** Every file of a directory and of those below it, with the segments that lead to it. */
export function* filesBelow(
  directory: StoredDirectory,
  segments: string[],
): Generator<{ segments: string[]; file: StoredFile }> {
  for (const [name, node] of directory.entries) {
    const path = [...segments, name];
    if (node.kind === "file") yield { segments: path, file: node };
    else yield* filesBelow(node, path);
  }
}

export class FileTree {
  readonly #volumes = new Map<string, StoredDirectory>();

  /** @param now the time that directories get, ms since the epoch */
  constructor(private readonly now: () => number) {}

  /** What is at a path; undefined where there is nothing. A volume's own directory is always there. */
  find(path: VolumePath): StoredNode | undefined {
    let node: StoredNode | undefined = this.#root(volumeNameOf(path));
    for (const segment of path.segments) {
      node = node?.kind === "directory" ? node.entries.get(segment) : undefined;
    }
    return node;
  }

  /** The file at a path. @throws HttpError 404 where there is none */
  file(path: VolumePath): StoredFile {
    const node = this.find(path);
    if (node?.kind !== "file") throw notFound();
    return node;
  }

  /** The directory at a path. @throws HttpError 404 where there is none */
  directory(path: VolumePath): StoredDirectory {
    const node = this.find(path);
    if (node?.kind !== "directory") throw directoryNotFound();
    return node;
  }

  /** The directory at a path, made with those above it where missing. @throws HttpError 409 where a file is in its way */
  makeDirectory(path: VolumePath): StoredDirectory {
    let directory = this.#root(volumeNameOf(path));
    for (const segment of path.segments) {
      let next = directory.entries.get(segment);
      if (!next) {
        next = newDirectory(this.now());
        directory.entries.set(segment, next);
      }
      if (next.kind === "file") throw alreadyExists("A file already exists at the path of the directory.");
      directory = next;
    }
    return directory;
  }

  /** Puts a file in place and gives the one that it replaces. @throws HttpError 409 as `makeDirectory` does */
  put(path: VolumePath, file: StoredFile): StoredFile | undefined {
    const { parent, name } = parentOf(path);
    const { entries } = this.makeDirectory(parent);
    const former = entries.get(name);
    if (former?.kind === "directory")
      throw alreadyExists("A directory already exists at the path of the file.");
    entries.set(name, file);
    return former;
  }

  /** Takes what is at a path out of its directory. */
  remove(path: VolumePath): void {
    const { parent, name } = parentOf(path);
    this.directory(parent).entries.delete(name);
  }

  /** Takes a volume with everything in it out, and gives its files. */
  removeVolume(fullName: string): StoredFile[] {
    const files = [...filesBelow(this.#root(fullName), [])].map(({ file }) => file);
    this.#volumes.delete(fullName);
    return files;
  }

  /** Gives a volume's files to the volume of another name. */
  renameVolume(fullName: string, newFullName: string): void {
    const root = this.#root(fullName);
    this.#volumes.delete(fullName);
    this.#volumes.set(newFullName, root);
  }

  #root(fullName: string): StoredDirectory {
    let root = this.#volumes.get(fullName);
    if (!root) {
      root = newDirectory(this.now());
      this.#volumes.set(fullName, root);
    }
    return root;
  }
}

const parentOf = (path: VolumePath): { parent: VolumePath; name: string } => ({
  parent: { ...path, segments: path.segments.slice(0, -1) },
  name: path.segments.at(-1) ?? "",
});
