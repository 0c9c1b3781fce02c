import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { integer, optional, requiredText } from "../../inputs/clean";
import { sizeBeside, sizeInputs } from "../../inputs/clusters/sizeInputs";
import { extraSettings, mergeExtraSettings } from "../../inputs/extraSettings";
import { waitingUntil } from "../../inputs/waiting";
import { labels } from "../../labels";
import {
  type Cluster,
  createdCluster,
  createdClusterSchema,
  newCluster,
} from "../../services/clusters/clusters";
import { fetchCluster, waitForCluster } from "../../services/clusters/waitForCluster";
import { readBack } from "../../services/readBack";

const inputs = {
  clusterName: input({
    label: "Cluster Name",
    type: "string",
    required: true,
    placeholder: newCluster.cluster_name,
    example: newCluster.cluster_name,
    comments: "The name of the cluster. Several clusters may have one name.",
    clean: requiredText("Cluster Name"),
  }),
  sparkVersion: input({
    label: "Spark Version",
    type: "string",
    required: true,
    dataSource: "selectSparkVersion",
    placeholder: newCluster.spark_version,
    example: newCluster.spark_version,
    comments: `The key of the runtime, as ${labels.listSparkVersions} gives it.`,
    clean: requiredText("Spark Version"),
  }),
  nodeTypeId: input({
    label: "Node Type ID",
    type: "string",
    required: true,
    dataSource: "selectNodeType",
    placeholder: newCluster.node_type_id,
    example: newCluster.node_type_id,
    comments: "The node type of the workers and, unless the further settings say otherwise, of the driver.",
    clean: requiredText("Node Type ID"),
  }),
  ...sizeInputs,
  autoterminationMinutes: input({
    label: "Autotermination (minutes)",
    type: "string",
    required: false,
    placeholder: "60",
    example: "60",
    comments:
      "After how many idle minutes the cluster terminates by itself, 10 to 10000, or 0 for never. Left empty, never, unless Further Settings or a policy say otherwise.",
    clean: optional(integer("Autotermination (minutes)", 10_000)),
  }),
  clusterSettings: extraSettings(
    "Further settings of the cluster as a JSON object, such as data_security_mode, spark_conf, custom_tags or policy_id.",
    '{"data_security_mode": "USER_ISOLATION"}',
  ),
};

/**
 * Makes a cluster, which starts at once, and gives it as it stands after the call, or once it runs. A creation that may
 * have happened is not asked for again.
 * https://docs.databricks.com/api/workspace/clusters/create
 */
export const createCluster = databricksAction({
  label: "Create Cluster",
  description:
    "Create a cluster, which starts at once, and get it after the call or, when told to wait, once it runs.",
  effect: "write",
  inputs: { ...inputs, ...waitingUntil("the cluster runs") },
  perform: async (
    client,
    { clusterSettings, waitForCompletion, timeoutSeconds, ...given },
  ): Promise<Partial<Cluster>> => {
    const timed = client.withTimeout(timeoutSeconds);
    const fields = {
      cluster_name: given.clusterName,
      spark_version: given.sparkVersion,
      node_type_id: given.nodeTypeId,
      ...sizeBeside(given, clusterSettings),
      autotermination_minutes: given.autoterminationMinutes,
    };
    const { cluster_id: id } = await timed.post(
      path`/api/2.1/clusters/create`,
      mergeExtraSettings(fields, clusterSettings),
      { schema: createdClusterSchema },
    );
    const cluster = await readBack(fetchCluster(timed, id), {
      done: `Cluster ${id} was created`,
      what: "its state",
    });
    return waitForCompletion ? waitForCluster(timed, id, cluster, "RUNNING") : cluster;
  },
  example: createdCluster,
});
