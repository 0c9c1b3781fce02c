/** Inputs of List Job Runs. */
import { input } from "@prismatic-io/spectral";
import { jobExample } from "../../services/jobs/jobExamples";
import { boolean, choiceWithDefault, integerOrZero, optional, requiredChoice } from "../clean";
import { optionalTime } from "../time";
import { optionalJobId } from "./jobInputs";

const statuses = ["all", "active", "completed"] as const;
const runTypes = ["JOB_RUN", "WORKFLOW_RUN", "SUBMIT_RUN"] as const;

const time = (label: string, example: string, comments: string) =>
  input({
    label,
    type: "string",
    required: false,
    placeholder: example,
    example,
    comments,
    clean: optionalTime(label),
  });

/** The inputs of a list of runs, in order. */
export const listInputs = {
  jobId: {
    ...optionalJobId,
    comments: `The ID of the job whose runs are wanted, such as ${jobExample.job_id}. Left empty, the runs of all jobs come.`,
  },
  runStatus: input({
    label: "Run Status",
    type: "string",
    required: false,
    default: "all" satisfies (typeof statuses)[number],
    model: [
      { label: "All runs", value: "all" },
      { label: "Active runs", value: "active" },
      { label: "Completed runs", value: "completed" },
    ],
    comments: "Whether active runs are wanted, completed ones, or both.",
    clean: choiceWithDefault("Run Status", statuses, "all"),
  }),
  runType: input({
    label: "Run Type",
    type: "string",
    required: false,
    model: [
      { label: "Runs of jobs", value: "JOB_RUN" },
      { label: "Runs that notebooks started", value: "WORKFLOW_RUN" },
      { label: "Runs submitted without a job", value: "SUBMIT_RUN" },
    ],
    comments: "The kind of the runs that are wanted. Left empty, all kinds come.",
    clean: optional(requiredChoice("Run Type", runTypes)),
  }),
  startTimeFrom: time(
    "Started From",
    "2025-11-18T00:00:00Z",
    "Runs that started at this time or later: ISO 8601 with a zone, or milliseconds since 1970.",
  ),
  startTimeTo: time(
    "Started To",
    "2025-11-19T00:00:00Z",
    "Runs that started at this time or earlier: ISO 8601 with a zone, or milliseconds since 1970.",
  ),
  expandTasks: input({
    label: "Expand Tasks",
    type: "boolean",
    required: false,
    default: "false",
    comments: "When true, each run comes with its tasks, up to 100 of them.",
    clean: boolean("Expand Tasks"),
  }),
  limit: input({
    label: "Limit",
    type: "string",
    required: false,
    placeholder: "100",
    example: "100",
    comments: "The most runs that are wanted, the latest first. Left empty, all come.",
    clean: integerOrZero("Limit", Number.MAX_SAFE_INTEGER),
  }),
};
