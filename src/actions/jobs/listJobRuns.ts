import { databricksAction } from "../../databricksAction";
import { canViewJob, toBeListed, workspaceAccess } from "../../errors/requiredGrant";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { runListInputs, runListQuery } from "../../inputs/jobs/listInputs";
import { runSchema } from "../../services/jobs/jobs";
import { jobRunExample } from "../../services/jobs/jobsExamples";
import { type RunWithOutcome, withOutcome, withPageUrls } from "../../services/jobs/runs";

const { tasks: _tasks, ...withoutTasks } = jobRunExample;

/**
 * Gives the matching runs, latest first, from every page, each with its outcome; an empty list if there are none.
 * https://docs.databricks.com/api/workspace/jobs/listruns
 */
export const listJobRuns = databricksAction({
  label: "List Job Runs",
  description: "List the runs of one job or of all jobs, latest first, each with its outcome as one word.",
  effect: "read",
  grants: [workspaceAccess, ...toBeListed([canViewJob])],
  inputs: runListInputs,
  perform: async (client, given): Promise<RunWithOutcome[]> => {
    const runs = await client.list(
      path`/api/2.2/jobs/runs/list`,
      pagesOf("runs", runSchema),
      runListQuery(given),
      given.limit,
    );
    return runs.map((run) => withOutcome(withPageUrls(client, run)));
  },
  example: [withOutcome(withoutTasks)],
});
