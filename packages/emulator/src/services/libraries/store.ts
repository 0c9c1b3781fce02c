/** The libraries of clusters. Their states follow from when they were asked for, and since when their cluster runs. */
import type { Library, LibraryFullStatus } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { CompleteSeed } from "../../seed/seed";
import type { Cluster } from "../clusters/cluster";
import type { ClusterStore } from "../clusters/store";
import type { FileStore } from "../files/store";
import { readVolumePath } from "../files/volumePath";
import { libraryIdentity, namedLibrary, readLibraries } from "./library";

/** How long after the request, or the start of its cluster, a library leaves each state, ms of workspace time. */
const RESOLVING_AFTER_MS = 1_000;
const INSTALLING_AFTER_MS = 2_000;
export const INSTALLED_AFTER_MS = 6_000;

interface StoredLibrary {
  library: Library;
  requestedAt: number;
  /** When it was marked for removal. */
  removedAt?: number;
}

/** Since when a cluster runs; undefined where it does not. */
const upSince = ({ state, last_restarted_time, start_time }: Cluster): number | undefined =>
  state === "RUNNING" || state === "RESIZING" ? (last_restarted_time ?? start_time ?? 0) : undefined;

/** A package or coordinates without what follows a name: a version or extras. */
const withoutVersion = (name: string): string => name.split(/[=<>!~[; ]/)[0] ?? "";

export class LibraryStore {
  readonly #clusters = new Map<string, Map<string, StoredLibrary>>();

  constructor(
    private readonly clock: WorkspaceClock,
    private readonly clusters: Pick<ClusterStore, "get">,
    private readonly files: Pick<FileStore, "find">,
    private readonly seed: Pick<CompleteSeed, "cluster_libraries" | "failing_libraries">,
  ) {
    for (const { cluster_id = "", library_statuses = [] } of seed.cluster_libraries) {
      const stored = library_statuses.map(({ library = {} }) => ({ library, requestedAt: 0 }));
      this.#clusters.set(cluster_id, new Map(stored.map((one) => [libraryIdentity(one.library), one])));
    }
  }

  /** The libraries of a cluster with their states. Throws as the clusters' `get` does. */
  list(clusterId: string): LibraryFullStatus[] {
    const up = upSince(this.clusters.get(clusterId));
    return [...this.#of(clusterId)].flatMap(([key, stored]) => {
      const status = this.#statusOf(stored, up);
      if (status) return [{ library: stored.library, is_library_for_all_clusters: false, ...status }];
      this.#of(clusterId).delete(key);
      return [];
    });
  }

  /** Installs libraries; one that is there already stays as it is. Throws as `readLibraries` and `get` do. */
  install(clusterId: string, given: unknown): void {
    const libraries = readLibraries(given);
    this.list(clusterId);
    const stored = this.#of(clusterId);
    for (const library of libraries) {
      const former = stored.get(libraryIdentity(library)) ?? { library, requestedAt: this.clock.now() };
      stored.set(libraryIdentity(library), { ...former, removedAt: undefined });
    }
  }

  /** Marks libraries for removal at the next restart; one that is not there is ignored. Throws as `install` does. */
  uninstall(clusterId: string, given: unknown): void {
    const libraries = readLibraries(given);
    this.list(clusterId);
    const stored = this.#of(clusterId);
    for (const library of libraries) {
      const former = stored.get(libraryIdentity(library));
      if (former) stored.set(libraryIdentity(library), { ...former, removedAt: this.clock.now() });
    }
  }

  /** The state of a library; undefined for one whose removal has come about. */
  #statusOf(
    { library, requestedAt, removedAt }: StoredLibrary,
    up: number | undefined,
  ): Pick<LibraryFullStatus, "status" | "messages"> | undefined {
    if (removedAt !== undefined)
      return up === undefined || up > removedAt ? undefined : { status: "UNINSTALL_ON_RESTART" };
    if (up === undefined) return { status: "PENDING" };
    const begun = Math.max(requestedAt, up);
    const age = this.clock.now() - begun;
    const next = [RESOLVING_AFTER_MS, INSTALLING_AFTER_MS, INSTALLED_AFTER_MS].find((after) => age < after);
    if (next !== undefined) this.clock.announceChange(begun + next);
    if (age < RESOLVING_AFTER_MS) return { status: "PENDING" };
    if (age < INSTALLING_AFTER_MS) return { status: "RESOLVING" };
    const failure = this.#failureOf(library);
    if (failure !== undefined) return { status: "FAILED", messages: [failure] };
    return { status: age < INSTALLED_AFTER_MS ? "INSTALLING" : "INSTALLED" };
  }

  /** Why a library cannot be installed; undefined where it can. */
  #failureOf(library: Library): string | undefined {
    const { name, isFile } = namedLibrary(library);
    if (isFile && name.startsWith("/Volumes/") && !this.files.find(readVolumePath(name)))
      return `java.io.FileNotFoundException: ${name}`;
    const short = isFile ? name : withoutVersion(name);
    return this.seed.failing_libraries.find((one) => one.library === short || one.library === name)?.message;
  }

  #of(clusterId: string): Map<string, StoredLibrary> {
    const known = this.#clusters.get(clusterId) ?? new Map<string, StoredLibrary>();
    this.#clusters.set(clusterId, known);
    return known;
  }
}
