/** Inputs of a run without a job. */
import { randomUUID } from "node:crypto";
import { asOptional } from "../defineInput";
import { extraSettings, mergeExtraSettings } from "../extraSettings";
import type { JsonObject } from "../json";
import { trimmedInput } from "../text";
import { tasks } from "./jobInputs";
import { idempotencyToken } from "./runInputs";

/** What is submitted, in order. */
export const submitInputs = {
  runName: asOptional(
    trimmedInput({
      label: "Run Name",
      comments: "The name of the run. If empty, Databricks names it Untitled.",
      example: "Airport count, once",
    }),
  ),
  tasks,
  runSettings: extraSettings(
    "Further settings of the run, as a JSON object, such as environments, git_source, queue or timeout_seconds.",
    '{"timeout_seconds": 3600}',
  ),
  idempotencyToken,
};

/** What a run without a job is given by. */
interface GivenRun {
  runName?: string;
  tasks: JsonObject[];
  runSettings?: JsonObject;
  idempotencyToken?: string;
}

/**
 * The run as Databricks takes it. A request that is retried must have a token: where none is given, in the further
 * settings either, it gets one of its own. Throws an Error that names a setting which is given twice.
 */
export const submittedRun = (given: GivenRun): JsonObject => {
  const settings = mergeExtraSettings(
    { run_name: given.runName, tasks: given.tasks, idempotency_token: given.idempotencyToken },
    given.runSettings,
  );
  const token = idempotencyToken.clean(settings.idempotency_token);
  return { ...settings, idempotency_token: token ?? randomUUID() };
};
