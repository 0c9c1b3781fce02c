/** Submits statements: once, or again if that is certainly safe. */

import type { DatabricksClient } from "../../client";
import { mayBeCarriedOut } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { defaultRetryPolicy, isPossiblyCarriedOut, type RetryPolicy } from "../../http/retry";
import { mayRefuseTags, sendTagged } from "../costTags";
import { findEarlierStatement, findLostStatement, newStatementKey } from "./lostStatement";
import { withCostTags, withOwnTag } from "./queryTags";
import { expectUncut, withLimits } from "./resultLimits";
import { actingReason, onlyReads } from "./sqlEffects";
import { hasSeveralStatements } from "./sqlText";
import { waitForStatement } from "./statementExecution";
import { type ExecuteStatementRequest, type StatementResponse, statementSchema } from "./statements";
import { inStatementTurn } from "./statementTurns";

/** The disposition of a result. */
export type Disposition = "automatic" | "inline" | "externalLinks";

/** The longest that Databricks waits for a statement before it responds, in seconds. */
const maxServerWaitS = 50;

/** How much longer than the server's own wait a response may take, in milliseconds. */
const responseMarginMs = 30_000;

/** The shortest that Databricks waits, in seconds; 0 means that it does not wait at all. */
const minServerWaitS = 5;

/** A response at the last moment could be too late: then the statement's id would be unknown. In milliseconds. */
const reserveMs = 10_000;

const serverWait = (timeoutMs: number): number => {
  const wait = Math.min(maxServerWaitS, Math.floor((timeoutMs - reserveMs) / 1000));
  return wait < minServerWaitS ? 0 : wait;
};

/** What its caller knows of a statement. */
interface SubmissionOptions {
  /** Whether running it twice does no harm; if omitted, only what certainly reads is run again. */
  isRepeatable?: boolean;
  /** Is given the statement's id as soon as it is known. */
  onSubmitted?: (statementId: string) => void;
  /** Is called when the statement is submitted again although an earlier attempt may have been carried out. */
  onResubmitted?: () => void;
  /** The token of the step, if it is to join the statement of an earlier attempt. */
  stepToken?: string;
}

/** Retries as usual, and reports when an attempt that is retried may have been carried out. */
const tellingPolicy = (onResubmitted: () => void): RetryPolicy => ({
  ...defaultRetryPolicy,
  shouldRetry: (attempt) => {
    const isRetried = defaultRetryPolicy.shouldRetry(attempt);
    if (isRetried && isPossiblyCarriedOut(attempt)) onResubmitted();
    return isRetried;
  },
});

/** What the client is told of a statement: whether it only reads, or else why it may change something. */
const effectOf = ({ statement }: ExecuteStatementRequest): { reads: boolean; mayChange?: string } => {
  const reason = actingReason(statement);
  return reason === undefined
    ? { reads: true }
    : { reads: false, mayChange: `the statement may change something: ${reason}` };
};

/**
 * Submits a statement; the server waits for its end as long as it may. A statement that may write has a key among its
 * tags: if its response is lost, it is found again by that, and is not run a second time.
 * @param disposition the disposition of the result; inline for automatic
 * @param waitMs how long to wait for the end; 0 for a response at once
 * @throws DatabricksError that says when the statement may have run although there was no response
 */
export const submitStatement = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  disposition: Disposition,
  waitMs: number,
  options: SubmissionOptions = {},
): Promise<StatementResponse> => {
  const effect = effectOf(request);
  const { isRepeatable = effect.reads, onResubmitted, stepToken } = options;
  const key = isRepeatable ? undefined : newStatementKey(stepToken);
  const joins = key !== undefined && stepToken !== undefined;
  const earlier = joins && (await findEarlierStatement(client, request.warehouse_id, stepToken));
  if (earlier) return earlier;
  const own = joins ? withOwnTag(request.query_tags, key) : request.query_tags;
  const added = key === undefined || joins ? [] : [key];
  const untagged: ExecuteStatementRequest = {
    ...request,
    ...(own && { query_tags: own }),
    disposition: disposition === "externalLinks" ? "EXTERNAL_LINKS" : "INLINE",
  };
  let lastSent = untagged;
  return sendTagged(client, {
    kind: "statements",
    withTags: (costTags) => {
      const tags = withCostTags(own, [...added, ...costTags]);
      return tags && { ...untagged, query_tags: tags };
    },
    untagged,
    send: (body) => {
      lastSent = body;
      // What was sent before has taken of the time.
      const wait = serverWait(Math.min(waitMs, client.deadline.remainingMs));
      const waiting = { wait_timeout: `${wait}s`, ...(wait > 0 && { on_wait_timeout: "CONTINUE" }) };
      return client.post(
        path`/api/2.0/sql/statements`,
        { ...body, ...waiting },
        {
          schema: statementSchema,
          textOnly: true,
          timeoutMs: wait * 1000 + responseMarginMs,
          idempotent: isRepeatable,
          ...effect,
          ...(onResubmitted && { policy: tellingPolicy(onResubmitted) }),
        },
      );
    },
  }).catch((error: unknown) => {
    if (joins && mayRefuseTags(error)) {
      throw appendHint(
        error,
        "Join Earlier Statement adds a query tag of its own: it must be false in a workspace that accepts none.",
      );
    }
    if (isRepeatable || !(error instanceof DatabricksError) || !mayBeCarriedOut(error)) throw error;
    return findLostStatement(client, lastSent, key, error);
  });
};

/** Databricks' message when a result is too large for inline. */
const tooLargeInline = /inline byte limit exceeded|disposition\s*=\s*EXTERNAL_LINKS/i;

/** Whether a statement was refused as it may be because its text has several. */
const mayBeSeveral = (error: unknown, { statement }: ExecuteStatementRequest): boolean =>
  error instanceof DatabricksError &&
  error.message.includes("PARSE_SYNTAX_ERROR") &&
  hasSeveralStatements(statement);

const isTooLargeInline = (error: unknown): boolean =>
  error instanceof DatabricksError && tooLargeInline.test(error.message);

/**
 * Runs a statement to its end, as long as the client has time: the server waits first, so that most statements take one
 * request; then the state is polled at growing intervals. With automatic disposition, a statement whose result is too
 * large for inline is run again with external links, if it certainly only reads.
 * @returns the successful response, with its manifest and first chunk or link
 */
export const runStatement = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  disposition: Disposition,
  options: SubmissionOptions = {},
): Promise<StatementResponse> => {
  const limited = withLimits(request, client);
  const run = async (currentDisposition: Disposition): Promise<StatementResponse> => {
    const ended = await inStatementTurn(client, async () => {
      const { remainingMs } = client.deadline;
      const initial = await submitStatement(client, limited, currentDisposition, remainingMs, options);
      options.onSubmitted?.(initial.statement_id);
      return waitForStatement(client, initial, { cancels: true });
    });
    expectUncut(client, request, limited, ended);
    return ended;
  };
  return run(disposition).catch((error: unknown) => {
    if (mayBeSeveral(error, request)) {
      throw appendHint(
        error,
        "Databricks runs one statement per request: run each statement in a separate step.",
      );
    }
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
