/** What is kept of objects beside the objects themselves, and goes with them. */
import type { Grant } from "../grants/privileges";

/** An object of Unity Catalog, by its full name in lower case. */
export type CatalogThing = Pick<Grant, "securable" | "id">;

/** Keeps something of objects. */
export interface ObjectFollower {
  /** An object is gone, with all that stood in it. */
  forget(thing: CatalogThing): void;
  /** A table or a volume has another name. */
  rename(thing: CatalogThing, id: string): void;
}

/** Several as one. */
export const followers = (all: readonly ObjectFollower[]): ObjectFollower => ({
  forget: (thing) => {
    for (const each of all) each.forget(thing);
  },
  rename: (thing, id) => {
    for (const each of all) each.rename(thing, id);
  },
});
