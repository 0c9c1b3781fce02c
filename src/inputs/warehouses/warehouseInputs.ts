/** Inputs of creating or changing warehouses. */
import { choiceInput } from "../choice";
import { asOptional } from "../defineInput";
import { extraSettings, mergeExtraSettings } from "../extraSettings";
import { integerInput } from "../integer";
import type { JsonObject } from "../json";

const sizes = {
  "2X-Small": "2X-Small",
  "X-Small": "X-Small",
  Small: "Small",
  Medium: "Medium",
  Large: "Large",
  "X-Large": "X-Large",
  "2X-Large": "2X-Large",
  "3X-Large": "3X-Large",
  "4X-Large": "4X-Large",
  "5X-Large": "5X-Large",
};

/** The settings of a warehouse besides its name, in order. Empty ones are Databricks' choice, or unchanged. */
export const warehouseSettingInputs = {
  clusterSize: asOptional(
    choiceInput({
      label: "Cluster Size",
      comments: "The size of each cluster of the warehouse.",
      choices: sizes,
    }),
  ),
  minClusters: asOptional(
    integerInput({
      label: "Min Clusters",
      comments: "The minimum number of clusters, 1 to 30.",
      example: "1",
      min: 1,
      max: 30,
    }),
  ),
  maxClusters: asOptional(
    integerInput({
      label: "Max Clusters",
      comments: "The maximum number of clusters under load, up to 40.",
      example: "2",
      min: 1,
      max: 40,
    }),
  ),
  autoStopMinutes: asOptional(
    integerInput({
      label: "Auto Stop (minutes)",
      comments: "The number of idle minutes after which the warehouse stops: at least 10, or 0 for never.",
      example: "10",
      max: 100_000,
    }),
  ),
  warehouseSettings: extraSettings(
    "Further settings of the warehouse, as a JSON object, such as enable_serverless_compute, warehouse_type, channel or tags.",
    '{"enable_serverless_compute": true, "warehouse_type": "PRO"}',
  ),
};

/** The values of the inputs of the settings. */
interface GivenWarehouseSettings {
  clusterSize?: string;
  minClusters?: number;
  maxClusters?: number;
  autoStopMinutes?: number;
  warehouseSettings?: JsonObject;
}

/** The settings in Databricks' format. Throws an Error that names a setting that is given twice. */
export const warehouseSettings = (name: string | undefined, given: GivenWarehouseSettings): JsonObject =>
  mergeExtraSettings(
    {
      name,
      cluster_size: given.clusterSize,
      min_num_clusters: given.minClusters,
      max_num_clusters: given.maxClusters,
      auto_stop_mins: given.autoStopMinutes,
    },
    given.warehouseSettings,
  );
