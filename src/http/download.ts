/**
 * Reads the bodies of responses, up to a limit. The bytes of large ones go into buffers that are reused, so that a large
 * response is never in memory twice.
 */
import { addAbortSignal, type Readable } from "node:stream";
import { AxiosError, type AxiosResponse, CanceledError, isAxiosError } from "axios";
import type { SendOnce } from "./attempt";
import { sendWithBody } from "./bodySource";
import type { Deadline } from "./deadline";
import { fitsIntoMemory } from "./memory";
import { unpackedBody } from "./unpacking";

/** The initial capacity if a response does not declare its size, in bytes: of a result chunk, and of any other. */
const initialCapacity = 1024 * 1024;
const initialTextCapacity = 16 * 1024;

/** The largest body that is read, unpacked, in bytes: the platform passes on no larger file either. */
export const maxBodyBytes = 128 * 1024 * 1024;

/** How much of an error response is read, in bytes. */
const maxErrorBodyBytes = 64 * 1024;

/** Replaces a body that is larger than `maxBodyBytes`, or than the memory that is left. */
export class OversizedBody {}

/** Buffers for responses. A released buffer is reused for another response; bytes to keep must be copied before. */
export class BufferPool {
  readonly #free: ArrayBufferLike[] = [];

  /** @returns a buffer of at least that many bytes; unwritten parts take no memory */
  acquire(bytes: number): Buffer {
    const fitting = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    // One that is too small is replaced by the new one.
    const [buffer] = fitting < 0 ? this.#free.splice(-1) : this.#free.splice(fitting, 1);
    // An eighth more, since the chunks of a result differ a little in size.
    return buffer && fitting >= 0 ? Buffer.from(buffer) : Buffer.allocUnsafeSlow(bytes + (bytes >> 3));
  }

  /** @param buffer what `acquire` gave, or a part of it */
  release({ buffer }: Buffer): void {
    this.#free.push(buffer);
  }
}

/** The error of an interrupted response, as axios throws it. */
const interruptedError = (response: AxiosResponse, cause: unknown): Error => {
  const { config, request } = response;
  const { code } = cause as NodeJS.ErrnoException;
  // axios does not say of an aborted response that it had begun.
  return isAxiosError(cause)
    ? Object.assign(cause, { response })
    : AxiosError.from(cause as Error, code, config, request, response);
};

/**
 * Reads a whole body.
 * @param idleLimit restarts with every chunk, where only silence ends an attempt
 */
const readBody = async (
  response: AxiosResponse,
  pool: BufferPool,
  initialBytes: number,
  idleLimit?: Deadline,
): Promise<Buffer | OversizedBody> => {
  const declaredBytes = Number(response.headers["content-length"]);
  let buffer = pool.acquire(Math.min(declaredBytes || initialBytes, maxBodyBytes));
  let length = 0;
  try {
    for await (const chunk of unpackedBody(response)) {
      if (length + chunk.length > maxBodyBytes) {
        pool.release(buffer);
        return new OversizedBody();
      }
      if (length + chunk.length > buffer.length) {
        const larger = Buffer.allocUnsafeSlow((length + chunk.length) * 2);
        larger.set(buffer.subarray(0, length));
        buffer = larger;
      }
      buffer.set(chunk, length);
      length += chunk.length;
      idleLimit?.restart();
    }
    return buffer.subarray(0, length);
  } catch (error) {
    pool.release(buffer);
    throw interruptedError(response, error);
  }
};

/** Bytes as text, without their byte order mark. */
const decoded = (bytes: Buffer): string => bytes.toString("utf8").replace(/^\ufeff/, "");

/** Reads the beginning of an error response, as much as arrives until the signal. */
const readErrorBody = async (response: AxiosResponse<Readable>, signal: AbortSignal): Promise<string> => {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    addAbortSignal(signal, response.data);
    for await (const chunk of unpackedBody(response)) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxErrorBodyBytes) break;
    }
  } catch {
    // The status is enough if the body is interrupted.
  }
  return decoded(Buffer.concat(chunks).subarray(0, maxErrorBodyBytes));
};

/** What a body is read as: a stream is read by the caller as it arrives. */
export type BodyKind = "text" | "bytes" | "stream";

/** How a body is read; bytes may go into a buffer of the pool. */
interface BodyOptions {
  as: BodyKind;
  bufferPool?: BufferPool;
}

const asText = (bytes: Buffer): string | OversizedBody =>
  // Letters beyond Latin-1 take two bytes each.
  fitsIntoMemory(bytes.length * 2) ? decoded(bytes) : new OversizedBody();

/**
 * Sends a request whose `responseType` is `stream`: the response's data are its text or its bytes, or an
 * `OversizedBody`, or the stream itself. With a pool, the limit of an attempt is one of silence: a large response may take longer, as long as
 * something arrives. An interrupted response fails like a request without a response, so that it is retried like one.
 * Only the beginning of an error response is read.
 */
export const bodyReader =
  ({ as, bufferPool }: BodyOptions): SendOnce =>
  async (config, limit) => {
    // axios would send it anyway, and its response would not be read.
    if (config.signal?.aborted) throw new CanceledError(undefined, config);
    try {
      const response = await sendWithBody(config, limit);
      if (as === "stream") return response;
      const body = bufferPool
        ? await readBody(response, bufferPool, initialCapacity, limit)
        : await readBody(response, new BufferPool(), initialTextCapacity);
      response.data = as === "text" && Buffer.isBuffer(body) ? asText(body) : body;
      return response;
    } catch (error) {
      const { response } = error as AxiosError<unknown>;
      if (response && typeof response.data === "object" && response.status > 299) {
        const begun = response as AxiosResponse<Readable>;
        response.data = await readErrorBody(begun, config.signal as AbortSignal);
      }
      throw error;
    }
  };
