/**
 * Clusters (API 2.1) and node types.
 * https://docs.databricks.com/api/workspace/clusters
 */
import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  numberSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** The state of a cluster. An open list: Databricks may add to it. */
export type ClusterState =
  | "PENDING"
  | "RUNNING"
  | "RESTARTING"
  | "RESIZING"
  | "TERMINATING"
  | "TERMINATED"
  | "ERROR"
  | "UNKNOWN"
  | (string & {});

/** One cluster, as `get` returns it. `spark_context_id` exceeds 2^53 and is kept as text. */
export interface Cluster {
  cluster_id: string;
  cluster_name?: string;
  state: ClusterState;
  state_message?: string;
  spark_version?: string;
  node_type_id?: string;
  driver_node_type_id?: string;
  num_workers?: number;
  autoscale?: { min_workers?: number; max_workers?: number };
  autotermination_minutes?: number;
  creator_user_name?: string;
  single_user_name?: string;
  cluster_source?: string;
  data_security_mode?: string;
  runtime_engine?: string;
  enable_elastic_disk?: boolean;
  spark_context_id?: string;
  spark_conf?: Record<string, string>;
  spark_env_vars?: Record<string, string>;
  custom_tags?: Record<string, string>;
  default_tags?: Record<string, string>;
  cluster_cores?: number;
  cluster_memory_mb?: number;
  start_time?: number;
  last_restarted_time?: number;
  last_state_loss_time?: number;
  terminated_time?: number;
  termination_reason?: { code?: string; type?: string; parameters?: Record<string, string> };
}

/** A cluster in a response. Databricks may omit any of its fields. */
export const clusterSchema = objectSchema<Partial<Cluster>>({
  cluster_name: optionalSchema(textSchema),
  state: optionalSchema(textSchema),
  state_message: optionalSchema(textSchema),
  termination_reason: optionalSchema(
    objectSchema({
      code: optionalSchema(textSchema),
      type: optionalSchema(textSchema),
      parameters: optionalSchema(objectSchema<Record<string, string>>({})),
    }),
  ),
});

/** A cluster as a choice. */
export type ClusterChoice = Pick<Cluster, "cluster_id"> & Partial<Cluster>;

/** The same in a response. */
export const clusterChoiceSchema = objectSchema<ClusterChoice>({
  cluster_id: nonBlankSchema,
  cluster_name: lenientSchema(nonBlankSchema),
  cluster_source: lenientSchema(textSchema),
  state: lenientSchema(textSchema),
});

const endedStates: ReadonlySet<string> = new Set(["TERMINATING", "TERMINATED"]);

/** Whether a cluster ends for good: those that Databricks made for a job or a pipeline cannot be started again. */
export const hasEnded = ({ cluster_source = "", state = "" }: Partial<Cluster>): boolean =>
  /^(?:JOB|PIPELINE)/.test(cluster_source) && endedStates.has(state);

/** The response to the creation of a cluster. */
export const createdClusterSchema = objectSchema<{ cluster_id: string }>({ cluster_id: nonBlankSchema });

/** Reads a cluster. */
export const fetchCluster = (client: DatabricksClient, cluster_id: string): Promise<Partial<Cluster>> =>
  client.get(path`/api/2.1/clusters/get`, { schema: clusterSchema, query: { cluster_id } });

/** The requested page size. Databricks may return fewer. */
const pageSize = 100;

/** Every cluster that Databricks lists. @param item what is read of each; absent ones are omitted */
export const fetchClusters = <Item>(client: DatabricksClient, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.1/clusters/list`, pagesOf("clusters", item), { page_size: pageSize });

/** One node type that a cluster can use. */
export interface NodeType {
  node_type_id: string;
  description: string;
  category: string;
  instance_type_id: string;
  memory_mb: number;
  num_cores: number;
  num_gpus?: number;
  is_deprecated?: boolean;
  is_hidden?: boolean;
  photon_driver_capable?: boolean;
  photon_worker_capable?: boolean;
  node_instance_type?: {
    instance_type_id?: string;
    local_disks?: number;
    local_disk_size_gb?: number;
    local_nvme_disks?: number;
    local_nvme_disk_size_gb?: number;
  };
  /** Why it cannot be used: `NotAvailableInRegion` or `NotEnabledOnSubscription`. */
  node_info?: { status?: string[] };
}

/** A node type in a response. */
export const nodeTypeSchema = objectSchema<Partial<NodeType>>({});

/** A node type as a choice. */
export const nodeTypeChoiceSchema = objectSchema<Pick<NodeType, "node_type_id"> & Partial<NodeType>>({
  node_type_id: nonBlankSchema,
  category: lenientSchema(textSchema),
  num_cores: lenientSchema(numberSchema),
  memory_mb: lenientSchema(numberSchema),
  node_info: lenientSchema(objectSchema({ status: lenientSchema(listSchema(textSchema)) })),
});

const unavailable: ReadonlySet<string> = new Set(["NotAvailableInRegion", "NotEnabledOnSubscription"]);

/** Whether the cloud has a node type for the workspace. */
export const isAvailable = ({ node_info }: Partial<NodeType>): boolean =>
  !node_info?.status?.some((reason) => unavailable.has(reason));

/** Every node type. The list has no pages. @param item what is read of each; absent ones are omitted */
export const fetchNodeTypes = <Item>(client: DatabricksClient, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.1/clusters/list-node-types`, pagesOf("node_types", item));
