import { databricksAction } from "../../databricksAction";
import { refreshDashboardGrants } from "../../errors/requiredGrant";
import { path } from "../../http/path";
import { refreshInputs } from "../../inputs/sqlObjects/dashboardInputs";
import { startedRunExample } from "../../services/jobs/jobsExamples";
import { runOnce } from "../../services/jobs/runOnce";
import { startedOrRunSchema } from "../../services/jobs/runSchema";
import { refreshRun } from "../../services/sqlObjects/dashboards";

const { run_id } = startedRunExample;

/**
 * Refreshes a dashboard with a run that has a dashboard task, since Databricks' API has no request to refresh one, and
 * gives the run's id, or waits for its end. https://docs.databricks.com/api/workspace/jobs/submit
 */
export const refreshDashboard = databricksAction({
  label: "SQL: Refresh Dashboard",
  description:
    "Start a run that refreshes a published dashboard and return either the run ID at once or the run when it has ended.",
  effect: "write",
  grants: refreshDashboardGrants,
  inputs: refreshInputs,
  repeat: {
    kind: "joins",
    advice: "A step that is retried joins its run, or starts a new one after a failed one: see Failed Run.",
  },
  perform: async (client, given) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const token = given.idempotencyToken;
    return runOnce(client, {
      ...given,
      path: path`/api/2.2/jobs/runs/submit`,
      run: refreshRun(given),
      token,
      timed,
    });
  },
  example: { run_id },
  schema: startedOrRunSchema({ run_id }),
});
