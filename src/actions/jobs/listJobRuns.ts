import { databricksAction } from "../../databricksAction";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { listInputs } from "../../inputs/jobs/listInputs";
import { jobRunExample } from "../../services/jobs/jobExamples";
import { runPageSize, runSchema } from "../../services/jobs/jobs";
import { type RunWithOutcome, withOutcome, withPageUrls } from "../../services/jobs/runs";

const { tasks: _tasks, ...withoutTasks } = jobRunExample;

/**
 * Gives the runs that fit, the latest first, from every page, each with its outcome; an empty list where there is none.
 * https://docs.databricks.com/api/workspace/jobs/listruns
 */
export const listJobRuns = databricksAction({
  label: "List Job Runs",
  description: "List runs of one job or of all, the latest first, each with its outcome in one word.",
  effect: "read",
  inputs: listInputs,
  perform: async (client, given): Promise<RunWithOutcome[]> => {
    const runs = await client.list(
      path`/api/2.2/jobs/runs/list`,
      pagesOf("runs", runSchema),
      {
        job_id: given.jobId,
        active_only: given.runStatus === "active" || undefined,
        completed_only: given.runStatus === "completed" || undefined,
        run_type: given.runType,
        start_time_from: given.startTimeFrom,
        start_time_to: given.startTimeTo,
        expand_tasks: given.expandTasks || undefined,
        limit: given.limit === 0 ? runPageSize : Math.min(given.limit, runPageSize),
      },
      given.limit === 0 ? undefined : given.limit,
    );
    return runs.map((run) => withOutcome(withPageUrls(client, run)));
  },
  example: [withOutcome(withoutTasks)],
});
