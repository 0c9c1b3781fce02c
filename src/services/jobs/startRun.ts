/** Starts a run, or finds the one that its idempotency token has started. */

import type { DatabricksClient } from "../../client";
import { mayBeCarriedOut } from "../../errors/kinds";
import { rethrowWithHint } from "../../http/errors";
import type { ApiPath } from "../../http/path";
import { serverTimeOf } from "../../http/serverTime";
import { sendTagged } from "../costTags";
import { withClusterTags } from "./clusterTags";
import { type NumericId, type RunResponse, startedRunSchema } from "./jobs";

/** The response to the start of a run. */
interface StartedRun {
  run_id: NumericId;
  number_in_job?: number;
}

/** A run that a request has started or found. */
interface StartOutcome {
  started: StartedRun;
  /** Whether the run certainly began before the request. */
  isEarlier: (run: Pick<RunResponse, "start_time">) => boolean;
}

/** The Date header has whole seconds, and may be of another machine than the run's start. In milliseconds. */
const clockToleranceMs = 2000;

/**
 * Starts a run. The request is retried: its token prevents a second run. New clusters of a submitted run carry the
 * connection's cost tags. No clock of this machine counts: the server's says what began before the request.
 * @param run what is started, without its token
 * @throws DatabricksError that says when a run may have started although its id is unknown
 */
export const startRun = async (
  timed: DatabricksClient,
  path: ApiPath,
  run: Record<string, unknown>,
  token: string,
): Promise<StartOutcome> => {
  const { remainingMs } = timed.deadline;
  let respondedAt = Number.NaN;
  const untagged = { ...run, idempotency_token: token };
  const started = await sendTagged(timed, {
    kind: "the clusters of submitted runs",
    withTags: (costTags) => withClusterTags(untagged, costTags),
    untagged,
    send: (body) =>
      timed.post(path, body, {
        schema: startedRunSchema,
        idempotent: true,
        onHeaders: (headers) => {
          respondedAt = serverTimeOf(headers);
        },
      }),
  }).catch(
    rethrowWithHint(
      "The run may have started: check the list of runs before starting another.",
      mayBeCarriedOut,
    ),
  );
  const requestedAt = respondedAt - (remainingMs - timed.deadline.remainingMs) - clockToleranceMs;
  return { started, isEarlier: ({ start_time }) => start_time !== undefined && start_time < requestedAt };
};
