/** Divides records into batches that fit into a parameter of a statement. */

/** The value of a parameter stays below this, in bytes of UTF-8: Databricks takes about 1 MB for all of a statement. */
export const maxBatchBytes = 900_000;

/** Some consecutive records. */
export interface Batch {
  /** The number of the first one, from 1. */
  first: number;
  count: number;
}

/** How records divide. */
export interface Division {
  batches: Batch[];
  /** The number of the first record that does not fit into a batch by itself. */
  tooLarge?: number;
}

/** What a batch takes besides its records: the brackets around them. */
const bracketBytes = 2;

/**
 * Divides records, each as its JSON text, into batches of less than `maxBytes` as a JSON array. Nothing is kept of them.
 */
export const divide = (lines: Iterable<string>, maxBytes: number = maxBatchBytes): Division => {
  const batches: Batch[] = [];
  let tooLarge: number | undefined;
  let current: Batch = { first: 1, count: 0 };
  let bytes = bracketBytes;
  for (const line of lines) {
    const lineBytes = Buffer.byteLength(line) + 1;
    if (current.count > 0 && bytes + lineBytes > maxBytes) {
      batches.push(current);
      current = { first: current.first + current.count, count: 0 };
      bytes = bracketBytes;
    }
    if (bytes + lineBytes > maxBytes) tooLarge ??= current.first;
    current.count += 1;
    bytes += lineBytes;
  }
  return { batches: current.count > 0 ? [...batches, current] : batches, tooLarge };
};

/** Takes the next records and gives them as the text of a JSON array. */
export const nextArray = (lines: Iterator<string>, count: number): string => {
  const taken: string[] = [];
  while (taken.length < count) {
    const { value, done } = lines.next();
    if (done) throw new Error("Records changed while they were written.");
    taken.push(value);
  }
  return `[${taken.join(",")}]`;
};

/** Records in words, by their numbers. */
export const describeRecords = ({ first, count }: Batch): string =>
  count === 1 ? `record ${first}` : `records ${first} to ${first + count - 1}`;
