/** Installs and uninstalls libraries, and waits until they are installed. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { type OperationStatus, pollUntilDone } from "../../http/poll";
import { labels } from "../../labels";
import { readBack } from "../readBack";
import { type Library, type LibraryStatus, libraryKey, libraryName, libraryStatusSchema } from "./libraries";

type Statuses = Partial<LibraryStatus>[];

/** Libraries of a cluster. */
interface ClusterLibraries {
  clusterId: string;
  libraries: readonly Library[];
}

/** The result of a change: the cluster, and the changed libraries that Databricks lists for it. */
interface ChangedLibraries {
  cluster_id: string;
  library_statuses: Statuses;
}

/** Reads every library of a cluster with its state. */
export const fetchLibraries = (client: DatabricksClient, cluster_id: string): Promise<Statuses> =>
  client.list(path`/api/2.0/libraries/cluster-status`, pagesOf("library_statuses", libraryStatusSchema), {
    cluster_id,
  });

const fetchChosen = async (
  client: DatabricksClient,
  { clusterId, libraries }: ClusterLibraries,
): Promise<Statuses> => {
  const keys = new Set(libraries.map(libraryKey));
  const statuses = await fetchLibraries(client, clusterId);
  return statuses.filter(({ library }) => keys.has(libraryKey(library)));
};

/** The states of libraries that are installed, and of those that will not be installed. */
const installed: ReadonlySet<string> = new Set(["INSTALLED", "RESTORED"]);
const ended: ReadonlySet<string> = new Set(["FAILED", "SKIPPED", "UNINSTALL_ON_RESTART"]);

const isIn = (states: ReadonlySet<string>, { status = "" }: Partial<LibraryStatus>): boolean =>
  states.has(status);

/** Libraries with their states and Databricks' messages, as text. */
const inWords = (statuses: Statuses): string =>
  statuses
    .map(({ library, status = "in an unknown state", messages = [] }) => {
      const why = messages.map((message) => message.trim()).filter(Boolean);
      return `${libraryName(library)} is ${status}${why.length > 0 ? ` (${why.join("; ")})` : ""}`;
    })
    .join("; ");

const resumeHint = `The installation continues when the cluster is running: ${labels.listLibraries} returns the states.`;

const waitUntilInstalled = (
  client: DatabricksClient,
  chosen: ClusterLibraries,
  initial: Statuses,
): Promise<Statuses> => {
  const { clusterId, libraries } = chosen;
  const missing = (statuses: Statuses): Statuses => statuses.filter((one) => !isIn(installed, one));
  // A library that is not listed yet is pending.
  const status = (statuses: Statuses): OperationStatus => {
    const listed = new Set(statuses.map(({ library }) => libraryKey(library)));
    if (!libraries.every((library) => listed.has(libraryKey(library)))) return "running";
    const open = missing(statuses);
    if (open.length === 0) return "succeeded";
    return open.every((one) => isIn(ended, one)) ? "failed" : "running";
  };
  const error = (message: string, _last?: Statuses, hint?: string): DatabricksError =>
    new DatabricksError({
      operation: `Installation of libraries on cluster ${clusterId}`,
      message,
      hint,
      resourceIds: { clusterId },
    });
  return pollUntilDone<DatabricksClient, Statuses>(
    client,
    {
      name: `Libraries of cluster ${clusterId}`,
      poll: (until) => fetchChosen(until, chosen),
      status,
      describe: (statuses) => `not complete: ${inWords(missing(statuses)) || "the libraries are not listed"}`,
      error,
      failure: (statuses) =>
        error(
          inWords(missing(statuses)),
          statuses,
          "A library that is FAILED or SKIPPED remains on the cluster until it is uninstalled. The other libraries are installed.",
        ),
      resumeHint,
      pollErrorHint: resumeHint,
    },
    initial,
  );
};

/**
 * Installs libraries on a cluster, and gives their states after the call, or when all are installed.
 * @throws DatabricksError with Databricks' messages if one cannot be installed, or at the deadline
 */
export const requestInstallation = async (
  client: DatabricksClient,
  chosen: ClusterLibraries,
  waitForCompletion: boolean,
): Promise<ChangedLibraries> => {
  const { clusterId: cluster_id, libraries } = chosen;
  await client.post(path`/api/2.0/libraries/install`, { cluster_id, libraries });
  const statuses = await readBack(fetchChosen(client, chosen));
  return {
    cluster_id,
    library_statuses: waitForCompletion ? await waitUntilInstalled(client, chosen, statuses) : statuses,
  };
};

/**
 * Marks libraries of a cluster for removal at its next restart, and gives their states. Databricks ignores a library
 * that is not on the cluster.
 */
export const requestRemoval = async (
  client: DatabricksClient,
  chosen: ClusterLibraries,
): Promise<ChangedLibraries> => {
  const { clusterId: cluster_id, libraries } = chosen;
  await client.post(path`/api/2.0/libraries/uninstall`, { cluster_id, libraries }, { idempotent: true });
  return { cluster_id, library_statuses: await readBack(fetchChosen(client, chosen)) };
};
