import { databricksAction } from "../../databricksAction";
import { runTasksGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { runWaiting } from "../../inputs/jobs/runInputs";
import { submitInputs, submittedRun } from "../../inputs/jobs/submitInputs";
import { awaitRun, startRun } from "../../services/jobs/awaitRun";
import { startedRunExample } from "../../services/jobs/jobsExamples";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

const { run_id } = startedRunExample;

/**
 * Runs tasks once, without a job, and gives the run's id, or waits for its end. Each step has its own token, so a
 * request that is retried never starts a second run. https://docs.databricks.com/api/workspace/jobs/submit
 */
export const submitRun = databricksAction({
  label: "Submit Run",
  description:
    "Run tasks once, without creating a job, and return either the run ID at once or the run when it has ended.",
  effect: "write",
  grants: runTasksGrants,
  inputs: { ...submitInputs, ...runWaiting },
  perform: async (client, given) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const started = await startRun(timed, path`/api/2.2/jobs/runs/submit`, submittedRun(given));
    return awaitRun(client, started.run_id, started, { ...given, timed });
  },
  example: { run_id },
  schema: startedOrRunSchema({ run_id }),
});
