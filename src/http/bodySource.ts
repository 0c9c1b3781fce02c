/** Request bodies that are streamed: opened again for each attempt, and never completed when their source fails. */
import type { ClientRequest } from "node:http";
import { finished, type Readable } from "node:stream";
import axios, { AxiosError, type AxiosResponse, CanceledError, type InternalAxiosRequestConfig } from "axios";
import type { Deadline } from "./deadline";
import { DatabricksError } from "./errors";
import { Relay } from "./relay";

/** Where the body of a request comes from. */
export interface BodySource {
  /**
   * Opens it for one attempt.
   * @param signal aborts it when the attempt has ended
   */
  open: (signal: AbortSignal) => Promise<Readable> | Readable;
  /** Sent as `Content-Length`; without it the body is sent in chunks. */
  sizeBytes?: number;
  /**
   * Is notified how much of it an attempt has sent.
   * @param isComplete whether that is all of it
   * @throws Error to end the request
   */
  onSent?: (bytes: number, isComplete: boolean) => void;
}

/** The code of a request whose source broke off, so that it was not sent whole. */
const sourceInterruptedCode = "ERR_SOURCE_INTERRUPTED";

/** The error of a source that gives more or fewer bytes than it declares. */
export class WrongSizeError extends Error {
  override readonly name = "WrongSizeError";

  constructor(declared: number, given: string) {
    super(`the data changed while they were sent: ${declared} bytes were declared, but ${given} came`);
  }
}

/** Why a body could not be sent, whatever the request failed with because of it. */
class BodySourceError extends Error {
  override readonly name = "BodySourceError";

  constructor(readonly reason: Error) {
    super(reason.message);
  }
}

/** The reason of a request that failed since the source of its body did. */
export const sourceFailure = (thrown: unknown): Error | undefined => {
  if (thrown instanceof BodySourceError) return thrown.reason;
  const cause = thrown instanceof AxiosError ? thrown.cause : undefined;
  return cause instanceof BodySourceError ? cause.reason : undefined;
};

/** Whether a body is read from a source. */
export const isBodySource = (body: unknown): body is BodySource =>
  typeof body === "object" && body !== null && "open" in body;

/** What a source has given so far. */
interface Sent {
  bytes: number;
  isComplete: boolean;
  failure?: BodySourceError;
}

/** The body of one attempt. The attempt's limit runs only while it is the server's turn. */
const openBody = (stream: Readable, source: BodySource, limit: Deadline, sent: Sent): Readable => {
  const { sizeBytes, onSent } = source;
  const fail = (error: Error): Error => {
    sent.failure = new BodySourceError(error);
    return sent.failure;
  };
  const tell = (): Error | undefined => {
    try {
      onSent?.(sent.bytes, sent.isComplete);
      return undefined;
    } catch (error) {
      return fail(error as Error);
    }
  };
  return new Relay(stream, {
    awaitingSource: () => limit.pause(),
    awaitingReader: () => limit.restart(),
    received: (bytes) => {
      sent.bytes += bytes;
      if (sizeBytes !== undefined && sent.bytes > sizeBytes)
        return fail(new WrongSizeError(sizeBytes, "more"));
      return tell();
    },
    ended: () => {
      if (sizeBytes !== undefined && sent.bytes < sizeBytes) {
        return fail(new WrongSizeError(sizeBytes, `only ${sent.bytes}`));
      }
      sent.isComplete = true;
      limit.restart();
      return tell();
    },
    failed: fail,
  });
};

/** Whether the same source may well be read when it is opened again. */
const mayRecover = ({ reason }: BodySourceError): boolean =>
  reason instanceof DatabricksError && reason.interrupted === true;

const sendOnce = (config: InternalAxiosRequestConfig): Promise<AxiosResponse> =>
  axios.getAdapter("http", config)(config);

/** Ends a request whose body was not sent whole, once its response has been read. */
const endAfterResponse = (response: AxiosResponse | undefined, request: unknown, body: Readable): void => {
  const end = (): void => {
    body.destroy();
    (request as ClientRequest | undefined)?.destroy();
  };
  if (response && !(response.data as Readable).destroyed) finished(response.data as Readable, end);
  else end();
};

const openSource = async (source: BodySource, signal: AbortSignal): Promise<Readable> => {
  try {
    return await source.open(signal);
  } catch (error) {
    throw new BodySourceError(error as Error);
  }
};

/**
 * Sends a request once, whose body may be a `BodySource`, and gives its response as a stream. Where the server refuses
 * before it has read the body, nothing more of it is read or sent.
 */
export const sendWithBody = async (
  config: InternalAxiosRequestConfig,
  limit: Deadline,
): Promise<AxiosResponse> => {
  const source: unknown = config.data;
  if (!isBodySource(source)) return sendOnce(config);
  limit.pause();
  const signal = config.signal as AbortSignal;
  const stream = await openSource(source, signal);
  // As in the reader of bodies: axios would make the request anyway, and never end it.
  if (signal.aborted) {
    stream.destroy();
    throw new CanceledError(undefined, config);
  }
  const sent: Sent = { bytes: 0, isComplete: false };
  const body = openBody(stream, source, limit, sent);
  try {
    const response = await sendOnce({ ...config, data: body });
    // A server may respond with success while it still reads.
    if (!sent.isComplete) endAfterResponse(response, response.request, body);
    return response;
  } catch (error) {
    const { response, request } = error as AxiosError;
    body.destroy();
    if (!sent.isComplete) endAfterResponse(response, request, body);
    if (!sent.failure || response) throw error;
    if (!mayRecover(sent.failure)) throw sent.failure;
    throw AxiosError.from(sent.failure, sourceInterruptedCode, config, request);
  }
};
