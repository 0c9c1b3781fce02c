/** Actions, triggers and data sources that no check runs, and why. */

/** An action, a trigger or a data source that no check runs. */
export interface Untried {
  key: string;
  why: string;
}

const changesModel =
  "it changes a registered model, and a run makes none; models.error.model tries how it is refused";

const changesAccess =
  "it changes who may use an object of the workspace; the permissions themselves are read";

export const untried: readonly Untried[] = [
  { key: "setModelAlias", why: changesModel },
  { key: "deleteModelAlias", why: changesModel },
  { key: "updatePermissions", why: changesAccess },
];
