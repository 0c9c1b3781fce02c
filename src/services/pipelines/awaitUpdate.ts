/** Waits for an update of a pipeline, through the retries that Databricks makes of it. */

import type { DatabricksClient } from "../../client";
import type { Deadline } from "../../http/deadline";
import { DatabricksError, toError } from "../../http/errors";
import { type LongRunningOperation, type OperationStatus, pollUntilDone } from "../../http/poll";
import { sanitizer } from "../../http/sanitize";
import { labels } from "../../labels";
import { type UpdateError, type UpdateWithOutcome, withOutcomeAndErrors } from "./pipelineEvents";
import { fetchUpdate, listUpdates, type PipelineUpdate, updateOutcome } from "./updates";

/** How long after a failure Databricks may take to start its retry, in milliseconds. */
const retryBeginsMs = 20_000;

/** The maximum length of the errors of an update in an error, in characters. */
const maxErrorsLength = 2500;

/** The update that is waited for: the first one or its latest retry. */
interface Followed {
  update: PipelineUpdate;
  /** When it was first seen as failed, by the client's deadline; in ms. */
  failedAtMs?: number;
}

/** The causes of an update that Databricks starts after a failed one. */
const restartCauses: ReadonlySet<string> = new Set([
  "RETRY_ON_FAILURE",
  "SCHEMA_CHANGE",
  "INFRASTRUCTURE_MAINTENANCE",
  "SERVICE_UPGRADE",
]);

/** Databricks retries a failed update, unless the pipeline is in development mode. */
const mayBeRetried = ({ validate_only, config }: PipelineUpdate): boolean =>
  !validate_only && !config?.development;

/** The retry of an update: the first one after it. */
const retryOf = async (
  client: DatabricksClient,
  pipelineId: string,
  { update_id, creation_time }: PipelineUpdate,
): Promise<PipelineUpdate | undefined> => {
  const updates = await listUpdates(client, pipelineId, { since: creation_time });
  const at = updates.findIndex((update) => update.update_id === update_id);
  return updates
    .slice(0, Math.max(0, at))
    .filter(({ cause = "" }) => restartCauses.has(cause))
    .at(-1);
};

/** Whether an update failed, and may still be retried. */
const awaitsRetry = (update: PipelineUpdate): boolean =>
  updateOutcome(update) === "failed" && mayBeRetried(update);

/** Reads the update that is waited for, or its retry, if there is one. @param elapsedMs the time waited so far */
const follow = async (
  client: DatabricksClient,
  pipelineId: string,
  { update: { update_id }, failedAtMs }: Followed,
  elapsedMs: number,
): Promise<Followed> => {
  const update = await fetchUpdate(client, pipelineId, update_id);
  if (!awaitsRetry(update)) return { update };
  const retry = await retryOf(client, pipelineId, update);
  if (!retry) return { update, failedAtMs: failedAtMs ?? elapsedMs };
  client.logger.info(`Update ${update_id} failed, and Databricks retries it as ${retry.update_id}`);
  return { update: retry, ...(awaitsRetry(retry) && { failedAtMs: elapsedMs }) };
};

/**
 * Whether Databricks may still start the retry of an update that failed.
 * @param failedAtMs when it was first seen as failed, by the deadline; undefined if it is not retried
 */
export const mayStillBeRetried = (deadline: Deadline, failedAtMs: number | undefined): boolean =>
  failedAtMs !== undefined && !deadline.isOver && deadline.elapsedMs - failedAtMs < retryBeginsMs;

/** Whether an update does not end, as that of a continuous pipeline or in a continuous job. */
const isEndless = ({ validate_only, config, mode }: PipelineUpdate): boolean =>
  !validate_only && (config?.continuous === true || mode === "CONTINUOUS");

/** An update that does not end has RUNNING as its target state. */
const statusOf = (client: DatabricksClient, { update, failedAtMs }: Followed): OperationStatus => {
  const outcome = updateOutcome(update);
  if (outcome === "active") {
    return isEndless(update) && update.state === "RUNNING" ? "succeeded" : "running";
  }
  return mayStillBeRetried(client.deadline, failedAtMs) ? "running" : outcome;
};

const stateOf = ({ update: { state = "UNKNOWN" } }: Followed): string => state;

const updateError = (
  client: DatabricksClient,
  pipelineId: string,
  { update_id }: Pick<PipelineUpdate, "update_id">,
  { message, state, hint = "" }: { message: string; state?: string; hint?: string },
): DatabricksError => {
  const page = `${client.baseUrl}/pipelines/${encodeURIComponent(pipelineId)}/updates/${encodeURIComponent(update_id)}`;
  return new DatabricksError({
    operation: `Update ${update_id} of pipeline ${pipelineId}`,
    message,
    hint: `${hint} See ${client.pageUrl(page)}`.trim(),
    resourceIds: { pipelineId, updateId: update_id, ...(state !== undefined && { state }) },
  });
};

const operationOf = (
  client: DatabricksClient,
  pipelineId: string,
  updateId: string,
): LongRunningOperation<DatabricksClient, Followed> => ({
  name: `Update ${updateId} of pipeline ${pipelineId}`,
  poll: (until, last = { update: { update_id: updateId } }) =>
    follow(until, pipelineId, last, client.deadline.elapsedMs),
  status: (followed) => statusOf(client, followed),
  describe: stateOf,
  error: (message, last, hint) =>
    updateError(client, pipelineId, last?.update ?? { update_id: updateId }, {
      message,
      hint,
      ...(last && { state: stateOf(last) }),
    }),
  resumeHint: `The update continues: ${labels.getPipelineUpdate} returns its state, ${labels.stopPipeline} stops it.`,
  pollErrorHint: `Update ${updateId} may continue: ${labels.getPipelineUpdate} returns its state.`,
});

const textOf = ({ message, flow, exceptions }: UpdateError): string =>
  [
    flow === undefined ? message : `${message} (flow ${flow})`,
    ...exceptions.map((one) => one.message ?? one.className),
  ]
    .filter(Boolean)
    .join(": ");

/** Why an update failed, or why that is unknown: an error while reading its events must not hide the failure. */
const reasonsOf = async (
  client: DatabricksClient,
  pipelineId: string,
  update: PipelineUpdate,
): Promise<string> => {
  try {
    const { errors = [] } = await withOutcomeAndErrors(client, pipelineId, update);
    return [...new Set(errors.map(textOf))].join("; ") || "its events contain no error";
  } catch (error) {
    return `its events cannot be read (${toError(error).message})`;
  }
};

/** How an update ended and, if it failed, why, such as `ended as FAILED: No such column.` */
export const describeEnd = async (
  client: DatabricksClient,
  pipelineId: string,
  update: PipelineUpdate,
): Promise<string> => {
  const reasons =
    updateOutcome(update) === "failed" ? `: ${await reasonsOf(client, pipelineId, update)}` : "";
  return sanitizer(client.redact)(`ended as ${stateOf({ update })}${reasons}`, maxErrorsLength);
};

/**
 * Waits until an update or the last of its retries has ended, or until a continuous pipeline is running.
 * @param timed the client with as much time as the step may wait
 * @throws DatabricksError at the deadline, and, with `failOnError`, if the update fails or is stopped
 */
export const awaitUpdate = async (
  client: DatabricksClient,
  timed: DatabricksClient,
  { pipelineId, updateId, failOnError }: { pipelineId: string; updateId: string; failOnError: boolean },
): Promise<UpdateWithOutcome> => {
  const { update } = await pollUntilDone(timed, operationOf(timed, pipelineId, updateId));
  const outcome = updateOutcome(update);
  if (outcome === "succeeded" || outcome === "active") return { ...update, outcome };
  if (!failOnError) return withOutcomeAndErrors(client, pipelineId, update);
  const message = `it ${await describeEnd(client, pipelineId, update)}`;
  throw updateError(client, pipelineId, update, { message, state: stateOf({ update }) });
};
