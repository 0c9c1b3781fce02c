/** Inputs of List Job Runs. */

import { type NumericId, runPageSize } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { timestampInput } from "../timestamp";
import { jobId } from "./jobInputs";

/** The inputs of a list of runs, in order. */
export const runListInputs = {
  jobId: {
    ...asOptional(jobId),
    comments: `The ID of the job whose runs are wanted, such as ${jobExample.job_id}. Left empty, the runs of all jobs come.`,
  },
  runStatus: withDefault(
    choiceInput({
      label: "Run Status",
      comments: "Whether active runs are wanted, completed ones, or both.",
      choices: { all: "All runs", active: "Active runs", completed: "Completed runs" },
    }),
    "all",
  ),
  runType: asOptional(
    choiceInput({
      label: "Run Type",
      comments: "The kind of the runs that are wanted. Left empty, all kinds come.",
      choices: {
        JOB_RUN: "Runs of jobs",
        WORKFLOW_RUN: "Runs that notebooks started",
        SUBMIT_RUN: "Runs submitted without a job",
      },
    }),
  ),
  startTimeFrom: asOptional(
    timestampInput({
      label: "Started From",
      comments: "Runs that started at this time or later: ISO 8601 with a zone, or milliseconds since 1970.",
      example: "2025-11-18T00:00:00Z",
    }),
  ),
  startTimeTo: asOptional(
    timestampInput({
      label: "Started To",
      comments:
        "Runs that started at this time or earlier: ISO 8601 with a zone, or milliseconds since 1970.",
      example: "2025-11-19T00:00:00Z",
    }),
  ),
  expandTasks: booleanInput({
    label: "Expand Tasks",
    comments: "When true, each run comes with its tasks, up to 100 of them.",
  }),
  limit: limitInput("The most runs that are wanted, the latest first. Left empty, all come."),
};

/** The runs that are wanted, as the inputs say. */
interface GivenRuns {
  jobId?: NumericId;
  runStatus: "all" | "active" | "completed";
  runType?: string;
  startTimeFrom?: number;
  startTimeTo?: number;
  expandTasks: boolean;
  limit?: number;
}

/** The query as Databricks takes it. */
export const runQuery = (given: GivenRuns) => ({
  job_id: given.jobId,
  active_only: given.runStatus === "active" || undefined,
  completed_only: given.runStatus === "completed" || undefined,
  run_type: given.runType,
  start_time_from: given.startTimeFrom,
  start_time_to: given.startTimeTo,
  expand_tasks: given.expandTasks || undefined,
  limit: Math.min(given.limit ?? runPageSize, runPageSize),
});
