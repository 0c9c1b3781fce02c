/** What no check runs, and why. */

/** An action, a trigger or a data source that no check runs. */
export interface Untried {
  key: string;
  why: string;
}

export const untried: readonly Untried[] = [];
