import type { DatabricksClient } from "../client";
import { viewJobGrants } from "../errors/requiredGrant";
import { findJob } from "../services/jobs/fetchJob";
import { fetchJobTasks } from "../services/jobs/jobChoices";
import type { JobTask, NumericId } from "../services/jobs/jobs";
import { jobExample } from "../services/jobs/jobsExamples";
import { latestAttempts, outcomeOf, outcomeText } from "../services/jobs/runOutcome";
import { fetchRun } from "../services/jobs/runs";
import { type PicklistChoice, withState } from "./choices";
import { taskOwner } from "./jobChoiceInputs";
import { picklist } from "./picklist";

/** The type of a task, from the field of its type: `notebook_task` makes it a notebook. */
const taskType = (task: JobTask): string | undefined =>
  Object.keys(task)
    .find((field) => field.endsWith("_task"))
    ?.replace(/_task$/, "");

const choice = (task: JobTask): PicklistChoice => ({
  key: task.task_key,
  label: withState(task.task_key, taskType(task)),
});

const ofRun = async (client: DatabricksClient, runId: NumericId): Promise<PicklistChoice[]> =>
  latestAttempts((await fetchRun(client, runId)).tasks ?? []).map((task) => ({
    key: task.task_key,
    label: withState(task.task_key, outcomeText(outcomeOf(task))),
  }));

/**
 * Every task of a job, with its type, or of a run, with its outcome. Throws an Error if neither is given. https://docs.databricks.com/api/workspace/jobs/get
 */
export const selectTask = picklist({
  label: "Select Task",
  description: "Select a task of a job or of a run.",
  grants: viewJobGrants,
  inputs: taskOwner,
  choices: async (client, { jobId, jobName, runId }) => {
    if (runId !== undefined) return ofRun(client, runId);
    const id = jobId ?? (jobName === undefined ? undefined : await findJob(client, jobName));
    if (id === undefined) throw new Error("Job ID is empty, and so are Job Name and Run ID.");
    return (await fetchJobTasks(client, id)).map(choice);
  },
  example: jobExample.settings.tasks.map(choice),
});
