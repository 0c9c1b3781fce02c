/** Every request goes through here: with its token, its retries, its log and its errors. */

import type { Readable } from "node:stream";
import { type AxiosRequestConfig, type AxiosResponse, isCancel } from "axios";
import { ForbiddenAddressError, isAllowedAddress, isAllowedDownload, lookupFor } from "./addresses";
import { withinLimit } from "./attempt";
import { type WorkspaceAuth, workspaceHeaders } from "./auth";
import { newAxiosInstance } from "./axiosInstance";
import { type BodySource, sourceFailure, WrongSizeError } from "./bodySource";
import { type DataFilter, showAll, shownFailure } from "./dataFilter";
import { type Deadline, formatDuration } from "./deadline";
import { type BodyKind, type BufferPool, bodyReader, maxBodyBytes, OversizedBody } from "./download";
import { DatabricksError, type Failure } from "./errors";
import { toFailure } from "./failure";
import { installLog } from "./log";
import { allowanceKey, describeRequest, destinationOf, requestHeaders } from "./outgoing";
import { refuseChange } from "./readOnly";
import type { Redact } from "./redact";
import { redirects } from "./redirects";
import { requestOutcome } from "./requestOutcome";
import { InvalidResponseError } from "./response";
import { streamBody } from "./responseStream";
import {
  type ClassifyError,
  defaultRetryPolicy,
  installRetry,
  isIdempotent,
  type RetryPolicy,
} from "./retry";
import { poolsFor } from "./sockets";
import { throttled } from "./throttle";
import { type SignInAccess, SignInError } from "./tokenSource";

/** A request. */
export interface SendOptions {
  method: string;
  /** Absolute, or below the workspace's address. */
  url: string;
  /** A list sends its header several times. `Authorization` is set by the connection wherever its token may be sent. */
  headers?: Record<string, string | string[]>;
  /** A source is opened again for each attempt. */
  body?: string | Buffer | BodySource;
  /** What the response's body is read as. Default: text. */
  responseType?: "text" | "bytes";
  /** The bytes of a large response go into one of its buffers; the caller releases the body there. */
  bufferPool?: BufferPool;
  /** Ends the request, and its retries, when it is no longer needed. */
  signal?: AbortSignal;
  /** Whether the caller declares a POST idempotent. */
  idempotent?: boolean;
  /** Whether it only reads, or cleans up, whatever its method is; otherwise all but a GET and a HEAD may write. */
  reads?: boolean;
  /** What may change something, in words, if the caller knows that. */
  mayChange?: string;
  /** Until when the request, with its retries, must have ended. */
  deadline: Deadline;
  /**
   * How long an attempt may take until its response is complete, in milliseconds; with a pool, a source or a stream, how
   * long the server may neither send nor take anything.
   */
  timeoutMs?: number;
  /** Sends no token to any address: a pre-signed address needs none, and refuses one. */
  anonymous?: boolean;
  /** Is sent as `Authorization` in place of the token: the sign-in has its own. */
  authorization?: string;
  /** How the request is retried, if not by default. */
  policy?: RetryPolicy;
  /** What of the bodies and messages may be shown, if not all. */
  dataFilter?: DataFilter;
}

/** A successful response. */
export interface Response<Body = string | Buffer> {
  status: number;
  /** Names in lower case. */
  headers: Record<string, unknown>;
  body: Body;
  /** Makes the error that says why this response cannot be used. */
  invalidResponse: (reason: InvalidResponseError) => DatabricksError;
}

/** A request whose response is handed over as it arrives. */
export type StreamOptions = Omit<SendOptions, "responseType" | "bufferPool">;

/** Sends requests. Both methods throw what `errorFor` makes, never what axios throws. */
interface Transport {
  send(request: SendOptions): Promise<Response>;
  /**
   * Gives the body as it arrives, byte for byte as it was sent, so still packed if it was. The caller reads it to its
   * end or destroys it. Its errors are made as those of the request; one that broke off is `interrupted`.
   */
  stream(request: StreamOptions): Promise<Response<Readable>>;
}

/** What a transport is created from. */
interface TransportOptions {
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
const defaultTimeoutMs = 60_000;

/** How the response is read. Result chunks are read from storage, to which the workspace's rate limits do not apply. */
const bodyConfig = ({ bufferPool }: SendOptions, as: BodyKind): AxiosRequestConfig => {
  const reader = withinLimit(bodyReader({ as: bufferPool ? "bytes" : as, bufferPool }));
  return {
    responseType: "stream",
    decompress: as !== "stream",
    adapter: bufferPool ? reader : throttled(reader),
  };
};

const oversized = new InvalidResponseError(
  `the response is larger than ${Math.round(maxBodyBytes / 1e6)} MB, or than the memory that this step has left`,
  { hint: "Request less data at a time." },
);

/** The failure of a request without time left. */
const deadlineExceeded = (operation: string, deadline: Deadline, when = ""): Failure => ({
  operation,
  message: `it was not sent, since the timeout was reached (${formatDuration(deadline.totalMs)})${when}`,
  deadlineExceeded: true,
});

/** A response that has come, with what is known of its request. */
interface Exchange<Data> {
  response: AxiosResponse<Data>;
  /** Until when the request must have ended. */
  deadline: Deadline;
  invalidResponse: Response["invalidResponse"];
  /** Makes the error of a failure during the response. */
  asError: (thrown: unknown, known?: Partial<Failure>) => Error;
}

/** The form of a request for a token, and how long an attempt of it may take, in milliseconds. */
const formHeaders = { "Content-Type": "application/x-www-form-urlencoded" };
const signInTimeoutMs = 30_000;
const inSignIn = " before the sign-in had ended";

/** Makes the transport of a workspace. */
export const createTransport = (options: TransportOptions): Transport => {
  const { auth, redact, userAgent, log, readOnly, onRetry, classify, isRefusedToken, errorFor } = options;
  const { baseUrl, tokens } = auth;
  const instance = newAxiosInstance(userAgent);
  const tell = (text: string): void => onRetry(redact(text));
  if (log) installLog(instance, log, redact);
  installRetry(instance, tell);
  /** What succeeded within this step. */
  const authorized = new Set<string>();

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

  const exchange = async <Data>(
    request: SendOptions,
    as: BodyKind,
    refused?: { token: string; possiblyCarriedOut?: boolean },
  ): Promise<Exchange<Data>> => {
    const { body, signal, idempotent = false, reads, anonymous = false, dataFilter = showAll } = request;
    const destination = destinationOf(request, auth);
    const { method, target, ofWorkspace, carriesToken, isTunneled } = destination;
    const mayGo = (to: URL): boolean => (anonymous ? isAllowedDownload : isAllowedAddress)(to, baseUrl);
    const headerNames = Object.keys(request.headers ?? {});
    const headers = requestHeaders(request, as);
    const operation = describeRequest(destination, anonymous || dataFilter.hidesQuery === true, redact);
    const key = allowanceKey(destination);
    const change = readOnly && refuseChange(operation, { ...request, method, target, headerNames });
    if (change) throw errorFor(change, ofWorkspace);
    if (request.deadline.isOver) throw errorFor(deadlineExceeded(operation, request.deadline), ofWorkspace);
    const deadline = request.deadline.within(request.deadline.remainingMs);
    const failureOf = (thrown: unknown): Failure => {
      const sent = { operation, toWorkspace: ofWorkspace, carriesToken, isTunneled, redact };
      return shownFailure(toFailure(thrown, sent), dataFilter);
    };
    let token: string | undefined;
    try {
      if (!mayGo(target)) throw new ForbiddenAddressError(target.host);
      if (carriesToken) {
        token = await tokens.token({ send: fetchToken, deadline, signal, redact }, refused?.token);
        headers.set("Authorization", `Bearer ${token}`);
        // The caller's header for the workspace takes precedence.
        headers.set(workspaceHeaders(target, auth), false);
      }
      const pools = poolsFor(target, auth);
      const response = await instance.request<Data>({
        method,
        url: target.href,
        data: body,
        headers,
        ...(isIdempotent({ method, idempotent }) ? pools.any : pools.fresh),
        ...(isTunneled && { proxy: false }),
        ...bodyConfig(request, as),
        signal,
        ...redirects(method, !carriesToken && !isTunneled, headerNames, mayGo),
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
          possiblyCarriedOut: refused?.possiblyCarriedOut,
        },
      });
      authorized.add(key);
      const { status, headers: received } = response;
      const requestId = received["x-request-id"] ? String(received["x-request-id"]) : undefined;
      const invalidResponse = ({ message, details }: InvalidResponseError): DatabricksError => {
        const { errorCode, hint, isForeign } = details;
        // A code is a refusal. Whether a web page came from behind the workspace or from before it is not known.
        const isAccepted = errorCode === undefined;
        const possiblyCarriedOut = isAccepted || response.config.databricks?.possiblyCarriedOut;
        const outcome = requestOutcome(
          { method, reads },
          { carriedOut: isAccepted && !isForeign, possiblyCarriedOut },
        );
        const failure = { operation, message, status, errorCode, requestId, hint, ...outcome };
        return new DatabricksError(shownFailure(failure, dataFilter));
      };
      const asError = (thrown: unknown, known: Partial<Failure> = {}): Error =>
        errorFor({ ...failureOf(thrown), ...known }, ofWorkspace);
      return { response, deadline, invalidResponse, asError };
    } catch (thrown) {
      const reason = sourceFailure(thrown);
      if (reason && !(reason instanceof WrongSizeError)) throw reason;
      if (thrown instanceof SignInError) throw errorFor(thrown.failure, true);
      const isLate = carriesToken && token === undefined && deadline.isOver;
      const failure = isLate ? deadlineExceeded(operation, deadline, inSignIn) : failureOf(reason ?? thrown);
      if (request.authorization !== undefined) throw new SignInError(failure);
      const mayRenew = refused === undefined && tokens.isRenewable && isRefusedToken(failure);
      if (token === undefined || !mayRenew) throw errorFor(failure, ofWorkspace);
      tell(`${operation} got HTTP ${failure.status} for its token; signing in again`);
      return exchange(request, as, { token, possiblyCarriedOut: failure.outcomeUnknown });
    }
  };

  return {
    send: async (request) => {
      const { responseType = "text" } = request;
      const { response, invalidResponse } = await exchange<string | Buffer | OversizedBody>(
        request,
        responseType,
      );
      const { status, headers, data } = response;
      if (data instanceof OversizedBody) throw invalidResponse(oversized);
      return { status, headers: { ...headers }, body: data, invalidResponse };
    },
    stream: async (request) => {
      const { response, deadline, invalidResponse, asError } = await exchange<Readable>(request, "stream");
      const body = streamBody(response, {
        limit: deadline.within(request.timeoutMs ?? defaultTimeoutMs),
        signal: request.signal,
        failed: (error) => asError(error, { interrupted: !deadline.isOver && !isCancel(error) }),
      });
      return { status: response.status, headers: { ...response.headers }, body, invalidResponse };
    },
  };
};
