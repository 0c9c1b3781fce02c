/** The inputs of Job Run Completed. */
import { booleanInput, modelOf, readChoice } from "../../inputs/choice";
import { asOptional, refine, withDefault } from "../../inputs/defineInput";
import { integerInput } from "../../inputs/integer";
import { jobId } from "../../inputs/jobs/jobInputs";
import { namesInput } from "../../inputs/stringList";
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

const outcomeModel = modelOf(outcomes);

const readOutcome = readChoice(outcomeModel.map(({ value }) => value));

/** A week: runs that are repaired later are not found. */
const maxLookBackMinutes = 10_080;

/** The inputs, in order. */
export const runCompletedInputs = {
  jobId: {
    ...asOptional(jobId),
    comments: "The ID of the job whose runs start the flow. If empty, the runs of all jobs do.",
  },
  outcomes: {
    ...refine(
      namesInput({
        label: "Outcomes",
        comments: "The outcomes of a run that start the flow. If empty, all outcomes do.",
      }),
      (names, label) => names.map((name) => readOutcome(name, label)),
    ),
    model: outcomeModel,
  },
  fetchRun: booleanInput({
    label: "Fetch Run",
    comments: "When true, each run includes its tasks and the errors of failed tasks.",
  }),
  lookBackMinutes: withDefault(
    integerInput({
      label: "Look-Back (minutes)",
      comments:
        "How far before the newest run older runs are checked again, to find runs that were repaired between two polls. Active runs are followed until they end.",
      example: "60",
      max: maxLookBackMinutes,
    }),
    60,
  ),
};
