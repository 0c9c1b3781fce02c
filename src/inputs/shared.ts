/** Inputs that two or more actions share. */
import { input } from "@prismatic-io/spectral";
import { clusterExample } from "../services/clusters/clusters";
import { type CommandLanguage, commandInputExamples, commandLanguages } from "../services/commands/commands";
import { warehouseExample } from "../services/warehouses/warehouses";
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
  placeholder: clusterExample.cluster_id,
  example: clusterExample.cluster_id,
  comments: "The unique identifier of the cluster.",
  clean: requiredId("Cluster ID", "cluster"),
});

export const warehouseId = input({
  label: "Warehouse ID",
  type: "string",
  required: true,
  dataSource: "selectWarehouse",
  placeholder: warehouseExample.id,
  example: warehouseExample.id,
  comments: "The ID of the SQL warehouse.",
  clean: requiredId("Warehouse ID", "warehouse"),
});

export const contextId = input({
  label: "Execution Context ID",
  type: "string",
  required: true,
  placeholder: commandInputExamples.contextId,
  example: commandInputExamples.contextId,
  comments: "The ID of the execution context, most likely a result of Create Execution Context.",
  clean: requiredId("Execution Context ID"),
});

export const commandId = input({
  label: "Command ID",
  type: "string",
  required: true,
  placeholder: commandInputExamples.commandId,
  example: commandInputExamples.commandId,
  comments: "The ID of the command whose status is wanted, as Run Command gives it.",
  clean: requiredId("Command ID"),
});

export const language = input({
  label: "Language",
  type: "string",
  required: true,
  default: "python" satisfies CommandLanguage,
  model: commandLanguages.map((value) => ({
    label: { python: "Python", scala: "Scala", sql: "SQL", r: "R" }[value],
    value,
  })),
  comments: "The language of the code.",
  clean: requiredChoice("Language", commandLanguages),
});
