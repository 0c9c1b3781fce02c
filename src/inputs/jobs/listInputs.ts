/** Inputs of List Job Runs. */

import { pageSizeFor } from "../../http/paginate";
import { type NumericId, runPageSize } from "../../services/jobs/jobs";
import { jobExample } from "../../services/jobs/jobsExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { expectInOrder, timestampInput } from "../timestamp";
import { jobId } from "./jobInputs";

/** The inputs of a list of runs, in order. */
export const runListInputs = {
  jobId: {
    ...asOptional(jobId),
    comments: `The ID of the job whose runs are returned, such as ${jobExample.job_id}. If empty, the runs of all jobs are returned.`,
  },
  runStatus: withDefault(
    choiceInput({
      label: "Run Status",
      comments: "Whether to return active runs, completed runs or both.",
      choices: { all: "All runs", active: "Active runs", completed: "Completed runs" },
    }),
    "all",
  ),
  runType: asOptional(
    choiceInput({
      label: "Run Type",
      comments: "The type of runs to return. If empty, all types are returned.",
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
      comments:
        "Return runs that started at or after this time: ISO 8601 with a time zone, or milliseconds since 1970.",
      example: "2025-11-18T00:00:00Z",
    }),
  ),
  startTimeTo: asOptional(
    timestampInput({
      label: "Started To",
      comments:
        "Return runs that started at or before this time: ISO 8601 with a time zone, or milliseconds since 1970.",
      example: "2025-11-19T00:00:00Z",
    }),
  ),
  expandTasks: booleanInput({
    label: "Expand Tasks",
    comments: "When true, each run includes its tasks, up to 100 of them.",
  }),
  limit: limitInput("The maximum number of runs to return, latest first. If empty, all runs are returned."),
};

/** The selected runs, as the inputs give them. */
interface GivenRuns {
  jobId?: NumericId;
  runStatus: "all" | "active" | "completed";
  runType?: string;
  startTimeFrom?: number;
  startTimeTo?: number;
  expandTasks: boolean;
  limit?: number;
}

/** The query in Databricks' format. @throws Error that names both times if they are in the wrong order */
export const runListQuery = (given: GivenRuns) => {
  expectInOrder(given.startTimeFrom, given.startTimeTo, [
    runListInputs.startTimeFrom,
    runListInputs.startTimeTo,
  ]);
  return {
    job_id: given.jobId,
    active_only: given.runStatus === "active" || undefined,
    completed_only: given.runStatus === "completed" || undefined,
    run_type: given.runType,
    start_time_from: given.startTimeFrom,
    start_time_to: given.startTimeTo,
    expand_tasks: given.expandTasks || undefined,
    limit: pageSizeFor(given.limit, runPageSize),
  };
};
