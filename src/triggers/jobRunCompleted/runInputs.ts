/** The inputs of Job Run Completed. */
import { input } from "@prismatic-io/spectral";
import { boolean, integerOrZero, requiredChoice } from "../../inputs/clean";
import { optionalNumericId } from "../../inputs/numericId";
import { nameList } from "../../inputs/stringList";
import { jobExample } from "../../services/jobs/jobExamples";
import type { RunOutcome } from "../../services/jobs/runOutcome";

const outcomes = {
  succeeded: "Succeeded",
  succeededWithFailures: "Succeeded, though some tasks failed",
  failed: "Failed",
  timedOut: "Timed out",
  canceled: "Cancelled",
  skipped: "Skipped",
  internalError: "Ended by an internal error",
  upstreamFailed: "Not begun, since another failed",
  upstreamCanceled: "Not begun, since another was cancelled",
  excluded: "Excluded",
  disabled: "Disabled",
} as const satisfies Partial<Record<RunOutcome, string>>;

type EndOutcome = keyof typeof outcomes;

const endOutcomes = Object.keys(outcomes) as EndOutcome[];

/** A week: no run that is repaired after that is looked for. */
const longestLookBackMinutes = 10_080;

/** The inputs, in order. */
export const runInputs = {
  jobId: input({
    label: "Job ID",
    type: "string",
    required: false,
    dataSource: "selectJob",
    placeholder: String(jobExample.job_id),
    example: String(jobExample.job_id),
    comments: "The ID of the job whose runs count. Left empty, the runs of all jobs count.",
    clean: optionalNumericId("Job ID", "job"),
  }),
  outcomes: input({
    label: "Outcomes",
    type: "string",
    collection: "valuelist",
    required: false,
    model: endOutcomes.map((value) => ({ label: outcomes[value], value })),
    comments: "How a run must have ended to count. Left empty, every end counts.",
    clean: (value: unknown): EndOutcome[] =>
      nameList("Outcomes")(value).map(requiredChoice("Outcomes", endOutcomes)),
  }),
  fetchRun: input({
    label: "Fetch Run",
    type: "boolean",
    required: false,
    default: "false",
    comments: "When true, each run comes with its tasks and with the errors of those that failed.",
    clean: boolean("Fetch Run"),
  }),
  lookBackMinutes: input({
    label: "Look-Back (minutes)",
    type: "string",
    required: false,
    default: "60",
    placeholder: "60",
    example: "60",
    comments:
      "How long before the newest run older runs are looked at again, for those that are repaired between two polls. Runs that go on are followed for as long as they take.",
    clean: integerOrZero("Look-Back (minutes)", longestLookBackMinutes),
  }),
};
