/** Errors as a builder reads them: what failed, what Databricks said, and what to do next. */
import { types } from "node:util";

/** What is known of a failure. */
export interface Failure {
  /** What was attempted, such as `GET /api/2.0/sql/warehouses/475b94ddc7cd5211`. */
  operation: string;
  /** What went wrong, in Databricks' words where it has any. */
  message: string;
  /** HTTP status, where an answer came. */
  status?: number;
  /** Databricks' `error_code`, or the network's. */
  errorCode?: string;
  /** Databricks' id of the request, for its support. */
  requestId?: string;
  /** How often the request was sent, and within what time, where that was more than once. */
  sent?: { times: number; withinMs: number };
  /** What to do next. */
  hint?: string;
  /** Whether it is unknown if the request was carried out. */
  outcomeUnknown?: boolean;
  /** Whether the request was carried out although its answer is of no use; told where a second execution matters. */
  carriedOut?: boolean;
  /** Whether no connection came about, so that nothing was sent. */
  neverSent?: boolean;
  /** Whether the deadline ended it, before it was sent, during an attempt or before a repeat. */
  deadlineExceeded?: boolean;
  /** Ids of what it was about, such as a statement's. */
  resourceIds?: Record<string, string>;
}

/** Any failure of a request to Databricks, or of what was asked of it. It holds no secret. */
export class DatabricksError extends Error {
  override readonly name = "DatabricksError";
  readonly operation: string;
  /** A part of the message, so not shown beside it. */
  readonly #said: string;
  readonly status?: number;
  readonly errorCode?: string;
  readonly requestId?: string;
  readonly hint?: string;
  readonly outcomeUnknown?: boolean;
  readonly carriedOut?: boolean;
  readonly neverSent?: boolean;
  readonly deadlineExceeded?: boolean;
  /** How often the request was sent. */
  readonly timesSent?: number;
  readonly resourceIds?: Record<string, string>;

  constructor(failure: Failure) {
    super(sentences(failure));
    this.operation = failure.operation;
    this.#said = failure.message;
    this.status = failure.status;
    this.errorCode = failure.errorCode;
    this.requestId = failure.requestId;
    this.hint = failure.hint;
    this.outcomeUnknown = failure.outcomeUnknown;
    this.carriedOut = failure.carriedOut;
    this.neverSent = failure.neverSent;
    this.deadlineExceeded = failure.deadlineExceeded;
    this.timesSent = failure.sent?.times;
    this.resourceIds = failure.resourceIds;
  }

  /** What went wrong, in Databricks' words where it has any, alone. */
  get said(): string {
    return this.#said;
  }

  /** The error as plain data, message included, for logs and step results. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

const closed = (sentence: string): string => (/[.!?]["')\]]?$/.test(sentence) ? sentence : `${sentence}.`);

const sentences = (failure: Failure): string => {
  const { operation, message, status, errorCode, requestId, sent, hint, outcomeUnknown, carriedOut } =
    failure;
  // Some codes are the status once more.
  const code = errorCode === String(status) ? undefined : errorCode;
  const said = [status && `HTTP ${status}`, code].filter(Boolean).join(" ");
  return [
    closed(`${operation} failed${said ? ` (${said})` : ""}: ${message}`),
    sent && `Sent ${sent.times} times within ${Math.round(sent.withinMs / 1000)} s.`,
    outcomeUnknown && "It is not known whether the request was carried out.",
    carriedOut && "The request was carried out: only its answer cannot be read.",
    hint,
    // Databricks puts the id into some messages itself.
    requestId && !message.includes(requestId) && `Request id: ${requestId}.`,
  ]
    .filter(Boolean)
    .join(" ");
};

/**
 * The same error with a sentence more, for what its maker could not know. Its class, which the platform reads, stays.
 * @param note a whole sentence
 */
export const withNote = (error: unknown, note: string): Error => {
  const noted = asError(error);
  noted.message = `${noted.message} ${note}`;
  return noted;
};

/** The component's error hook: an Error goes on unchanged; whatever else was thrown becomes one. */
export const asError = (thrown: unknown): Error => {
  if (thrown instanceof Error || types.isNativeError(thrown)) return thrown;
  const message =
    typeof thrown === "object" && thrown !== null && "message" in thrown ? thrown.message : thrown;
  return new Error(
    typeof message === "string" && message !== "" ? message : "The step failed without saying why.",
  );
};

/**
 * Whether something that was to be deleted is gone: a deletion whose answer was lost has been sent again, and what the
 * first one deleted is not there any more.
 */
export const isGoneByRepeat = (error: unknown): boolean =>
  error instanceof DatabricksError && error.status === 404 && (error.timesSent ?? 1) > 1;
