/** Reads clusters, and waits until one is where it is wanted. */
import type { Cluster } from "../../api/clusters";
import { terminationInWords } from "../../api/terminationReason";
import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { reach } from "../../http/reach";
import type { Deadline } from "../../http/wait";

/** How long a request may take, and how long after the deadline it may still be answered, in milliseconds. */
const longestAnswerMs = 60_000;
const lastMs = 10_000;

/** Reads a cluster. @param leftMs how long there is time for it, where that is limited */
export const fetchCluster = (
  client: DatabricksClient,
  cluster_id: string,
  leftMs = Number.POSITIVE_INFINITY,
): Promise<Cluster> =>
  client.get<Cluster>(path`/api/2.1/clusters/get`, {
    query: { cluster_id },
    timeoutMs: Math.min(longestAnswerMs, leftMs + lastMs),
    repeatsWithinMs: leftMs,
  });

/** States in which a cluster stays. */
const ends: ReadonlySet<string> = new Set(["TERMINATED", "ERROR"]);

/**
 * Waits until a cluster runs, or has terminated, or until what keeps it from starting is over.
 * @param first the cluster as it stood last
 * @param whenLate what to do should time be up
 * @throws DatabricksError with the reason of its termination when it ends otherwise, or when time is up
 */
export const reachCluster = (
  client: DatabricksClient,
  first: Cluster,
  wanted: "RUNNING" | "TERMINATED" | { otherThan: "TERMINATING" },
  deadline: Deadline,
  whenLate = "The change goes on: Get Cluster tells how it ends.",
): Promise<Cluster> =>
  reach<Cluster>({
    operation: `Cluster ${first.cluster_id}`,
    resourceIds: { clusterId: first.cluster_id },
    first,
    fetch: (leftMs) => fetchCluster(client, first.cluster_id, leftMs),
    wanted,
    ends,
    reasonOf: terminationInWords,
    whenLate,
    notice: (line) => client.logger.info(line),
    ...deadline,
  });
