/** Inputs of a run without a job. */
import { asOptional } from "../defineInput";
import { extraSettings, mergeExtraSettings } from "../extraSettings";
import type { JsonObject } from "../json";
import { trimmedInput } from "../text";
import { tasks } from "./jobInputs";
import { idempotencyToken } from "./runInputs";

/** The inputs of a submitted run, in order. */
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

/** The values of the inputs of a run without a job. */
interface GivenRun {
  runName?: string;
  tasks: JsonObject[];
  runSettings?: JsonObject;
  idempotencyToken?: string;
}

/**
 * The run in Databricks' format, and the token that is given, be it in the further settings. Throws an Error that names a
 * setting that is given twice.
 */
export const submittedRun = (given: GivenRun): { run: JsonObject; token?: string } => {
  const { idempotency_token, ...run } = mergeExtraSettings(
    { run_name: given.runName, tasks: given.tasks, idempotency_token: given.idempotencyToken },
    given.runSettings,
  );
  return { run, token: idempotencyToken.clean(idempotency_token) };
};
