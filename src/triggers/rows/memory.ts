/** Which rows near the cursor have been handed over, so that rows that come late are told from those that were there. */
import { createHash } from "node:crypto";
import type { SqlRow } from "../../api/statementRows";

/** Prints of rows by the cursor's value, the lowest first; `print*n` stands for n rows alike. */
export type Remembered = [cursor: string, ...prints: string[]][];

/** The most prints that a state holds. */
const mostPrints = 5000;

/** A short print of what tells one row from another: text that differs gives, as good as surely, another print. */
export const printOf = (text: string): string =>
  createHash("sha256").update(text).digest("base64url").slice(0, 11);

/** A print of a whole row; a column that is added, empty in the rows that were there, does not change it. */
export const rowPrint = (row: SqlRow): string =>
  printOf(
    JSON.stringify(
      Object.entries(row)
        .filter(([, value]) => value !== null)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
  );

/** Rows by cursor value and print, counted: rows that are alike in everything are still several. */
export class RowMemory {
  readonly #groups = new Map<string, Map<string, number>>();

  constructor(remembered: Remembered = []) {
    for (const [cursor, ...prints] of remembered) {
      for (const print of prints) {
        const [name = "", count = "1"] = print.split("*");
        this.add(cursor, name, Number(count));
      }
    }
  }

  add(cursor: string, print: string, count = 1): void {
    const group = this.#groups.get(cursor) ?? new Map<string, number>();
    group.set(print, (group.get(print) ?? 0) + count);
    this.#groups.set(cursor, group);
  }

  /** Takes one row out. @returns whether it was there */
  take(cursor: string, print: string): boolean {
    const group = this.#groups.get(cursor);
    const count = group?.get(print) ?? 0;
    if (!group || count === 0) return false;
    if (count === 1) group.delete(print);
    else group.set(print, count - 1);
    return true;
  }

  /** How many rows are in it. */
  get size(): number {
    let size = 0;
    for (const group of this.#groups.values()) for (const count of group.values()) size += count;
    return size;
  }

  /** Puts in what another memory still holds. */
  addAll(other: RowMemory): void {
    for (const [cursor, group] of other.#groups) {
      for (const [print, count] of group) this.add(cursor, print, count);
    }
  }

  /** Lets go of the groups that are not wanted. */
  keep(wanted: (cursor: string) => boolean): void {
    for (const cursor of this.#groups.keys()) if (!wanted(cursor)) this.#groups.delete(cursor);
  }

  /**
   * Lets go of whole groups, the lowest first, until what is left fits into a state.
   * @returns the cursor value of the last group that went; undefined where all fits
   */
  shrink(): string | undefined {
    let prints = 0;
    let cut: string | undefined;
    for (const [cursor, group] of [...this.#groups].reverse()) {
      prints += group.size;
      if (prints <= mostPrints) continue;
      cut ??= cursor;
      this.#groups.delete(cursor);
    }
    return cut;
  }

  /** As a state holds it. */
  toState(): Remembered {
    return [...this.#groups]
      .filter(([, group]) => group.size > 0)
      .map(([cursor, group]) => [
        cursor,
        ...[...group].map(([print, count]) => (count === 1 ? print : `${print}*${count}`)),
      ]);
  }
}
