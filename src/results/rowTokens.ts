/** The cells of a block of rows as a list of tokens, on the way from the bytes of a chunk to values. */
import { isBooleanText } from "./cellJson";
import { readDecimal, readInteger } from "./decimalNumber";
import { numberForms, numberToken, openBracket, quote, smallN, smallT } from "./jsonBytes";
import { type JsonShape, NestedJson } from "./nestedJson";
import type { SqlValue } from "./statementRows";
import { TextBlock } from "./textBlock";

export const isNull = 0;
/** `numbers` holds the value. */
export const isNumber = 1;
export const isInteger = 2;
/** A part of the block's text; its end is in `positions`. */
export const isLatin = 3;
export const isWide = 4;
export const isTrue = 5;
export const isFalse = 6;
/** A part of the block's text: the digits of a number that takes a parser to read. */
export const isDigits = 7;
/** The tokens of so many values follow, as `positions` says; in an object a key, or a field, before each. */
export const isArray = 8;
export const isObject = 9;
/** The field of a struct whose number `positions` holds. */
export const isField = 10;
/** The next of the values in `others`. */
export const isOther = 11;

/** Reads cells into tokens. What has no room is counted, not kept. */
export class RowTokens extends NestedJson {
  kinds: Uint8Array;
  numbers: Float64Array;
  positions: Int32Array;
  count = 0;
  others: SqlValue[] = [];
  readonly text: TextBlock;

  /**
   * @param tokens the room to begin with
   * @param letters the room for text to begin with
   */
  constructor(tokens: number, letters: number) {
    super();
    this.kinds = new Uint8Array(tokens);
    this.numbers = new Float64Array(tokens);
    this.positions = new Int32Array(tokens);
    this.text = new TextBlock(letters);
  }

  /**
   * Reads a cell.
   * @param start where its text begins, behind the quote
   * @returns where its closing quote is; 0 when the value is out of the ordinary: `cellReader` can tell it
   */
  read(shape: JsonShape, source: Uint8Array, start: number): number {
    switch (shape.kind) {
      case "text":
        return Math.max(0, this.#addText(source, start));
      case "number":
        return this.#numberCell(source, start);
      case "bigInteger":
        return this.#bigIntegerCell(source, start);
      case "boolean":
        return this.#booleanCell(source, start);
      default:
        return this.#nestedCell(shape, source, start);
    }
  }

  /** Adds a token that needs nothing more. */
  add(kind: number): void {
    this.kinds[this.count] = kind;
    this.count += 1;
  }

  /** Whether all that was added was kept. If not, there is room now for what comes again. */
  hadRoom(): boolean {
    const hadRoom = this.count <= this.kinds.length;
    if (!hadRoom) {
      const { kinds, numbers, positions } = this;
      this.kinds = new Uint8Array(this.count * 2);
      this.numbers = new Float64Array(this.count * 2);
      this.positions = new Int32Array(this.count * 2);
      this.kinds.set(kinds);
      this.numbers.set(numbers);
      this.positions.set(positions);
    }
    return this.text.hadRoom() && hadRoom;
  }

  protected takeText(start: number): number {
    return this.#addText(this.json, start);
  }

  protected takeKey(start: number): void {
    this.#addText(this.json, start);
  }

  protected takeField(_shape: JsonShape, field: number): void {
    this.positions[this.count] = field;
    this.add(isField);
  }

  protected takeNumber(start: number, end: number): void {
    if (readDecimal(this.json, start, this.numbers, this.count) === end) this.add(isNumber);
    else this.#addAscii(this.json, start, end, isDigits);
  }

  protected takeDigits(start: number, end: number): void {
    this.#addAscii(this.json, start, end, isLatin);
  }

  protected takeWord(_word: Uint8Array, first: number): void {
    this.add(first === smallN ? isNull : first === smallT ? isTrue : isFalse);
  }

  protected open(bracket: number): number {
    this.add(bracket === openBracket ? isArray : isObject);
    return this.count - 1;
  }

  protected next(): void {}

  protected close(_bracket: number, opened: number, count: number): void {
    this.positions[opened] = count;
  }

  #addText(source: Uint8Array, start: number): number {
    const { text } = this;
    const end = text.add(source, start);
    this.positions[this.count] = text.isWide ? text.wideLength : text.latinLength;
    this.add(text.isWide ? isWide : isLatin);
    return end;
  }

  #addAscii(source: Uint8Array, start: number, end: number, kind: number): void {
    this.text.addAscii(source, start, end);
    this.positions[this.count] = this.text.latinLength;
    this.add(kind);
  }

  #numberCell(source: Uint8Array, start: number): number {
    const end = readDecimal(source, start, this.numbers, this.count);
    if (end > 0 && source[end] === quote) {
      this.add(isNumber);
      return end;
    }
    const last = numberToken(source, start) >> 2;
    if (source[last] !== quote || last === 0) return 0;
    this.#addAscii(source, start, last, isDigits);
    return last;
  }

  #bigIntegerCell(source: Uint8Array, start: number): number {
    const end = readInteger(source, start, this.numbers, this.count);
    if (end > 0) {
      this.add(isInteger);
      return end;
    }
    const token = numberToken(source, start);
    const last = token >> 2;
    // A whole number that is not safe is its digits; "-0" is left to others.
    const isLong = (token & 3) === numberForms.integer && source[last] === quote && last - start > 15;
    if (isLong) this.#addAscii(source, start, last, isLatin);
    return isLong ? last : 0;
  }

  #booleanCell(source: Uint8Array, start: number): number {
    if (!isBooleanText(source, start)) return 0;
    const isT = source[start] === smallT;
    this.add(isT ? isTrue : isFalse);
    return start + (isT ? 4 : 5);
  }

  #nestedCell(shape: JsonShape, source: Uint8Array, start: number): number {
    const { count, text } = this;
    const { latinLength, wideLength } = text;
    const end = this.readNested(shape, source, start);
    if (end === 0) {
      this.count = count;
      text.latinLength = latinLength;
      text.wideLength = wideLength;
    }
    return end;
  }
}
