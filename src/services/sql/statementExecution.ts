/** A submitted statement: its state, its end, its cancellation. Shared by the SQL actions. */

import type { DatabricksClient } from "../../client";
import { missingGrantHint } from "../../errors/missingGrant";
import { formatDuration } from "../../http/deadline";
import { appendHint, DatabricksError, toError } from "../../http/errors";
import { path } from "../../http/path";
import { stripControlCharacters } from "../../http/plainText";
import { type Progress, pollUntilDone } from "../../http/poll";
import { type StatementResponse, statementSchema } from "./statements";

/** How long to watch whether a cancelled statement ends, in milliseconds. */
const cancelWatchMs = 10_000;

const endStates: ReadonlySet<string> = new Set(["SUCCEEDED", "FAILED", "CANCELED", "CLOSED"]);

const progress = ({ status }: StatementResponse): Progress =>
  endStates.has(status.state) ? "done" : "pending";

/** Asks for a statement: its state and, once it has succeeded, its manifest and first chunk. */
export const fetchStatement = (client: DatabricksClient, statementId: string): Promise<StatementResponse> =>
  client.get(path`/api/2.0/sql/statements/${statementId}`, {
    schema: statementSchema,
    textOnly: true,
  });

/** Where a person finds a statement in the workspace. */
const historyUrl = ({ baseUrl, pageUrl }: DatabricksClient, statementId: string): string =>
  pageUrl(`${baseUrl}/sql/history?queryId=${encodeURIComponent(stripControlCharacters(statementId))}`);

const lookItUp = (client: DatabricksClient, statementId: string): string =>
  `See the query history: ${historyUrl(client, statementId)}`;

const failure = (
  client: DatabricksClient,
  { statement_id, status }: StatementResponse,
  message: string,
  hint?: string,
): DatabricksError =>
  new DatabricksError({
    operation: `Statement ${statement_id}`,
    message,
    errorCode: [status.error?.error_code, status.sql_state].filter(Boolean).join(" ") || undefined,
    hint: [hint, lookItUp(client, statement_id)].filter(Boolean).join(" "),
    resourceIds: { statementId: statement_id, state: status.state },
  });

const sendCancel = (client: DatabricksClient, statementId: string): Promise<object> =>
  client.post(path`/api/2.0/sql/statements/${statementId}/cancel`, {}, { idempotent: true });

/** Watches how a statement ends that was told to, and gives it as it stands at last. */
const watchEnd = async (client: DatabricksClient, statementId: string): Promise<StatementResponse> => {
  const deadline = client.deadline.within(cancelWatchMs);
  const initial = await fetchStatement(client, statementId);
  return pollUntilDone<StatementResponse>({
    deadline,
    initial,
    poll: (until) => fetchStatement(client.withDeadline(until), statementId),
    progress,
    onDeadline: async (last = initial) => last,
  });
};

/**
 * Cancels a statement and watches how it ends, since a cancellation can come too late.
 * @returns the statement as it stands at last
 */
export const cancelAndWatch = async (
  client: DatabricksClient,
  statementId: string,
): Promise<StatementResponse> => {
  await sendCancel(client, statementId);
  return watchEnd(client, statementId);
};

/** Whether a statement has ended by itself: then its own end counts, and no cancellation. */
const endedByItself = ({ status }: StatementResponse): boolean =>
  endStates.has(status.state) && status.state !== "CANCELED";

/** What became of a cancellation, in words. */
const fateOf = ({ status }: StatementResponse): string =>
  status.state === "CANCELED"
    ? "was cancelled (state CANCELED)"
    : `was told to stop, but is still ${status.state}: it may go on and cost`;

/** When the time is up: the statement is cancelled; if it ended by itself meanwhile, that end counts after all. */
const cancelOnTimeout = async (
  client: DatabricksClient,
  last: StatementResponse,
): Promise<StatementResponse> => {
  const after = `after ${formatDuration(client.deadline.totalMs)}`;
  const closing = client.closing();
  await sendCancel(closing, last.statement_id).catch((error: unknown) => {
    const message = `it was still ${last.status.state} ${after} and could not be cancelled (${toError(error).message})`;
    throw failure(client, last, message, "It may go on and cost.");
  });
  const ended = await watchEnd(closing, last.statement_id).catch((error: unknown) => {
    const message = `it was still ${last.status.state} ${after} and was told to stop; whether it did is not known (${toError(error).message})`;
    throw failure(client, last, message);
  });
  if (endedByItself(ended)) return ended;
  const hint = "Make the statement faster, use a larger warehouse, or wait longer.";
  throw failure(client, ended, `it had not ended ${after} and ${fateOf(ended)}`, hint);
};

/**
 * When the state cannot be read any more: the statement is cancelled, so that it does not go on unseen, and looked at
 * once more.
 * @returns the statement, should it have ended by itself meanwhile
 */
const cancelAfterPollError = async (
  client: DatabricksClient,
  last: StatementResponse,
  reason: unknown,
): Promise<StatementResponse> => {
  const id = last.statement_id;
  const after = formatDuration(client.deadline.elapsedMs);
  const closing = client.closing();
  const note = (fate: string, { status }: StatementResponse): Error =>
    appendHint(
      reason,
      `Statement ${id} ${fate}. Its state was ${status.state} after ${after}. ${lookItUp(client, id)}`,
    );
  await sendCancel(closing, id).catch(() => {
    throw note("may go on and cost: it could not be cancelled", last);
  });
  const ended = await fetchStatement(closing, id).catch(() => {
    throw note("was told to stop; whether it did is not known", last);
  });
  if (endedByItself(ended)) return ended;
  throw note(ended.status.state === "CANCELED" ? "was cancelled" : fateOf(ended), ended);
};

/** What an ended statement means: a success goes on, every other end is an error of its own. */
const expectSuccess = (client: DatabricksClient, ended: StatementResponse): StatementResponse => {
  const { state, error } = ended.status;
  if (state === "FAILED") {
    const message = error?.message || "Databricks gave no reason";
    throw failure(client, ended, message, missingGrantHint(message));
  }
  if (state === "CANCELED") {
    throw failure(client, ended, error?.message || "it was cancelled by somebody else, or by the warehouse");
  }
  if (state === "CLOSED" && !ended.manifest) {
    throw failure(
      client,
      ended,
      "it ran to its end, but its result was closed before it could be read",
      "If it only reads, run it again; if it writes, its changes are done.",
    );
  }
  return ended;
};

/**
 * Waits for the end of a statement, as long as the client has time.
 * @param cancels whether it is ours: then it is cancelled at the deadline and when its state cannot be read
 * @returns the successful answer, with its manifest and first chunk
 * @throws DatabricksError with the statement's id when it fails, is cancelled, is closed or takes too long
 */
export const waitForStatement = async (
  client: DatabricksClient,
  initial: StatementResponse,
  { cancels }: { cancels: boolean },
): Promise<StatementResponse> => {
  const { deadline } = client;
  const id = initial.statement_id;
  const ended = await pollUntilDone<StatementResponse>({
    deadline,
    initial,
    poll: (until) => fetchStatement(client.withDeadline(until), id),
    progress,
    onDeadline: async (last = initial) => {
      if (cancels) return cancelOnTimeout(client, last);
      const message = `it is still ${last.status.state} after ${formatDuration(deadline.totalMs)}`;
      throw failure(client, last, message, "It goes on: ask for it again later, or cancel it.");
    },
    ...(cancels && { onError: (last = initial, error) => cancelAfterPollError(client, last, error) }),
    onProgress: ({ status }, elapsedMs) =>
      client.logger.info(
        `Statement ${id} is ${status.state} after ${formatDuration(elapsedMs)}${status.state === "PENDING" ? ": the warehouse may still be starting" : ""}`,
      ),
  });
  return expectSuccess(client, ended);
};
