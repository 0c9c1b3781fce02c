/** Inputs of runs: which one, with what parameters, and how to wait for it. */

import { input } from "@prismatic-io/spectral";
import { jobExample, jobRunExample } from "../../services/jobs/jobExamples";
import { boolean, choiceWithDefault, keyValues, optionalText } from "../clean";
import { type JsonObject, optionalObject } from "../json";
import { requiredNumericId } from "../numericId";
import { nameList } from "../stringList";
import { valueText } from "../valueText";
import { timeoutSeconds, waitForCompletion } from "../waiting";

/** @param run a run that there is */
const runIdOf = (run: { run_id: number }, comments: string) =>
  input({
    label: "Run ID",
    type: "string",
    required: true,
    placeholder: String(run.run_id),
    example: String(run.run_id),
    comments,
    clean: requiredNumericId("Run ID", "jobRun"),
  });

export const runId = runIdOf(
  jobRunExample,
  "The ID of the run, as Run Job, Submit Run and List Job Runs give it.",
);

export const anyRunId = runIdOf(
  jobRunExample,
  "The ID of a job run, for the outputs of all its tasks, or of the run of one task.",
);

export const taskRunId = runIdOf(
  jobRunExample.tasks[0] ?? jobRunExample,
  "The ID of the run of a notebook task, as the tasks of Get Job Run have it.",
);

export const jobParameters = input({
  label: "Job Parameters",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  placeholder: "state",
  example: '{"state": "HI"}',
  comments:
    "Parameters of the job, as keys and values or as a JSON object. They go before the defaults of the job.",
  clean: (value: unknown): Record<string, string> | undefined => {
    const pairs = keyValues("Job Parameters")(value);
    const names = pairs.map(({ key }) => key);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) throw new Error(`Job Parameters have the key "${twice}" twice.`);
    return pairs.length === 0
      ? undefined
      : Object.fromEntries(pairs.map(({ key, value: one }) => [key, valueText(one)]));
  },
});

const olderKinds = [
  "notebook_params",
  "jar_params",
  "python_params",
  "python_named_params",
  "spark_submit_params",
  "sql_params",
  "dbt_commands",
  "pipeline_params",
];

export const taskParameters = input({
  label: "Task Parameters",
  type: "code",
  language: "json",
  required: false,
  placeholder: '{"notebook_params": {"state": "HI"}}',
  example: '{"notebook_params": {"state": "HI"}}',
  comments: `Parameters of the older kinds, for jobs without job parameters, as a JSON object with one or more of ${olderKinds.join(", ")}.`,
  clean: (value: unknown): JsonObject | undefined => {
    const given = optionalObject("Task Parameters")(value);
    const other = Object.keys(given ?? {}).find((key) => !olderKinds.includes(key));
    if (other === undefined) return given;
    throw new Error(`Task Parameters have "${other.slice(0, 80)}": they may have ${olderKinds.join(", ")}.`);
  },
});

/** @param comments which tasks they are */
export const taskKeys = (label: string, comments: string) =>
  input({
    label,
    type: "string",
    collection: "valuelist",
    required: false,
    placeholder: jobExample.settings.tasks[1]?.task_key,
    example: jobExample.settings.tasks[1]?.task_key,
    comments,
    clean: nameList(label),
  });

/** The longest token that Databricks takes, in characters. */
const longestToken = 64;

/** Reads a token that may be left out, wherever it is given. */
export const readIdempotencyToken = (value: unknown): string | undefined => {
  const token = optionalText("Idempotency Token")(value);
  if (token === undefined || token.length <= longestToken) return token;
  throw new Error(`Idempotency Token has ${token.length} characters: Databricks takes ${longestToken}.`);
};

export const idempotencyToken = input({
  label: "Idempotency Token",
  type: "string",
  required: false,
  placeholder: "order-4711",
  example: "order-4711",
  comments:
    "A text of 64 characters at most: with a token that was used before, Databricks starts nothing and gives the run that there is. Left empty, each step gets one of its own.",
  clean: readIdempotencyToken,
});

/** What becomes of a run at the deadline. */
export const onTimeoutChoices = ["leaveRunning", "cancel"] as const;

const onTimeout = input({
  label: "On Timeout",
  type: "string",
  required: false,
  default: "leaveRunning" satisfies (typeof onTimeoutChoices)[number],
  model: [
    { label: "Leave the run running", value: "leaveRunning" },
    { label: "Cancel the run", value: "cancel" },
  ],
  comments: "What becomes of a run that has not ended when the time is up. The step fails in both cases.",
  clean: choiceWithDefault("On Timeout", onTimeoutChoices, "leaveRunning"),
});

const failOnError = input({
  label: "Fail On Error",
  type: "boolean",
  required: false,
  default: "true",
  comments:
    "When true, a run that does not succeed fails the step, with the errors of its tasks. When false, the run is returned with its outcome. It counts only where the step waits.",
  clean: boolean("Fail On Error", true),
});

/** How to wait for a run, in order. */
export const waiting = {
  waitForCompletion: waitForCompletion(
    "When true, the step waits for the end of the run and gives the run with its outcome. When false, it gives the ID of the run at once.",
  ),
  timeoutSeconds: timeoutSeconds("for the end of the run", "On Timeout tells what becomes of the run then."),
  onTimeout,
  failOnError,
};

/** How to wait for a cancellation, in order. */
export const waitingForCancellation = {
  waitForCompletion: waitForCompletion(
    "When true, the step waits until nothing runs any more. When false, it gives the state right after the call.",
  ),
  timeoutSeconds: timeoutSeconds(
    "for the end of what is cancelled",
    "What still runs then is named in the error.",
  ),
};
