/** Actions, triggers and data sources that no check runs, and why. */

/** An action, a trigger or a data source that no check runs. */
export interface Untried {
  key: string;
  why: string;
}

const changesModel =
  "it changes a registered model, and a run makes none; models.error.model tries how it is refused";

const needsGit = "it needs a Git folder and its repository, and a run makes none";

export const untried: readonly Untried[] = [
  { key: "updateGitFolder", why: needsGit },
  { key: "setModelAlias", why: changesModel },
  { key: "deleteModelAlias", why: changesModel },
];
