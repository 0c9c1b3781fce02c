/** Errors as a builder reads them: what failed, Databricks' message, and what to do next. */
import { types } from "node:util";
import { maxTextLength } from "./controlCharacters";
import { redactor } from "./redact";
import { sanitizeLine, sanitizer } from "./sanitize";

/** What is known of a failure. */
export interface Failure {
  /** What was attempted, such as `GET /api/2.0/sql/warehouses/475b94ddc7cd5211`. */
  operation: string;
  /** What went wrong, in Databricks' words if it has any. */
  message: string;
  /** HTTP status, if there was a response. */
  status?: number;
  /** Databricks' `error_code`, or the network's. */
  errorCode?: string;
  /** Databricks' id of the request, for its support. */
  requestId?: string;
  /** How often it was tried to send the request, and within what time, if that was more than once. */
  sent?: { times: number; withinMs: number };
  /** What to do next. */
  hint?: string;
  /** Whether it is unknown if any attempt was carried out; set for what may change something. */
  outcomeUnknown?: boolean;
  /** Whether the request was carried out although its response is unusable; set for what may change something. */
  carriedOut?: boolean;
  /** Whether no connection was established, so that nothing was sent. */
  notSent?: boolean;
  /** Whether the workspace refuses to sign the connection in, so that the connection must be changed. */
  refusedSignIn?: boolean;
  /** Whether a response broke off while it was handed over: the request may be sent again. */
  interrupted?: boolean;
  /** Whether the deadline ended it, before it was sent, during an attempt or before a retry. */
  deadlineExceeded?: boolean;
  /** Where the response redirects to; blank if unknown. */
  redirectTarget?: string;
  /** Ids of the objects involved, such as a statement's. */
  resourceIds?: Record<string, string>;
}

/** Removes what looks like a secret. The connection's own secrets are removed where the error leaves the component. */
const sanitize = sanitizer(redactor([]));

// Nothing is truncated here: that could leave the beginning of a secret, before the connection's own are removed.
const clean = (text: string): string => sanitize(text, maxTextLength);
const cleanLine = (text: string): string => sanitizeLine(sanitize, text, maxTextLength);

/** The failure with all its texts sanitized, wherever they come from. */
const sanitized = (failure: Failure): Failure => {
  const { operation, message, errorCode, requestId, hint, resourceIds = {} } = failure;
  const ids = Object.entries(resourceIds).map(([name, id]) => [name, cleanLine(String(id))]);
  return {
    ...failure,
    operation: cleanLine(operation),
    message: clean(message) || "no message",
    errorCode: (errorCode && cleanLine(errorCode)) || undefined,
    requestId: (requestId && cleanLine(requestId)) || undefined,
    hint: hint && clean(hint),
    resourceIds: failure.resourceIds && Object.fromEntries(ids),
  };
};

/** Any failure of a request to Databricks, or of the requested operation. Its texts are sanitized. */
export class DatabricksError extends Error {
  override readonly name = "DatabricksError";
  readonly operation: string;
  /** Only what went wrong, in Databricks' words if it has any. A part of the message, so not shown separately. */
  declare readonly detail: string;
  readonly status?: number;
  readonly errorCode?: string;
  readonly requestId?: string;
  readonly hint?: string;
  readonly outcomeUnknown?: boolean;
  readonly carriedOut?: boolean;
  readonly notSent?: boolean;
  readonly interrupted?: boolean;
  readonly deadlineExceeded?: boolean;
  readonly resourceIds?: Record<string, string>;

  constructor(given: Failure) {
    const failure = sanitized(given);
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
    this.interrupted = failure.interrupted;
    this.deadlineExceeded = failure.deadlineExceeded;
    this.resourceIds = failure.resourceIds;
  }

  /** The error as plain data, message included, for logs and step results. */
  toJSON(): object {
    return { ...this, message: this.message };
  }
}

/** A text as a whole sentence, which another one can follow. */
export const endWithPeriod = (sentence: string): string =>
  /[.!?]["')\]]?$/.test(sentence) ? sentence : `${sentence}.`;

const formatMessage = (failure: Failure): string => {
  const { operation, message, status, errorCode, requestId, sent, hint } = failure;
  const { notSent, outcomeUnknown, carriedOut } = failure;
  // Some codes are the status once more.
  const code = errorCode === String(status) ? undefined : errorCode;
  const statusAndCode = [status && `HTTP ${status}`, code].filter(Boolean).join(" ");
  return [
    endWithPeriod(`${operation} failed${statusAndCode ? ` (${statusAndCode})` : ""}: ${message}`),
    sent && `${notSent ? "Tried" : "Sent"} ${sent.times} times within ${Math.round(sent.withinMs / 1000)} s.`,
    outcomeUnknown && "It is not known whether the request was carried out.",
    carriedOut && "The request was carried out, but its response cannot be read.",
    hint,
    // Databricks puts the id into some messages itself.
    requestId && !message.includes(requestId) && `Request id: ${requestId}.`,
  ]
    .filter(Boolean)
    .join(" ");
};

/**
 * Adds a sentence to an error's message, for what its creator could not know. Its class, which the platform reads,
 * stays.
 * @param hint a whole sentence
 */
export const appendHint = (thrown: unknown, hint: string): Error => {
  const error = toError(thrown);
  error.message = `${error.message} ${clean(hint)}`;
  return error;
};

/**
 * Makes a handler of rejected promises that appends a hint to their errors.
 * @param applies which errors get the hint, if not all; every other one is thrown unchanged
 */
export const rethrowWithHint =
  (hint: string, applies: (error: unknown) => boolean = () => true) =>
  (error: unknown): never => {
    throw applies(error) ? appendHint(error, hint) : error;
  };

/** The component's error hook: an Error is passed on unchanged; anything else that was thrown becomes one. */
export const toError = (thrown: unknown): Error => {
  if (thrown instanceof Error || types.isNativeError(thrown)) return thrown;
  const message =
    typeof thrown === "object" && thrown !== null && "message" in thrown ? thrown.message : thrown;
  return new Error(
    typeof message === "string" && message !== "" ? message : "The step failed without a reason.",
  );
};
