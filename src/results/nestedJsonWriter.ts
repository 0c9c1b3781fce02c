/**
 * Writes a nested value, such as a struct or an array, by its declared type: from the JSON text in its cell to exact JSON.
 * Fields out of order, a key that may come twice, and digits that a number would lose are left to the slow path.
 */
import type { ByteOutput } from "./byteOutput";
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
  writeText,
  writeUtf8,
  zero,
} from "./jsonBytes";
import type { JsonEncoding } from "./jsonEncoding";

/** The limits of the fast path: how deep a value may be nested, and how many keys its maps may have together. */
const depthLimit = 60;
const keyLimit = 400;

const words: Record<number, Uint8Array> = {
  [smallN]: Buffer.from("null"),
  [smallT]: Buffer.from("true"),
  [smallF]: Buffer.from("false"),
};

/** Writes nested values to an output. */
export class NestedJsonWriter {
  /** The JSON text in the cell, without the escapes that it has as a JSON string in the chunk. */
  #json: Uint8Array = new Uint8Array(4096);
  #at = 0;
  #depth = 0;
  #keyCount = 0;
  readonly #keyHashes = new Int32Array(keyLimit);

  constructor(readonly output: ByteOutput) {}

  /**
   * Writes the value of a cell.
   * @param start where the cell's text begins, behind the quote
   * @returns where its closing quote is; 0 when the value takes the slow path: nothing of it is written then
   */
  write(encoding: JsonEncoding, source: Uint8Array, start: number): number {
    const { length } = this.output;
    const end = this.#unescape(source, start);
    if (end === 0) return 0;
    this.#at = 0;
    this.#depth = 0;
    this.#keyCount = 0;
    // A zero stands behind the text.
    if (this.#value(encoding) && this.#json[this.#at] === 0) return end;
    this.output.length = length;
    return 0;
  }

  /** Takes the escapes out of a cell, and sets a zero behind its text. Returns where its closing quote is, or 0. */
  #unescape(source: Uint8Array, start: number): number {
    const text = this.#json;
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
    this.#json = new Uint8Array(to * 2);
    return this.#unescape(source, start);
  }

  #value(encoding: JsonEncoding): boolean {
    this.#skipSpaces();
    const code = this.#json[this.#at] as number;
    if (code === quote) return this.#textValue(encoding);
    if (code === minus || (code >= zero && code <= nine)) return this.#number(encoding);
    if (code !== openBracket && code !== openBrace) return this.#word(code);
    if (this.#depth === depthLimit) return false;
    this.#depth += 1;
    const read = code === openBracket ? this.#array(encoding) : this.#object(encoding);
    this.#depth -= 1;
    return read;
  }

  #skipSpaces(): void {
    while (this.#json[this.#at] === space) this.#at += 1;
  }

  #textValue({ kind }: JsonEncoding): boolean {
    if (kind !== "text" && kind !== "variant") return false;
    const end = writeText(this.output, this.#json, this.#at + 1);
    this.#at = end + 1;
    return end > 0;
  }

  #word(code: number): boolean {
    const word = words[code];
    if (word === undefined || !startsWith(this.#json, this.#at, word)) return false;
    this.#at += word.length;
    this.output.put(word);
    return true;
  }

  #number({ kind }: JsonEncoding): boolean {
    const start = this.#at;
    const token = numberToken(this.#json, start);
    if (token === 0) return false;
    const end = token >> 2;
    const form = token & 3;
    let asDigits = kind === "text" || kind === "boolean";
    if (kind === "bigInteger") {
      if (form !== numberForms.integer) return false;
      asDigits = !isSafeInteger(this.#json, start, end);
    } else if (kind === "variant") {
      // Without an exponent, so few digits are never rounded.
      if (form === numberForms.exponent || end - start > safeNumberLength) return false;
    } else if (kind === "array" || kind === "map" || kind === "struct") return false;
    if (asDigits) this.output.putByte(quote);
    this.output.copy(this.#json, start, end);
    if (asDigits) this.output.putByte(quote);
    this.#at = end;
    return true;
  }

  /** Goes behind a comma. */
  #more(): boolean {
    this.#skipSpaces();
    if (this.#json[this.#at] !== comma) return false;
    this.#at += 1;
    this.output.putByte(comma);
    return true;
  }

  /** Goes behind a bracket and the spaces that follow. */
  #open(bracket: number): void {
    this.output.putByte(bracket);
    this.#at += 1;
    this.#skipSpaces();
  }

  #close(bracket: number): boolean {
    if (this.#json[this.#at] !== bracket) return false;
    this.#at += 1;
    this.output.putByte(bracket);
    return true;
  }

  #array(encoding: JsonEncoding): boolean {
    const { kind, inner } = encoding;
    const element = kind === "array" ? inner[0] : kind === "variant" ? encoding : undefined;
    if (element === undefined) return false;
    this.#open(openBracket);
    if (this.#json[this.#at] !== closeBracket) {
      do {
        if (!this.#value(element)) return false;
      } while (this.#more());
    }
    return this.#close(closeBracket);
  }

  #object(encoding: JsonEncoding): boolean {
    const { kind, inner } = encoding;
    if (kind === "array" || (inner.length === 0 && kind !== "variant")) return false;
    this.#open(openBrace);
    const read =
      this.#json[this.#at] === closeBrace ||
      (kind === "struct" ? this.#fields(encoding) : this.#entries(encoding));
    return read && this.#close(closeBrace);
  }

  /** Fields in the order of their declaration, some of which may be missing: so none comes twice. */
  #fields({ inner, keys }: JsonEncoding): boolean {
    let field = 0;
    do {
      this.#skipSpaces();
      while (field < keys.length && !startsWith(this.#json, this.#at, keys[field] as Uint8Array)) field += 1;
      const key = keys[field];
      if (key === undefined) return false;
      this.#at += key.length;
      this.output.put(key);
      if (!this.#value(inner[field] as JsonEncoding)) return false;
      field += 1;
    } while (this.#more());
    return true;
  }

  #entries(encoding: JsonEncoding): boolean {
    const value = encoding.inner[0] ?? encoding;
    const firstKey = this.#keyCount;
    do {
      this.#skipSpaces();
      if (!this.#newKey(firstKey) || !this.#value(value)) return false;
    } while (this.#more());
    this.#keyCount = firstKey;
    return true;
  }

  /** Takes a key and its colon, unless the key may have come before in the same object. */
  #newKey(firstKey: number): boolean {
    const text = this.#json;
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
    this.#at = end + 2;
    this.output.copy(text, start - 1, this.#at);
    return true;
  }
}
