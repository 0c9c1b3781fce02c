/** Continues a response that broke off while it was handed over. */
import { Readable } from "node:stream";
import { DatabricksError } from "./errors";
import { Relay } from "./relay";

/** How often it is continued without a byte having arrived in between. */
const maxResumes = 5;

/** A response, and how the rest of it is requested. */
interface Resumable {
  /** What has been opened. */
  first: Readable;
  /** How many bytes it has in all, if that is known: never more or fewer are handed over. */
  sizeBytes?: number;
  /** Makes the error of a response that has more bytes, or ends too early again and again. */
  wrongSize: () => Error;
  /**
   * Requests what follows so many bytes.
   * @param signal aborts it when nobody reads any more
   */
  openRest: (receivedBytes: number, signal: AbortSignal) => Promise<Readable>;
}

/** The bytes of a response and of its continuations. */
async function* chunksOf({ first, sizeBytes, wrongSize, openRest }: Resumable, signal: AbortSignal) {
  let body = first;
  let received = 0;
  for (let resumes = 0; ; ) {
    let failure: unknown;
    try {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        received += chunk.length;
        if (sizeBytes !== undefined && received > sizeBytes) throw wrongSize();
        resumes = 0;
        yield chunk;
      }
      // A server may send less of a range than was requested.
      if (sizeBytes === undefined) return;
    } catch (error) {
      if (!(error instanceof DatabricksError && error.interrupted)) throw error;
      failure = error;
    }
    if (received === sizeBytes) return;
    resumes += 1;
    if (resumes > maxResumes) throw failure ?? wrongSize();
    body = await openRest(received, signal);
  }
}

/**
 * The bytes of a response, continued where it breaks off.
 * @returns a stream, which its reader reads to its end or destroys; it fails with what the response or `openRest` throws
 */
export const resumedStream = (resumable: Resumable): Readable => {
  const stopping = new AbortController();
  const chunks = chunksOf(resumable, stopping.signal);
  const stream = new Relay(Readable.from(chunks, { objectMode: false }), {});
  stream.once("close", () => {
    // Before it is read at all, nothing else closes it.
    resumable.first.destroy();
    stopping.abort();
  });
  return stream;
};
