import { databricksAction } from "../../databricksAction";
import { runPipelineGrants } from "../../errors/requiredGrant";
import { stopInputs } from "../../inputs/pipelines/pipelineInputs";
import { pipelineExample } from "../../services/pipelines/pipelinesExamples";
import { stopUpdates } from "../../services/pipelines/stopPipeline";

/**
 * Takes a pipeline's id, stops its active update and gives the pipeline after the call, or when it is idle.
 * https://docs.databricks.com/api/workspace/pipelines/stop
 */
export const stopPipeline = databricksAction({
  label: "Stop Pipeline",
  description:
    "Stop the running update of a pipeline and return the pipeline, either at once or when it is idle. A pipeline without a running update is left unchanged.",
  effect: "write",
  grants: runPipelineGrants,
  inputs: stopInputs,
  repeat: { kind: "sameState" },
  perform: (client, { pipelineId, ...waiting }) => stopUpdates(client, pipelineId, waiting),
  example: pipelineExample,
});
