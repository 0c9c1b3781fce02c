/** What a check is. */
import type { CheckContext } from "./context";
import type { Need } from "./needs";

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
