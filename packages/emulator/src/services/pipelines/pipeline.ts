import type { GetPipelineResponse, PipelineStateInfo } from "../../contract/wireTypes";

/** A pipeline, as it is read alone. */
export interface Pipeline extends GetPipelineResponse {
  pipeline_id: string;
  name: string;
}

/** A pipeline as a list answers it: without its specification. */
export const toPipelineStatus = (pipeline: Pipeline): PipelineStateInfo => {
  const { pipeline_id, name, state, health, cluster_id, creator_user_name, run_as_user_name } = pipeline;
  const { latest_updates } = pipeline;
  return {
    pipeline_id,
    name,
    ...(state !== undefined && { state }),
    ...(health !== undefined && { health }),
    ...(cluster_id !== undefined && { cluster_id }),
    ...(creator_user_name !== undefined && { creator_user_name }),
    ...(run_as_user_name !== undefined && { run_as_user_name }),
    ...(latest_updates !== undefined && { latest_updates }),
  };
};
