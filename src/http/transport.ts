/** Every request goes through here: with its token, its retries, its log and its errors. */
import axios, { AxiosHeaders, type AxiosInstance, type AxiosRequestConfig } from "axios";
import {
  ForbiddenAddressError,
  isAllowedAddress,
  isAllowedDownload,
  isLoopback,
  lookupFor,
} from "./addresses";
import { withinLimit } from "./attempt";
import { isTrustedForToken, type WorkspaceAuth, workspaceHeaders } from "./auth";
import { type DataFilter, showAll } from "./dataFilter";
import { type Deadline, formatDuration } from "./deadline";
import { type BufferPool, bodyReader, maxBodyBytes, OversizedBody } from "./download";
import { DatabricksError, type Failure } from "./errors";
import { toFailure } from "./failure";
import { installLog } from "./log";
import type { Redact } from "./redact";
import { InvalidResponseError } from "./response";
import {
  type ClassifyError,
  defaultRetryPolicy,
  installRetry,
  isIdempotent,
  type RetryPolicy,
} from "./retry";
import { sanitizeLine, sanitizer } from "./sanitize";
import { agents, freshAgents } from "./sockets";
import { throttled } from "./throttle";

/** A request. */
export interface SendOptions {
  method: string;
  /** Absolute, or below the workspace's address. */
  url: string;
  /** A list sends its header several times. `Authorization` is set by the connection wherever its token may be sent. */
  headers?: Record<string, string | string[]>;
  body?: string | Buffer;
  /** What the response's body is read as. Default: text. */
  responseType?: "text" | "bytes";
  /** The bytes of a large response go into one of its buffers; the caller releases the body there. */
  bufferPool?: BufferPool;
  /** Ends the request, and its retries, when it is no longer needed. */
  signal?: AbortSignal;
  /** Whether the caller declares a POST idempotent. */
  idempotent?: boolean;
  /** Until when the request, with its retries, must have ended. */
  deadline: Deadline;
  /** How long an attempt may take until its response is complete, in milliseconds; with a pool, how long it may be silent. */
  timeoutMs?: number;
  /** Sends no token to any address: a pre-signed address needs none, and refuses one. */
  anonymous?: boolean;
  /** How the request is retried, if not by default. */
  policy?: RetryPolicy;
  /** What of the bodies and messages may be shown, if not all. */
  dataFilter?: DataFilter;
}

/** A successful response. */
export interface Response {
  status: number;
  /** Names in lower case. */
  headers: Record<string, unknown>;
  body: string | Buffer;
  /** Makes the error that says why this response cannot be used. */
  invalidResponse: (reason: InvalidResponseError) => DatabricksError;
}

/** What a transport is created from. */
interface TransportOptions {
  auth: WorkspaceAuth;
  redact: Redact;
  userAgent: string;
  /** Is given each request and response as a line, if they are logged. */
  log?: (line: string) => void;
  /** Is given each retry, in words. */
  onRetry: (text: string) => void;
  /** Reads what the words of an error response mean for a retry. */
  classify: ClassifyError;
  /**
   * Makes the error of a failure.
   * @param toWorkspace whether the request went to the workspace
   */
  errorFor: (failure: Failure, toWorkspace: boolean) => Error;
}

/** How long an attempt may take by default, in milliseconds. */
const defaultTimeoutMs = 60_000;

const maxOperationLength = 300;

const newInstance = (userAgent: string): AxiosInstance =>
  axios.create({
    maxBodyLength: Number.POSITIVE_INFINITY,
    // Bounded when bodies are read.
    maxContentLength: -1,
    transitional: { clarifyTimeoutError: true },
    headers: { "User-Agent": userAgent },
    // Bodies are sent and returned unchanged; the caller reads them, so that no digit is lost.
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  });

/**
 * A request that carries the token is never redirected: a workspace redirects to sign-in pages only. Others are
 * followed if that is safe; the caller's headers are sent only to their original host.
 */
const redirects = (
  method: string,
  carriesToken: boolean,
  headerNames: string[],
  isAllowed: (url: URL) => boolean,
) =>
  carriesToken || !/^(?:GET|HEAD)$/.test(method)
    ? { maxRedirects: 0 }
    : {
        maxRedirects: 5,
        sensitiveHeaders: headerNames,
        beforeRedirect: ({ href }: Record<string, unknown>) => {
          const next = new URL(String(href));
          if (isLoopback(next.hostname) || !isAllowed(next)) throw new ForbiddenAddressError(next.host);
        },
      };

/** How the response is read. Result chunks are read from storage, to which the workspace's rate limits do not apply. */
const bodyConfig = ({ responseType = "text", bufferPool }: SendOptions): AxiosRequestConfig => {
  const reader = withinLimit(bodyReader({ as: bufferPool ? "bytes" : responseType, bufferPool }));
  return { responseType: "stream", adapter: bufferPool ? reader : throttled(reader) };
};

const oversized = new InvalidResponseError(
  `the response is larger than ${Math.round(maxBodyBytes / 1e6)} MB, or than the memory that this step has left`,
  { hint: "Request less data at a time." },
);

/** The failure of a request without time left. */
const deadlineExceeded = (operation: string, deadline: Deadline): Failure => ({
  operation,
  message: `it was not sent, since the timeout was reached (${formatDuration(deadline.totalMs)})`,
  deadlineExceeded: true,
});

/** The address of a request, and whether it is sent without the token. */
interface Destination {
  toWorkspace: boolean;
  anonymous: boolean;
}

/** The request in words, without the workspace's own address and without the query of a pre-signed one, which is secret. */
const describeRequest = (
  method: string,
  target: URL,
  { toWorkspace, anonymous }: Destination,
  redact: Redact,
): string =>
  sanitizeLine(
    sanitizer(redact),
    `${method} ${toWorkspace && !anonymous ? "" : target.origin}${target.pathname}${anonymous ? "" : target.search}`,
    maxOperationLength,
  );

/**
 * Makes the function that sends requests.
 * @returns a function that takes a request and gives its successful response; it throws what `errorFor` makes, never what axios throws
 */
export const createTransport = (options: TransportOptions): ((request: SendOptions) => Promise<Response>) => {
  const { auth, redact, userAgent, log, onRetry, classify, errorFor } = options;
  const { baseUrl, token } = auth;
  const instance = newInstance(userAgent);
  if (log) installLog(instance, log, redact);
  installRetry(instance, (text) => onRetry(redact(text)));
  /** What succeeded within this step. */
  const authorized = new Set<string>();

  return async (request) => {
    const { url, body, deadline, idempotent = false, anonymous = false, dataFilter = showAll } = request;
    const method = request.method.toUpperCase();
    const target = new URL(url, baseUrl);
    const toWorkspace = target.origin === baseUrl;
    const carriesToken = !anonymous && isTrustedForToken(target, baseUrl);
    const headers = AxiosHeaders.from(request.headers ?? {});
    const mayGo = (to: URL): boolean => (anonymous ? isAllowedDownload : isAllowedAddress)(to, baseUrl);
    const follow = redirects(method, carriesToken, Object.keys(request.headers ?? {}), mayGo);
    headers.set("Accept", "application/json", false);
    // Without a body there is no content type, and axios must not add one.
    if (!headers.has("Content-Type")) headers.set("Content-Type", false);
    if (carriesToken) {
      headers.set("Authorization", `Bearer ${token}`);
      // The caller's header for the workspace takes precedence.
      headers.set(workspaceHeaders(target, auth), false);
    }
    const operation = describeRequest(method, target, { toWorkspace, anonymous }, redact);
    const key = `${method} ${target.origin}${target.pathname}`;
    if (deadline.isOver) throw errorFor(deadlineExceeded(operation, deadline), toWorkspace && !anonymous);
    const isRepeatable = isIdempotent({ method, idempotent });
    try {
      if (!mayGo(target)) throw new ForbiddenAddressError(target.host);
      const {
        status,
        headers: responseHeaders,
        data,
      } = await instance.request<string | Buffer | OversizedBody>({
        method,
        url: target.href,
        data: body,
        headers,
        ...(isRepeatable ? agents : freshAgents),
        ...bodyConfig(request),
        signal: request.signal,
        ...follow,
        lookup: lookupFor(baseUrl),
        databricks: {
          operation,
          idempotent,
          previouslyAuthorized: authorized.has(key),
          deadline: deadline.within(deadline.remainingMs),
          timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
          policy: request.policy ?? defaultRetryPolicy,
          classify,
          dataFilter,
        },
      });
      authorized.add(key);
      const requestId = responseHeaders["x-request-id"] ? String(responseHeaders["x-request-id"]) : undefined;
      const invalidResponse = ({ message, details }: InvalidResponseError): DatabricksError => {
        const { errorCode, hint, isForeign } = details;
        const carriedOut = (!isRepeatable && errorCode === undefined && !isForeign) || undefined;
        return new DatabricksError({ operation, message, status, errorCode, requestId, hint, carriedOut });
      };
      if (data instanceof OversizedBody) throw invalidResponse(oversized);
      return { status, headers: { ...responseHeaders }, body: data, invalidResponse };
    } catch (thrown) {
      if (thrown instanceof DatabricksError) throw thrown;
      // A request without the token tells nothing about the connection, whatever its host.
      const ofWorkspace = toWorkspace && !anonymous;
      const failed = toFailure(thrown, {
        operation,
        toWorkspace: ofWorkspace,
        carriesToken,
        redact,
      });
      throw errorFor({ ...failed, message: dataFilter.message(failed.message) }, ofWorkspace);
    }
  };
};
