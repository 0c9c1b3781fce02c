/** Inputs of runs: which one, with what parameters, and how to wait for it. */
import { labels } from "../../labels";
import { jobExample, jobRunExample } from "../../services/jobs/jobsExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, type Reader, refine, withDefault } from "../defineInput";
import { numericIdInput } from "../id";
import { type KeyValue, keyValuesInput, valueText } from "../keyValues";
import { namesInput } from "../stringList";
import { trimmedInput } from "../text";
import { timeoutSeconds, waitForCompletion } from "../waiting";

/** Makes the input of a run's id. @param run a run that there is */
export const runIdInput = (comments: string, run: { run_id: number } = jobRunExample) =>
  numericIdInput({ label: "Run ID", comments, example: String(run.run_id), page: "jobRun" });

export const jobRunId = runIdInput(
  `The ID of the run, as ${labels.runJob}, ${labels.submitRun} and ${labels.listJobRuns} give it.`,
);

const readParameters: Reader<Record<string, string> | undefined, KeyValue[]> = (pairs, label) => {
  const names = pairs.map(({ key }) => key);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${label} have the key "${twice}" twice.`);
  return pairs.length === 0
    ? undefined
    : Object.fromEntries(pairs.map(({ key, value }) => [key, valueText(value)]));
};

export const jobParameters = refine(
  keyValuesInput({
    label: "Job Parameters",
    comments:
      "Parameters of the job, as keys and values or as a JSON object. They go before the defaults of the job.",
    placeholder: "state",
    example: '{"state": "HI"}',
  }),
  readParameters,
);

/** @param comments which tasks they are */
export const taskKeys = (comments: string) =>
  namesInput({ label: "Tasks", comments, example: jobExample.settings.tasks[1]?.task_key });

/** The longest token that Databricks takes, in characters. */
const maxTokenLength = 64;

export const idempotencyToken = asOptional(
  refine(
    trimmedInput({
      label: "Idempotency Token",
      comments:
        "A text of 64 characters at most: with a token that was used before, Databricks starts nothing and gives the run that there is. Left empty, each step gets one of its own.",
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
  waitForCompletion: waitForCompletion(
    "When true, the step waits for the end of the run and gives the run with its outcome. When false, it gives the ID of the run at once.",
  ),
  timeoutSeconds: timeoutSeconds("for the end of the run", "On Timeout tells what becomes of the run then."),
  onTimeout: withDefault(
    choiceInput({
      label: "On Timeout",
      comments: "What becomes of a run that has not ended when the time is up. The step fails in both cases.",
      choices: { leaveRunning: "Leave the run running", cancel: "Cancel the run" },
    }),
    "leaveRunning",
  ),
  failOnError: booleanInput(
    {
      label: "Fail On Error",
      comments:
        "When true, a run that does not succeed fails the step, with the errors of its tasks. When false, the run is returned with its outcome. It counts only where the step waits.",
    },
    true,
  ),
};

/** How to wait for a cancellation, in order. */
export const cancellationWaiting = {
  waitForCompletion: waitForCompletion(
    "When true, the step waits until nothing runs any more. When false, it gives the state right after the call.",
  ),
  timeoutSeconds: timeoutSeconds(
    "for the end of what is cancelled",
    "What still runs then is named in the error.",
  ),
};
