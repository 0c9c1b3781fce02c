import type { ClusterDetails } from "../../contract/wireTypes";

/** A cluster as the workspace keeps it. `spark_context_id` exceeds 2^53 and is kept as its digits. */
export interface Cluster extends Omit<ClusterDetails, "spark_context_id"> {
  cluster_id: string;
  state: string;
  spark_context_id?: string;
}
