import { databricksAction } from "../../databricksAction";
import { viewPipelineGrants } from "../../errors/requiredGrant";
import { pipelineId } from "../../inputs/pipelines/pipelineInputs";
import { fetchPipeline } from "../../services/pipelines/pipelines";
import { pipelineExample } from "../../services/pipelines/pipelinesExamples";

/** Takes a pipeline's id and gives the pipeline. https://docs.databricks.com/api/workspace/pipelines/get */
export const getPipeline = databricksAction({
  label: "Get Pipeline",
  description: "Get one pipeline with its state, its latest updates and its settings.",
  effect: "read",
  grants: viewPipelineGrants,
  inputs: { pipelineId },
  perform: (client, { pipelineId }) => fetchPipeline(client, pipelineId),
  example: pipelineExample,
});
