/** Inputs that two or more actions share. */

import { input } from "@prismatic-io/spectral";
import { labels } from "../labels";
import { cluster } from "../services/clusters/clusters";
import { commandInputs, type Language, languages } from "../services/commands/commands";
import { warehouse } from "../services/warehouses/warehouses";
import { boolean, requiredChoice, requiredId } from "./clean";

/** First in every action; `databricksAction` adds it. */
export const connection = input({
  label: "Connection",
  type: "connection",
  required: true,
  comments: "The Databricks connection to use.",
});

/** Last in every action; `databricksAction` adds it. */
export const debugRequest = input({
  label: "Debug Request",
  type: "boolean",
  required: false,
  default: "false",
  comments: "When true, each request and its answer are written to the log, without secrets.",
  clean: boolean("Debug Request"),
});

export const clusterId = input({
  label: "Cluster ID",
  type: "string",
  required: true,
  dataSource: "selectCluster",
  placeholder: cluster.cluster_id,
  example: cluster.cluster_id,
  comments: "The unique identifier of the cluster.",
  clean: requiredId("Cluster ID", "cluster"),
});

export const warehouseId = input({
  label: "Warehouse ID",
  type: "string",
  required: true,
  dataSource: "selectWarehouse",
  placeholder: warehouse.id,
  example: warehouse.id,
  comments: "The ID of the SQL warehouse.",
  clean: requiredId("Warehouse ID", "warehouse"),
});

export const contextId = input({
  label: "Execution Context ID",
  type: "string",
  required: true,
  placeholder: commandInputs.contextId,
  example: commandInputs.contextId,
  comments: `The ID of the execution context, most likely a result of ${labels.createExecutionContext}.`,
  clean: requiredId("Execution Context ID"),
});

export const commandId = input({
  label: "Command ID",
  type: "string",
  required: true,
  placeholder: commandInputs.commandId,
  example: commandInputs.commandId,
  comments: `The ID of the command whose status is wanted, as ${labels.runCommand} gives it.`,
  clean: requiredId("Command ID"),
});

export const language = input({
  label: "Language",
  type: "string",
  required: true,
  default: "python" satisfies Language,
  model: languages.map((value) => ({
    label: { python: "Python", scala: "Scala", sql: "SQL", r: "R" }[value],
    value,
  })),
  comments: "The language of the code.",
  clean: requiredChoice("Language", languages),
});
