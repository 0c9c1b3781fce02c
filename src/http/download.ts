/**
 * Reads the bodies of responses, none beyond a bound. The bytes of large ones come into room that is used again and
 * again, so that a large response is never in memory twice.
 */
import { addAbortSignal, type Readable } from "node:stream";
import axios, { AxiosError, type AxiosResponse, CanceledError, isAxiosError } from "axios";
import type { SendOnce } from "./attempt";
import type { Deadline } from "./deadline";
import { fitsIntoMemory } from "./memory";

/** The room to begin with where an answer does not tell its size, in bytes: of a part of a result, and of any other. */
const initialCapacity = 1024 * 1024;
const initialTextCapacity = 16 * 1024;

/** The largest body that is read, unpacked, in bytes: the platform passes on no larger file either. */
export const maxBodyBytes = 128 * 1024 * 1024;

/** The most that is read of the answer of a failure, in bytes. */
const maxErrorBodyBytes = 64 * 1024;

/** What stands in for a body that is larger than `maxBodyBytes`, or than the memory that is left. */
export class OversizedBody {}

/** Room for answers. What is given back serves for another one; who keeps bytes of it must have copied them. */
export class BufferPool {
  readonly #free: ArrayBufferLike[] = [];

  /** @returns room for at least so many bytes; what has not been written to takes no memory */
  acquire(bytes: number): Buffer {
    const fitting = this.#free.findIndex(({ byteLength }) => byteLength >= bytes);
    // One that is too small makes way for the new one.
    const [room] = fitting < 0 ? this.#free.splice(-1) : this.#free.splice(fitting, 1);
    // An eighth more, since the parts of a result differ a little in size.
    return room && fitting >= 0 ? Buffer.from(room) : Buffer.allocUnsafeSlow(bytes + (bytes >> 3));
  }

  /** @param room what `take` gave, or a part of it */
  release({ buffer }: Buffer): void {
    this.#free.push(buffer);
  }
}

/** What broke an answer off, as what axios throws in such a case. */
const brokenOff = (answer: AxiosResponse, cause: unknown): Error => {
  const { config, request } = answer;
  const { code } = cause as NodeJS.ErrnoException;
  return isAxiosError(cause) ? cause : AxiosError.from(cause as Error, code, config, request, answer);
};

/**
 * Reads a whole answer.
 * @param silence begins anew with everything that comes, where an attempt is bounded by silence alone
 */
const readAll = async (
  answer: AxiosResponse,
  rooms: BufferPool,
  firstBytes: number,
  silence?: Deadline,
): Promise<Buffer | OversizedBody> => {
  const { data: stream, headers } = answer;
  let room = rooms.acquire(Math.min(Number(headers["content-length"]) || firstBytes, maxBodyBytes));
  let length = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      if (length + piece.length > maxBodyBytes) {
        rooms.release(room);
        return new OversizedBody();
      }
      if (length + piece.length > room.length) {
        const larger = Buffer.allocUnsafeSlow((length + piece.length) * 2);
        larger.set(room.subarray(0, length));
        room = larger;
      }
      room.set(piece, length);
      length += piece.length;
      silence?.restart();
    }
    return room.subarray(0, length);
  } catch (error) {
    rooms.release(room);
    throw brokenOff(answer, error);
  }
};

/** Reads the beginning of the answer of a failure, as much as comes until the signal. */
const readErrorBody = async (stream: Readable, signal: AbortSignal): Promise<string> => {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of addAbortSignal(signal, stream)) {
      pieces.push(piece);
      length += piece.length;
      if (length > maxErrorBodyBytes) break;
    }
  } catch {
    // The status tells enough where the words that go with it break off.
  }
  return Buffer.concat(pieces).toString("utf8", 0, maxErrorBodyBytes);
};

/** How a body is to come: as text, as bytes of its own, or as bytes in one of the rooms. */
export interface BodyReading {
  as: "text" | "bytes";
  rooms?: BufferPool;
}

const asText = (bytes: Buffer): string | OversizedBody =>
  // Letters beyond Latin-1 take two bytes each.
  fitsIntoMemory(bytes.length * 2) ? bytes.toString("utf8").replace(/^\ufeff/, "") : new OversizedBody();

/**
 * Sends a request whose `responseType` is `stream`: the answer's data are its text or its bytes, or an `OversizedBody`.
 * The limit of an attempt into rooms is one of silence: a large answer may take longer, as long as something comes.
 * What breaks off in the middle fails as a request does that got no answer, so that it is repeated like one. Of a
 * failure only the beginning of the body is read.
 */
export const bodyReader =
  ({ as, rooms }: BodyReading): SendOnce =>
  async (config, limit) => {
    // axios would send it all the same, and nobody would read the answer.
    if (config.signal?.aborted) throw new CanceledError(undefined, config);
    try {
      const answer = await axios.getAdapter("http", config)(config);
      const body = rooms
        ? await readAll(answer, rooms, initialCapacity, limit)
        : await readAll(answer, new BufferPool(), initialTextCapacity);
      answer.data = as === "text" && Buffer.isBuffer(body) ? asText(body) : body;
      return answer;
    } catch (error) {
      const { response } = error as AxiosError<unknown>;
      if (response && typeof response.data === "object" && response.status > 299) {
        response.data = await readErrorBody(response.data as Readable, config.signal as AbortSignal);
      }
      throw error;
    }
  };
