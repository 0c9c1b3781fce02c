/** The pipeline of the default seed. */
import type { Pipeline } from "../services/pipelines/pipeline";

/** A pipeline that has run once. */
export const pipeline = {
  pipeline_id: "1f0c2a4e-6b8d-4c3a-9e57-2d41b6a8c0f3",
  name: "flights-refresh",
  state: "IDLE",
  health: "HEALTHY",
  creator_user_name: "ada@example.com",
  run_as_user_name: "ada@example.com",
  last_modified: Date.UTC(2025, 10, 14, 8),
  latest_updates: [
    {
      update_id: "7c9b1d35-0e42-4a6f-8b70-5f3c2d1e9a84",
      state: "COMPLETED",
      creation_time: "2025-11-17T04:00:00.000Z",
    },
  ],
  spec: {
    id: "1f0c2a4e-6b8d-4c3a-9e57-2d41b6a8c0f3",
    name: "flights-refresh",
    catalog: "main",
    schema: "default",
    serverless: true,
    continuous: false,
    development: false,
    libraries: [{ glob: { include: "/Workspace/Shared/flights/**" } }],
  },
} satisfies Pipeline;

/** What it runs. */
export const pipelineFile = {
  path: "/Shared/flights/airports_by_state.sql",
  content:
    "CREATE OR REFRESH MATERIALIZED VIEW airports_by_state AS\nSELECT state, count(*) AS airports FROM samples.aviation.airports GROUP BY state;\n",
};
