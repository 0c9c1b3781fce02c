/** Records the objects of a run before they are created, and removes them at the end, the newest first. */
import type { Need } from "./needs";

/** Every name that a run gives begins so. */
export const prefix = "databricks_connector_check_";

const madeName = new RegExp(`${prefix}[0-9a-f]{12}`);

/** The name of a run inside a longer name; undefined where no run gave it. */
export const runNameIn = (text: string): string | undefined => madeName.exec(text)?.[0];

/** A kind of object that a run can make, found again by its name alone, in the context of a check. */
export interface Kind<Context> {
  noun: string;
  /** What a search for it needs. */
  needs?: readonly Need[];
  /** The names of all objects of this kind that some run has made. */
  list(context: Context): Promise<string[]>;
  /** Removes the object of a name; nothing happens where there is none. */
  remove(context: Context, name: string): Promise<void>;
  /** How a person removes it. */
  byHand(name: string): string;
}

/** Something that a run has made, or was about to make. */
export interface Made<Context> {
  kind: Kind<Context>;
  name: string;
}

/** What could not be removed. */
export interface LeftOver {
  what: string;
  why: string;
  byHand: string;
}

/** No removal may take longer, ms. */
const removalMs = 120_000;

/**
 * Removes what was made, the last of the list first. Goes on after a failure.
 * @param contextFor makes what a removal works with, within a time
 * @returns what could not be removed
 */
export const removeAll = async <Context>(
  made: readonly Made<Context>[],
  contextFor: (signal: AbortSignal) => Context,
  tell: (line: string) => void,
): Promise<LeftOver[]> => {
  const left: LeftOver[] = [];
  for (const { kind, name } of [...made].reverse()) {
    const what = `${kind.noun} ${name}`;
    try {
      await kind.remove(contextFor(AbortSignal.timeout(removalMs)), name);
      tell(`removed: ${what}`);
    } catch (error) {
      left.push({ what, why: (error as Error).message, byHand: kind.byHand(name) });
    }
  }
  return left;
};
