/** What is wrong with records: the first of many problems, and how many there are. */
import { recordsLabel } from "./recordList";
import { shownName } from "./valueProblem";

/** One problem of a record. */
export interface RecordProblem {
  /** The field as the record spells it; empty where the record as a whole is meant. */
  field: string;
  column?: string;
  reason: string;
}

/** How many problems a message names. */
const maxNamed = 20;

/** The longest list of problems in a message, in characters: an error's message is cut beyond 2,000. */
const maxListLength = 1500;

const describeProblem = (record: number, { field, column, reason }: RecordProblem): string => {
  const isRenamed = column !== undefined && column.toLowerCase() !== field.toLowerCase();
  const place =
    field === "" ? "" : `, field ${shownName(field)}${isRenamed ? ` (column ${shownName(column)})` : ""}`;
  return `Record ${record}${place}: ${reason}.`;
};

/** Collects problems. Their number has no limit; only the first ones are kept. */
export class ProblemList {
  #problems = 0;
  #records = 0;
  readonly #lines: string[] = [];
  #length = 0;

  /** Adds the problems of one record. @param record its number, from 1 */
  add(record: number, problems: readonly RecordProblem[]): void {
    if (problems.length === 0) return;
    this.#records += 1;
    for (const problem of problems) this.#note(describeProblem(record, problem));
  }

  #note(line: string): void {
    this.#problems += 1;
    if (this.#lines.length === maxNamed || this.#length + line.length > maxListLength) return;
    this.#lines.push(line);
    this.#length += line.length;
  }

  /**
   * Throws an Error that names the input and the first problems, if there are any.
   * @param count how many records there are
   * @param table the full name of the table
   */
  throwIfAny(count: number, table: string): void {
    if (this.#problems === 0) return;
    const more = this.#problems - this.#lines.length;
    const found = `${this.#problems} problem${this.#problems === 1 ? "" : "s"}`;
    const lines = [
      `${recordsLabel}: ${found} in ${this.#records} of ${count} records for ${table}; nothing was sent.`,
      ...this.#lines,
      ...(more > 0 ? [`And ${more} more.`] : []),
    ];
    throw new Error(lines.join("\n"));
  }
}
