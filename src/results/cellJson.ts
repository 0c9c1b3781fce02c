/** Writes the values of cells as JSON, from the text of the cells as it stands in a chunk. */
import {
  backslash,
  colon,
  comma,
  escapeLength,
  isSafeInteger,
  numberForms,
  numberToken,
  plainBytes,
  quote,
  smallF,
  smallT,
  startsWith,
} from "./jsonBytes";
import { type JsonShape, NestedJson } from "./nestedJson";

const trueText = Buffer.from('true"');
const falseText = Buffer.from('false"');

/** Whether a text, from its first letter to its closing quote, is a boolean. */
export const isBooleanText = (source: Uint8Array, start: number): boolean =>
  startsWith(source, start, source[start] === smallT ? trueText : falseText);

/** Writes JSON into `target` from `length` on. What goes beyond the target's end is counted, but not kept. */
export class CellJson extends NestedJson {
  target: Uint8Array = new Uint8Array();
  length = 0;

  /**
   * Writes the value of a cell.
   * @param start where its text begins, behind the quote
   * @returns where its closing quote is; 0 when the value is out of the ordinary: `cellReader` can tell it
   */
  write(shape: JsonShape, source: Uint8Array, start: number): number {
    switch (shape.kind) {
      case "text":
        return Math.max(0, this.#text(source, start));
      case "number":
      case "bigInteger":
        return this.#numberCell(shape.kind, source, start);
      case "boolean":
        return isBooleanText(source, start)
          ? this.#copy(source, start, start + (source[start] === smallF ? 5 : 4))
          : 0;
      default:
        return this.#nestedCell(shape, source, start);
    }
  }

  /** Adds bytes as they are. */
  put(bytes: Uint8Array): void {
    const { target, length } = this;
    for (let index = 0; index < bytes.length; index += 1) target[length + index] = bytes[index] as number;
    this.length = length + bytes.length;
  }

  protected takeText(start: number): number {
    return this.#text(this.json, start);
  }

  protected takeKey(start: number, end: number): void {
    this.#copy(this.json, start - 1, end + 1);
    this.#putByte(colon);
  }

  protected takeField(shape: JsonShape, field: number): void {
    this.put(shape.keys[field] as Uint8Array);
  }

  protected takeNumber(start: number, end: number): void {
    this.#copy(this.json, start, end);
  }

  protected takeDigits(start: number, end: number): void {
    this.#putByte(quote);
    this.#copy(this.json, start, end);
    this.#putByte(quote);
  }

  protected takeWord(word: Uint8Array): void {
    this.put(word);
  }

  protected open(bracket: number): number {
    this.#putByte(bracket);
    return 0;
  }

  protected next(): void {
    this.#putByte(comma);
  }

  protected close(bracket: number): void {
    this.#putByte(bracket);
  }

  #putByte(code: number): void {
    this.target[this.length] = code;
    this.length += 1;
  }

  #copy(source: Uint8Array, start: number, end: number): number {
    const { target } = this;
    let to = this.length;
    for (let at = start; at < end; at += 1) target[to++] = source[at] as number;
    this.length = to;
    return end;
  }

  /** Writes a text with the escapes that it has already. Returns where its closing quote is, or -1. */
  #text(source: Uint8Array, start: number): number {
    const { target } = this;
    let to = this.length;
    let at = start;
    let code = source[at] as number;
    target[to++] = quote;
    while (code !== quote) {
      if (plainBytes[code] === 1) {
        target[to++] = code;
        at += 1;
      } else {
        const end = at + (code === backslash ? escapeLength(source, at) : 0);
        if (end === at) return -1;
        while (at < end) target[to++] = source[at++] as number;
      }
      code = source[at] as number;
    }
    target[to++] = quote;
    this.length = to;
    return at;
  }

  #numberCell(kind: "number" | "bigInteger", source: Uint8Array, start: number): number {
    const token = numberToken(source, start);
    const end = token >> 2;
    if (token === 0 || source[end] !== quote) return 0;
    if (kind === "number") return this.#copy(source, start, end);
    if ((token & 3) !== numberForms.integer) return 0;
    return isSafeInteger(source, start, end) ? this.#copy(source, start, end) : this.#text(source, start);
  }

  #nestedCell(shape: JsonShape, source: Uint8Array, start: number): number {
    const { length } = this;
    const end = this.readNested(shape, source, start);
    if (end === 0) this.length = length;
    return end;
  }
}
