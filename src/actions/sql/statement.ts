/** Runs a statement from its submission to its end: shared by the SQL actions. */
import type { ExecuteStatementRequest, StatementResponse } from "../../api/statements";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { path } from "../../http/path";
import { type Progress, waitUntilEnded } from "../../http/wait";

/** The longest that Databricks waits for a statement before it answers, in seconds; shorter than 5 is not allowed. */
const longestServerWaitS = 50;

/** How much longer than the server's own wait an answer may take, in milliseconds. */
const answerMarginMs = 30_000;

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

const failure = (
  { statement_id, status }: StatementResponse,
  message: string,
  hint?: string,
): DatabricksError =>
  new DatabricksError({
    operation: `Statement ${statement_id}`,
    message,
    errorCode: [status.error?.error_code, status.sql_state].filter(Boolean).join(" ") || undefined,
    hint,
    resourceIds: { statementId: statement_id, state: status.state },
  });

/**
 * Cancels a statement and watches how it ends, since a cancellation can come too late.
 * @returns the statement's last state
 */
const cancelStatement = async (
  client: DatabricksClient,
  last: StatementResponse,
): Promise<StatementResponse> => {
  const id = last.statement_id;
  await client.post(path`/api/2.0/sql/statements/${id}/cancel`, {}, { repeatable: true });
  return waitUntilEnded<StatementResponse>({
    first: await fetchStatement(client, id),
    poll: () => fetchStatement(client, id),
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
  const ended = await cancelStatement(client, last).catch((error: Error) => {
    throw failure(
      last,
      `it was still ${last.status.state} after ${seconds(timeoutMs)} and could not be cancelled (${error.message})`,
      "It may go on and cost: look for it in the query history.",
    );
  });
  if (ended.status.state === "SUCCEEDED") return ended;
  throw failure(
    ended,
    `it had not ended after ${seconds(timeoutMs)} and was cancelled (state ${ended.status.state})`,
    "Make the statement faster, or use a larger warehouse.",
  );
};

/** When the state cannot be read any more: the statement is cancelled, so that it does not go on unseen. */
const abandon = async (client: DatabricksClient, id: string, reason: unknown): Promise<never> => {
  const note = await client
    .post(path`/api/2.0/sql/statements/${id}/cancel`, {}, { repeatable: true })
    .then(() => `Statement ${id} was cancelled.`)
    .catch(() => `Statement ${id} may go on and cost: look for it in the query history.`);
  throw withNote(reason, note);
};

/** What an ended statement means: a success goes on, every other end is an error of its own. */
const expectSuccess = (ended: StatementResponse): StatementResponse => {
  const { state, error } = ended.status;
  if (state === "FAILED") throw failure(ended, error?.message || "Databricks gave no reason");
  if (state === "CANCELED") {
    throw failure(ended, error?.message || "it was cancelled by somebody else, or by the warehouse");
  }
  if (state === "CLOSED" && !ended.manifest) {
    throw failure(
      ended,
      "it ran to its end, but its result was closed before it could be read",
      "If it only reads, run it again; if it writes, its changes are done.",
    );
  }
  return ended;
};

/** Submits a statement once; the server waits for its end as long as it may. */
const submit = (client: DatabricksClient, request: ExecuteStatementRequest): Promise<StatementResponse> =>
  client
    .post<StatementResponse>(
      path`/api/2.0/sql/statements`,
      { ...request, wait_timeout: `${longestServerWaitS}s`, on_wait_timeout: "CONTINUE" },
      { requires: required, textOnly: true, timeoutMs: longestServerWaitS * 1000 + answerMarginMs },
    )
    .catch((error: unknown) => {
      const mayRun = error instanceof DatabricksError && error.outcomeUnknown;
      throw mayRun
        ? withNote(
            error,
            "The statement may have run: look for it in the query history before running it again.",
          )
        : error;
    });

/**
 * Submits a statement, waits for its end and gives the successful answer with its manifest and first chunk. The
 * server waits first, so that most statements take one request; then the state is asked for at growing intervals.
 * @param request what to run
 * @param timeoutMs the deadline, in milliseconds; then the statement is cancelled
 * @throws DatabricksError with the statement's id when it fails, is cancelled, is closed or takes too long
 */
export const runStatement = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  timeoutMs: number,
): Promise<StatementResponse> => {
  const startedAt = Date.now();
  const first = await submit(client, request);
  const ended = await waitUntilEnded<StatementResponse>({
    first,
    poll: () =>
      fetchStatement(client, first.statement_id).catch((reason) =>
        abandon(client, first.statement_id, reason),
      ),
    progress,
    startedAt,
    timeoutMs,
    onDeadline: (last) => giveUp(client, last, timeoutMs),
    notice: ({ statement_id, status }, elapsedMs) =>
      client.logger.info(`Statement ${statement_id} is ${status.state} after ${seconds(elapsedMs)}`),
  });
  return expectSuccess(ended);
};
