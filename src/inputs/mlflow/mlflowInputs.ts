/** Inputs of experiments and runs. */
import { input } from "@prismatic-io/spectral";
import {
  experimentExample,
  mlflowRunExample,
  mlflowRunStatuses,
  newExperimentName,
  newRunStart,
} from "../../services/mlflow/mlflow";
import { optional, optionalText, requiredChoice, requiredId, requiredText } from "../clean";
import { optionalTime } from "../time";

export const experimentId = input({
  label: "Experiment ID",
  type: "string",
  required: true,
  dataSource: "selectExperiment",
  placeholder: experimentExample.experiment_id,
  example: experimentExample.experiment_id,
  comments: "The ID of the experiment.",
  clean: requiredId("Experiment ID", "experiment"),
});

/** No experiment has this in front of its name: Databricks drops it on creation, and then finds none by it. */
const workspaceRoot = "/Workspace/";

/** The name of an experiment as Databricks keeps it. */
const experimentPath = (value: unknown): string => {
  const name = requiredText("Experiment Name")(value).trim();
  return name.startsWith(workspaceRoot) ? name.slice(workspaceRoot.length - 1) : name;
};

export const experimentIdOrName = {
  experimentId: input({
    ...experimentId,
    required: false,
    comments: "The ID of the experiment. Either this or Experiment Name is needed.",
    clean: optional(requiredId("Experiment ID", "experiment")),
  }),
  experimentName: input({
    label: "Experiment Name",
    type: "string",
    required: false,
    placeholder: experimentExample.name,
    example: experimentExample.name,
    comments:
      "The name of the experiment, in Databricks a path of the workspace without /Workspace in front, which Databricks drops when it creates an experiment. Either this or Experiment ID is needed.",
    clean: optional(experimentPath),
  }),
};

export const newExperiment = {
  experimentName: input({
    label: "Experiment Name",
    type: "string",
    required: true,
    placeholder: newExperimentName,
    example: newExperimentName,
    comments:
      "The name of the new experiment, in Databricks a path of the workspace in a folder that exists. Databricks drops /Workspace in front: the experiment /Workspace/Users/me/ranks is called /Users/me/ranks.",
    clean: experimentPath,
  }),
  artifactLocation: input({
    label: "Artifact Location",
    type: "string",
    required: false,
    placeholder: "s3://example-bucket/airport-ranks",
    example: "s3://example-bucket/airport-ranks",
    comments: "Where the artifacts of the experiment's runs are kept. Left empty, MLflow chooses the place.",
    clean: optionalText("Artifact Location"),
  }),
};

export const runId = input({
  label: "Run ID",
  type: "string",
  required: true,
  placeholder: mlflowRunExample.info.run_id,
  example: mlflowRunExample.info.run_id,
  comments: "The ID of the run, as Create Run gives it.",
  clean: requiredId("Run ID", "mlflowRun"),
});

export const runName = input({
  label: "Run Name",
  type: "string",
  required: false,
  placeholder: "nightly",
  example: "nightly",
  comments: "The name of the run. A new run without one gets a name from MLflow.",
  clean: optionalText("Run Name"),
});

export const startTime = input({
  label: "Start Time",
  type: "string",
  required: false,
  placeholder: newRunStart,
  example: newRunStart,
  comments: "When the run began: ISO 8601 with a zone, or milliseconds since 1970. Left empty, now.",
  clean: optionalTime("Start Time"),
});

/** What a run can be changed to. */
export const runChange = {
  status: input({
    label: "Status",
    type: "string",
    required: false,
    model: mlflowRunStatuses.map((value) => ({
      label: value.charAt(0) + value.slice(1).toLowerCase(),
      value,
    })),
    example: "FINISHED",
    comments: "The status that the run gets. Left empty, it keeps its own.",
    clean: optional(requiredChoice("Status", mlflowRunStatuses)),
  }),
  endTime: input({
    label: "End Time",
    type: "string",
    required: false,
    placeholder: "2025-11-16T07:41:35Z",
    example: "2025-11-16T07:41:35Z",
    comments:
      "When the run ended: ISO 8601 with a zone, or milliseconds since 1970. Left empty, now, where Status is one of an ended run.",
    clean: optionalTime("End Time"),
  }),
  runName: input({
    ...runName,
    placeholder: mlflowRunExample.info.run_name,
    example: mlflowRunExample.info.run_name,
    comments: "The name that the run gets. Left empty, it keeps its own.",
  }),
};
