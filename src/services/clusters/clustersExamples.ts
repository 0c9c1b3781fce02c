/** Example clusters, their events, node types and Spark versions. */

import { currentUserExample } from "../users/usersExamples";
import type { ClusterEvent } from "./clusterEvents";
import type { ClusterPolicy, InstancePool } from "./clusterOffers";
import type { Cluster, NodeType } from "./clusters";
import type { SparkVersion } from "./sparkVersions";

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
  creator_user_name: currentUserExample.userName,
  cluster_source: "UI",
  data_security_mode: "USER_ISOLATION",
  runtime_engine: "STANDARD",
  enable_elastic_disk: true,
  spark_context_id: "4020997813441462000",
  custom_tags: { team: "analytics" },
  default_tags: {
    Vendor: "Databricks",
    Creator: currentUserExample.userName,
    ClusterName: "Shared Analytics",
    ClusterId: "1118-093000-k3yboard",
  },
  cluster_cores: 12,
  cluster_memory_mb: 93696,
  start_time: 1763458200000,
  last_state_loss_time: 1763458200000,
} satisfies Cluster;

/** The inputs of the example of a new cluster. */
export const newClusterExample = {
  cluster_name: "Nightly Exports",
  spark_version: "15.4.x-scala2.12",
  node_type_id: "i3.xlarge",
  num_workers: 2,
  autotermination_minutes: 60,
  data_security_mode: "USER_ISOLATION",
};

/** The new cluster just after its creation. */
export const createdClusterExample = {
  ...newClusterExample,
  cluster_id: "1118-120000-n1ghtly0",
  driver_node_type_id: newClusterExample.node_type_id,
  enable_elastic_disk: true,
  creator_user_name: currentUserExample.userName,
  cluster_source: "API",
  default_tags: {
    Vendor: "Databricks",
    Creator: currentUserExample.userName,
    ClusterName: newClusterExample.cluster_name,
    ClusterId: "1118-120000-n1ghtly0",
  },
  state: "PENDING",
  state_message: "Starting Spark",
  start_time: Date.UTC(2025, 10, 18, 12),
} satisfies Cluster;

/** The running cluster just after the request to resize. */
export const resizingClusterExample = {
  ...clusterExample,
  state: "RESIZING",
  num_workers: 2,
} satisfies Cluster;

/** The running cluster just after the request to restart. */
export const restartingClusterExample = { ...clusterExample, state: "RESTARTING" } satisfies Cluster;

/** The running cluster just after the request to terminate. */
export const terminatingClusterExample = {
  ...clusterExample,
  state: "TERMINATING",
  termination_reason: {
    code: "USER_REQUEST",
    type: "SUCCESS",
    parameters: { username: currentUserExample.userName },
  },
} satisfies Cluster;

/** A cluster that its idle timer has terminated. */
export const terminatedClusterExample = {
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
export const clusterExamples = [clusterExample, terminatedClusterExample] satisfies Cluster[];

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

/** The events of starting the example cluster, latest first. */
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

/** The events that the example inputs select. */
export const clusterEventExamples = clusterHistoryExample.filter(
  ({ type }) => type === "RUNNING",
) satisfies ClusterEvent[];

/** The runtimes of the example workspace. */
export const sparkVersionExamples = [
  { key: "16.4.x-scala2.12", name: "16.4 LTS (includes Apache Spark 3.5.2, Scala 2.12)" },
  { key: "16.4.x-photon-scala2.12", name: "16.4 LTS Photon (includes Apache Spark 3.5.2, Scala 2.12)" },
  { key: "15.4.x-scala2.12", name: "15.4 LTS (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "15.4.x-photon-scala2.12", name: "15.4 LTS Photon (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "15.4.x-cpu-ml-scala2.12", name: "15.4 LTS ML (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "14.3.x-scala2.12", name: "14.3 LTS (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "13.3.x-scala2.12", name: "13.3 LTS (includes Apache Spark 3.4.1, Scala 2.12)" },
] satisfies SparkVersion[];

/** The policy of the example workspace. */
export const clusterPolicyExample = {
  policy_id: "60A1B2C3D4E5F607",
  name: "Small Clusters",
} satisfies ClusterPolicy;

/** The instance pool of the example workspace. */
export const instancePoolExample = {
  instance_pool_id: "1118-093000-pool42-pool-a1b2c3d4",
  instance_pool_name: "Warm Machines",
  node_type_id: "i3.xlarge",
} satisfies InstancePool;
