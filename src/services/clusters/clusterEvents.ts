/**
 * What happens to clusters.
 * https://docs.databricks.com/api/workspace/clusters/events
 */
import { objectSchema } from "../../http/schema";
import { currentUserExample } from "../users/users";
import { clusterExample } from "./clusters";

/** One event. Types and details are open lists. */
export interface ClusterEvent {
  cluster_id: string;
  /** In ms since the epoch. */
  timestamp?: number;
  type?: string;
  details?: Record<string, unknown>;
}

/** An event in a response. */
export const clusterEventSchema = objectSchema<Partial<ClusterEvent>>({});

/** How many events a page is requested to have: the most that Databricks gives. */
export const eventPageSize = 500;

/** How the example cluster came to run, the latest first. */
export const clusterHistoryExample = [
  {
    cluster_id: clusterExample.cluster_id,
    timestamp: clusterExample.last_state_loss_time,
    type: "RUNNING",
    details: {
      current_num_workers: clusterExample.num_workers,
      target_num_workers: clusterExample.num_workers,
    },
  },
  {
    cluster_id: clusterExample.cluster_id,
    timestamp: clusterExample.start_time - 150_000,
    type: "CREATING",
    details: { user: currentUserExample.userName },
  },
] satisfies ClusterEvent[];

/** The events that the examples of the inputs select. */
export const clusterEventExamples = clusterHistoryExample.filter(
  ({ type }) => type === "RUNNING",
) satisfies ClusterEvent[];
