/** Keys of records: which of them are the same row for Databricks. */
import { microsOf, withoutTrailingZeros } from "../../results/calendar";
import type { SqlType } from "../../results/sqlTypes";
import { scalarTypeName } from "../../results/sqlTypeText";

/** Turns the text that is sent for a value into one that equal values share. */
type CanonicalText = (text: string) => string;

const asItIs: CanonicalText = (text) => text;

const canonicalDouble: CanonicalText = (text) => (text === "-0.0" ? "0" : text);

/** Two numbers can be one FLOAT. */
const canonicalFloat: CanonicalText = (text) =>
  text === "NaN" ? text : String(Math.fround(Number(text))).replace(/^-0$/, "0");

/** An instant. Without a zone it depends on the session, so that it equals only others without one. */
const canonicalInstant: CanonicalText = (text) =>
  microsOf(text, true)?.toString() ?? `local ${canonicalLocalTime(text)}`;

const canonicalLocalTime: CanonicalText = (text) => microsOf(text, false)?.toString() ?? text;

/** A CHAR is compared without the spaces that it is filled up with. */
const canonicalChar: CanonicalText = (text) => text.replace(/(?<! ) +$/, "");

/**
 * How the texts of a type are compared; whole numbers, days, booleans and bytes are sent in one text for each value.
 * @returns undefined when values of the type cannot be compared
 */
export const canonicalText = (type: SqlType): CanonicalText | undefined => {
  if (type.kind === "map") return undefined;
  if (type.kind === "array") return canonicalText(type.element) && asItIs;
  if (type.kind === "struct") {
    return type.fields.every((field) => canonicalText(field.type)) ? asItIs : undefined;
  }
  switch (scalarTypeName(type)) {
    case "DECIMAL":
      return withoutTrailingZeros;
    case "DOUBLE":
      return canonicalDouble;
    case "FLOAT":
      return canonicalFloat;
    case "TIMESTAMP":
      return canonicalInstant;
    case "TIMESTAMP_NTZ":
      return canonicalLocalTime;
    case "CHAR":
      return canonicalChar;
    case "VARIANT":
      return undefined;
    default:
      return asItIs;
  }
};

/** A hash of text in 32 bits. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 15);
};

/**
 * Finds records with equal keys. It keeps eight bytes for each record and no text: the key of an earlier record is made
 * again where the hashes are equal.
 */
export class KeyIndex {
  /** The number of the record of each place, plus 1; 0 is a free place. */
  readonly #records: Int32Array;
  readonly #hashes: Int32Array;
  readonly #mask: number;

  /**
   * @param count how many records there are at most
   * @param keyOf the key of a record, by its number
   */
  constructor(
    count: number,
    readonly keyOf: (record: number) => string,
  ) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, count * 1.5)));
    this.#records = new Int32Array(size);
    this.#hashes = new Int32Array(size);
    this.#mask = size - 1;
  }

  /**
   * Adds a record, unless there is one with the same key.
   * @param replaces whether it takes the place of that one
   * @returns the number of that one, or undefined
   */
  put(record: number, replaces: boolean): number | undefined {
    const key = this.keyOf(record);
    const hash = hashOf(key);
    let place = hash & this.#mask;
    for (;;) {
      const found = (this.#records[place] ?? 0) - 1;
      if (found < 0 || (this.#hashes[place] === hash && this.keyOf(found) === key)) {
        if (found >= 0 && !replaces) return found;
        this.#records[place] = record + 1;
        this.#hashes[place] = hash;
        return found < 0 ? undefined : found;
      }
      place = (place + 1) & this.#mask;
    }
  }
}
