/** The part of the public contract, by hand, that is about models: serving, registered models, MLflow's tracking. */
import type { SurfaceAction, SurfaceInput } from "../../scripts/docs/surface";

/** What the lines of the contract are made with. */
interface Parts {
  action: (key: string, label: string, ...inputs: SurfaceInput[]) => SurfaceAction;
  text: (key: string, label: string) => SurfaceInput;
  optionalText: (key: string, label: string) => SurfaceInput;
  pairs: (key: string, label: string) => SurfaceInput;
  timeoutSeconds: SurfaceInput;
}

const json = (key: string, label: string): SurfaceInput => ({ key, label, type: "code", language: "json" });

const values = (key: string, label: string): SurfaceInput => ({
  key,
  label,
  type: "string",
  collection: "valuelist",
});

/** The actions of models. */
export const modelActions = ({
  action,
  text,
  optionalText,
  pairs,
  timeoutSeconds,
}: Parts): SurfaceAction[] => {
  const endpointName: SurfaceInput = {
    ...text("endpointName", "Endpoint Name"),
    dataSource: "selectServingEndpoint",
  };
  const modelFullName: SurfaceInput = {
    ...text("modelFullName", "Model Full Name"),
    dataSource: "selectRegisteredModel",
  };
  const alias = text("alias", "Alias");
  const version = text("version", "Version");
  const experimentId: SurfaceInput = {
    ...text("experimentId", "Experiment ID"),
    dataSource: "selectExperiment",
  };
  const runId = text("runId", "Run ID");
  const tags = pairs("tags", "Tags");
  return [
    action(
      "createExperiment",
      "MLflow: Create Experiment",
      text("experimentName", "Experiment Name"),
      optionalText("artifactLocation", "Artifact Location"),
      tags,
    ),
    action(
      "createMlflowRun",
      "MLflow: Create Run",
      experimentId,
      optionalText("runName", "Run Name"),
      optionalText("startTime", "Start Time"),
      tags,
    ),
    action("deleteModelAlias", "Delete Model Alias", modelFullName, alias),
    action(
      "getExperiment",
      "MLflow: Get Experiment",
      { ...optionalText("experimentId", "Experiment ID"), dataSource: "selectExperiment" },
      optionalText("experimentName", "Experiment Name"),
    ),
    action("getMlflowRun", "MLflow: Get Run", runId),
    action("getModelVersion", "Get Model Version", modelFullName, version),
    action("getModelVersionByAlias", "Get Model Version By Alias", modelFullName, alias),
    action("getRegisteredModel", "Get Registered Model", modelFullName),
    action("getServingEndpoint", "Get Serving Endpoint", endpointName),
    action("listModelVersions", "List Model Versions", modelFullName),
    action(
      "listRegisteredModels",
      "List Registered Models",
      { ...optionalText("catalog", "Catalog"), dataSource: "selectCatalog" },
      { ...optionalText("schema", "Schema"), dataSource: "selectSchema" },
    ),
    action("listServingEndpoints", "List Serving Endpoints"),
    action(
      "logMlflowBatch",
      "MLflow: Log Batch",
      runId,
      pairs("metrics", "Metrics"),
      pairs("parameters", "Parameters"),
      tags,
      optionalText("step", "Step"),
      optionalText("timestamp", "Timestamp"),
    ),
    action(
      "queryServingEndpoint",
      "Query Serving Endpoint",
      endpointName,
      {
        ...text("requestShape", "Request Shape"),
        default: "chat",
        choices: [
          "dataframeRecords",
          "dataframeSplit",
          "instances",
          "inputs",
          "chat",
          "completion",
          "embeddings",
          "raw",
        ],
      },
      json("requestData", "Data"),
      json("messages", "Messages"),
      { key: "prompt", label: "Prompt", type: "text" },
      optionalText("maxTokens", "Max Tokens"),
      optionalText("temperature", "Temperature"),
      values("stop", "Stop Sequences"),
      json("furtherParameters", "Further Parameters"),
      timeoutSeconds,
    ),
    action(
      "searchMlflowRuns",
      "MLflow: Search Runs",
      { ...values("experimentIds", "Experiment IDs"), required: true, dataSource: "selectExperiment" },
      optionalText("filter", "Filter"),
      values("orderBy", "Order By"),
      {
        ...optionalText("viewType", "View Type"),
        default: "ACTIVE_ONLY",
        choices: ["ACTIVE_ONLY", "DELETED_ONLY", "ALL"],
      },
      optionalText("limit", "Limit"),
    ),
    action("setModelAlias", "Set Model Alias", modelFullName, alias, version),
    action(
      "updateMlflowRun",
      "MLflow: Update Run",
      runId,
      {
        ...optionalText("status", "Status"),
        choices: ["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"],
      },
      optionalText("endTime", "End Time"),
      optionalText("runName", "Run Name"),
    ),
  ];
};
