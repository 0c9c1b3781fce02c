import { randomUUID } from "node:crypto";
import { databricksAction } from "../../databricksAction";
import { path } from "../../http/path";
import { extraSettings, mergeExtraSettings } from "../../inputs/extraSettings";
import { runName, tasks } from "../../inputs/jobs/jobInputs";
import { idempotencyToken, readIdempotencyToken, waiting } from "../../inputs/jobs/runInputs";
import type { JsonObject } from "../../inputs/json";
import { awaitRun, startRun } from "../../services/jobs/awaitRun";
import { startedRun } from "../../services/jobs/jobExamples";
import { startedOrRunSchema } from "../../services/jobs/runSchema";

const { run_id } = startedRun;

/** A run that is asked for again must have a token: where none is given, it gets one of its own. */
const withToken = ({ idempotency_token: token, ...settings }: JsonObject): JsonObject => ({
  ...settings,
  idempotency_token: readIdempotencyToken(token) ?? randomUUID(),
});

/**
 * Runs tasks once, without a job, and gives the run's id, or waits for its end. Each step has a token of its own, so a
 * request that is repeated never starts a second run.
 * https://docs.databricks.com/api/workspace/jobs/submit
 */
export const submitRun = databricksAction({
  label: "Submit Run",
  description:
    "Run tasks once, without a job, and get the ID of the run or, when told to wait, the run after its end.",
  effect: "write",
  inputs: {
    runName,
    tasks,
    runSettings: extraSettings(
      "Further settings of the run as a JSON object, such as environments, git_source, queue or timeout_seconds.",
      '{"timeout_seconds": 3600}',
    ),
    idempotencyToken,
    ...waiting,
  },
  perform: async (client, { runName: run_name, tasks, runSettings, ...given }) => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const settings = mergeExtraSettings(
      { run_name, tasks, idempotency_token: given.idempotencyToken },
      runSettings,
    );
    const started = await startRun(timed, path`/api/2.2/jobs/runs/submit`, withToken(settings));
    return awaitRun(client, started.run_id, started, { ...given, timed });
  },
  example: { run_id },
  schema: startedOrRunSchema({ run_id }),
});
