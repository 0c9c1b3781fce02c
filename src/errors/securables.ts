/**
 * The kinds of objects that grants are given on, and the grants that there are on each: the one place that names them.
 * https://docs.databricks.com/aws/en/security/auth/access-control/
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/manage-privileges/privileges
 */
import { labels } from "../labels";

/** How grants on a kind of object are named, given and where its objects are listed. */
interface Securable {
  /** Its grants as Databricks' pages and statements spell them; levels, each with those before it, least first. */
  grants: readonly string[];
  /** Where its permissions are set in Databricks. */
  menu?: string;
  /** What it is called in a GRANT statement, which stands for an object of Unity Catalog. */
  keyword?: string;
  /** How to find an existing one. */
  lookupHint?: string;
}

/** An object of the workspace: its permissions are levels. */
const workspaceObject = <const Grants extends readonly string[]>(
  grants: Grants,
  menu?: string,
  lookupHint?: string,
) => ({ grants, menu, lookupHint });

/** An object of Unity Catalog: a statement grants its privileges. */
const catalogObject = <const Grants extends readonly string[]>(
  keyword: string,
  grants: Grants,
  lookupHint?: string,
) => ({ grants, keyword, lookupHint });

const fileLevels = ["CAN READ", "CAN RUN", "CAN EDIT", "CAN MANAGE"] as const;
const contentMenu = "Workspace";
const listed = (label: string): string => `${label} lists the existing IDs.`;

/** What is granted on a schema, or on a catalog for all of its schemas. */
const schemaGrants = [
  "USE SCHEMA",
  "SELECT",
  "MODIFY",
  "READ VOLUME",
  "WRITE VOLUME",
  "EXECUTE",
  "CREATE TABLE",
  "CREATE VOLUME",
  "CREATE MODEL",
  "APPLY TAG",
  "MANAGE",
] as const;

/** Every kind of object by its name. */
export const securables = {
  workspace: workspaceObject(
    [
      "Workspace access",
      "Databricks SQL access",
      "Consumer access",
      "Unrestricted cluster creation",
      "Pool creation",
      "workspace administrator",
    ],
    "Settings > Identity and access",
  ),
  "SQL warehouse": workspaceObject(
    ["CAN VIEW", "CAN USE", "CAN MONITOR", "CAN MANAGE"],
    "SQL Warehouses",
    listed(labels.listWarehouses),
  ),
  cluster: workspaceObject(
    ["CAN ATTACH TO", "CAN RESTART", "CAN MANAGE"],
    "Compute",
    listed(labels.listClusters),
  ),
  "cluster policy": workspaceObject(["CAN USE"], "Compute > Policies"),
  "instance pool": workspaceObject(["CAN ATTACH TO", "CAN MANAGE"], "Compute > Pools"),
  job: workspaceObject(
    ["CAN VIEW", "CAN MANAGE RUN", "CAN MANAGE"],
    "Jobs & Pipelines",
    listed(labels.listJobs),
  ),
  "job run": workspaceObject(
    ["CAN VIEW", "CAN MANAGE RUN", "CAN MANAGE"],
    "Jobs & Pipelines",
    listed(labels.listJobRuns),
  ),
  pipeline: workspaceObject(
    ["CAN VIEW", "CAN RUN", "CAN MANAGE"],
    "Jobs & Pipelines",
    listed(labels.listPipelines),
  ),
  "serving endpoint": workspaceObject(
    ["CAN VIEW", "CAN QUERY", "CAN MANAGE"],
    "Serving",
    `${labels.listServingEndpoints} lists the existing names.`,
  ),
  "vector search endpoint": workspaceObject(
    ["CAN USE", "CAN CREATE", "CAN MANAGE"],
    "Compute > Vector search",
    `${labels.listVectorSearchEndpoints} lists the existing names.`,
  ),
  experiment: workspaceObject(
    ["CAN READ", "CAN EDIT", "CAN MANAGE"],
    "Experiments",
    "The page of an experiment in the workspace shows its ID.",
  ),
  "Genie space": workspaceObject(
    ["CAN VIEW", "CAN RUN", "CAN EDIT", "CAN MANAGE"],
    "Genie",
    listed(labels.listGenieSpaces),
  ),
  notebook: workspaceObject(fileLevels, contentMenu),
  folder: workspaceObject(fileLevels, contentMenu),
  "Git folder": workspaceObject(fileLevels, contentMenu, listed(labels.listGitFolders)),
  file: workspaceObject(fileLevels, contentMenu),
  dashboard: workspaceObject(fileLevels, "Dashboards"),
  query: workspaceObject(["CAN VIEW", "CAN RUN", "CAN EDIT", "CAN MANAGE"], "Queries"),
  alert: workspaceObject(["CAN VIEW", "CAN RUN", "CAN EDIT", "CAN MANAGE"], "Alerts"),
  object: workspaceObject(["CAN MANAGE"]),
  "secret scope": workspaceObject(
    ["READ", "WRITE", "MANAGE"],
    undefined,
    `${labels.listSecretScopes} lists the existing names.`,
  ),
  app: workspaceObject(["CAN USE", "CAN MANAGE"], "Compute > Apps"),
  catalog: catalogObject(
    "CATALOG",
    ["USE CATALOG", "CREATE SCHEMA", ...schemaGrants],
    "SHOW CATALOGS lists the visible ones.",
  ),
  schema: catalogObject("SCHEMA", schemaGrants, "SHOW SCHEMAS IN its catalog lists the visible ones."),
  table: catalogObject(
    "TABLE",
    ["SELECT", "MODIFY", "APPLY TAG", "MANAGE"],
    "SHOW TABLES IN its schema lists the visible ones.",
  ),
  view: catalogObject("VIEW", ["SELECT", "MANAGE"], "SHOW VIEWS IN its schema lists the visible ones."),
  // Unity Catalog takes indexes for tables.
  "vector index": catalogObject(
    "TABLE",
    ["SELECT", "MODIFY", "MANAGE"],
    `${labels.listVectorIndexes} lists the visible ones.`,
  ),
  volume: catalogObject(
    "VOLUME",
    ["READ VOLUME", "WRITE VOLUME", "APPLY TAG", "MANAGE"],
    "SHOW VOLUMES IN its schema lists the visible ones.",
  ),
  // Unity Catalog takes models for functions.
  model: catalogObject(
    "FUNCTION",
    ["EXECUTE", "CREATE MODEL VERSION", "MANAGE"],
    `${labels.listRegisteredModels} lists the visible ones.`,
  ),
  function: catalogObject("FUNCTION", ["EXECUTE", "MANAGE"]),
  "external location": catalogObject("EXTERNAL LOCATION", ["READ FILES", "WRITE FILES", "MANAGE"]),
  "storage credential": catalogObject("STORAGE CREDENTIAL", ["READ FILES", "WRITE FILES", "MANAGE"]),
  "service credential": catalogObject("SERVICE CREDENTIAL", ["ACCESS", "MANAGE"]),
  credential: catalogObject("CREDENTIAL", ["ACCESS", "MANAGE"]),
  connection: catalogObject("CONNECTION", ["USE CONNECTION", "MANAGE"]),
  share: catalogObject("SHARE", ["SELECT", "MANAGE"]),
  recipient: catalogObject("RECIPIENT", ["MANAGE"]),
  provider: catalogObject("PROVIDER", ["MANAGE"]),
  metastore: catalogObject("METASTORE", ["CREATE CATALOG"]),
} satisfies Record<string, Securable>;

/** The name of a kind of object. */
export type SecurableNoun = keyof typeof securables;

/** The grants on a kind of object. */
export type GrantOn<Noun extends SecurableNoun> = (typeof securables)[Noun]["grants"][number];

/** What is known of a kind of object. */
export const securable = (noun: SecurableNoun): Securable => securables[noun];

/** Whether an object lies in Unity Catalog, whose grants its owner gives; an administrator gives the others. */
export const isOfUnityCatalog = (noun: SecurableNoun): boolean => securable(noun).keyword !== undefined;
