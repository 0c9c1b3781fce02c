import { databricksAction } from "../../databricksAction";
import { manageJobRunGrants } from "../../errors/requiredGrant";
import { cancellationWaiting, jobRunId } from "../../inputs/jobs/runInputs";
import { runWithOutcomeExample } from "../../services/jobs/runSchema";
import {
  fetchRun,
  type RunWithOutcome,
  requestRunCancel,
  waitForRun,
  withOutcome,
} from "../../services/jobs/runs";
import { readBack } from "../../services/readBack";

/**
 * Takes a run's id, cancels the run and gives it as it is afterwards, or after its end. A run that has ended keeps its
 * outcome. https://docs.databricks.com/api/workspace/jobs/cancelrun
 */
export const cancelJobRun = databricksAction({
  label: "Cancel Job Run",
  description: "Cancel a run and return it. A run that has already ended keeps its outcome.",
  effect: "write",
  grants: manageJobRunGrants,
  inputs: { runId: jobRunId, ...cancellationWaiting },
  perform: async (client, { runId, waitForCompletion, timeoutSeconds }): Promise<RunWithOutcome> => {
    const timed = client.withTimeout(timeoutSeconds);
    await requestRunCancel(timed, runId);
    if (waitForCompletion) await waitForRun(timed, runId, { onTimeout: "leaveRunning" });
    const run = await readBack(fetchRun(client, runId), { done: "Databricks accepted the cancellation" });
    return withOutcome(run);
  },
  example: runWithOutcomeExample,
});
