/** Hands the bytes of one stream on as another, and signals whose turn it is. */
import { finished, Readable } from "node:stream";

/** What happens while bytes are handed on. */
interface RelayEvents {
  /** The reader wants more, and the source has nothing yet. */
  awaitingSource?: () => void;
  /** The source has more, and the reader does not take it yet. */
  awaitingReader?: () => void;
  /** A chunk has come. Returns why it ends the stream, if it does. */
  received?: (bytes: number) => Error | undefined;
  /** The source has ended. Returns why that is too early, if it is. */
  ended?: () => Error | undefined;
  /** Makes the error of the stream from that of its source, if it is another. */
  failed?: (error: Error) => Error;
}

/** The bytes of a source, which is closed with it. Nothing is kept beyond what has arrived already. */
export class Relay extends Readable {
  readonly #source: Readable;
  readonly #events: RelayEvents;

  constructor(source: Readable, events: RelayEvents) {
    super();
    this.#source = source;
    this.#events = events;
    source.on("data", (chunk: Buffer) => this.#receive(chunk));
    source.on("end", () => this.#end());
    finished(source, (error) => error && this.#fail(error));
    source.pause();
    // Its reader may not be there yet, and gets the error then: an error without a listener would end the process.
    this.on("error", () => undefined);
  }

  #receive(chunk: Buffer): void {
    const error = this.#events.received?.(chunk.length);
    if (error) {
      this.destroy(error);
      return;
    }
    if (this.push(chunk)) {
      this.#events.awaitingSource?.();
      return;
    }
    this.#source.pause();
    this.#events.awaitingReader?.();
  }

  #end(): void {
    const error = this.#events.ended?.();
    if (error) this.destroy(error);
    else this.push(null);
  }

  #fail(error: Error): void {
    if (this.destroyed) return;
    this.destroy(this.#events.failed ? this.#events.failed(error) : error);
  }

  override _read(): void {
    if (this.#source.readableEnded) return;
    this.#events.awaitingSource?.();
    this.#source.resume();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#source.destroy();
    done(error);
  }
}
