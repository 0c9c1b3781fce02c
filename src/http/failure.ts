/** Turns whatever a request threw into a failure that a builder can read. */

import { type AxiosError, type AxiosResponse, isAxiosError } from "axios";
import { notSentInTimeCode } from "./attempt";
import { stripControlCharacters } from "./controlCharacters";
import { formatDuration } from "./deadline";
import { bodyText, type ErrorBody, readErrorBody } from "./errorBody";
import type { Failure } from "./errors";
import type { Redact } from "./redact";
import { requestOutcome } from "./requestOutcome";
import {
  failedAttempt,
  isDeadlineExceeded,
  isUnreachable,
  retryAfterExceedsBudget,
  retryCount,
} from "./retry";
import { sanitizeLine, sanitizer } from "./sanitize";
import { unexpectedUpgradeCode } from "./upgrade";

/** What is known of the request that failed. */
interface FailedRequest {
  /** The request in words. */
  operation: string;
  /** Whether it went to the connection's workspace. */
  toWorkspace: boolean;
  /** Whether it carried the connection's token. */
  carriesToken: boolean;
  /** Whether it went through the workspace's tunnel. */
  isTunneled: boolean;
  /** Removes the connection's secrets, should a response repeat them. */
  redact: Redact;
}

type ParsedError = Partial<Failure> & { message: string };

const checkHost = "Check the host of the connection: it must be the workspace's own, with its whole domain.";

const checkTunnel =
  "Check that the on-premise agent runs and leads to the workspace, and that Workspace Host in the connection is the workspace's own name.";

const networkMessages: { when: RegExp; message: string; hint?: string }[] = [
  { when: /^ENOTFOUND$/, message: "the host name is not known", hint: checkHost },
  { when: /^ECONNREFUSED$/, message: "the host refused the connection", hint: checkHost },
  { when: /^(?:EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/, message: "the host cannot be reached" },
  { when: /^EPROTO$|WRONG_VERSION/, message: "the host does not speak https", hint: checkHost },
  { when: /CERT|_TLS_/, message: "the host's certificate was not accepted", hint: checkHost },
  {
    when: new RegExp(`^${unexpectedUpgradeCode}$`),
    message: "the host responded with 101 Switching Protocols, which was not requested",
    hint: checkHost,
  },
  { when: /^HPE_HEADER_OVERFLOW$/, message: "the headers of the response are too long to be read" },
  {
    when: /^Z_DATA_ERROR$|^ERR__ERROR_FORMAT_/,
    message: "the response cannot be unpacked: it is not compressed as its headers say",
  },
  { when: /^HPE_/, message: "the host does not speak HTTP", hint: checkHost },
  { when: /^ERR_FORBIDDEN_ADDRESS$/, message: "the host resolves to an address that is not allowed" },
  { when: /^ERR_INVALID_CHAR$/, message: "a header contains a character that is not allowed in headers" },
  {
    when: /^ERR_STRING_TOO_LONG$/,
    message: "the response is longer than 500 MB, too long to be read as text",
  },
  {
    when: new RegExp(`^${notSentInTimeCode}$`),
    message: "it was not sent: the service limits the rate of requests, and its turn was not reached in time",
    hint: "Try again later, or run fewer steps at once.",
  },
  { when: /^ERR_CANCELED$/, message: "it was aborted" },
  { when: /^ERR_FR_REDIRECTION_FAILURE$/, message: "the host redirects to an address that is not allowed" },
  { when: /^ERR_FR_TOO_MANY_REDIRECTS$/, message: "the host redirects too many times" },
];

const fromNetworkError = (error: AxiosError): ParsedError => {
  const { code = "", config, response } = error;
  const networkMessage = networkMessages.find(({ when }) => when.test(code));
  const errorCode = code || undefined;
  if (networkMessage) return { errorCode, message: networkMessage.message, hint: networkMessage.hint };
  const { notSent } = failedAttempt(error);
  if (/^(?:ECONNABORTED|ETIMEDOUT)$/.test(code)) {
    if (notSent) return { errorCode, message: "no connection to the host was made in time", hint: checkHost };
    const { attemptMs = 0, deadline } = config?.databricks ?? {};
    if (response && deadline?.isOver) {
      const after = formatDuration(deadline.totalMs);
      return {
        errorCode,
        message: `the response had not ended after ${after}, when the timeout was reached`,
      };
    }
    const why = deadline?.isOver ? ", until the timeout was reached" : "";
    const what = response ? "nothing more of the response" : "no response";
    return { errorCode, message: `${what} was received within ${formatDuration(attemptMs)}${why}` };
  }
  const message = response
    ? "the connection broke during the response"
    : "the connection broke before a response was received";
  // A host that closes every connection before anything is sent leads to no workspace.
  return { errorCode, message, hint: notSent ? checkHost : undefined };
};

/** The status that redirects nowhere: what was requested on a condition has not changed. */
const notModified = 304;

const fromRedirect = (target: string, { toWorkspace }: FailedRequest): ParsedError => ({
  message: "the host redirects elsewhere instead of responding",
  redirectTarget: target,
  hint: toWorkspace ? undefined : `It points to ${target || "nowhere"}.`,
});

/**
 * The scopes that a `WWW-Authenticate` header says are missing; undefined if there are none.
 * https://www.rfc-editor.org/rfc/rfc6750#section-3.1
 */
export const challengedScopes = (header: string): string | undefined =>
  /\berror="?insufficient_scope\b/.test(header)
    ? (/\bscope="([^"]{1,200})"/.exec(header)?.[1]?.trim().replace(/\s+/g, ", ") ?? "")
    : undefined;

/** What a response says, with the scopes that its challenge requests. */
const withChallenge = (body: ErrorBody, challenge: string): ErrorBody => {
  const scopes = challengedScopes(stripControlCharacters(challenge));
  if (scopes === undefined) return body;
  const missing = scopes === "" || body.message.includes(scopes) ? "" : ` (required scopes: ${scopes})`;
  return { ...body, errorCode: "insufficient_scope", message: `${body.message}${missing}` };
};

/** What a status means where the response has no words, as that of a HEAD. */
const statusMessages: Readonly<Record<number, string>> = {
  401: "the credential is missing or not accepted",
  403: "access is denied",
  404: "it is not found",
  409: "it is in conflict with what there is",
  412: "it has changed meanwhile",
  416: "the range is beyond the end",
  429: "there are too many requests",
};

const reasonOf = ({ headers, status, statusText, config }: AxiosResponse): string => {
  const reason = headers["x-databricks-reason-phrase"];
  if (reason !== undefined) return String(reason);
  const isHead = config.method?.toUpperCase() === "HEAD";
  return (isHead ? statusMessages[status] : undefined) ?? statusText ?? "";
};

const fromResponse = (error: AxiosError, request: FailedRequest): ParsedError => {
  const { redact } = request;
  const { response } = error;
  const { status } = failedAttempt(error);
  if (!response || status === undefined) return fromNetworkError(error);
  const { headers } = response;
  if (status >= 300 && status < 400 && status !== notModified) {
    return { status, ...fromRedirect(redact(String(headers.location ?? ""), 300), request) };
  }
  const read = readErrorBody(bodyText(response.data), redact(reasonOf(response)), redact);
  const body = withChallenge(read, redact(String(headers["www-authenticate"] ?? "")));
  const requestId = body.requestId ?? headers["x-request-id"];
  return { status, ...body, requestId: requestId === undefined ? undefined : String(requestId) };
};

const waitHint = (retryAfterMs: number): string =>
  `The server requests a delay of ${Math.ceil(retryAfterMs / 1000)} s, longer than this step may wait: try again later.`;

/** The hint if another host than the workspace refuses. */
const foreignHint = ({ status }: Failure, carriesToken: boolean): string | undefined => {
  if (status !== 401 && status !== 403) return undefined;
  return carriesToken
    ? "The connection's token is for its workspace: this host may not accept it."
    : "The connection's token was not sent: it is sent only to the workspace and, over https, to Databricks' own domains.";
};

const fromAxiosError = (error: AxiosError, request: FailedRequest): ParsedError => {
  const parsed = fromResponse(error, request);
  const attempt = failedAttempt(error);
  const retryAfterMs = retryAfterExceedsBudget(error);
  const retries = retryCount(error);
  return {
    ...parsed,
    hint: retryAfterMs ? waitHint(retryAfterMs) : parsed.hint,
    ...requestOutcome(attempt, {
      carriedOut: attempt.carriedOut,
      possiblyCarriedOut: error.config?.databricks?.possiblyCarriedOut,
    }),
    notSent: isUnreachable(attempt) || undefined,
    deadlineExceeded: isDeadlineExceeded(error) || undefined,
    sent:
      retries > 0
        ? { times: retries + 1, withinMs: error.config?.databricks?.deadline.elapsedMs ?? 0 }
        : undefined,
  };
};

/**
 * Reads what is known of a failed request. Nothing that was thrown is kept: axios' errors hold the token.
 * @param thrown what axios threw, or what was thrown in its place
 */
export const toFailure = (thrown: unknown, request: FailedRequest): Failure => {
  const { operation, redact, toWorkspace, carriesToken, isTunneled } = request;
  const parsed: ParsedError = isAxiosError(thrown)
    ? fromAxiosError(thrown, request)
    : { message: thrown instanceof Error ? thrown.message : "it failed without a reason" };
  const sanitize = sanitizer(redact);
  const failure = {
    ...parsed,
    operation,
    message: sanitize(parsed.message) || "no message",
    errorCode: parsed.errorCode && sanitizeLine(sanitize, parsed.errorCode, 100),
    requestId: parsed.requestId && sanitizeLine(sanitize, parsed.requestId, 100),
  };
  if (isTunneled && failure.hint === checkHost) return { ...failure, hint: checkTunnel };
  if (toWorkspace) return failure;
  // Another host is not that of the connection.
  const hint = failure.hint === checkHost ? undefined : failure.hint;
  return { ...failure, hint: hint ?? foreignHint(failure, carriesToken) };
};
