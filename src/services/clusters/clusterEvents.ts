/**
 * Events of clusters. https://docs.databricks.com/api/workspace/clusters/events
 */
import { objectSchema } from "../../http/schema";
import { currentUser } from "../users/users";
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

/** The requested page size: the maximum of Databricks. */
export const eventPageSize = 500;

/** The events of starting the example cluster, latest first. */
export const clusterHistory = [
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
    details: { user: currentUser.userName },
  },
] satisfies ClusterEvent[];

/** The events that the example inputs select. */
export const clusterEventExamples = clusterHistory.filter(
  ({ type }) => type === "RUNNING",
) satisfies ClusterEvent[];
