/**
 * Events of clusters. https://docs.databricks.com/api/workspace/clusters/events
 */
import { objectSchema } from "../../http/schema";

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
