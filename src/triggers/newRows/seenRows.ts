/** Which rows near the cursor have been returned, so that late rows are distinguished from earlier ones. */
import { isIntegerFrom } from "../storedState";

/** Fingerprints of rows by the cursor's value, lowest first; `fingerprint*n` means n equal rows. */
export type SerializedSeenRows = [cursor: string, ...fingerprints: string[]][];

/** The maximum number of fingerprints in a state. */
const maxFingerprints = 5000;

const entryPattern = /^([\w-]{1,64})(?:\*([1-9]\d{0,8}))?$/;

/**
 * Reads the fingerprints of a state; undefined if they are invalid.
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

/** Rows by cursor value and fingerprint, counted: equal rows are still several rows. */
export class SeenRows {
  readonly #groups = new Map<string, Map<string, number>>();

  /**
   * @param seen the fingerprints of a state
   * @param canonical gives the canonical text of a cursor's value
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
   * Removes one row.
   * @param fingerprints the possible fingerprints of the row, the first found one is used
   * @returns whether it was found
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

  /** The number of rows. */
  get size(): number {
    let size = 0;
    for (const group of this.#groups.values()) for (const count of group.values()) size += count;
    return size;
  }

  /** Adds the remaining rows of another one. */
  addAll(other: SeenRows): void {
    for (const [cursor, group] of other.#groups) {
      for (const [fingerprint, count] of group) this.add(cursor, fingerprint, count);
    }
  }

  /** Drops the unwanted groups. */
  keep(isWanted: (cursor: string) => boolean): void {
    for (const cursor of this.#groups.keys()) if (!isWanted(cursor)) this.#groups.delete(cursor);
  }

  /**
   * Drops whole groups, lowest first, until the rest fits into a state.
   * @returns the cursor value of the last dropped group; undefined if everything fits
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

  /** In the form of a state. */
  toState(): SerializedSeenRows {
    return [...this.#groups]
      .filter(([, group]) => group.size > 0)
      .map(([cursor, group]) => [
        cursor,
        ...[...group].map(([fingerprint, count]) => (count === 1 ? fingerprint : `${fingerprint}*${count}`)),
      ]);
  }
}
