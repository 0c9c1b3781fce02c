/** Inputs that actions of several services share. */
import type { ConnectionInputField } from "@prismatic-io/spectral";
import { clusterExample } from "../services/clusters/clustersExamples";
import { warehouseExample } from "../services/warehouses/warehousesExamples";
import { booleanInput } from "./choice";
import { idInput } from "./id";

/** First in every action; `databricksAction` adds it. */
export const connection = {
  label: "Connection",
  type: "connection",
  required: true,
  comments: "The Databricks connection to use.",
} satisfies ConnectionInputField;

/** Last in every action; `databricksAction` adds it. */
export const debugRequest = booleanInput({
  label: "Debug Request",
  comments: "When true, each request and response is written to the log, without secrets.",
});

export const clusterId = idInput({
  label: "Cluster ID",
  comments: "The unique identifier of the cluster.",
  example: clusterExample.cluster_id,
  dataSource: "selectCluster",
  page: "cluster",
});

export const warehouseId = idInput({
  label: "Warehouse ID",
  comments: "The ID of the SQL warehouse.",
  example: warehouseExample.id,
  dataSource: "selectWarehouse",
  page: "warehouse",
});
