/**
 * Types of Databricks' responses that its API description lacks, because it leaves out operations whose request has no
 * fields.
 */

/** A node type that a cluster can be started with. https://docs.databricks.com/api/workspace/clusters/listnodetypes */
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

/** A runtime that a cluster can be made with. https://docs.databricks.com/api/workspace/clusters/sparkversions */
export interface SparkVersion {
  key: string;
  name: string;
}

/** Idle machines that clusters are made of. https://docs.databricks.com/api/workspace/instancepools/list */
export interface InstancePool {
  instance_pool_id: string;
  instance_pool_name: string;
  node_type_id: string;
  state?: string;
  min_idle_instances?: number;
  max_capacity?: number;
  idle_instance_autotermination_minutes?: number;
  enable_elastic_disk?: boolean;
  default_tags?: Record<string, string>;
}

/** A secret scope. https://docs.databricks.com/api/workspace/secrets/listscopes */
export interface SecretScope {
  name: string;
  backend_type: "DATABRICKS" | "AZURE_KEYVAULT";
}
