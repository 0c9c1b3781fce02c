/** The example pipeline, its update and the events of the update. */
import { currentUserExample } from "../users/usersExamples";

const updateId = "7c9b1d35-0e42-4a6f-8b70-5f3c2d1e9a84";
const updatedAt = "2025-11-17T04:00:00.000Z";

const pipelineId = "1f0c2a4e-6b8d-4c3a-9e57-2d41b6a8c0f3";

/** A triggered pipeline after its first update. */
export const pipelineExample = {
  pipeline_id: pipelineId,
  name: "flights-refresh",
  state: "IDLE",
  health: "HEALTHY",
  creator_user_name: currentUserExample.userName,
  run_as_user_name: currentUserExample.userName,
  last_modified: Date.UTC(2025, 10, 14, 8),
  latest_updates: [
    {
      update_id: updateId,
      state: "COMPLETED",
      creation_time: updatedAt,
    },
  ],
  spec: {
    id: pipelineId,
    name: "flights-refresh",
    catalog: "main",
    schema: "default",
    serverless: true,
    continuous: false,
    development: false,
    libraries: [{ glob: { include: "/Workspace/Shared/flights/**" } }],
  },
};

/** The pipeline in a list: without its specification. */
const { spec: _spec, last_modified: _lastModified, ...listed } = pipelineExample;
export const listedPipelineExample = listed;

/** The source code of the pipeline. */
export const pipelineFileExample = {
  path: "/Shared/flights/airports_by_state.sql",
  content:
    "CREATE OR REFRESH MATERIALIZED VIEW airports_by_state AS\nSELECT state, count(*) AS airports FROM samples.aviation.airports GROUP BY state;\n",
};

/** An update that has succeeded. */
export const updateExample = {
  pipeline_id: pipelineId,
  update_id: updateId,
  state: "COMPLETED",
  cause: "API_CALL",
  creation_time: Date.parse(updatedAt),
  full_refresh: false,
  validate_only: false,
  mode: "DEFAULT",
};

/** The same with its outcome. */
export const updateWithOutcomeExample = { ...updateExample, outcome: "succeeded" as const };

/** An update that was started. */
export const startedUpdateExample = { pipeline_id: pipelineId, update_id: updateId, started: true };

const eventExample = (id: string, seconds: number, event_type: string, message: string) => ({
  id,
  origin: { pipeline_id: pipelineId, pipeline_name: pipelineExample.name, update_id: updateId },
  timestamp: new Date(Date.parse(updatedAt) + seconds * 1000).toISOString(),
  level: "INFO",
  maturity_level: "STABLE",
  event_type,
  message,
});

/** The events of the update, latest first. */
export const pipelineEventExamples = [
  eventExample("b1f3a6e0-c2d9-4f5e-8a7b-6c5d4e3f2a1b", 95, "update_progress", "Update 7c9b1d is COMPLETED."),
  eventExample(
    "a0e2f5d1-b1c8-4e4d-9f6a-5b4c3d2e1f0a",
    0,
    "create_update",
    "Update 7c9b1d started by API_CALL.",
  ),
];

/** An error of a failed update. */
export const updateErrorExample = {
  message: "Update 7c9b1d is FAILED.",
  time: updatedAt,
  flow: "airports_by_state",
  exceptions: [{ className: "org.apache.spark.sql.AnalysisException", message: "Table not found" }],
};
