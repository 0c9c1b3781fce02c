/** Sends a request with its token and its retries, and again with another token where the workspace refuses the first. */
import type { AxiosRequestConfig, AxiosResponse } from "axios";
import { ForbiddenAddressError, isAllowedAddress, isAllowedDownload, lookupFor } from "./addresses";
import { withinLimit } from "./attempt";
import { type WorkspaceAuth, workspaceHeaders } from "./auth";
import { newAxiosInstance } from "./axiosInstance";
import { sourceFailure, WrongSizeError } from "./bodySource";
import { type DataFilter, showAll, shownFailure } from "./dataFilter";
import { type Deadline, formatDuration } from "./deadline";
import { type BodyKind, bodyReader, maxBodyBytes, OversizedBody } from "./download";
import { DatabricksError, type Failure } from "./errors";
import { toFailure } from "./failure";
import { installLog } from "./log";
import { allowanceKey, type Destination, describeRequest, destinationOf, requestHeaders } from "./outgoing";
import { refuseChange } from "./readOnly";
import type { Redact } from "./redact";
import { redirects } from "./redirects";
import type { Response, SendOptions } from "./request";
import { requestOutcome } from "./requestOutcome";
import { InvalidResponseError } from "./response";
import { type ClassifyError, defaultRetryPolicy, installRetry, isIdempotent } from "./retry";
import { poolsFor } from "./sockets";
import { throttled } from "./throttle";
import { type SignInAccess, SignInError } from "./tokenSource";

/** What a transport is created from. */
export interface TransportOptions {
  auth: WorkspaceAuth;
  redact: Redact;
  userAgent: string;
  /** Is given each request and response as a line, if they are logged. */
  log?: (line: string) => void;
  /** Whether what may change something is refused. */
  readOnly: boolean;
  /** Is given each retry, in words. */
  onRetry: (text: string) => void;
  /** Reads what the words of an error response mean for a retry. */
  classify: ClassifyError;
  /** Whether a failure means that the token is no longer accepted, so that another one may be. */
  isRefusedToken: (failure: Failure) => boolean;
  /** Makes the error of a failure. @param toWorkspace whether the request went to the workspace */
  errorFor: (failure: Failure, toWorkspace: boolean) => Error;
}

/** How long an attempt may take by default, in milliseconds. */
export const defaultTimeoutMs = 60_000;

/** How the response is read. Result chunks are read from storage, to which the workspace's rate limits do not apply. */
const bodyConfig = ({ request: { bufferPool }, as }: PreparedRequest): AxiosRequestConfig => {
  const reader = withinLimit(bodyReader({ as: bufferPool ? "bytes" : as, bufferPool }));
  return {
    responseType: "stream",
    decompress: false,
    adapter: bufferPool ? reader : throttled(reader),
  };
};

/** Why a response that does not fit into the memory cannot be used. */
export const oversized = new InvalidResponseError(
  `the response is larger than ${Math.round(maxBodyBytes / 1e6)} MB, or than the memory that this step has left`,
  { hint: "Request less data at a time." },
);

/** What the attempts with a refused token leave unknown. */
type Before = Pick<Failure, "outcomeUnknown">;

/** The failure of a request without time left. */
const deadlineExceeded = (
  operation: string,
  deadline: Deadline,
  { outcomeUnknown }: Before,
  when = "",
): Failure => ({
  operation,
  message: `it was not sent${outcomeUnknown ? " again" : ""}, since the timeout was reached (${formatDuration(deadline.totalMs)})${when}`,
  outcomeUnknown,
  deadlineExceeded: true,
});

/** A request that may be sent. */
interface PreparedRequest extends Destination {
  request: SendOptions;
  as: BodyKind;
  /** The names of the caller's headers. */
  headerNames: string[];
  headers: ReturnType<typeof requestHeaders>;
  dataFilter: DataFilter;
  /** The request in words. */
  operation: string;
  /** Until when it must have ended. */
  deadline: Deadline;
  before: Before;
}

/** Why the response to a request cannot be used. */
const invalidResponseError = (
  { request: { reads }, method, operation, dataFilter }: PreparedRequest,
  { status, headers, config }: AxiosResponse,
  { message, details: { errorCode, hint, isForeign } }: InvalidResponseError,
): DatabricksError => {
  const requestId = headers["x-request-id"] ? String(headers["x-request-id"]) : undefined;
  // A code is a refusal. Whether a web page came from behind the workspace or from before it is not known.
  const isAccepted = errorCode === undefined;
  const possiblyCarriedOut = isAccepted || config.databricks?.possiblyCarriedOut;
  const outcome = requestOutcome(
    { method, reads },
    { carriedOut: isAccepted && !isForeign, possiblyCarriedOut },
  );
  const failure = { operation, message, status, errorCode, requestId, hint, ...outcome };
  return new DatabricksError(shownFailure(failure, dataFilter));
};

/** A response that has come, with what is known of its request. */
interface Exchange<Data> {
  response: AxiosResponse<Data>;
  /** Until when the request must have ended. */
  deadline: Deadline;
  invalidResponse: Response["invalidResponse"];
  /** Makes the error of a failure during the response. */
  asError: (thrown: unknown, known?: Partial<Failure>) => Error;
}

/** A token that was refused, and whether the request may have been carried out with it. */
interface RefusedToken extends Before {
  token: string;
}

/** The failure of a sign-in: that of the request, too, where it is not known what became of that. */
const signInFailure = ({ failure }: SignInError, operation: string, { outcomeUnknown }: Before): Failure =>
  outcomeUnknown
    ? { ...failure, operation: `${operation}, signed in again by ${failure.operation},`, outcomeUnknown }
    : failure;

/** The form of a request for a token, and how long an attempt of it may take, in milliseconds. */
const formHeaders = { "Content-Type": "application/x-www-form-urlencoded" };
const signInTimeoutMs = 30_000;
const inSignIn = " before the sign-in had ended";

/** Makes the function that sends the requests of a workspace. It throws what `errorFor` makes. */
export const createExchange = (options: TransportOptions) => {
  const { auth, redact, userAgent, log, readOnly, onRetry, classify, isRefusedToken, errorFor } = options;
  const { baseUrl, tokens } = auth;
  const instance = newAxiosInstance(userAgent);
  const tell = (text: string): void => onRetry(redact(text));
  if (log) installLog(instance, log, redact);
  installRetry(instance, tell);
  /** What succeeded within this step. */
  const authorized = new Set<string>();

  /** Throws the error of a request that must not be sent. */
  const prepare = (request: SendOptions, as: BodyKind, before: Before): PreparedRequest => {
    const { anonymous = false, dataFilter = showAll, deadline } = request;
    const destination = destinationOf(request, auth);
    const { method, target, ofWorkspace } = destination;
    const headerNames = Object.keys(request.headers ?? {});
    const headers = requestHeaders(request, as);
    const operation = describeRequest(destination, anonymous || dataFilter.hidesQuery === true, redact);
    const change = readOnly && refuseChange(operation, { ...request, method, target, headerNames });
    if (change) throw errorFor(change, ofWorkspace);
    if (deadline.isOver) throw errorFor(deadlineExceeded(operation, deadline, before), ofWorkspace);
    const own = { ...destination, headerNames, headers, dataFilter, operation, before };
    return { request, as, ...own, deadline: deadline.within(deadline.remainingMs) };
  };

  const mayGo = ({ anonymous }: SendOptions, to: URL): boolean =>
    (anonymous ? isAllowedDownload : isAllowedAddress)(to, baseUrl);

  const failureOf = (prepared: PreparedRequest, thrown: unknown): Failure => {
    const { operation, ofWorkspace: toWorkspace, carriesToken, isTunneled, dataFilter } = prepared;
    const sent = { operation, toWorkspace, carriesToken, isTunneled, redact };
    return shownFailure(toFailure(thrown, sent), dataFilter);
  };

  const fetchToken: SignInAccess["send"] = async ({ url, authorization, form }, deadline, signal) => {
    const { response } = await exchange<string | OversizedBody>(
      {
        method: "POST",
        url,
        authorization,
        headers: formHeaders,
        body: form,
        idempotent: true,
        reads: true,
        timeoutMs: signInTimeoutMs,
        deadline,
        signal,
      },
      "text",
    );
    if (response.data instanceof OversizedBody) throw oversized;
    return response.data;
  };

  /** Sends a request, and again where that may help. @param token what it is sent with, if it carries a token */
  const sendWithRetries = async <Data>(
    prepared: PreparedRequest,
    token: string | undefined,
  ): Promise<AxiosResponse<Data>> => {
    const { request, method, target, carriesToken, isTunneled } = prepared;
    const { headerNames, headers, operation, deadline, dataFilter } = prepared;
    const { body, signal, idempotent = false, reads } = request;
    if (token !== undefined) {
      headers.set("Authorization", `Bearer ${token}`);
      // The caller's header for the workspace takes precedence.
      headers.set(workspaceHeaders(target, auth), false);
    }
    const pools = poolsFor(target, auth);
    const key = allowanceKey(prepared);
    const response = await instance.request<Data>({
      method,
      url: target.href,
      data: body,
      headers,
      ...(isIdempotent({ method, idempotent }) ? pools.any : pools.fresh),
      ...(isTunneled && { proxy: false }),
      ...bodyConfig(prepared),
      signal,
      ...redirects(method, !carriesToken && !isTunneled, headerNames, (to) => mayGo(request, to)),
      lookup: lookupFor(baseUrl),
      databricks: {
        operation,
        idempotent,
        reads,
        previouslyAuthorized: carriesToken && authorized.has(key),
        deadline,
        timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
        policy: request.policy ?? defaultRetryPolicy,
        classify,
        dataFilter,
        possiblyCarriedOut: prepared.before.outcomeUnknown,
      },
    });
    authorized.add(key);
    return response;
  };

  /** Why a request failed. Throws what is not its own failure: that of its body's source, or of a sign-in. */
  const explain = (prepared: PreparedRequest, thrown: unknown, token: string | undefined): Failure => {
    const { operation, carriesToken, before } = prepared;
    const { deadline } = prepared.request;
    const reason = sourceFailure(thrown);
    if (reason && !(reason instanceof WrongSizeError)) throw reason;
    if (thrown instanceof SignInError) throw errorFor(signInFailure(thrown, operation, before), true);
    const isLate = carriesToken && token === undefined && deadline.isOver;
    return isLate
      ? deadlineExceeded(operation, deadline, before, inSignIn)
      : failureOf(prepared, reason ?? thrown);
  };

  const exchange = async <Data>(
    request: SendOptions,
    as: BodyKind,
    refused?: RefusedToken,
  ): Promise<Exchange<Data>> => {
    const prepared = prepare(request, as, { outcomeUnknown: refused?.outcomeUnknown });
    const { target, ofWorkspace, carriesToken, operation, deadline } = prepared;
    let token: string | undefined;
    try {
      if (!mayGo(request, target)) throw new ForbiddenAddressError(target.host);
      if (carriesToken) {
        const access = { send: fetchToken, deadline, signal: request.signal, redact };
        token = await tokens.token(access, refused?.token);
      }
      const response = await sendWithRetries<Data>(prepared, token);
      return {
        response,
        deadline,
        invalidResponse: (reason) => invalidResponseError(prepared, response, reason),
        asError: (thrown, known = {}) => errorFor({ ...failureOf(prepared, thrown), ...known }, ofWorkspace),
      };
    } catch (thrown) {
      const failure = explain(prepared, thrown, token);
      if (request.authorization !== undefined) throw new SignInError(failure);
      const mayRenew = refused === undefined && tokens.isRenewable && isRefusedToken(failure);
      if (token === undefined || !mayRenew) throw errorFor(failure, ofWorkspace);
      tell(`${operation} got HTTP ${failure.status} for its token; signing in again`);
      return exchange(request, as, { token, outcomeUnknown: failure.outcomeUnknown });
    }
  };

  return exchange;
};
