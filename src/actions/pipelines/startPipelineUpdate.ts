import { databricksAction } from "../../databricksAction";
import { runPipelineGrants } from "../../errors/requiredGrant";
import { startInputs, updateRequest } from "../../inputs/pipelines/pipelineInputs";
import { awaitUpdate } from "../../services/pipelines/awaitUpdate";
import { startedUpdateExample } from "../../services/pipelines/pipelinesExamples";
import { startUpdate } from "../../services/pipelines/startUpdate";
import { startResultSchema } from "../../services/pipelines/updateSchema";

/**
 * Starts an update of a pipeline, or joins the running one, and gives its id, or waits for its end and that of the
 * retries that Databricks makes of it. https://docs.databricks.com/api/workspace/pipelines/startupdate
 */
export const startPipelineUpdate = databricksAction({
  label: "Start Pipeline Update",
  description:
    "Start an update of a pipeline, which refreshes all or some of its tables, and return either the update ID at once or the update when it has ended.",
  effect: "write",
  grants: runPipelineGrants,
  inputs: startInputs,
  repeat: {
    kind: "again",
    advice:
      "Another update is started. If the earlier one is still running, Running Update determines whether the step fails, joins it or waits for it.",
  },
  perform: async (client, { pipelineId, runningUpdate, waitForCompletion, failOnError, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const started = await startUpdate(timed, pipelineId, updateRequest(given), runningUpdate);
    if (!waitForCompletion) return started;
    const updateId = started.update_id;
    return { ...started, ...(await awaitUpdate(client, timed, { pipelineId, updateId, failOnError })) };
  },
  example: startedUpdateExample,
  schema: startResultSchema,
});
