/** The run of a step: started once, and joined when the step runs again. */

import type { DatabricksClient } from "../../client";
import { appendHint, DatabricksError, rethrowWithHint } from "../../http/errors";
import type { ApiPath } from "../../http/path";
import { nextToken, withStepToken } from "../stepToken";
import { type AwaitRunOptions, endedRun } from "./awaitRun";
import type { NumericId, RunResponse } from "./jobs";
import { isRunDone, isSuccess, outcomeOf } from "./runOutcome";
import { fetchState, type RunWithOutcome, waitForRun } from "./runs";
import { startRun } from "./startRun";

/** What happens where the run that a token has started has ended without success. */
export type FailedRun = "automatic" | "startNew" | "keep";

/** What a step starts, and how it waits. */
interface RunRequest extends AwaitRunOptions {
  path: ApiPath;
  /** What is started, without its token. */
  run: Record<string, unknown>;
  /** The token that an input gives. */
  token?: string;
  failedRun: FailedRun;
}

/** The number of failed runs after which a step starts no further one. */
const maxFailedRuns = 20;

/** Databricks' words when the run of a token was deleted; they are in no documentation. */
const runDeleted =
  /\bidempoten\w{0,5}\b.{0,200}\b(?:deleted|not exist|no longer exists)\b|\brun\b.{0,80}\bdeleted\b/i;

const isRunDeleted = (error: unknown): error is DatabricksError =>
  error instanceof DatabricksError &&
  (error.status === 400 || error.status === 404) &&
  runDeleted.test(error.detail);

const isFailed = (run: RunResponse): boolean => isRunDone(run) && !isSuccess(outcomeOf(run));

const keptHint =
  "It is the run that the Idempotency Token has started before. Failed Run determines whether a new one is started.";

/** The outcome of the run of one token: a result, or why the next token is tried. */
type Attempt<Result> = { result: Result } | { failed: string };

/**
 * Starts a run, or joins the one that the same step, or the same token, has started before, and waits for it if requested.
 * One that had already ended without success is reported, or followed by a new one.
 * @returns the response to the start, or the run with its outcome
 * @throws DatabricksError that names each failed task, when the run did not succeed and Fail On Error is on
 */
export const runOnce = (client: DatabricksClient, request: RunRequest): Promise<object | RunWithOutcome> => {
  const { path, run, token, failedRun, timed, waitForCompletion, onTimeout, failOnError } = request;
  const startsNew = failedRun === "startNew" || (failedRun === "automatic" && token === undefined);

  const announce = (state: RunResponse, runId: NumericId, isEarlier: boolean): void => {
    if (isEarlier)
      client.logger.info(`Run ${runId} was started before and is ${outcomeOf(state)}: it is joined`);
  };

  /** Reads a run until its end, and says whether it had already failed before the step. */
  const wait = async (runId: NumericId, isEarlier: (state: RunResponse) => boolean): Promise<boolean> => {
    let first: RunResponse | undefined;
    await waitForRun(timed, runId, {
      onTimeout,
      onState: (state) => {
        if (first === undefined) announce(state, runId, isEarlier(state));
        first ??= state;
      },
    });
    return first !== undefined && isFailed(first) && isEarlier(first);
  };

  const tryToken = async (current: string): Promise<Attempt<object>> => {
    const begun = await startRun(timed, path, run, current).catch((error: unknown) => {
      if (!isRunDeleted(error)) throw error;
      if (startsNew) return undefined;
      throw appendHint(error, "Failed Run determines whether a new run is started. Or give another token.");
    });
    if (!begun) return { failed: "The run that was started before was deleted" };
    const { started, isEarlier } = begun;
    const { run_id: runId } = started;
    if (!waitForCompletion) {
      if (failedRun !== "startNew") return { result: started };
      const state = await fetchState(timed, runId).catch(
        rethrowWithHint(`Run ${runId} was started, or was started before.`),
      );
      const hadFailed = isFailed(state) && isEarlier(state);
      return hadFailed ? { failed: `Run ${runId} ended as ${outcomeOf(state)} before` } : { result: started };
    }
    const hadFailed = await wait(runId, isEarlier);
    if (hadFailed && startsNew) return { failed: `Run ${runId} had already ended without success` };
    return {
      result: await endedRun(client, runId, failOnError).catch(rethrowWithHint(keptHint, () => hadFailed)),
    };
  };

  const runWith = async (current: string, failedRuns = 0): Promise<object> => {
    const attempt = await tryToken(current);
    if ("result" in attempt) return attempt.result;
    if (failedRuns + 1 === maxFailedRuns) {
      throw new Error(
        `The last ${maxFailedRuns} runs of this step ended without success: no further one is started.`,
      );
    }
    client.logger.info(`${attempt.failed}: a new run is started`);
    return runWith(nextToken(current), failedRuns + 1);
  };

  return token === undefined
    ? withStepToken(client.step, [path, run], (first) => runWith(first))
    : runWith(token);
};
