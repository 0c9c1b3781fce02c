/** Inputs of runs: which one, with what parameters, and how to wait for it. */
import { labels } from "../../labels";
import { nameOfFormKey } from "../../services/formKeys";
import { jobExample, jobRunExample } from "../../services/jobs/jobsExamples";
import type { FailedRun } from "../../services/jobs/runOnce";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type Reader, refine, withDefault } from "../defineInput";
import { numericIdInput } from "../id";
import { type KeyValue, keyValuesInput, valueText } from "../keyValues";
import { namesInput } from "../stringList";
import { trimmedInput } from "../text";
import { becauseItMayTakeLong, timeoutSeconds, waitForCompletion } from "../waiting";

/** Makes the input of a run's id. @param run an existing run @param dataSource offers the runs */
export const runIdInput = (
  comments: string,
  run: { run_id: number } = jobRunExample,
  dataSource = "selectJobRun",
) => numericIdInput({ label: "Run ID", comments, example: String(run.run_id), page: "jobRun", dataSource });

export const jobRunId = runIdInput(
  `The ID of the run, returned by ${labels.runJob}, ${labels.submitRun} and ${labels.listJobRuns}.`,
);

const readParameters: Reader<Record<string, string> | undefined, KeyValue[]> = (pairs, label) => {
  const names = pairs.map(({ key }) => nameOfFormKey(key));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${label} have the key "${twice}" twice.`);
  return pairs.length === 0
    ? undefined
    : Object.fromEntries(pairs.map(({ value }, index) => [names[index], valueText(value)]));
};

export const jobParameters = refine(
  keyValuesInput({
    label: "Job Parameters",
    comments: `Parameters of the job, as keys and values or as a JSON object, such as the result of the data source ${labels.setJobParameters}. They override the job's defaults.`,
    placeholder: "state",
    example: '{"state": "HI"}',
  }),
  readParameters,
);

/** @param comments which tasks they are */
export const taskKeys = (comments: string) =>
  namesInput({
    label: "Tasks",
    comments,
    example: jobExample.settings.tasks[1]?.task_key,
    dataSource: "selectTask",
  });

/** The maximum length of a token, in characters. */
const maxTokenLength = 64;

export const idempotencyToken = asOptional(
  refine(
    trimmedInput({
      label: "Idempotency Token",
      comments:
        "A business key of up to 64 characters, such as an order number. If the token was used before, even by another execution, Databricks starts no new run and returns the existing one. If empty, the token is derived from the execution, the step, its loop position and inputs: a step that is retried joins its run, a flow that runs again starts a new one.",
      example: "order-4711",
    }),
    (token, label) => {
      if (token.length <= maxTokenLength) return token;
      throw new Error(`${label} has ${token.length} characters: Databricks takes ${maxTokenLength}.`);
    },
  ),
);

/** How to wait for a run, in order. */
export const runWaiting = {
  waitForCompletion: waitForCompletion({
    waits: "for the run to end and returns the run with its outcome",
    otherwise: "the run ID at once",
    because: becauseItMayTakeLong,
  }),
  timeoutSeconds: timeoutSeconds("for the run to end", "On Timeout determines what happens to the run then."),
  onTimeout: withDefault(
    choiceInput({
      label: "On Timeout",
      comments:
        "What happens to a run that has not ended when the timeout is reached. The step fails in both cases.",
      choices: { leaveRunning: "Leave the run running", cancel: "Cancel the run" },
    }),
    "leaveRunning",
  ),
  failOnError: booleanInput(
    {
      label: "Fail On Error",
      comments:
        "When true, a run that does not succeed fails the step with the errors of its tasks. When false, the run is returned with its outcome. Applies only if the step waits.",
    },
    true,
  ),
};

export const failedRun = withDefault(
  choiceInput<FailedRun>({
    label: "Failed Run",
    comments:
      "What happens if the step finds a run that was started before, by an earlier attempt of the step or with the same Idempotency Token, and that has ended without success or was deleted. Automatic starts a new run, unless Idempotency Token is given. Without waiting, only Start a new run checks the state of the earlier run.",
    choices: {
      automatic: "Automatic",
      startNew: "Start a new run",
      keep: "Return the failed run",
    },
  }),
  "automatic",
);

/** How to wait for a cancellation, in order. */
export const cancellationWaiting = {
  waitForCompletion: waitForCompletion({
    waits: "until nothing is running",
    otherwise: "the state right after the call",
    because: "the cancellation continues on its own",
  }),
  timeoutSeconds: timeoutSeconds(
    "for cancelled runs to end",
    "The error names the runs that have not ended by then.",
  ),
};
