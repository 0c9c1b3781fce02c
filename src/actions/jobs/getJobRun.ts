import { databricksAction } from "../../databricksAction";
import { viewJobGrants } from "../../errors/requiredGrant";
import { jobRunId } from "../../inputs/jobs/runInputs";
import { runWithOutcomeExample } from "../../services/jobs/runSchema";
import { fetchRun, type RunWithOutcome, withOutcome } from "../../services/jobs/runs";

/**
 * Takes a run's id and gives the run with all its tasks, from every page, and the outcome of each in one word.
 * https://docs.databricks.com/api/workspace/jobs/getrun
 */
export const getJobRun = databricksAction({
  label: "Get Job Run",
  description: "Get one run with all its tasks and the outcome of each as one word.",
  effect: "read",
  grants: viewJobGrants,
  inputs: { runId: jobRunId },
  perform: async (client, { runId }): Promise<RunWithOutcome> => withOutcome(await fetchRun(client, runId)),
  example: runWithOutcomeExample,
});
