/** A submitted statement: its state, its end, its cancellation. Shared by the SQL actions. */

import type { DatabricksClient } from "../../client";
import { missingGrantHint } from "../../errors/missingGrant";
import { stripControlCharacters } from "../../http/controlCharacters";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import {
  type Cancellation,
  cancelAndWatch,
  type LongRunningOperation,
  type OperationStatus,
  pollUntilDone,
} from "../../http/poll";
import { type StatementResponse, statementSchema } from "./statements";

/** How long to watch whether a cancelled statement ends, in milliseconds. */
const cancelWatchMs = 10_000;

const statuses: ReadonlyMap<string, OperationStatus> = new Map([
  ["SUCCEEDED", "succeeded"],
  ["FAILED", "failed"],
  ["CANCELED", "canceled"],
]);

/** A closed statement succeeded; without its manifest, its result is lost. */
const statusOf = ({ status: { state }, manifest }: StatementResponse): OperationStatus =>
  state === "CLOSED" ? (manifest ? "succeeded" : "failed") : (statuses.get(state) ?? "running");

/** Reads a statement: its state and, once it has succeeded, its manifest and first chunk. */
export const fetchStatement = (client: DatabricksClient, statementId: string): Promise<StatementResponse> =>
  client.get(path`/api/2.0/sql/statements/${statementId}`, {
    schema: statementSchema,
    textOnly: true,
  });

/** The page of a statement in the workspace, for a person. */
const historyUrl = ({ baseUrl, pageUrl }: DatabricksClient, statementId: string): string =>
  pageUrl(`${baseUrl}/sql/history?queryId=${encodeURIComponent(stripControlCharacters(statementId))}`);

const queryHistoryHint = (client: DatabricksClient, statementId: string): string =>
  `See the query history: ${historyUrl(client, statementId)}`;

/** Why a statement ended without success, and what to do about it. */
const explainFailure = (
  { dataFilter }: DatabricksClient,
  { status: { state, error } }: StatementResponse,
): { message: string; hint?: string } => {
  if (state === "FAILED") {
    const message = error?.message || "Databricks gave no reason";
    return { message: dataFilter.message(message), hint: missingGrantHint(message) };
  }
  if (state === "CANCELED") {
    return { message: error?.message || "it was cancelled by somebody else, or by the warehouse" };
  }
  return {
    message: "it ran to its end, but its result was closed before it could be read",
    hint: "If it only reads, run it again; if it writes, its changes are done.",
  };
};

/** Reads the state of a statement. */
type FetchStatement = (client: DatabricksClient) => Promise<StatementResponse>;

/** How a statement is read, and its messages. @param fetch reads it, if not by its id */
const operationOf = (
  client: DatabricksClient,
  statementId: string,
  fetch: FetchStatement = (until) => fetchStatement(until, statementId),
): LongRunningOperation<DatabricksClient, StatementResponse> => {
  const error = (message: string, last?: StatementResponse, hint?: string): DatabricksError => {
    const { state, error: reason, sql_state } = last?.status ?? {};
    return new DatabricksError({
      operation: `Statement ${statementId}`,
      message,
      errorCode: [reason?.error_code, sql_state].filter(Boolean).join(" ") || undefined,
      hint: [hint, queryHistoryHint(client, statementId)].filter(Boolean).join(" "),
      resourceIds: { statementId, ...(state !== undefined && { state }) },
    });
  };
  return {
    name: `Statement ${statementId}`,
    poll: fetch,
    status: statusOf,
    describe: ({ status }) => status.state,
    reason: ({ status }) => (status.state === "PENDING" ? "the warehouse may still be starting" : ""),
    error,
    failure: (ended) => {
      const { message, hint } = explainFailure(client, ended);
      return error(message, ended, hint);
    },
    resumeHint: "It continues to run: get it again later, or cancel it.",
  };
};

/** @param isOurs whether this step has started the statement, so that cancelling it only cleans up */
const cancellationOf = (statementId: string, isOurs: boolean): Cancellation<DatabricksClient> => ({
  request: (until) =>
    until.post(path`/api/2.0/sql/statements/${statementId}/cancel`, {}, { idempotent: true, reads: isOurs }),
  watchMs: cancelWatchMs,
  onPollError: true,
  hint: "Make the statement faster, use a larger warehouse, or wait longer.",
});

/**
 * Cancels a statement and watches how it ends, since a cancellation can be too late.
 * @returns the statement in its last state
 */
export const cancelStatementAndWatch = (
  client: DatabricksClient,
  statementId: string,
): Promise<StatementResponse> =>
  cancelAndWatch(client, operationOf(client, statementId), cancellationOf(statementId, false));

/**
 * Waits for the end of a statement, as long as the client has time.
 * @param cancels whether the statement is ours: then it is cancelled at the deadline and when its state cannot be read
 * @param fetch reads its state, if not by its id
 * @returns the successful response, with its manifest and first chunk
 * @throws DatabricksError with the statement's id when it fails, is cancelled, is closed or takes too long
 */
export const waitForStatement = (
  client: DatabricksClient,
  initial: StatementResponse,
  { cancels, fetch }: { cancels: boolean; fetch?: FetchStatement },
): Promise<StatementResponse> => {
  const { statement_id: id } = initial;
  const ours = { cancellation: cancellationOf(id, true), pollErrorHint: queryHistoryHint(client, id) };
  return pollUntilDone(client, { ...operationOf(client, id, fetch), ...(cancels && ours) }, initial);
};
