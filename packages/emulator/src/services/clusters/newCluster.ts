import type { NodeType } from "../../contract/undescribedTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { optionalText, requiredText } from "../../control/requests";
import type { Cluster } from "./cluster";
import { type ClusterOffers, checkClusterSpec, nodeTypeOf } from "./clusterSpec";

/** What a cluster is where nothing else is said. */
const usual = {
  state_message: "",
  spark_version: "15.4.x-scala2.12",
  node_type_id: "i3.xlarge",
  driver_node_type_id: "i3.xlarge",
  num_workers: 2,
  autotermination_minutes: 120,
  cluster_source: "UI",
  data_security_mode: "USER_ISOLATION",
  runtime_engine: "STANDARD",
  enable_elastic_disk: true,
  cluster_cores: 12,
  cluster_memory_mb: 93_696,
};

const defaultTags = (creator: string, name: string, id: string) => ({
  Vendor: "Databricks",
  Creator: creator,
  ClusterName: name,
  ClusterId: id,
});

/**
 * A whole cluster from the fields that are given; what is left out is as usual, under an id, name and tags of its own.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE where id, name or state is no text
 */
export function completeCluster(
  given: Record<string, unknown>,
  { clock, ids, userName }: { clock: WorkspaceClock; ids: Ids; userName: string },
): Cluster {
  const now = clock.now();
  const id = optionalText(given, "cluster_id") ?? ids.cluster(now);
  const name = optionalText(given, "cluster_name") ?? `Cluster ${id}`;
  return {
    ...usual,
    creator_user_name: userName,
    default_tags: defaultTags(userName, name, id),
    start_time: now,
    last_state_loss_time: now,
    ...given,
    // Text or number in the seed: the id itself may be beyond what a number holds.
    spark_context_id: String(given.spark_context_id ?? ids.digits(19)),
    cluster_id: id,
    cluster_name: name,
    state: optionalText(given, "state") ?? "RUNNING",
  };
}

/**
 * A cluster as it is made by a request, with what Databricks fills in.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE as `checkClusterSpec` does
 */
export function clusterFromSpec(
  given: Record<string, unknown>,
  { id, userName, madeAt }: { id: string; userName: string; madeAt: number },
  offers: ClusterOffers,
): Cluster {
  checkClusterSpec(given, offers);
  const name = optionalText(given, "cluster_name") ?? "";
  const nodeType = nodeTypeOf(given, offers);
  return {
    ...given,
    cluster_id: id,
    cluster_name: name,
    spark_version: requiredText(given, "spark_version"),
    ...(given.data_security_mode === "SINGLE_USER" && {
      single_user_name: optionalText(given, "single_user_name") ?? userName,
    }),
    ...(nodeType !== undefined && {
      node_type_id: nodeType,
      driver_node_type_id: optionalText(given, "driver_node_type_id") ?? nodeType,
    }),
    autotermination_minutes: Number(given.autotermination_minutes ?? 0),
    enable_elastic_disk: given.enable_elastic_disk !== false,
    creator_user_name: userName,
    cluster_source: "API",
    default_tags: defaultTags(userName, name, id),
    state: "PENDING",
    state_message: "Starting Spark",
    start_time: madeAt,
  };
}

/**
 * A whole node type from the fields that a seed gives; what it leaves out makes it a small general one.
 * @throws HttpError 400 INVALID_PARAMETER_VALUE where `node_type_id` is missing
 */
export function completeNodeType(given: Record<string, unknown>): NodeType {
  const id = requiredText(given, "node_type_id");
  return {
    description: id,
    category: "General Purpose",
    instance_type_id: id,
    memory_mb: 16_384,
    num_cores: 4,
    num_gpus: 0,
    is_deprecated: false,
    is_hidden: false,
    node_instance_type: { instance_type_id: id },
    ...given,
    node_type_id: id,
  };
}
