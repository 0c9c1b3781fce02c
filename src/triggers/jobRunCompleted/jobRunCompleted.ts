import { viewJobGrants } from "../../errors/requiredGrant";
import { jobRunExample } from "../../services/jobs/jobsExamples";
import { withOutcome } from "../../services/jobs/runs";
import { databricksPolling } from "../databricksPolling";
import { runCompletedInputs } from "./runInputs";
import { type EndedRun, type PolledRunState, pollRuns, readRunState } from "./runPoll";

const { tasks: _tasks, ...withoutTasks } = jobRunExample;

/**
 * Starts a flow with the runs of a job, or of all jobs, that have ended since the last poll, in the order of their
 * ends. Gives the list of runs, each with its outcome in one word and, if requested, with its tasks and their errors. A
 * repaired run ends again. https://docs.databricks.com/api/workspace/jobs/listruns
 */
export const jobRunCompleted = databricksPolling<typeof runCompletedInputs, PolledRunState, EndedRun>({
  label: "Job Run Completed",
  description: "Start a flow with the runs of one job or of all jobs that have ended since the last poll.",
  grants: viewJobGrants,
  inputs: runCompletedInputs,
  scopeOf: ({ jobId }) => [jobId ?? null],
  readState: readRunState,
  maxItems: () => Number.MAX_SAFE_INTEGER,
  reader: (client, { jobId, outcomes, fetchRun, lookBackMinutes }) => {
    const source = { jobId, outcomes, fetchRun, lookBackMs: lookBackMinutes * 60_000 };
    return (state) => pollRuns(client, source, state);
  },
  example: [withOutcome(withoutTasks)],
  batchSize: 10,
});
