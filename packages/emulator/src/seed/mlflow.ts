/** The experiment of the default seed and its runs. */
import type { MlflowExperiment, MlflowRun, MlflowRunInfo } from "../services/mlflow/tracking";

const startedAt = Date.UTC(2025, 10, 16, 7, 40);
const endedAt = startedAt + 95_000;

/** An experiment. */
export const experiment = {
  experiment_id: "2127461235812345",
  name: "/Users/ada@example.com/flight-delays",
  artifact_location: "dbfs:/databricks/mlflow-tracking/2127461235812345",
  lifecycle_stage: "active",
  last_update_time: startedAt,
  creation_time: startedAt,
  tags: [{ key: "team", value: "analytics" }],
} satisfies MlflowExperiment;

const info = (run_id: string, run_name: string) =>
  ({
    run_id,
    run_uuid: run_id,
    run_name,
    experiment_id: experiment.experiment_id,
    user_id: "ada@example.com",
    status: "FINISHED",
    start_time: startedAt,
    end_time: endedAt,
    artifact_uri: `${experiment.artifact_location}/${run_id}/artifacts`,
    lifecycle_stage: "active",
  }) satisfies MlflowRunInfo;

/** A finished run. */
export const run = {
  info: info("8c1e9d0f2a3b4c5d6e7f8091a2b3c4d5", "line"),
  data: {
    metrics: [{ key: "rmse", value: 11.5, timestamp: endedAt, step: 0 }],
    params: [{ key: "model", value: "line" }],
    tags: [{ key: "mlflow.runName", value: "line" }],
  },
} satisfies MlflowRun;

/** The other run of the experiment, with a larger error. */
export const otherRun = {
  info: info("3b9f4c5d6e7f48091a2b3c4d5e6f7081", "mean"),
  data: {
    metrics: [{ key: "rmse", value: 27.25, timestamp: endedAt, step: 0 }],
    params: [{ key: "model", value: "mean" }],
    tags: [{ key: "mlflow.runName", value: "mean" }],
  },
} satisfies MlflowRun;
