/** Which rows near the cursor have been handed over, so that rows that come late are told from those that were there. */
import { isIntegerFrom } from "../storedState";

/** Fingerprints of rows by the cursor's value, the lowest first; `fingerprint*n` stands for n rows alike. */
export type SerializedSeenRows = [cursor: string, ...fingerprints: string[]][];

/** The most fingerprints that a state holds. */
const maxFingerprints = 5000;

const entryPattern = /^([\w-]{1,64})(?:\*([1-9]\d{0,8}))?$/;

/**
 * Reads what a state holds; undefined where it is none.
 * @param isCursor whether a text is a value of the cursor
 */
export const readSeenRows = (
  stored: unknown,
  isCursor: (text: unknown) => boolean,
): SerializedSeenRows | undefined => {
  const isGroup = (group: unknown): boolean =>
    Array.isArray(group) &&
    isCursor(group[0]) &&
    group.every((entry, index) => index === 0 || (typeof entry === "string" && entryPattern.test(entry)));
  return Array.isArray(stored) && stored.every(isGroup) ? (stored as SerializedSeenRows) : undefined;
};

/** Rows by cursor value and fingerprint, counted: rows that are alike in everything are still several. */
export class SeenRows {
  readonly #groups = new Map<string, Map<string, number>>();

  /**
   * @param seen what a state holds
   * @param canonical gives the one text of a cursor's value
   */
  constructor(
    seen: SerializedSeenRows = [],
    readonly canonical: (cursor: string) => string = String,
  ) {
    for (const [cursor, ...entries] of seen) {
      for (const entry of entries) {
        const [, fingerprint = "", count = "1"] = entryPattern.exec(entry) ?? [];
        this.add(cursor, fingerprint, Number(count));
      }
    }
  }

  add(cursor: string, fingerprint: string, count = 1): void {
    const key = this.canonical(cursor);
    const group = this.#groups.get(key) ?? new Map<string, number>();
    group.set(fingerprint, (group.get(fingerprint) ?? 0) + count);
    this.#groups.set(key, group);
  }

  /**
   * Takes one row out.
   * @param fingerprints what the row may be known by, the first that is found counts
   * @returns whether it was there
   */
  take(cursor: string, fingerprints: Iterable<string>): boolean {
    const group = this.#groups.get(this.canonical(cursor));
    if (!group || group.size === 0) return false;
    for (const fingerprint of fingerprints) {
      const count = group.get(fingerprint);
      if (!isIntegerFrom(count, 1)) continue;
      if (count === 1) group.delete(fingerprint);
      else group.set(fingerprint, count - 1);
      return true;
    }
    return false;
  }

  /** How many rows are in it. */
  get size(): number {
    let size = 0;
    for (const group of this.#groups.values()) for (const count of group.values()) size += count;
    return size;
  }

  /** Puts in what another one still holds. */
  addAll(other: SeenRows): void {
    for (const [cursor, group] of other.#groups) {
      for (const [fingerprint, count] of group) this.add(cursor, fingerprint, count);
    }
  }

  /** Lets go of the groups that are not wanted. */
  keep(isWanted: (cursor: string) => boolean): void {
    for (const cursor of this.#groups.keys()) if (!isWanted(cursor)) this.#groups.delete(cursor);
  }

  /**
   * Lets go of whole groups, the lowest first, until what is left fits into a state.
   * @returns the cursor value of the last group that went; undefined where all fits
   */
  shrink(): string | undefined {
    let fingerprints = 0;
    let cut: string | undefined;
    for (const [cursor, group] of [...this.#groups].reverse()) {
      fingerprints += group.size;
      if (fingerprints <= maxFingerprints) continue;
      cut ??= cursor;
      this.#groups.delete(cursor);
    }
    return cut;
  }

  /** As a state holds it. */
  toState(): SerializedSeenRows {
    return [...this.#groups]
      .filter(([, group]) => group.size > 0)
      .map(([cursor, group]) => [
        cursor,
        ...[...group].map(([fingerprint, count]) => (count === 1 ? fingerprint : `${fingerprint}*${count}`)),
      ]);
  }
}
