import { databricksAction } from "../../databricksAction";
import { canViewPipeline, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { pipelineListInputs } from "../../inputs/pipelines/pipelineInputs";
import { fetchPipelines, fetchPipelinesNamed, pipelineSchema } from "../../services/pipelines/pipelines";
import { listedPipelineExample } from "../../services/pipelines/pipelinesExamples";

/**
 * Gives every pipeline that the connection's identity may see, or those with a name; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/pipelines/listpipelines
 */
export const listPipelines = databricksAction({
  label: "List Pipelines",
  description:
    "List the pipelines of the workspace, or those with a given name, with their states and latest updates.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canViewPipeline])],
  inputs: pipelineListInputs,
  perform: (client, { limit, pipelineName }) =>
    pipelineName === undefined
      ? fetchPipelines(client, pipelineSchema, limit)
      : fetchPipelinesNamed(client, pipelineName, limit),
  example: [listedPipelineExample],
});
