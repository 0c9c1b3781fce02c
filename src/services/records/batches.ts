/** Divides records into batches that fit into a parameter of a statement. */
import { createHash } from "node:crypto";
import type { PreparedRecords } from "./preparedRecords";

/** The value of a parameter stays below this, in bytes of UTF-8: Databricks takes about 1 MB for all of a statement. */
export const maxBatchBytes = 900_000;

/** Some consecutive records of those that are sent. */
export interface RecordBatch {
  /** The numbers of the first and the last one in the list that was given, from 1. */
  first: number;
  last: number;
  count: number;
}

/** What is known of records after they have been read once. */
export interface RecordSurvey {
  /** How they divide into batches that fit into a parameter. */
  batches: RecordBatch[];
  /** The number of the first record that does not fit into a batch by itself. */
  tooLarge?: number;
  /** The size of all records as JSON texts, in bytes of UTF-8. */
  bytes: number;
  /** SHA-256 (hex) of the columns' names and the records. */
  digest: string;
}

/** What a batch takes besides its records: the brackets around them. */
const bracketBytes = 2;

/** About how much text is hashed at once, in characters. */
const hashedLength = 65_536;

/** Hashes texts one after the other, each ended by a line feed. */
class TextHash {
  readonly #hash = createHash("sha256");
  #text = "";

  add(text: string): void {
    this.#text += `${text}\n`;
    if (this.#text.length < hashedLength) return;
    this.#hash.update(this.#text);
    this.#text = "";
  }

  digest(): string {
    return this.#hash.update(this.#text).digest("hex");
  }
}

const nextLine = (lines: Iterator<string>): string => {
  const { value, done } = lines.next();
  if (done) throw new Error("Records changed while they were written.");
  return value;
};

/**
 * Reads records once: divides them, each as its JSON text, into batches of less than `maxBytes` as a JSON array, and
 * measures them. Nothing is kept of them.
 * @param maxCount the most records of a batch
 */
export const surveyRecords = (
  { columns, lines, numbers }: Pick<PreparedRecords, "columns" | "lines" | "numbers">,
  maxBytes: number = maxBatchBytes,
  maxCount = Number.POSITIVE_INFINITY,
): RecordSurvey => {
  const batches: RecordBatch[] = [];
  const hash = new TextHash();
  hash.add(JSON.stringify(columns.map(({ name }) => name)));
  let bytes = 0;
  let tooLarge: number | undefined;
  let current: RecordBatch | undefined;
  let batchBytes = bracketBytes;
  const given = lines()[Symbol.iterator]();
  for (const number of numbers()) {
    const line = nextLine(given);
    hash.add(line);
    const lineBytes = Buffer.byteLength(line);
    bytes += lineBytes;
    if (!current || batchBytes + lineBytes + 1 > maxBytes || current.count === maxCount) {
      current = { first: number, last: number, count: 0 };
      batches.push(current);
      batchBytes = bracketBytes;
    }
    batchBytes += lineBytes + 1;
    current.count += 1;
    current.last = number;
    if (batchBytes > maxBytes) tooLarge ??= number;
  }
  return { batches, ...(tooLarge !== undefined && { tooLarge }), bytes, digest: hash.digest() };
};

/** Takes the next records and gives them as the text of a JSON array. */
export const nextArray = (lines: Iterator<string>, count: number): string =>
  `[${Array.from({ length: count }, () => nextLine(lines)).join(",")}]`;

type Range = Pick<RecordBatch, "first" | "last">;

/** Makes the function that names consecutive items by their numbers, such as `records 1 to 7`. @param noun one item */
export const rangeDescriber =
  (noun: string) =>
  ({ first, last }: Range): string =>
    first === last ? `${noun} ${first}` : `${noun}s ${first} to ${last}`;

/** Records by their numbers, in words. */
export const describeRecords = rangeDescriber("record");
