import { databricksAction } from "../../databricksAction";
import { viewPipelineGrants } from "../../errors/requiredGrant";
import { updateInputs } from "../../inputs/pipelines/pipelineInputs";
import { type UpdateWithOutcome, withOutcomeAndErrors } from "../../services/pipelines/pipelineEvents";
import { updateWithOutcomeExample } from "../../services/pipelines/pipelinesExamples";
import { updateResultSchema } from "../../services/pipelines/updateSchema";
import { fetchUpdate } from "../../services/pipelines/updates";

/**
 * Takes the ids of a pipeline and an update and gives the update with its outcome in one word and, if it failed, its
 * errors, which only the events contain. https://docs.databricks.com/api/workspace/pipelines/getupdate
 */
export const getPipelineUpdate = databricksAction({
  label: "Get Pipeline Update",
  description: "Get one update of a pipeline with its outcome as one word and, if it failed, its errors.",
  effect: "read",
  grants: viewPipelineGrants,
  inputs: updateInputs,
  perform: async (client, { pipelineId, updateId }): Promise<UpdateWithOutcome> =>
    withOutcomeAndErrors(client, pipelineId, await fetchUpdate(client, pipelineId, updateId)),
  example: updateWithOutcomeExample,
  schema: updateResultSchema,
});
