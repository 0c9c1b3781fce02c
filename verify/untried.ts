/** Actions, triggers and data sources that no check runs, and why. */

/** An action, a trigger or a data source that no check runs. */
export interface Untried {
  key: string;
  why: string;
}

const changesModel =
  "it changes a registered model, and a run makes none; models.error.model tries how it is refused";

const needsSqlObject = "it needs a saved query or a dashboard, and a run makes none";

const changesAccess =
  "it changes who may use an object of the workspace; the permissions themselves are read";
const needsGit = "it needs a Git folder and its repository, and a run makes none";

const changesTables =
  "an update changes the tables of a pipeline and costs, and a run makes no pipeline; pipelines.error.pipeline tries how an unknown one is refused";

const makesCatalog = "it needs rights on the metastore, which few identities have";

const makesSchema = "a run makes one schema, by a statement, and knows no other";

const changesLibraries =
  "it changes the libraries of a cluster, which would stay on the given one until its restart";

const asksGenie =
  "a question needs a space with tables, which a run does not make, and costs; genie.error.message tries how it is refused";
const needsIndex =
  "it needs a vector index, whose endpoint costs by the hour, and a run makes none; vectorSearch.error.index tries how an unknown one is refused";

const deploys =
  "a deployment takes up to an hour, costs, and needs a registered model, which a run does not make";

export const untried: readonly Untried[] = [
  { key: "createServingEndpoint", why: deploys },
  { key: "updateServingEndpoint", why: deploys },
  { key: "deleteServingEndpoint", why: deploys },
  { key: "getServingEndpointLogs", why: "endpoints of models that Databricks hosts have no logs" },
  { key: "installLibraries", why: changesLibraries },
  { key: "uninstallLibraries", why: changesLibraries },
  { key: "startPipelineUpdate", why: changesTables },
  { key: "stopPipeline", why: changesTables },
  { key: "createCatalog", why: makesCatalog },
  { key: "deleteCatalog", why: makesCatalog },
  { key: "createSchema", why: makesSchema },
  { key: "deleteSchema", why: makesSchema },
  { key: "askGenie", why: asksGenie },
  { key: "sendGenieFeedback", why: "it rates the answer to a question, and a run asks none" },
  { key: "updateGitFolder", why: needsGit },
  { key: "setModelAlias", why: changesModel },
  { key: "deleteModelAlias", why: changesModel },
  { key: "updatePermissions", why: changesAccess },
  { key: "getQuery", why: needsSqlObject },
  { key: "runQuery", why: needsSqlObject },
  { key: "refreshDashboard", why: needsSqlObject },
  { key: "queryVectorIndex", why: needsIndex },
  { key: "scanVectorIndex", why: needsIndex },
  { key: "upsertVectors", why: needsIndex },
  { key: "deleteVectors", why: needsIndex },
  { key: "syncVectorIndex", why: needsIndex },
  { key: "createVectorIndex", why: needsIndex },
  { key: "deleteVectorIndex", why: needsIndex },
];
