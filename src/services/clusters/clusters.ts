/**
 * Clusters (API 2.1) and node types.
 * https://docs.databricks.com/api/workspace/clusters
 */
import {
  lenientSchema,
  nonBlankSchema,
  numberSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import { currentUser } from "../users/users";

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
export const clusterChoiceSchema = objectSchema<Pick<Cluster, "cluster_id" | "cluster_name">>({
  cluster_id: nonBlankSchema,
  cluster_name: lenientSchema(nonBlankSchema),
});

/** The response to the creation of a cluster. */
export const createdClusterSchema = objectSchema<{ cluster_id: string }>({ cluster_id: nonBlankSchema });

/** The requested page size. Databricks may return fewer. */
export const clusterListQuery = { page_size: 100 };

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
}

/** A node type in a response. */
export const nodeTypeSchema = objectSchema<Partial<NodeType>>({});

/** A node type as a choice. */
export const nodeTypeChoiceSchema = objectSchema<Pick<NodeType, "node_type_id"> & Partial<NodeType>>({
  node_type_id: nonBlankSchema,
  category: lenientSchema(textSchema),
  num_cores: lenientSchema(numberSchema),
  memory_mb: lenientSchema(numberSchema),
});

/** A running cluster: the example of every cluster input and result. */
export const clusterExample = {
  cluster_id: "1118-093000-k3yboard",
  cluster_name: "Shared Analytics",
  state: "RUNNING",
  state_message: "",
  spark_version: "15.4.x-scala2.12",
  node_type_id: "i3.xlarge",
  driver_node_type_id: "i3.xlarge",
  num_workers: 2,
  autotermination_minutes: 120,
  creator_user_name: currentUser.userName,
  cluster_source: "UI",
  data_security_mode: "USER_ISOLATION",
  runtime_engine: "STANDARD",
  enable_elastic_disk: true,
  spark_context_id: "4020997813441462000",
  custom_tags: { team: "analytics" },
  default_tags: {
    Vendor: "Databricks",
    Creator: currentUser.userName,
    ClusterName: "Shared Analytics",
    ClusterId: "1118-093000-k3yboard",
  },
  cluster_cores: 12,
  cluster_memory_mb: 93696,
  start_time: 1763458200000,
  last_state_loss_time: 1763458200000,
} satisfies Cluster;

/** The inputs of the example of a new cluster. */
export const newCluster = {
  cluster_name: "Nightly Exports",
  spark_version: "15.4.x-scala2.12",
  node_type_id: "i3.xlarge",
  num_workers: 2,
  autotermination_minutes: 60,
  data_security_mode: "USER_ISOLATION",
};

/** The new cluster just after its creation. */
export const createdCluster = {
  ...newCluster,
  cluster_id: "1118-120000-n1ghtly0",
  driver_node_type_id: newCluster.node_type_id,
  enable_elastic_disk: true,
  creator_user_name: currentUser.userName,
  cluster_source: "API",
  default_tags: {
    Vendor: "Databricks",
    Creator: currentUser.userName,
    ClusterName: newCluster.cluster_name,
    ClusterId: "1118-120000-n1ghtly0",
  },
  state: "PENDING",
  state_message: "Starting Spark",
  start_time: Date.UTC(2025, 10, 18, 12),
} satisfies Cluster;

/** The running cluster just after the request to resize. */
export const resizingCluster = { ...clusterExample, state: "RESIZING", num_workers: 2 } satisfies Cluster;

/** The running cluster just after the request to restart. */
export const restartingCluster = { ...clusterExample, state: "RESTARTING" } satisfies Cluster;

/** The running cluster just after the request to terminate. */
export const terminatingCluster = {
  ...clusterExample,
  state: "TERMINATING",
  termination_reason: {
    code: "USER_REQUEST",
    type: "SUCCESS",
    parameters: { username: currentUser.userName },
  },
} satisfies Cluster;

/** A cluster that its idle timer has terminated. */
export const terminatedCluster = {
  ...clusterExample,
  cluster_id: "1102-141500-m0nday",
  cluster_name: "Weekly Reports",
  state: "TERMINATED",
  state_message: "Inactive cluster terminated (inactive for 120 minutes).",
  custom_tags: { team: "reporting" },
  default_tags: {
    ...clusterExample.default_tags,
    ClusterName: "Weekly Reports",
    ClusterId: "1102-141500-m0nday",
  },
  start_time: 1763380800000,
  last_state_loss_time: 1763380800000,
  terminated_time: 1763391600000,
  termination_reason: {
    code: "INACTIVITY",
    type: "SUCCESS",
    parameters: { inactivity_duration_min: "120" },
  },
} satisfies Cluster;

/** Every example cluster, in the order in which a list returns them. */
export const clusterExamples = [clusterExample, terminatedCluster] satisfies Cluster[];

/** Every example node type. */
export const nodeTypeExamples = [
  {
    node_type_id: "i3.xlarge",
    description: "i3.xlarge",
    category: "Storage Optimized",
    instance_type_id: "i3.xlarge",
    memory_mb: 31232,
    num_cores: 4,
    num_gpus: 0,
    is_deprecated: false,
    is_hidden: false,
    photon_driver_capable: true,
    photon_worker_capable: true,
    node_instance_type: {
      instance_type_id: "i3.xlarge",
      local_disks: 0,
      local_disk_size_gb: 0,
      local_nvme_disks: 1,
      local_nvme_disk_size_gb: 950,
    },
  },
  {
    node_type_id: "m5.large",
    description: "m5.large",
    category: "General Purpose",
    instance_type_id: "m5.large",
    memory_mb: 8192,
    num_cores: 2,
    num_gpus: 0,
    is_deprecated: false,
    is_hidden: false,
    photon_driver_capable: false,
    photon_worker_capable: false,
    node_instance_type: { instance_type_id: "m5.large", local_disks: 0, local_nvme_disks: 0 },
  },
] satisfies NodeType[];
