/** What a check is, and what can come of it. */
import type { CheckContext } from "./context";

/** What a check cannot do without; `needs.ts` says how each is given. */
export type Need =
  | "warehouse"
  | "schema"
  | "cluster"
  | "endpoint"
  | "model"
  | "secondIdentity"
  | "webhook"
  | "jobs"
  | "compute"
  | "experiment";

/** One thing that the connector assumes or does, and how it is tried on a workspace. */
export interface Check {
  /** Unique; its first part names the service, as in `sql.parameters.256`. */
  id: string;
  /** What the connector assumes, as a sentence. */
  title: string;
  /** How it is tried. */
  tries: string;
  /** Databricks' page on it. */
  source: string;
  /** Keys of the actions, triggers and data sources that it runs. */
  covers?: readonly string[];
  needs?: readonly Need[];
  /** How long it may take, in minutes; two if left out. */
  minutes?: number;
  /**
   * Tries it.
   * @returns what came back, in a few words; server text is masked and bounded later
   * @throws Difference if the assumption does not hold, NotTried if it cannot be told; any other error counts as a difference
   */
  run(context: CheckContext): Promise<string>;
}

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
