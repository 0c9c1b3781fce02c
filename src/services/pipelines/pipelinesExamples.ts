/** The example pipeline. */
import { currentUserExample } from "../users/usersExamples";

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
      update_id: "7c9b1d35-0e42-4a6f-8b70-5f3c2d1e9a84",
      state: "COMPLETED",
      creation_time: "2025-11-17T04:00:00.000Z",
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
