/** Inputs of List Job Runs. */
import { job } from "../../services/jobs/jobExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, withDefault } from "../defineInput";
import { limitInput } from "../integer";
import { timestampInput } from "../timestamp";
import { jobId } from "./jobInputs";

/** The inputs of a list of runs, in order. */
export const listInputs = {
  jobId: {
    ...asOptional(jobId),
    comments: `The ID of the job whose runs are wanted, such as ${job.job_id}. Left empty, the runs of all jobs come.`,
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
