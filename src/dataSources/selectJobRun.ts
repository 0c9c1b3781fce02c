import { canViewJob, toBeListed, workspaceAccess } from "../errors/requiredGrant";
import { fetchRecentRuns } from "../services/jobs/jobChoices";
import type { RunWithId } from "../services/jobs/jobs";
import { jobRunExample } from "../services/jobs/jobsExamples";
import { outcomeOf, outcomeText } from "../services/jobs/runOutcome";
import { minuteText, withState } from "./choices";
import { jobOfRuns } from "./jobChoiceInputs";
import { picklist } from "./picklist";

const choice = (run: RunWithId) => ({
  key: String(run.run_id),
  label: withState(
    [minuteText(run.start_time), run.run_name].filter(Boolean).join(" ") || String(run.run_id),
    outcomeText(outcomeOf(run)),
  ),
});

/**
 * The latest runs of a job, or of all jobs, latest first: start, name and outcome.
 * https://docs.databricks.com/api/workspace/jobs/listruns
 */
export const selectJobRun = picklist({
  label: "Select Job Run",
  description: "Select one of the latest runs of a job, or of all jobs.",
  grants: [workspaceAccess, ...toBeListed([canViewJob])],
  inputs: jobOfRuns,
  choices: async (client, { jobId }) => (await fetchRecentRuns(client, jobId)).map(choice),
  order: "asGiven",
  example: [choice(jobRunExample)],
});
