/** Errors as a builder reads them: what failed, what Databricks said, and what to do next. */
import { types } from "node:util";
import { maxTextLength } from "./plainText";
import { redactor } from "./redact";
import { sanitizeLine, sanitizer } from "./sanitize";

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
  notSent?: boolean;
  /** Whether the deadline ended it, before it was sent, during an attempt or before a repeat. */
  deadlineExceeded?: boolean;
  /** Ids of what it was about, such as a statement's. */
  resourceIds?: Record<string, string>;
}

/** Knows no secret of a connection, but what looks like one. The connection's own go where the error leaves the component. */
const sanitize = sanitizer(redactor([]));

// Nothing is cut here: what is cut before the connection's secrets are gone could leave the beginning of one.
const plain = (text: string): string => sanitize(text, maxTextLength);
const plainLine = (text: string): string => sanitizeLine(sanitize, text, maxTextLength);

/** The failure with all its texts plain, wherever they come from. */
const sanitized = (failure: Failure): Failure => {
  const { operation, message, errorCode, requestId, hint, resourceIds = {} } = failure;
  const ids = Object.entries(resourceIds).map(([name, id]) => [name, plainLine(String(id))]);
  return {
    ...failure,
    operation: plainLine(operation),
    message: plain(message) || "no message",
    errorCode: (errorCode && plainLine(errorCode)) || undefined,
    requestId: (requestId && plainLine(requestId)) || undefined,
    hint: hint && plain(hint),
    resourceIds: failure.resourceIds && Object.fromEntries(ids),
  };
};

/** Any failure of a request to Databricks, or of what was asked of it. Its texts are plain. */
export class DatabricksError extends Error {
  override readonly name = "DatabricksError";
  readonly operation: string;
  /** What went wrong, in Databricks' words where it has any, alone. A part of the message, so not shown beside it. */
  declare readonly detail: string;
  readonly status?: number;
  readonly errorCode?: string;
  readonly requestId?: string;
  readonly hint?: string;
  readonly outcomeUnknown?: boolean;
  readonly carriedOut?: boolean;
  readonly notSent?: boolean;
  readonly deadlineExceeded?: boolean;
  /** How often the request was sent. */
  readonly timesSent?: number;
  readonly resourceIds?: Record<string, string>;

  constructor(told: Failure) {
    const failure = sanitized(told);
    super(formatMessage(failure));
    Object.defineProperty(this, "detail", { value: failure.message, writable: true, configurable: true });
    this.operation = failure.operation;
    this.status = failure.status;
    this.errorCode = failure.errorCode;
    this.requestId = failure.requestId;
    this.hint = failure.hint;
    this.outcomeUnknown = failure.outcomeUnknown;
    this.carriedOut = failure.carriedOut;
    this.notSent = failure.notSent;
    this.deadlineExceeded = failure.deadlineExceeded;
    this.timesSent = failure.sent?.times;
    this.resourceIds = failure.resourceIds;
  }

  /** The error as plain data, message included, for logs and step results. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

const endWithPeriod = (sentence: string): string =>
  /[.!?]["')\]]?$/.test(sentence) ? sentence : `${sentence}.`;

const formatMessage = (failure: Failure): string => {
  const { operation, message, status, errorCode, requestId, sent, hint, outcomeUnknown, carriedOut } =
    failure;
  // Some codes are the status once more.
  const code = errorCode === String(status) ? undefined : errorCode;
  const said = [status && `HTTP ${status}`, code].filter(Boolean).join(" ");
  return [
    endWithPeriod(`${operation} failed${said ? ` (${said})` : ""}: ${message}`),
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
export const appendHint = (error: unknown, note: string): Error => {
  const noted = toError(error);
  noted.message = `${noted.message} ${plain(note)}`;
  return noted;
};

/** The component's error hook: an Error goes on unchanged; whatever else was thrown becomes one. */
export const toError = (thrown: unknown): Error => {
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
export const wasDeletedByRetry = (error: unknown): boolean =>
  error instanceof DatabricksError && error.status === 404 && (error.timesSent ?? 1) > 1;
