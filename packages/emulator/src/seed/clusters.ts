/** The clusters of the default seed, and the node types and runtimes of clusters. */
import type { InstancePool, NodeType, SparkVersion } from "../contract/undescribedTypes";
import type { ClusterEvent, ClusterLibraryStatuses, Policy } from "../contract/wireTypes";
import type { Cluster } from "../services/clusters/cluster";
import { currentUser } from "./identity";

/** A running cluster. */
export const cluster = {
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

/** A cluster that its idle timer has terminated. */
export const terminatedCluster = {
  ...cluster,
  cluster_id: "1102-141500-m0nday",
  cluster_name: "Weekly Reports",
  state: "TERMINATED",
  state_message: "Inactive cluster terminated (inactive for 120 minutes).",
  custom_tags: { team: "reporting" },
  default_tags: { ...cluster.default_tags, ClusterName: "Weekly Reports", ClusterId: "1102-141500-m0nday" },
  start_time: 1763380800000,
  last_state_loss_time: 1763380800000,
  terminated_time: 1763391600000,
  termination_reason: {
    code: "INACTIVITY",
    type: "SUCCESS",
    parameters: { inactivity_duration_min: "120" },
  },
} satisfies Cluster;

/** Every cluster, in the order in which a list answers them. */
export const clusters = [cluster, terminatedCluster] satisfies Cluster[];

/** Every node type. */
export const nodeTypes = [
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

/** How the running cluster came to run, the latest first. */
export const clusterEvents = [
  {
    cluster_id: cluster.cluster_id,
    timestamp: cluster.last_state_loss_time,
    type: "RUNNING",
    details: { current_num_workers: cluster.num_workers, target_num_workers: cluster.num_workers },
  },
  {
    cluster_id: cluster.cluster_id,
    timestamp: cluster.start_time - 150_000,
    type: "CREATING",
    details: { user: currentUser.userName },
  },
] satisfies ClusterEvent[];

/** The runtimes that clusters can be made with. */
export const sparkVersions = [
  { key: "16.4.x-scala2.12", name: "16.4 LTS (includes Apache Spark 3.5.2, Scala 2.12)" },
  { key: "16.4.x-photon-scala2.12", name: "16.4 LTS Photon (includes Apache Spark 3.5.2, Scala 2.12)" },
  { key: "15.4.x-scala2.12", name: "15.4 LTS (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "15.4.x-photon-scala2.12", name: "15.4 LTS Photon (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "15.4.x-cpu-ml-scala2.12", name: "15.4 LTS ML (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "14.3.x-scala2.12", name: "14.3 LTS (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "13.3.x-scala2.12", name: "13.3 LTS (includes Apache Spark 3.4.1, Scala 2.12)" },
] satisfies SparkVersion[];

/** What clusters may be made under. */
export const clusterPolicies = [
  {
    policy_id: "60A1B2C3D4E5F607",
    name: "Small Clusters",
    definition: '{"autotermination_minutes": {"type": "range", "maxValue": 120}}',
    creator_user_name: currentUser.userName,
    created_at_timestamp: 1763458200000,
    is_default: false,
  },
] satisfies Policy[];

/** Idle machines that clusters may be made of. */
export const instancePools = [
  {
    instance_pool_id: "1118-093000-pool42-pool-a1b2c3d4",
    instance_pool_name: "Warm Machines",
    node_type_id: "i3.xlarge",
    state: "ACTIVE",
    min_idle_instances: 2,
    idle_instance_autotermination_minutes: 60,
    enable_elastic_disk: true,
  },
] satisfies InstancePool[];

/** The libraries of the running cluster. */
export const clusterLibraries = [
  {
    cluster_id: cluster.cluster_id,
    library_statuses: [{ library: { pypi: { package: "pyarrow==17.0.0" } } }],
  },
] satisfies ClusterLibraryStatuses[];

/** A library that no index has. */
export const failingLibraries = [
  { library: "no-such-package", message: "Could not find a version that satisfies the requirement" },
];
