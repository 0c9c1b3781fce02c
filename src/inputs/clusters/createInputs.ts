/** Inputs of a new cluster. */
import { labels } from "../../labels";
import { newClusterExample } from "../../services/clusters/clustersExamples";
import { asOptional, refine } from "../defineInput";
import { extraSettings, mergeExtraSettings } from "../extraSettings";
import { integerInput } from "../integer";
import type { JsonObject } from "../json";
import { textInput } from "../text";
import { type GivenOffers, machinesOf, nodeTypeLabel, offerInputs } from "./offerInputs";
import { type GivenSize, sizeBeside, sizeInputs } from "./sizeInputs";
import { type ClusterSize, clusterSize, sizeOfVariant } from "./sizeVariants";

/** The inputs of a new cluster, in order. */
export const createClusterInputs = {
  clusterName: textInput({
    label: "Cluster Name",
    comments: "The name of the cluster. It does not have to be unique.",
    example: newClusterExample.cluster_name,
  }),
  sparkVersion: textInput({
    label: "Spark Version",
    comments: `The key of the runtime, returned by ${labels.listSparkVersions}.`,
    example: newClusterExample.spark_version,
    dataSource: "selectSparkVersion",
  }),
  nodeTypeId: asOptional(
    textInput({
      label: nodeTypeLabel,
      comments:
        "The node type of the workers and, unless set in Further Settings, of the driver. Required unless an instance pool or a policy determines it.",
      example: newClusterExample.node_type_id,
      dataSource: "selectNodeType",
    }),
  ),
  ...sizeInputs,
  autoterminationMinutes: asOptional(
    refine(
      integerInput({
        label: "Autotermination (minutes)",
        comments:
          "The number of idle minutes after which the cluster terminates, 10 to 10000, or 0 for never. If empty, it never terminates unless Further Settings or a policy set a limit.",
        example: "60",
        max: 10_000,
      }),
      (minutes, label) => {
        if (minutes === 0 || minutes >= 10) return minutes;
        throw new Error(`${label} must be at least 10, or 0 for never.`);
      },
    ),
  ),
  clusterSettings: extraSettings(
    "Further settings of the cluster, as a JSON object, such as data_security_mode, spark_conf or custom_tags.",
    '{"data_security_mode": "USER_ISOLATION"}',
  ),
};

/** The inputs of a new cluster that came later: they come after the others. */
export const laterClusterInputs = { clusterSize, ...offerInputs };

/** The values of the inputs of a new cluster. */
interface GivenCluster extends GivenSize, GivenOffers {
  clusterName: string;
  sparkVersion: string;
  autoterminationMinutes?: number;
  clusterSettings?: JsonObject;
  clusterSize?: ClusterSize;
}

/**
 * A new cluster in Databricks' format. Throws an Error that names a setting that is given twice, or that the size or
 * the machines are missing.
 */
export const clusterSettings = ({
  clusterSettings: extra,
  clusterSize: size,
  ...given
}: GivenCluster): JsonObject =>
  mergeExtraSettings(
    {
      cluster_name: given.clusterName,
      spark_version: given.sparkVersion,
      ...machinesOf(given, extra),
      ...(size ? sizeOfVariant(size, given, extra) : sizeBeside(given, extra)),
      autotermination_minutes: given.autoterminationMinutes,
    },
    extra,
  );
