import { viewJobGrants } from "../errors/requiredGrant";
import { fetchRecentRuns } from "../services/jobs/jobChoices";
import type { RunTaskResponse, RunWithId } from "../services/jobs/jobs";
import { jobRunExample } from "../services/jobs/jobsExamples";
import { outcomeOf, outcomeText } from "../services/jobs/runOutcome";
import { minuteText, withState } from "./choices";
import { jobOfRuns } from "./jobChoiceInputs";
import { picklist } from "./picklist";

const choice = ({ start_time, run_name }: RunWithId, task: RunTaskResponse) => ({
  key: String(task.run_id),
  label: withState(
    [minuteText(start_time), [run_name, task.task_key].filter(Boolean).join(": ")].filter(Boolean).join(" "),
    outcomeText(outcomeOf(task)),
  ),
});

const notebookRuns = (run: RunWithId) =>
  (run.tasks ?? [])
    .filter(({ run_id, notebook_task }) => run_id !== undefined && notebook_task !== undefined)
    .map((task) => choice(run, task));

/**
 * The runs of notebook tasks in the latest runs of a job, or of all jobs, latest first.
 * https://docs.databricks.com/api/workspace/jobs/listruns
 */
export const selectNotebookRun = picklist({
  label: "Select Notebook Run",
  description: "Select the run of a notebook task in one of the latest runs of a job, or of all jobs.",
  grants: viewJobGrants,
  inputs: jobOfRuns,
  choices: async (client, { jobId }) => (await fetchRecentRuns(client, jobId, true)).flatMap(notebookRuns),
  order: "asGiven",
  example: notebookRuns(jobRunExample),
});
