/** What a check throws if an assumption does not hold or cannot be checked. */

/** What came back is not what the connector assumes. */
export class Difference extends Error {
  override readonly name = "Difference";
}

/** A check that could not be made, and why. */
export class NotTried extends Error {
  override readonly name = "NotTried";
}

/**
 * Holds what came back to an assumption.
 * @param seen what came back
 * @throws Difference with it
 */
export function agree(holds: boolean, seen: string): asserts holds {
  if (!holds) throw new Difference(seen);
}

/** The same for something that must be there. */
export const present = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new Difference(`${what} is missing`);
  return value;
};
