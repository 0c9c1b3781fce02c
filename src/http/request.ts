/** A request and its response, as the transport takes and gives them. */
import type { BodySource } from "./bodySource";
import type { DataFilter } from "./dataFilter";
import type { Deadline } from "./deadline";
import type { BufferPool } from "./download";
import type { DatabricksError } from "./errors";
import type { InvalidResponseError } from "./response";
import type { RetryPolicy } from "./retry";

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
