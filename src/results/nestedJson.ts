/**
 * Goes through the JSON text of a nested value by its declared type, without making strings. What is out of the
 * ordinary (fields out of order, a key that may come twice, digits that a number would lose) is refused, for `cellReader`.
 */
import {
  backslash,
  closeBrace,
  closeBracket,
  colon,
  comma,
  escapedCharacter,
  escapeLength,
  isHalfOfPair,
  isSafeInteger,
  minus,
  nine,
  numberForms,
  numberToken,
  openBrace,
  openBracket,
  plainBytes,
  quote,
  safeNumberLength,
  shortEscape,
  smallF,
  smallN,
  smallT,
  space,
  startsWith,
  writeUtf8,
  zero,
} from "./jsonBytes";
import type { SqlType } from "./sqlTypes";
import { emptyObject, type ScalarKind, type SqlRow, scalarKind } from "./statementRows";

/** How the values of a type read. */
export interface JsonShape {
  kind: ScalarKind | "array" | "map" | "struct";
  /** The elements of an array, the values of a map, the fields of a struct. */
  inner: JsonShape[];
  /** The names of a struct's fields, and how they stand in JSON text: `"name":`. */
  names: string[];
  keys: Uint8Array[];
  /** A struct with all fields, each null. */
  empty: SqlRow;
}

/** Tells how the values of a type read. */
export const jsonShape = (type: SqlType): JsonShape => {
  const shape = (kind: JsonShape["kind"], inner: SqlType[], names: string[]): JsonShape => ({
    kind,
    inner: inner.map(jsonShape),
    names,
    // A struct with a name twice has no value that is not out of the ordinary.
    keys: (new Set(names).size < names.length ? [] : names).map((name) =>
      Buffer.from(`${JSON.stringify(name)}:`),
    ),
    empty: emptyObject(names),
  });
  if (type.kind === "array") return shape("array", [type.element], []);
  if (type.kind === "map") return shape("map", [type.value], []);
  if (type.kind === "scalar") return shape(scalarKind(type.name), [], []);
  return shape(
    "struct",
    type.fields.map((field) => field.type),
    type.fields.map((field) => field.name),
  );
};

/** So deep may a value without a declared type be nested, and so many keys may its objects have, all told. */
const depthLimit = 60;
const keyLimit = 400;

const words: Record<number, Uint8Array> = {
  [smallN]: Buffer.from("null"),
  [smallT]: Buffer.from("true"),
  [smallF]: Buffer.from("false"),
};

/** Goes through nested values; what is found goes to the methods that a format has of its own. */
export abstract class NestedJson {
  /** The text of the cell, as it was before it became JSON text itself. */
  protected json: Uint8Array = new Uint8Array(4096);
  #at = 0;
  #depth = 0;
  #keyCount = 0;
  readonly #keyHashes = new Int32Array(keyLimit);

  /** Takes a text. Returns where its closing quote is, or -1. @param start behind its opening quote */
  protected abstract takeText(start: number): number;
  /** Takes a key, which holds no escapes. @param end where its closing quote is */
  protected abstract takeKey(start: number, end: number): void;
  protected abstract takeField(shape: JsonShape, field: number): void;
  protected abstract takeNumber(start: number, end: number): void;
  /** Takes a number that is to become text. */
  protected abstract takeDigits(start: number, end: number): void;
  /** Takes null, true or false by its first letter. */
  protected abstract takeWord(word: Uint8Array, first: number): void;
  /** Opens an array or object. What it returns comes back when that is closed. */
  protected abstract open(bracket: number): number;
  protected abstract next(): void;
  protected abstract close(bracket: number, opened: number, count: number): void;

  /**
   * Reads the nested value of a cell.
   * @param start where the cell's text begins, behind the quote
   * @returns where its closing quote is; 0 when it is out of the ordinary: what was taken of it counts for nothing
   */
  protected readNested(shape: JsonShape, source: Uint8Array, start: number): number {
    const end = this.#unescape(source, start);
    if (end === 0) return 0;
    this.#at = 0;
    this.#depth = 0;
    this.#keyCount = 0;
    // A zero stands behind the text.
    return this.#value(shape) && this.json[this.#at] === 0 ? end : 0;
  }

  /** Gives the text of a cell as it was, and a zero behind it. Returns where its closing quote is, or 0. */
  #unescape(source: Uint8Array, start: number): number {
    const text = this.json;
    let to = 0;
    let at = start;
    let code = source[at] as number;
    while (code !== quote) {
      if (plainBytes[code] === 1) {
        text[to++] = code;
        at += 1;
      } else {
        const width = code === backslash ? escapeLength(source, at) : 0;
        if (width === 0) return 0;
        const character = shortEscape(source, at) || escapedCharacter(source, at);
        // Half a pair has no UTF-8, and zero is the end.
        if (isHalfOfPair(character) || character === 0) return 0;
        to = writeUtf8(text, to, character);
        at += character > 0xffff ? 12 : width;
      }
      code = source[at] as number;
    }
    text[to] = 0;
    if (to < text.length) return at;
    this.json = new Uint8Array(to * 2);
    return this.#unescape(source, start);
  }

  #value(shape: JsonShape): boolean {
    this.#skipSpaces();
    const code = this.json[this.#at] as number;
    if (code === quote) return this.#textValue(shape);
    if (code === minus || (code >= zero && code <= nine)) return this.#number(shape);
    if (code !== openBracket && code !== openBrace) return this.#word(code);
    if (this.#depth === depthLimit) return false;
    this.#depth += 1;
    const read = code === openBracket ? this.#array(shape) : this.#object(shape);
    this.#depth -= 1;
    return read;
  }

  #skipSpaces(): void {
    while (this.json[this.#at] === space) this.#at += 1;
  }

  #textValue({ kind }: JsonShape): boolean {
    if (kind !== "text" && kind !== "variant") return false;
    const end = this.takeText(this.#at + 1);
    this.#at = end + 1;
    return end > 0;
  }

  #word(code: number): boolean {
    const word = words[code];
    if (word === undefined || !startsWith(this.json, this.#at, word)) return false;
    this.#at += word.length;
    this.takeWord(word, code);
    return true;
  }

  #number({ kind }: JsonShape): boolean {
    const start = this.#at;
    const token = numberToken(this.json, start);
    if (token === 0) return false;
    const end = token >> 2;
    const form = token & 3;
    let asDigits = kind === "text" || kind === "boolean";
    if (kind === "bigInteger") {
      if (form !== numberForms.integer) return false;
      asDigits = !isSafeInteger(this.json, start, end);
    } else if (kind === "variant") {
      // Without an exponent, so few digits are never rounded.
      if (form === numberForms.exponent || end - start > safeNumberLength) return false;
    } else if (kind === "array" || kind === "map" || kind === "struct") return false;
    if (asDigits) this.takeDigits(start, end);
    else this.takeNumber(start, end);
    this.#at = end;
    return true;
  }

  /** Goes behind a comma. */
  #more(): boolean {
    this.#skipSpaces();
    if (this.json[this.#at] !== comma) return false;
    this.#at += 1;
    this.next();
    return true;
  }

  #closes(bracket: number): boolean {
    if (this.json[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  #array(shape: JsonShape): boolean {
    const element = shape.kind === "array" ? shape.inner[0] : shape.kind === "variant" ? shape : undefined;
    if (element === undefined) return false;
    const opened = this.open(openBracket);
    let count = 0;
    this.#at += 1;
    this.#skipSpaces();
    if (this.json[this.#at] !== closeBracket) {
      do {
        if (!this.#value(element)) return false;
        count += 1;
      } while (this.#more());
    }
    this.close(closeBracket, opened, count);
    return this.#closes(closeBracket);
  }

  #object(shape: JsonShape): boolean {
    if (shape.kind === "array" || (shape.inner.length === 0 && shape.kind !== "variant")) return false;
    const opened = this.open(openBrace);
    this.#at += 1;
    this.#skipSpaces();
    const empty = this.json[this.#at] === closeBrace;
    const count = empty ? 0 : shape.kind === "struct" ? this.#fields(shape) : this.#entries(shape);
    if (count < 0) return false;
    this.close(closeBrace, opened, count);
    return this.#closes(closeBrace);
  }

  /** Fields in the order of their declaration, some of which may be missing: so none comes twice. */
  #fields(shape: JsonShape): number {
    const { inner, keys } = shape;
    let field = 0;
    let count = 0;
    do {
      this.#skipSpaces();
      while (field < keys.length && !startsWith(this.json, this.#at, keys[field] as Uint8Array)) field += 1;
      if (field === keys.length) return -1;
      this.#at += (keys[field] as Uint8Array).length;
      this.takeField(shape, field);
      if (!this.#value(inner[field] as JsonShape)) return -1;
      field += 1;
      count += 1;
    } while (this.#more());
    return count;
  }

  #entries(shape: JsonShape): number {
    const value = shape.inner[0] ?? shape;
    const firstKey = this.#keyCount;
    let count = 0;
    do {
      this.#skipSpaces();
      if (!this.#newKey(firstKey) || !this.#value(value)) return -1;
      count += 1;
    } while (this.#more());
    this.#keyCount = firstKey;
    return count;
  }

  /** Takes a key and its colon, unless the key may have come before in the same object. */
  #newKey(firstKey: number): boolean {
    const text = this.json;
    const start = this.#at + 1;
    if (text[start - 1] !== quote) return false;
    let hash = 0;
    let end = start;
    for (let code = text[end] as number; plainBytes[code] === 1; code = text[end] as number) {
      hash = (Math.imul(hash, 31) + code) | 0;
      end += 1;
    }
    if (text[end] !== quote || text[end + 1] !== colon || this.#keyCount === keyLimit) return false;
    for (let index = firstKey; index < this.#keyCount; index += 1) {
      if (this.#keyHashes[index] === hash) return false;
    }
    this.#keyHashes[this.#keyCount] = hash;
    this.#keyCount += 1;
    this.takeKey(start, end);
    this.#at = end + 2;
    return true;
  }
}
