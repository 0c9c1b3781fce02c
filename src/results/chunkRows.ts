/**
 * Reads the rows of a result from the bytes of its chunks: the values of `cellReader`, without parsing chunks as JSON.
 * Some thousand rows at a time are gathered as tokens, and then made. All text of a block becomes one string, of which the
 * values are parts: a value that is kept holds no more than its block, and never a whole chunk.
 */

import { type CellSink, type ResultChunk, scanChunk } from "./chunkScanner";
import { cellText, endOfText } from "./jsonBytes";
import { type JsonShape, jsonShape } from "./nestedJson";
import type { ResultColumn } from "./resultColumn";
import * as token from "./rowTokens";
import { RowTokens } from "./rowTokens";
import {
  cellReader,
  columnType,
  distinctNames,
  emptyObject,
  finiteOrName,
  type ReadText,
  type SqlRow,
  type SqlValue,
} from "./statementRows";

/** Reads rows, chunk by chunk. */
export interface RowReader {
  /** The rows read so far. */
  readonly rows: number;
  /**
   * Reads the rows of the next chunk.
   * @param into where they are added
   * @returns `into`
   * @throws Error when the chunk is not as documented
   */
  read(chunk: ResultChunk, into?: SqlRow[]): SqlRow[];
}

/**
 * The size of a block, in tokens and in letters: the row that goes beyond one of them is the block's last. A string of
 * so many letters stays where it is when the memory is tidied up; a smaller one would be copied, twice.
 */
const blockTokens = 64 * 1024;
const blockLetters = 160 * 1024;

/** The room for a block to begin with, which is enough for a small result. */
const firstTokens = 1024;
const firstLetters = 8 * 1024;

/** Sets a field, which a plain assignment would not do for a new one of this name. */
const setField = (object: SqlRow, name: string, value: SqlValue): void => {
  if (name === "__proto__") {
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true });
  } else object[name] = value;
};

/** Makes the rows of a block from its tokens. */
class RowBuilder {
  #at = 0;
  #latin = "";
  #latinAt = 0;
  #wide = "";
  #wideAt = 0;
  #otherAt = 0;
  readonly #emptyRow: SqlRow;

  constructor(
    readonly tokens: RowTokens,
    readonly names: readonly string[],
    readonly shapes: readonly JsonShape[],
  ) {
    this.#emptyRow = emptyObject(names);
  }

  build(rows: number, into: SqlRow[]): void {
    const { tokens, names, shapes } = this;
    this.#at = 0;
    this.#latin = tokens.text.latinString();
    this.#latinAt = 0;
    this.#wide = tokens.text.wideString();
    this.#wideAt = 0;
    this.#otherAt = 0;
    for (let count = 0; count < rows; count += 1) {
      const row = { ...this.#emptyRow };
      for (let column = 0; column < names.length; column += 1) {
        row[names[column] as string] = this.#value(shapes[column] as JsonShape);
      }
      into.push(row);
    }
  }

  #value(shape: JsonShape): SqlValue {
    const { tokens } = this;
    const at = this.#at;
    this.#at = at + 1;
    switch (tokens.kinds[at]) {
      case token.isNumber:
        return tokens.numbers[at] as number;
      case token.isInteger: {
        const value = tokens.numbers[at] as number;
        return (value | 0) === value ? value | 0 : value;
      }
      case token.isLatin:
        return this.#latinText(at);
      case token.isWide:
        return this.#wideText(at);
      case token.isTrue:
        return true;
      case token.isFalse:
        return false;
      case token.isDigits:
        return finiteOrName(Number(this.#latinText(at)));
      case token.isArray:
        return this.#array(shape, tokens.positions[at] as number);
      case token.isObject:
        return this.#object(shape, tokens.positions[at] as number);
      case token.isOther:
        return tokens.others[this.#otherAt++] as SqlValue;
      default:
        return null;
    }
  }

  #latinText(at: number): string {
    const start = this.#latinAt;
    this.#latinAt = this.tokens.positions[at] as number;
    return this.#latin.substring(start, this.#latinAt);
  }

  #wideText(at: number): string {
    const start = this.#wideAt;
    this.#wideAt = this.tokens.positions[at] as number;
    return this.#wide.substring(start, this.#wideAt);
  }

  #array(shape: JsonShape, count: number): SqlValue[] {
    const inner = shape.inner[0] ?? shape;
    // Of the right size at once: growing, it would take room for seventeen.
    const values = new Array<SqlValue>(count);
    for (let index = 0; index < count; index += 1) values[index] = this.#value(inner);
    return values;
  }

  #object(shape: JsonShape, count: number): SqlRow {
    if (shape.kind === "struct") return this.#struct(shape, count);
    const inner = shape.inner[0] ?? shape;
    const object: SqlRow = {};
    for (let index = 0; index < count; index += 1) {
      setField(object, this.#value(shape) as string, this.#value(inner));
    }
    return object;
  }

  #struct(shape: JsonShape, count: number): SqlRow {
    const { names, inner } = shape;
    const isWhole = count === names.length;
    const object: SqlRow = isWhole ? { ...shape.empty } : {};
    for (let index = 0; index < count; index += 1) {
      const field = this.tokens.positions[this.#at++] as number;
      const value = this.#value(inner[field] as JsonShape);
      if (isWhole) object[names[field] as string] = value;
      else setField(object, names[field] as string, value);
    }
    return object;
  }
}

/** Told after each block how many rows have been made; what it throws ends the reading. */
export type AfterBlock = (rows: number) => void;

/** Gathers the cells of chunks as tokens and makes rows of them, block by block. */
class RowSink implements CellSink {
  rows = 0;
  into: SqlRow[] = [];
  #source: Uint8Array = new Uint8Array();
  readonly #tokens: RowTokens;
  readonly #builder: RowBuilder;
  readonly #shapes: JsonShape[];
  readonly #readers: ReadText[];
  /** The rows of the block, and how far the tokens are behind the last of them. */
  #rows = 0;
  #count = 0;
  #latinLength = 0;
  #wideLength = 0;
  #others = 0;

  constructor(
    columns: readonly ResultColumn[],
    readonly afterBlock: AfterBlock,
  ) {
    this.#shapes = columns.map((column) => jsonShape(columnType(column)));
    this.#readers = columns.map(cellReader);
    this.#tokens = new RowTokens(firstTokens, firstLetters);
    const names = distinctNames(columns.map(({ name }) => name));
    this.#builder = new RowBuilder(this.#tokens, names, this.#shapes);
  }

  begin(source: Uint8Array): void {
    this.#source = source;
  }

  beginRow(): void {
    const tokens = this.#tokens;
    tokens.count = this.#count;
    tokens.text.latinLength = this.#latinLength;
    tokens.text.wideLength = this.#wideLength;
    if (tokens.others.length > this.#others) tokens.others.length = this.#others;
  }

  nullCell(): void {
    this.#tokens.add(token.isNull);
  }

  textCell(column: number, start: number): number {
    return (
      this.#tokens.read(this.#shapes[column] as JsonShape, this.#source, start) ||
      this.#otherCell(column, start)
    );
  }

  endRow(): boolean {
    const tokens = this.#tokens;
    const { text } = tokens;
    if (!tokens.hadRoom()) return false;
    this.rows += 1;
    this.#rows += 1;
    this.#count = tokens.count;
    this.#latinLength = text.latinLength;
    this.#wideLength = text.wideLength;
    this.#others = tokens.others.length;
    if (tokens.count > blockTokens || text.latinLength + text.wideLength > blockLetters) this.flush();
    return true;
  }

  /** Makes the rows of the block. */
  flush(): void {
    this.beginRow();
    this.#builder.build(this.#rows, this.into);
    this.#rows = 0;
    this.#count = 0;
    this.#latinLength = 0;
    this.#wideLength = 0;
    this.#others = 0;
    this.beginRow();
    this.afterBlock(this.rows);
  }

  #otherCell(column: number, start: number): number {
    const end = endOfText(this.#source, start);
    if (end < 0) return end;
    this.#tokens.others.push((this.#readers[column] as ReadText)(cellText(this.#source, start, end)));
    this.#tokens.add(token.isOther);
    return end;
  }
}

/**
 * Makes the reader of a result's rows. Its values are those of `cellReader`.
 * @param columns the manifest's columns
 * @param afterBlock told how many rows there are, after every few thousand
 */
export const createRowReader = (
  columns: readonly ResultColumn[],
  afterBlock: AfterBlock = () => undefined,
): RowReader => {
  const sink = new RowSink(columns, afterBlock);
  return {
    get rows() {
      return sink.rows;
    },
    read(chunk, into = []) {
      sink.into = into;
      scanChunk(chunk, columns.length, sink.rows, sink);
      sink.flush();
      sink.into = [];
      return into;
    },
  };
};
