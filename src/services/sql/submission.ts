/** Submits statements: once, or again where that surely does no harm. */

import type { DatabricksClient } from "../../client";
import { appendHint, DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { onlyReads } from "./sqlText";
import { waitForStatement } from "./statementExecution";
import { type ExecuteStatementRequest, type StatementResponse, statementSchema } from "./statements";

/** The way in which a result travels. */
export type Disposition = "automatic" | "inline" | "externalLinks";

/** The longest that Databricks waits for a statement before it answers, in seconds. */
const maxServerWaitS = 50;

/** How much longer than the server's own wait an answer may take, in milliseconds. */
const responseMarginMs = 30_000;

/** The shortest that Databricks waits, in seconds; 0 means that it does not wait at all. */
const minServerWaitS = 5;

/** An answer at the last moment could come too late: then nobody would know the statement's id. In milliseconds. */
const reserveMs = 10_000;

const serverWait = (timeoutMs: number): number => {
  const wait = Math.min(maxServerWaitS, Math.floor((timeoutMs - reserveMs) / 1000));
  return wait < minServerWaitS ? 0 : wait;
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
  const wireDisposition = disposition === "externalLinks" ? "EXTERNAL_LINKS" : "INLINE";
  return client
    .post(
      path`/api/2.0/sql/statements`,
      {
        ...request,
        disposition: wireDisposition,
        wait_timeout: `${wait}s`,
        ...(wait > 0 && { on_wait_timeout: "CONTINUE" }),
      },
      {
        schema: statementSchema,
        textOnly: true,
        timeoutMs: wait * 1000 + responseMarginMs,
        idempotent: onlyReads(request.statement),
      },
    )
    .catch((error: unknown) => {
      const mayHaveExecuted = error instanceof DatabricksError && (error.outcomeUnknown || error.carriedOut);
      throw mayHaveExecuted
        ? appendHint(error, "The statement may have run: check the query history before running it again.")
        : error;
    });
};

/** What Databricks says when a result does not fit inline. */
const tooLargeInline = /inline byte limit exceeded|disposition\s*=\s*EXTERNAL_LINKS/i;

const isTooLargeInline = (error: unknown): boolean =>
  error instanceof DatabricksError && tooLargeInline.test(error.message);

/**
 * Runs a statement to its end, as long as the client has time: the server waits first, so that most statements take one request; then the state is
 * asked for at growing intervals. With the disposition left to us, a result that is too large inline is asked for
 * again with external links, when the statement surely only reads.
 * @returns the successful answer, with its manifest and first chunk or link
 */
export const runStatement = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  disposition: Disposition,
): Promise<StatementResponse> => {
  const run = async (currentDisposition: Disposition): Promise<StatementResponse> => {
    const initial = await submitStatement(client, request, currentDisposition, client.deadline.remainingMs);
    return waitForStatement(client, initial, { cancels: true });
  };
  return run(disposition).catch((error: unknown) => {
    if (!isTooLargeInline(error)) throw error;
    if (disposition === "inline") throw appendHint(error, "Set Disposition to External Links or Automatic.");
    if (!onlyReads(request.statement)) {
      throw appendHint(
        error,
        "The statement may write, so it is not run again automatically: set Disposition to External Links.",
      );
    }
    client.logger.info("The result is too large for inline: the statement is run again with external links");
    return run("externalLinks");
  });
};
