import { databricksAction } from "../../databricksAction";
import { runTasksGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { failedRun, runWaiting } from "../../inputs/jobs/runInputs";
import { submitInputs, submittedRun } from "../../inputs/jobs/submitInputs";
import { startedRunExample } from "../../services/jobs/jobsExamples";
import { runOnce } from "../../services/jobs/runOnce";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

const { run_id } = startedRunExample;

/**
 * Runs tasks once, without a job, and gives the run's id, or waits for its end. A step that runs again joins its
 * run. https://docs.databricks.com/api/workspace/jobs/submit
 */
export const submitRun = databricksAction({
  label: "Submit Run",
  description:
    "Run tasks once, without creating a job, and return either the run ID at once or the run when it has ended.",
  effect: "write",
  grants: runTasksGrants,
  inputs: { ...submitInputs, ...runWaiting, failedRun },
  repeat: {
    kind: "joins",
    advice:
      "A step that is retried joins its run, or starts a new one after a failed one: see Failed Run. A flow that runs again starts a new run, unless Idempotency Token is given.",
  },
  perform: async (client, given) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const { run, token } = submittedRun(given);
    return runOnce(client, { ...given, path: path`/api/2.2/jobs/runs/submit`, run, token, timed });
  },
  example: { run_id },
  schema: startedOrRunSchema({ run_id }),
});
