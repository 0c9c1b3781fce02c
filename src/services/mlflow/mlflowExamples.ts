/** An example experiment and its runs. */
import type { Experiment, MlflowRun, MlflowRunInfo } from "./mlflow";

const startedAt = Date.UTC(2025, 10, 16, 7, 40);

const endedAt = startedAt + 95_000;

/** An experiment: the example of every experiment's input and result. */
export const experimentExample = {
  experiment_id: "2127461235812345",
  name: "/Users/ada@example.com/flight-delays",
  artifact_location: "dbfs:/databricks/mlflow-tracking/2127461235812345",
  lifecycle_stage: "active",
  last_update_time: startedAt,
  creation_time: startedAt,
  tags: [{ key: "team", value: "analytics" }],
} satisfies Experiment;

/** The name of a new experiment. */
export const newExperimentName = "/Users/ada@example.com/airport-ranks";

const info = (run_id: string, run_name: string) =>
  ({
    run_id,
    run_uuid: run_id,
    run_name,
    experiment_id: experimentExample.experiment_id,
    user_id: "ada@example.com",
    status: "FINISHED",
    start_time: startedAt,
    end_time: endedAt,
    artifact_uri: `${experimentExample.artifact_location}/${run_id}/artifacts`,
    lifecycle_stage: "active",
  }) satisfies MlflowRunInfo;

/** A finished run: the example of every run's input and result. */
export const mlflowRunExample = {
  info: info("8c1e9d0f2a3b4c5d6e7f8091a2b3c4d5", "line"),
  data: {
    metrics: [{ key: "rmse", value: 11.5, timestamp: endedAt, step: 0 }],
    params: [{ key: "model", value: "line" }],
    tags: [{ key: "mlflow.runName", value: "line" }],
  },
} satisfies MlflowRun;

/** The other example run of the experiment, with a larger error. */
export const otherMlflowRunExample = {
  info: info("3b9f4c5d6e7f48091a2b3c4d5e6f7081", "mean"),
  data: {
    metrics: [{ key: "rmse", value: 27.25, timestamp: endedAt, step: 0 }],
    params: [{ key: "model", value: "mean" }],
    tags: [{ key: "mlflow.runName", value: "mean" }],
  },
} satisfies MlflowRun;

/** The start time of the example of a new run, in the input's format. */
export const newRunStart = "2025-11-18T12:00:00Z";

const newRunId = "dfdfff1e4b522077ab0256ecdde83ddd";

/** A run that has just started. */
export const newMlflowRunExample = {
  info: {
    run_id: newRunId,
    run_uuid: newRunId,
    run_name: "nightly",
    experiment_id: experimentExample.experiment_id,
    user_id: "ada@example.com",
    status: "RUNNING",
    start_time: Date.parse(newRunStart),
    artifact_uri: `${experimentExample.artifact_location}/${newRunId}/artifacts`,
    lifecycle_stage: "active",
  },
  data: {
    tags: [
      { key: "team", value: "analytics" },
      { key: "mlflow.runName", value: "nightly" },
    ],
  },
} satisfies MlflowRun;
