import { databricksAction } from "../../databricksAction";
import { viewPipelineGrants } from "../../errors/requiredGrant";
import { updateListInputs } from "../../inputs/pipelines/pipelineInputs";
import { updateWithOutcomeExample } from "../../services/pipelines/pipelinesExamples";
import { listUpdates, updateOutcome } from "../../services/pipelines/updates";

/**
 * Takes a pipeline's id and gives its updates, latest first, from every page, each with its outcome.
 * https://docs.databricks.com/api/workspace/pipelines/listupdates
 */
export const listPipelineUpdates = databricksAction({
  label: "List Pipeline Updates",
  description: "List the updates of a pipeline, latest first, each with its outcome as one word.",
  effect: "read",
  grants: viewPipelineGrants,
  inputs: updateListInputs,
  perform: async (client, { pipelineId, limit }) =>
    (await listUpdates(client, pipelineId, { limit })).map((update) => ({
      ...update,
      outcome: updateOutcome(update),
    })),
  example: [updateWithOutcomeExample],
});
