/** Checks records against their table, one by one: which fields fill which columns, and whether the values fit. */
import { FieldMatcher, type MatchOptions } from "./fieldMatching";
import { isFittingFloat } from "./numberValues";
import type { RecordProblem } from "./problemList";
import { isGivenRecord } from "./recordList";
import type { TargetColumn, TargetTable } from "./targetTable";
import { type ValueEncoder, valueEncoder } from "./valueEncoder";
import { describeKind, shownName, ValueProblem } from "./valueProblem";

const noProblems: readonly RecordProblem[] = [];

/** How records are checked. */
interface CheckOptions extends MatchOptions {
  /** Whether a required column may be left out. */
  mayOmitRequired: boolean;
}

/** Checks records of one table. */
export class RecordCheck {
  readonly matcher: FieldMatcher;
  readonly encoders: readonly ValueEncoder[];
  readonly #columns: readonly TargetColumn[];
  /** The record that each column was given by last, and the field. */
  readonly #givenBy: Int32Array;
  readonly #fields: string[];
  /** The positions of columns that every record must give. */
  readonly #mandatory: readonly { position: number; reason: string }[];
  readonly #addsColumns: boolean;
  #problems: RecordProblem[] = [];

  /** @param keys the positions of the key columns */
  constructor(table: TargetTable, keys: readonly number[], options: CheckOptions) {
    this.matcher = new FieldMatcher(table, options);
    this.encoders = table.columns.map(({ type }) => valueEncoder(type));
    this.#columns = table.columns;
    this.#givenBy = new Int32Array(table.columns.length).fill(-1);
    this.#fields = table.columns.map(() => "");
    this.#addsColumns = options.unknownFields === "addColumns";
    this.#mandatory = [
      ...keys.map((position) => ({ position, reason: "the key column is left out" })),
      ...table.columns.flatMap(({ isRequired }, position) =>
        isRequired && !options.mayOmitRequired && !keys.includes(position)
          ? [{ position, reason: "the column takes no NULL, has no default and is left out" }]
          : [],
      ),
    ];
  }

  /**
   * Checks a record.
   * @param index its position
   * @returns what is wrong with it
   */
  problemsOf(record: unknown, index: number): readonly RecordProblem[] {
    if (!isGivenRecord(record))
      return [{ field: "", reason: `it is ${describeKind(record)}, not an object` }];
    this.#problems = [];
    let count = 0;
    for (const field of Object.keys(record)) {
      const value = record[field];
      if (value !== undefined) count += this.#checkField(field, value, index);
    }
    this.#checkMandatory(index);
    if (count === 0 && this.#problems.length === 0) this.#note("", "it fills no column of the table");
    return this.#problems.length === 0 ? noProblems : this.#problems;
  }

  #note(field: string, reason: string, column?: string): void {
    this.#problems.push({ field, ...(column !== undefined && { column }), reason });
  }

  /** Returns how many columns the field fills. */
  #checkField(field: string, value: unknown, index: number): number {
    const target = this.matcher.targetOf(field);
    if (typeof target === "string") {
      if (target === "unknown") this.#noteUnknown(field);
      return 0;
    }
    for (const position of target) this.#checkValue(field, value, position, index);
    return target.length;
  }

  #noteUnknown(field: string): void {
    // Every other field has got a column, unless its name is empty.
    if (this.#addsColumns && field !== "") this.matcher.ignored.add(field);
    else this.#note(field, field === "" ? "a field has no name" : "the table has no such column");
  }

  #checkValue(field: string, value: unknown, position: number, index: number): void {
    const column = this.#columns[position];
    const encode = this.encoders[position];
    if (!column || !encode) return;
    if (this.#givenBy[position] === index) {
      const other = shownName(this.#fields[position] ?? "");
      this.#note(field, `the field ${other} fills the same column`, column.name);
      return;
    }
    this.#givenBy[position] = index;
    this.#fields[position] = field;
    if (isFittingFloat(column.type, value)) return;
    const text = encode(value);
    if (text instanceof ValueProblem) this.#note(field, text.describe(), column.name);
    else if (text === null && (column.isRequired || column.nullable === false)) {
      this.#note(field, "the column takes no NULL", column.name);
    }
  }

  #checkMandatory(index: number): void {
    for (const { position, reason } of this.#mandatory) {
      if (this.#givenBy[position] === index) continue;
      const { name = "" } = this.#columns[position] ?? {};
      this.#note(name, reason, name);
    }
  }
}
