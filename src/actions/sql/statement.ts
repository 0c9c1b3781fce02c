/** Runs a statement from its submission to its end: shared by the SQL actions. */

import { onlyReads } from "../../api/sqlText";
import type { ExecuteStatementRequest, StatementResponse } from "../../api/statements";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";
import { type Progress, waitUntilEnded } from "../../http/wait";
import type { Disposition } from "./sqlInputs";

/** The longest that Databricks waits for a statement before it answers, in seconds. */
const longestServerWaitS = 50;

/** How much longer than the server's own wait an answer may take, in milliseconds. */
const answerMarginMs = 30_000;

/** The shortest that Databricks waits, in seconds; 0 means that it does not wait at all. */
const shortestServerWaitS = 5;

/** How long to watch whether a cancelled statement ends, in milliseconds. */
const cancelWatchMs = 10_000;

const endStates: ReadonlySet<string> = new Set(["SUCCEEDED", "FAILED", "CANCELED", "CLOSED"]);

const progress = ({ status }: StatementResponse): Progress =>
  endStates.has(status.state) ? "ended" : "goesOn";

const required = ["statement_id", "status"];

/** Asks for a statement: its state and, once it has succeeded, its manifest and first chunk. */
export const fetchStatement = (client: DatabricksClient, statementId: string): Promise<StatementResponse> =>
  client.get<StatementResponse>(path`/api/2.0/sql/statements/${statementId}`, {
    requires: required,
    textOnly: true,
  });

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

/** Where a person finds a statement in the workspace. */
const historyUrl = ({ baseUrl }: DatabricksClient, statementId: string): string =>
  `${baseUrl}/sql/history?queryId=${encodeURIComponent(statementId)}`;

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
  client.post(path`/api/2.0/sql/statements/${statementId}/cancel`, {}, { repeatable: true });

/**
 * Cancels a statement and watches how it ends, since a cancellation can come too late.
 * @returns the statement as it stands at last
 */
export const cancelAndWatch = async (
  client: DatabricksClient,
  statementId: string,
): Promise<StatementResponse> => {
  await sendCancel(client, statementId);
  return waitUntilEnded<StatementResponse>({
    first: await fetchStatement(client, statementId),
    poll: () => fetchStatement(client, statementId),
    progress,
    startedAt: Date.now(),
    timeoutMs: cancelWatchMs,
    onDeadline: async (state) => state,
  });
};

/** When the time is up: the statement is cancelled; if it succeeded meanwhile, its result is used after all. */
const giveUp = async (
  client: DatabricksClient,
  last: StatementResponse,
  timeoutMs: number,
): Promise<StatementResponse> => {
  const after = `after ${seconds(timeoutMs)}`;
  const ended = await cancelAndWatch(client, last.statement_id).catch((error: Error) => {
    const message = `it was still ${last.status.state} ${after} and could not be cancelled (${error.message})`;
    throw failure(client, last, message, "It may go on and cost.");
  });
  if (ended.status.state === "SUCCEEDED") return ended;
  const message = `it had not ended ${after} and was cancelled (state ${ended.status.state})`;
  throw failure(client, ended, message, "Make the statement faster, use a larger warehouse, or wait longer.");
};

/** When the state cannot be read any more: the statement is cancelled, so that it does not go on unseen. */
const abandon = async (client: DatabricksClient, id: string, reason: unknown): Promise<never> => {
  const note = await sendCancel(client, id)
    .then(() => `Statement ${id} was cancelled.`)
    .catch(() => `Statement ${id} may go on and cost.`);
  throw withNote(reason, `${note} ${lookItUp(client, id)}`);
};

/** What an ended statement means: a success goes on, every other end is an error of its own. */
const expectSuccess = (client: DatabricksClient, ended: StatementResponse): StatementResponse => {
  const { state, error } = ended.status;
  if (state === "FAILED") throw failure(client, ended, error?.message || "Databricks gave no reason");
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

/** How to wait for a statement. */
export interface StatementWait {
  /** The deadline, in milliseconds, and when it began to run. */
  timeoutMs: number;
  startedAt: number;
  /** Whether the statement is ours: then it is cancelled at the deadline and when its state cannot be read. */
  cancels: boolean;
}

/**
 * Waits for the end of a statement.
 * @returns the successful answer, with its manifest and first chunk
 * @throws DatabricksError with the statement's id when it fails, is cancelled, is closed or takes too long
 */
export const waitForStatement = async (
  client: DatabricksClient,
  first: StatementResponse,
  { timeoutMs, startedAt, cancels }: StatementWait,
): Promise<StatementResponse> => {
  const id = first.statement_id;
  const ended = await waitUntilEnded<StatementResponse>({
    first,
    poll: () =>
      fetchStatement(client, id).catch((reason) => {
        if (cancels) return abandon(client, id, reason);
        throw reason;
      }),
    progress,
    startedAt,
    timeoutMs,
    onDeadline: (last) => {
      if (cancels) return giveUp(client, last, timeoutMs);
      const message = `it is still ${last.status.state} after ${seconds(timeoutMs)}`;
      throw failure(client, last, message, "It goes on: ask for it again later, or cancel it.");
    },
    notice: ({ status }, elapsedMs) =>
      client.logger.info(
        `Statement ${id} is ${status.state} after ${seconds(elapsedMs)}${status.state === "PENDING" ? ": the warehouse may still be starting" : ""}`,
      ),
  });
  return expectSuccess(client, ended);
};

const serverWait = (timeoutMs: number): number => {
  const wait = Math.min(longestServerWaitS, Math.floor(timeoutMs / 1000));
  return wait < shortestServerWaitS ? 0 : wait;
};

/**
 * Submits a statement; the server waits for its end as long as it may.
 * @param disposition how the result is to travel; inline where that is left to us
 * @param waitMs how long to wait for the end; 0 for an answer at once
 * @throws DatabricksError that says when the statement may have run although no answer came
 */
export const submitStatement = (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  disposition: Disposition,
  waitMs: number,
): Promise<StatementResponse> => {
  const wait = serverWait(waitMs);
  const way = disposition === "externalLinks" ? "EXTERNAL_LINKS" : "INLINE";
  return client
    .post<StatementResponse>(
      path`/api/2.0/sql/statements`,
      {
        ...request,
        disposition: way,
        wait_timeout: `${wait}s`,
        ...(wait > 0 && { on_wait_timeout: "CONTINUE" }),
      },
      {
        requires: required,
        textOnly: true,
        timeoutMs: wait * 1000 + answerMarginMs,
        repeatable: onlyReads(request.statement),
      },
    )
    .catch((error: unknown) => {
      const mayRun = error instanceof DatabricksError && error.outcomeUnknown;
      throw mayRun
        ? withNote(error, "The statement may have run: look into the query history before running it again.")
        : error;
    });
};

/** What Databricks says when a result does not fit inline. */
const tooLargeInline = /inline byte limit exceeded|disposition\s*=\s*EXTERNAL_LINKS/i;

const isTooLargeInline = (error: unknown): boolean =>
  error instanceof DatabricksError && tooLargeInline.test(error.message);

/**
 * Runs a statement to its end: the server waits first, so that most statements take one request; then the state is
 * asked for at growing intervals. With the disposition left to us, a result that is too large inline is asked for
 * again with external links, when the statement surely only reads.
 * @returns the successful answer, with its manifest and first chunk or link
 */
export const runStatement = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  disposition: Disposition,
  timeoutMs: number,
): Promise<StatementResponse> => {
  const startedAt = Date.now();
  const run = async (way: Disposition): Promise<StatementResponse> => {
    const leftMs = Math.max(0, startedAt + timeoutMs - Date.now());
    const first = await submitStatement(client, request, way, leftMs);
    return waitForStatement(client, first, { timeoutMs, startedAt, cancels: true });
  };
  return run(disposition).catch((error: unknown) => {
    if (!isTooLargeInline(error)) throw error;
    if (disposition === "inline") throw withNote(error, "Set Disposition to External Links or Automatic.");
    if (!onlyReads(request.statement)) {
      throw withNote(
        error,
        "The statement may write, so it is not run again by itself: set Disposition to External Links.",
      );
    }
    client.logger.info(
      "The result is too large to come inline: the statement is run again with external links",
    );
    return run("externalLinks");
  });
};
