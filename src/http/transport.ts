/** Every request goes through here: with its token, its retries, its log and its errors. */

import type { Readable } from "node:stream";
import axios, {
  AxiosHeaders,
  type AxiosInstance,
  type AxiosRequestConfig,
  type AxiosResponse,
  isCancel,
} from "axios";
import { ForbiddenAddressError, isAllowedAddress, isAllowedDownload, lookupFor } from "./addresses";
import { withinLimit } from "./attempt";
import { isTrustedForToken, type WorkspaceAuth, workspaceHeaders } from "./auth";
import { type BodySource, isBodySource, sourceFailure, WrongSizeError } from "./bodySource";
import { type DataFilter, showAll } from "./dataFilter";
import { type Deadline, formatDuration } from "./deadline";
import { type BodyKind, type BufferPool, bodyReader, maxBodyBytes, OversizedBody } from "./download";
import { DatabricksError, type Failure } from "./errors";
import { toFailure } from "./failure";
import { installLog } from "./log";
import { refuseChange } from "./readOnly";
import type { Redact } from "./redact";
import { redirects } from "./redirects";
import { InvalidResponseError } from "./response";
import { streamBody } from "./responseStream";
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
    // Neither is bounded here: bodies are when they are read.
    maxBodyLength: -1,
    maxContentLength: -1,
    transitional: { clarifyTimeoutError: true },
    headers: { "User-Agent": userAgent },
    // Bodies are sent and returned unchanged; the caller reads them, so that no digit is lost.
    transformRequest: [(data) => data],
    transformResponse: [(data) => data],
  });

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
const deadlineExceeded = (operation: string, deadline: Deadline): Failure => ({
  operation,
  message: `it was not sent, since the timeout was reached (${formatDuration(deadline.totalMs)})`,
  deadlineExceeded: true,
});

/** The headers of a request, without those that go with the token. */
const headersOf = ({ headers: given = {}, body }: SendOptions, as: BodyKind) => {
  const headers = AxiosHeaders.from(given);
  headers.set("Accept", "application/json", false);
  // Without a body there is no content type, and axios must not add one.
  if (!headers.has("Content-Type")) headers.set("Content-Type", false);
  if (isBodySource(body) && body.sizeBytes !== undefined)
    headers.set("Content-Length", String(body.sizeBytes));
  // Bytes that are handed over are not unpacked.
  if (as === "stream") headers.set("Accept-Encoding", "identity", false);
  return headers;
};

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

/** A response that has come, with what is known of its request. */
interface Exchange<Data> {
  response: AxiosResponse<Data>;
  /** Until when the request must have ended. */
  deadline: Deadline;
  invalidResponse: Response["invalidResponse"];
  /** Makes the error of a failure during the response. */
  asError: (thrown: unknown, known?: Partial<Failure>) => Error;
}

/** Makes the transport of a workspace. */
export const createTransport = (options: TransportOptions): Transport => {
  const { auth, redact, userAgent, log, readOnly, onRetry, classify, errorFor } = options;
  const { baseUrl, token } = auth;
  const instance = newInstance(userAgent);
  if (log) installLog(instance, log, redact);
  installRetry(instance, (text) => onRetry(redact(text)));
  /** What succeeded within this step. */
  const authorized = new Set<string>();

  const exchange = async <Data>(request: SendOptions, as: BodyKind): Promise<Exchange<Data>> => {
    const { url, body, idempotent = false, anonymous = false, dataFilter = showAll } = request;
    const method = request.method.toUpperCase();
    const target = new URL(url, baseUrl);
    const toWorkspace = target.origin === baseUrl;
    // A request without the token tells nothing about the connection, whatever its host.
    const ofWorkspace = toWorkspace && !anonymous;
    const carriesToken = !anonymous && isTrustedForToken(target, baseUrl);
    const mayGo = (to: URL): boolean => (anonymous ? isAllowedDownload : isAllowedAddress)(to, baseUrl);
    const headerNames = Object.keys(request.headers ?? {});
    const follow = redirects(method, carriesToken, headerNames, mayGo);
    const headers = headersOf(request, as);
    if (carriesToken) {
      headers.set("Authorization", `Bearer ${token}`);
      // The caller's header for the workspace takes precedence.
      headers.set(workspaceHeaders(target, auth), false);
    }
    const operation = describeRequest(method, target, { toWorkspace, anonymous }, redact);
    const key = `${method} ${target.origin}${target.pathname}`;
    const refused = readOnly && refuseChange(operation, { ...request, method, target, headerNames });
    if (refused) throw errorFor(refused, ofWorkspace);
    if (request.deadline.isOver) throw errorFor(deadlineExceeded(operation, request.deadline), ofWorkspace);
    const deadline = request.deadline.within(request.deadline.remainingMs);
    const isRepeatable = isIdempotent({ method, idempotent });
    const asError = (thrown: unknown, known: Partial<Failure> = {}): Error => {
      const failed = toFailure(thrown, { operation, toWorkspace: ofWorkspace, carriesToken, redact });
      return errorFor({ ...failed, message: dataFilter.message(failed.message), ...known }, ofWorkspace);
    };
    try {
      if (!mayGo(target)) throw new ForbiddenAddressError(target.host);
      const response = await instance.request<Data>({
        method,
        url: target.href,
        data: body,
        headers,
        ...(isRepeatable ? agents : freshAgents),
        ...bodyConfig(request, as),
        signal: request.signal,
        ...follow,
        lookup: lookupFor(baseUrl),
        databricks: {
          operation,
          idempotent,
          previouslyAuthorized: carriesToken && authorized.has(key),
          deadline,
          timeoutMs: request.timeoutMs ?? defaultTimeoutMs,
          policy: request.policy ?? defaultRetryPolicy,
          classify,
          dataFilter,
        },
      });
      authorized.add(key);
      const { status, headers: received } = response;
      const requestId = received["x-request-id"] ? String(received["x-request-id"]) : undefined;
      const invalidResponse = ({ message, details }: InvalidResponseError): DatabricksError => {
        const { errorCode, hint, isForeign } = details;
        const carriedOut = (!isRepeatable && errorCode === undefined && !isForeign) || undefined;
        return new DatabricksError({ operation, message, status, errorCode, requestId, hint, carriedOut });
      };
      return { response, deadline, invalidResponse, asError };
    } catch (thrown) {
      const reason = sourceFailure(thrown);
      if (reason && !(reason instanceof WrongSizeError)) throw reason;
      throw asError(reason ?? thrown);
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
