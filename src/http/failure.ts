/** Turns whatever a request threw into what a builder should read. */
import { type AxiosError, isAxiosError } from "axios";
import { notSentInTime } from "./attempt";
import { formatDuration } from "./deadline";
import { bodyText, readErrorBody } from "./errorBody";
import type { Failure } from "./errors";
import { withHint } from "./hints";
import { cut, plainText } from "./plainText";
import type { Redact } from "./redact";
import {
  askedTooLongMs,
  failedAttempt,
  isDeadlineExceeded,
  isHarmless,
  isUnreachable,
  repeatsOf,
} from "./retry";
import { unexpectedUpgrade } from "./upgrade";

/** What is known of the request that failed. */
export interface FailedRequest {
  /** The request in words. */
  operation: string;
  /** Whether it went to the connection's workspace: only then do hints about it make sense. */
  toWorkspace: boolean;
  /** Whether the connection's token went along. */
  carriesToken: boolean;
  /** Removes the connection's secrets, should an answer repeat them. */
  redact: Redact;
}

type Said = Partial<Failure> & { message: string };

const checkHost = "Check the host of the connection: it must be the workspace's own, with its whole domain.";

const networkMessages: { when: RegExp; message: string; hint?: string }[] = [
  { when: /^ENOTFOUND$/, message: "the host name is not known", hint: checkHost },
  { when: /^ECONNREFUSED$/, message: "the host refused the connection", hint: checkHost },
  { when: /^(?:EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/, message: "the host cannot be reached" },
  { when: /^EPROTO$|WRONG_VERSION/, message: "the host does not speak https", hint: checkHost },
  { when: /CERT|_TLS_/, message: "the host's certificate was not accepted", hint: checkHost },
  {
    when: new RegExp(`^${unexpectedUpgrade}$`),
    message: "the host answered 101 Switching Protocols, which nobody asked for",
    hint: checkHost,
  },
  { when: /^HPE_/, message: "the host does not speak HTTP", hint: checkHost },
  { when: /^ERR_INVALID_CHAR$/, message: "a header holds a character that no header may hold" },
  { when: /^ERR_STRING_TOO_LONG$/, message: "the answer is longer than 500 MB, too long to be read as text" },
  {
    when: new RegExp(`^${notSentInTime}$`),
    message: "it was not sent: the service limits the rate of requests, and its turn did not come in time",
    hint: "Try again later, or run fewer steps at once.",
  },
  { when: /^ERR_CANCELED$/, message: "it was called off" },
  { when: /^ERR_FR_REDIRECTION_FAILURE$/, message: "the host redirects to where no request may go" },
  { when: /^ERR_FR_TOO_MANY_REDIRECTS$/, message: "the host redirects again and again" },
];

const ofNetwork = (error: AxiosError): Said => {
  const { code = "", config, response } = error;
  const known = networkMessages.find(({ when }) => when.test(code));
  const errorCode = code || undefined;
  if (known) return { errorCode, message: known.message, hint: known.hint };
  if (/^(?:ECONNABORTED|ETIMEDOUT)$/.test(code)) {
    const { attemptMs = 0, deadline } = config?.databricks ?? {};
    const why = deadline?.isOver ? ", when the time for this was up" : "";
    return { errorCode, message: `no answer came within ${formatDuration(attemptMs)}${why}` };
  }
  const message = response
    ? "the connection broke in the middle of the answer"
    : "the connection broke before an answer came";
  return { errorCode, message };
};

/** A workspace answers JSON or an error; a redirect leads to a sign-in page. */
const ofRedirect = (location: string, toWorkspace: boolean): Said =>
  /private-link-validation-error/.test(location)
    ? {
        message: "the workspace refuses this network (Private Link)",
        hint: "Admit the network that the integration calls from in the workspace's network settings.",
      }
    : {
        message: "the host redirects elsewhere instead of answering",
        hint: toWorkspace ? checkHost : `It points to ${location || "nowhere"}.`,
      };

const ofAnswer = (error: AxiosError, { redact, toWorkspace }: FailedRequest): Said => {
  const { response } = error;
  const { status } = failedAttempt(error);
  if (!response || status === undefined) return ofNetwork(error);
  const { headers, statusText } = response;
  if (status >= 300 && status < 400) {
    return { status, ...ofRedirect(redact(String(headers.location ?? ""), 300), toWorkspace) };
  }
  const reason = String(headers["x-databricks-reason-phrase"] ?? statusText ?? "");
  // Secrets go first, while they are still whole.
  const body = readErrorBody(redact(bodyText(response.data)), redact(reason));
  const requestId = body.requestId ?? headers["x-request-id"];
  return { status, ...body, requestId: requestId === undefined ? undefined : plainText(String(requestId)) };
};

const waitHint = (askedMs: number): string =>
  `The server asks for a pause of ${Math.ceil(askedMs / 1000)} s, longer than this step may wait: try again later.`;

/** What to say when another host than the workspace refuses. */
const foreignHint = ({ status }: Failure, carriesToken: boolean): string | undefined => {
  if (status !== 401 && status !== 403) return undefined;
  return carriesToken
    ? "The connection's token is one of its workspace: this host may not accept it."
    : "The connection's token did not go along: it goes to the workspace and, over https, to Databricks' own domains alone.";
};

const ofAxios = (error: AxiosError, request: FailedRequest): Said => {
  const said = ofAnswer(error, request);
  const attempt = failedAttempt(error);
  const askedMs = askedTooLongMs(error);
  const repeats = repeatsOf(error);
  const outcomeUnknown = error.config?.databricks?.outcomeUnknown || undefined;
  return {
    ...said,
    hint: askedMs ? waitHint(askedMs) : said.hint,
    outcomeUnknown,
    carriedOut: (!outcomeUnknown && attempt.carriedOut && !isHarmless(attempt)) || undefined,
    neverSent: isUnreachable(attempt) || undefined,
    deadlineExceeded: isDeadlineExceeded(error) || undefined,
    sent:
      repeats > 0
        ? { times: repeats + 1, withinMs: error.config?.databricks?.deadline.elapsedMs ?? 0 }
        : undefined,
  };
};

/**
 * Reads what is known of a failed request. Nothing of what was thrown is kept: axios' errors hold the token.
 * @param thrown what axios threw, or what was thrown in its place
 */
export const failureOf = (thrown: unknown, request: FailedRequest): Failure => {
  const { operation, redact, toWorkspace, carriesToken } = request;
  const said: Said = isAxiosError(thrown)
    ? ofAxios(thrown, request)
    : { message: thrown instanceof Error ? thrown.message : "it failed without saying why" };
  const failure = {
    ...said,
    operation,
    // Once more: a secret could have been split by what has been cleaned away.
    message: cut(redact(plainText(said.message))),
    errorCode: said.errorCode && redact(said.errorCode),
    requestId: said.requestId && cut(redact(said.requestId), 100),
  };
  return toWorkspace
    ? withHint(failure)
    : { ...failure, hint: failure.hint ?? foreignHint(failure, carriesToken) };
};
