/** Records as lines of JSON. Lines are made again whenever they are read: nothing of them is kept. */
import { type FieldReader, fieldReader } from "./fieldMatching";
import type { GivenRecord } from "./recordList";
import type { TargetColumn } from "./targetTable";
import { hasPlainTexts, type ValueEncoder } from "./valueEncoder";
import { ValueProblem } from "./valueProblem";

/** A set of records by their positions: a bit for each. */
export class RecordSet {
  readonly #bits: Uint8Array;
  size = 0;

  /** @param count how many records there are */
  constructor(count: number) {
    this.#bits = new Uint8Array(Math.ceil(count / 8));
  }

  add(index: number): void {
    if (this.has(index)) return;
    this.#bits[index >> 3] = (this.#bits[index >> 3] ?? 0) | (1 << (index & 7));
    this.size += 1;
  }

  has(index: number): boolean {
    return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }
}

/** A column with what its cells consist of. */
export interface LineColumn {
  column: TargetColumn;
  read: FieldReader;
  encode: ValueEncoder;
  /** Whether it matters that a record leaves it out. */
  matters: boolean;
}

/** Makes a column of lines. @param fields the fields that fill it */
export const lineColumn = (
  column: TargetColumn,
  fields: readonly string[],
  encode: ValueEncoder,
  matters: boolean,
): LineColumn => ({ column, read: fieldReader(fields), encode, matters });

/** The text of a value that was checked. */
export const checkedText = ({ column, encode }: LineColumn, value: unknown): string | null => {
  const text = encode(value);
  // Only if the value is another one by now.
  if (text instanceof ValueProblem) throw new Error(`Records changed while they were sent: ${column.name}.`);
  return text;
};

/** The JSON of a cell. */
const cellWriter = (line: LineColumn): ((record: GivenRecord) => string) => {
  const { column, read } = line;
  const quote = hasPlainTexts(column.type) ? (text: string) => `"${text}"` : JSON.stringify;
  return (record) => {
    const value = read(record);
    if (value === undefined || value === null) return "null";
    const text = checkedText(line, value);
    return text === null ? "null" : quote(text);
  };
};

/** The records that are sent. */
export class RecordLines {
  /** The columns that any of the records gives. */
  readonly columns: readonly LineColumn[];
  /** The different presence texts; none if all records have the same. */
  readonly presences: readonly string[];
  readonly #cells: readonly ((record: GivenRecord) => string)[];

  /**
   * @param candidates the columns that the records can give
   * @param dropped the records that are not sent
   */
  constructor(
    readonly records: readonly unknown[],
    readonly dropped: RecordSet,
    candidates: readonly LineColumn[],
  ) {
    this.columns = candidates.filter(({ read }) => this.#someGives(read));
    this.presences = this.#findPresences();
    this.#cells = this.columns.map(cellWriter);
  }

  /** The numbers of the records that are sent, from 1 in the list that was given: those that are dropped count, too. */
  *numbers(): Iterable<number> {
    for (let index = 0; index < this.records.length; index += 1) {
      if (!this.dropped.has(index)) yield index + 1;
    }
  }

  *#sent(): Iterable<GivenRecord> {
    for (const number of this.numbers()) yield this.records[number - 1] as GivenRecord;
  }

  #someGives(read: FieldReader): boolean {
    for (const record of this.#sent()) if (read(record) !== undefined) return true;
    return false;
  }

  #presenceOf(record: GivenRecord): string {
    let text = "";
    for (const { matters, read } of this.columns) text += matters && read(record) === undefined ? "0" : "1";
    return text;
  }

  #findPresences(): string[] {
    if (!this.columns.some(({ matters }) => matters)) return [];
    const found = new Set<string>();
    for (const record of this.#sent()) found.add(this.#presenceOf(record));
    return found.size > 1 ? [...found] : [];
  }

  #line(record: GivenRecord): string {
    let line = this.presences.length > 0 ? `"${this.#presenceOf(record)}"` : "";
    for (const cell of this.#cells) line += line === "" ? cell(record) : `,${cell(record)}`;
    return `[${line}]`;
  }

  /** The lines, one by one. */
  *[Symbol.iterator](): Iterator<string> {
    for (const record of this.#sent()) yield this.#line(record);
  }
}
