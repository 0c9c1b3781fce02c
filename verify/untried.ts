/** What no check runs, and why. */

/** An action, a trigger or a data source that no check runs. */
export interface Untried {
  key: string;
  why: string;
}

const changesModel =
  "it changes a registered model, and a run makes none; models.error.model tries how it is refused";

const needsIndex =
  "it needs a vector index, whose endpoint costs by the hour, and a run makes none; vectorSearch.error.index tries how an unknown one is refused";

export const untried: readonly Untried[] = [
  { key: "setModelAlias", why: changesModel },
  { key: "deleteModelAlias", why: changesModel },
  { key: "queryVectorIndex", why: needsIndex },
  { key: "scanVectorIndex", why: needsIndex },
  { key: "upsertVectors", why: needsIndex },
  { key: "deleteVectors", why: needsIndex },
  { key: "syncVectorIndex", why: needsIndex },
];
