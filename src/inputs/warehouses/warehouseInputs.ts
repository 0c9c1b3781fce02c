/** Inputs of warehouses that are made or changed. */
import { input } from "@prismatic-io/spectral";
import { newWarehouse } from "../../services/warehouses/warehouses";
import { integer, optional, requiredChoice } from "../clean";
import { extraSettings } from "../extraSettings";

const sizes = [
  "2X-Small",
  "X-Small",
  "Small",
  "Medium",
  "Large",
  "X-Large",
  "2X-Large",
  "3X-Large",
  "4X-Large",
  "5X-Large",
] as const;

const number = (label: string, max: number, example: string, comments: string) =>
  input({
    label,
    type: "string",
    required: false,
    placeholder: example,
    example,
    comments,
    clean: optional(integer(label, max)),
  });

/** What a warehouse is made of beside its name, in order. What is left empty is Databricks' choice, or stays as it is. */
export const settingInputs = {
  clusterSize: input({
    label: "Cluster Size",
    type: "string",
    required: false,
    model: sizes.map((value) => ({ label: value, value })),
    comments: "The size of each of its clusters.",
    clean: optional(requiredChoice("Cluster Size", sizes)),
  }),
  minClusters: number("Min Clusters", 30, "1", "The fewest clusters that run, 1 to 30."),
  maxClusters: number("Max Clusters", 40, "2", "The most clusters that run under load, up to 40."),
  autoStopMinutes: number(
    "Auto Stop (minutes)",
    100_000,
    "10",
    "After how many idle minutes the warehouse stops: 0 for never, else 10 at least.",
  ),
  warehouseSettings: extraSettings(
    "Further settings of the warehouse as a JSON object, such as enable_serverless_compute, warehouse_type, channel or tags.",
    '{"enable_serverless_compute": true, "warehouse_type": "PRO"}',
  ),
};

/** What the settings are given by. */
export interface GivenSettings {
  clusterSize?: string;
  minClusters?: number;
  maxClusters?: number;
  autoStopMinutes?: number;
}

/** The settings as Databricks takes them. */
export const settingsOf = ({ clusterSize, minClusters, maxClusters, autoStopMinutes }: GivenSettings) => ({
  cluster_size: clusterSize,
  min_num_clusters: minClusters,
  max_num_clusters: maxClusters,
  auto_stop_mins: autoStopMinutes,
});

export const exampleName = newWarehouse.name;
