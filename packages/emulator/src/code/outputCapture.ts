/** What a command writes to its output, up to the marker that ends it. */

/**
 * The longest text that a command gives, in characters. Databricks Runtime up to 16.4 drops text that is longer
 * altogether and says so in its place.
 * https://docs.databricks.com/aws/en/notebooks/notebook-limitations
 */
export const TEXT_CHARACTERS = 50_000;

/** No text within `TEXT_CHARACTERS` has more bytes in UTF-8. */
const TEXT_BYTES = TEXT_CHARACTERS * 3;

/** The text of a command, or what stands in the place of one that is too long. */
export const boundedText = (text: string): { data: string; truncated?: true } =>
  text.length <= TEXT_CHARACTERS
    ? { data: text }
    : { data: "*** WARNING: max output size exceeded, skipping output. ***", truncated: true };

/**
 * Splits a stream of output into the outputs of commands. Of each it keeps no more than a result may hold, from its
 * beginning or from its end.
 */
export class OutputCapture {
  #kept: Buffer[] = [];
  #size = 0;
  #rest: Buffer = Buffer.alloc(0);
  #marker: Buffer | undefined;
  #ended: ((text: string) => void) | undefined;

  /**
   * @param most how much to keep, in bytes
   * @param side which side of a longer text to keep; of the last one, more may be kept
   */
  constructor(
    readonly most: number = TEXT_BYTES + 1,
    readonly side: "first" | "last" = "first",
  ) {}

  /** What has been written since the last marker. */
  get text(): string {
    return Buffer.concat([...this.#kept, this.#rest]).toString("utf8");
  }

  /**
   * The text up to the next occurrence of `marker`, invalid UTF-8 replaced. What is beyond `most` bytes may be
   * missing from it, but never so much that it has fewer.
   */
  until(marker: string): Promise<string> {
    return new Promise((resolve) => {
      this.#marker = Buffer.from(marker);
      this.#ended = resolve;
      this.push(Buffer.alloc(0));
    });
  }

  /** Takes what was written next. */
  push(chunk: Buffer): void {
    const data = Buffer.concat([this.#rest, chunk]);
    const marker = this.#marker;
    const end = marker ? data.indexOf(marker) : -1;
    if (marker && end !== -1) {
      this.#keep(data.subarray(0, end));
      this.#rest = data.subarray(end + marker.length);
      this.#finish();
      return;
    }
    // The end of the chunk may be the beginning of the marker.
    const certain = Math.max(0, data.length - (marker ? marker.length - 1 : 0));
    this.#keep(data.subarray(0, certain));
    this.#rest = data.subarray(certain);
  }

  #keep(data: Buffer): void {
    const room = this.side === "last" ? data.length : Math.max(0, this.most - this.#size);
    const wanted = data.subarray(0, room);
    // A copy: a slice would keep the whole chunk in memory.
    if (wanted.length > 0) this.#kept.push(Buffer.from(wanted));
    this.#size += wanted.length;
    for (let [first] = this.#kept; first && this.#size - first.length >= this.most; [first] = this.#kept) {
      this.#size -= first.length;
      this.#kept.shift();
    }
  }

  #finish(): void {
    const text = Buffer.concat(this.#kept).toString("utf8");
    this.#kept = [];
    this.#size = 0;
    this.#marker = undefined;
    this.#ended?.(text);
  }
}
