/** The Git folders of a workspace: those that it was seeded with. */
import { apiError, doesNotExist, type HttpError } from "../../apiError";
import { invalidParameter } from "../../control/requests";
import { type ObjectStore, workspacePath } from "../objects/store";
import type { GitFolder, SeedGitFolder } from "./gitFolder";

/** What a change checks out. */
interface Reference {
  branch?: string;
  tag?: string;
}

/** Databricks does not document the code and the words. */
const unknownReference = (kind: string, name: string): HttpError =>
  apiError(400, "GIT_UNKNOWN_REF", `There is no ${kind} ${name} in the remote repository.`);

export class GitFolderStore {
  readonly #folders = new Map<number, SeedGitFolder>();

  constructor(
    private readonly objects: ObjectStore,
    seeded: readonly SeedGitFolder[],
  ) {
    for (const given of seeded) {
      const folder = { ...given.folder, path: workspacePath(given.folder.path) };
      objects.makeGitFolder(folder.path, folder.id);
      this.#folders.set(folder.id, { ...given, folder });
    }
  }

  /** The Git folders whose paths begin with a prefix; without one, those in `/Repos`. */
  list(prefix = "/"): GitFolder[] {
    const path = workspacePath(prefix);
    const start = path === "/" ? "/Repos/" : path;
    return [...this.#folders.values()]
      .map(({ folder }) => folder)
      .filter((folder) => folder.path.startsWith(start) && this.#isThere(folder))
      .sort((one, other) => (one.path < other.path ? -1 : 1));
  }

  /** One Git folder. @throws HttpError 404 where there is none of that id */
  get(id: number): GitFolder {
    return this.#find(id).folder;
  }

  /**
   * Checks a branch out with its newest commit, or a tag. The contents of the folder are uncommitted changes: with
   * `discards`, they are deleted.
   * @throws HttpError as `get` does; 400 unless exactly one is given, and for one that the repository does not have
   */
  update(id: number, { branch, tag }: Reference, discards = false): void {
    const found = this.#find(id);
    if ((branch === undefined) === (tag === undefined)) {
      throw invalidParameter("Exactly one of branch and tag must be given.");
    }
    const [kind, name, commits] =
      tag === undefined ? ["branch", String(branch), found.branches] : ["tag", tag, found.tags];
    if (!Object.hasOwn(commits, name)) throw unknownReference(kind, name);
    if (discards) {
      for (const { path } of this.objects.list(found.folder.path)) this.objects.delete(path, true);
    }
    const { branch: _before, ...folder } = found.folder;
    found.folder = { ...folder, head_commit_id: commits[name], ...(branch !== undefined && { branch }) };
  }

  #isThere({ path, id }: GitFolder): boolean {
    return this.objects.isAt(path, id);
  }

  #find(id: number): SeedGitFolder {
    const found = this.#folders.get(id);
    if (found && this.#isThere(found.folder)) return found;
    throw doesNotExist(`Repo with id ${id} does not exist.`);
  }
}
