/** Databricks' messages for a missing privilege. */
import type { Grant, PrivilegeOn, Securable } from "./privileges";

type Says = (id: string, user: string) => string;

const ofUnityCatalog =
  (words: string, kind: string): Says =>
  (id) =>
    `User does not have ${words} on ${kind} '${id}'.`;

/** https://kb.databricks.com/en_US/mlflow/error-when-accessing-mlflow-experiment-artifacts */
const ofExperiment =
  (words: string): Says =>
  (id, user) =>
    `User ${user} does not have permission to '${words}' experiment with id ${id}`;

/** https://github.com/databricks/cli/blob/main/libs/testserver/jobs.go */
const ofJob =
  (words: string): Says =>
  (id, user) =>
    `User ${user} does not have ${words} permissions on job ${id}`;

/** https://github.com/databricks/sbt-databricks/issues/34 */
const ofCluster =
  (words: string): Says =>
  (id, user) =>
    `${user} does not have ${words} permissions on ${id}. Please contact your administrator for access.`;

/** https://github.com/databricks-demos/dbdemos/issues/218 */
const ofEndpoint =
  (words: string): Says =>
  (id) =>
    `User does not have permission '${words}' on Endpoint ${id}`;

const ofWarehouse =
  (words: string): Says =>
  (_id, user) =>
    `${user} is not authorized to ${words} this SQL Endpoint. Please contact your administrator.`;

/** The words are those of other objects: Databricks' own are not documented. */
const ofPipeline =
  (words: string): Says =>
  (id, user) =>
    `User ${user} does not have ${words} permissions on pipeline ${id}`;

const ofGenieSpace =
  (words: string): Says =>
  (id, user) =>
    `User ${user} does not have ${words} permissions on Genie space ${id}`;

const ofVectorEndpoint =
  (words: string): Says =>
  (id, user) =>
    `User ${user} does not have ${words} permissions on vector search endpoint ${id}`;

/** The words are those of other objects: Databricks' own are not documented. */
const ofClusterOffer =
  (words: string, kind: string): Says =>
  (id, user) =>
    `User ${user} does not have ${words} permissions on ${kind} ${id}`;

const ofObject =
  (words: string, kind: string): Says =>
  (id, user) =>
    `User ${user} does not have ${words} permissions on ${kind} ${id}`;

const objectLevels = (kind: string) => ({
  CAN_READ: ofObject("View", kind),
  CAN_RUN: ofObject("Run", kind),
  CAN_EDIT: ofObject("Edit", kind),
  CAN_MANAGE: ofObject("Manage", kind),
});

/** What may be missing of Unity Catalog, on a catalog or schema as on what stands in it. */
const catalogPrivileges = (kind: string) => ({
  USE_CATALOG: ofUnityCatalog("USE CATALOG", kind),
  USE_SCHEMA: ofUnityCatalog("USE SCHEMA", kind),
  SELECT: ofUnityCatalog("SELECT", kind),
  MODIFY: ofUnityCatalog("MODIFY", kind),
  READ_VOLUME: ofUnityCatalog("READ VOLUME", kind),
  WRITE_VOLUME: ofUnityCatalog("WRITE VOLUME", kind),
  CREATE_SCHEMA: ofUnityCatalog("CREATE SCHEMA", kind),
  CREATE_TABLE: ofUnityCatalog("CREATE TABLE", kind),
  CREATE_VOLUME: ofUnityCatalog("CREATE VOLUME", kind),
  EXECUTE: ofUnityCatalog("EXECUTE", kind),
  APPLY_TAG: ofUnityCatalog("APPLY TAG", kind),
  MANAGE: ofUnityCatalog("MANAGE", kind),
});

const refusals: { [S in Securable]: { [P in PrivilegeOn<S>]: Says } } = {
  warehouse: {
    CAN_USE: ofWarehouse("use"),
    CAN_MONITOR: ofWarehouse("monitor"),
    CAN_MANAGE: ofWarehouse("manage"),
  },
  cluster: {
    CAN_ATTACH_TO: ofCluster("Attach"),
    CAN_RESTART: ofCluster("Restart"),
    CAN_MANAGE: ofCluster("Manage"),
  },
  cluster_policy: { CAN_USE: ofClusterOffer("Use", "cluster policy") },
  instance_pool: {
    CAN_ATTACH_TO: ofClusterOffer("Attach", "instance pool"),
    CAN_MANAGE: ofClusterOffer("Manage", "instance pool"),
  },
  job: {
    CAN_VIEW: ofJob("View or Admin or Manage Run or Owner"),
    CAN_MANAGE_RUN: ofJob("Manage Run or Owner or Admin"),
    CAN_MANAGE: ofJob("Admin or Owner"),
  },
  serving_endpoint: {
    CAN_VIEW: ofEndpoint("View"),
    CAN_QUERY: ofEndpoint("Query"),
    CAN_MANAGE: ofEndpoint("Manage"),
  },
  experiment: {
    CAN_READ: ofExperiment("View"),
    CAN_EDIT: ofExperiment("Edit"),
    CAN_MANAGE: ofExperiment("Manage"),
  },
  pipeline: {
    CAN_VIEW: ofPipeline("View"),
    CAN_RUN: ofPipeline("Run"),
    CAN_MANAGE: ofPipeline("Manage"),
  },
  genie_space: {
    CAN_VIEW: ofGenieSpace("View"),
    CAN_RUN: ofGenieSpace("Run"),
    CAN_EDIT: ofGenieSpace("Edit"),
    CAN_MANAGE: ofGenieSpace("Manage"),
  },
  vector_search_endpoint: {
    CAN_USE: ofVectorEndpoint("Use"),
    CAN_CREATE: ofVectorEndpoint("Create"),
    CAN_MANAGE: ofVectorEndpoint("Manage"),
  },
  query: {
    CAN_VIEW: ofObject("View", "query"),
    CAN_RUN: ofObject("Run", "query"),
    CAN_EDIT: ofObject("Edit", "query"),
    CAN_MANAGE: ofObject("Manage", "query"),
  },
  alert: {
    CAN_VIEW: ofObject("View", "alert"),
    CAN_RUN: ofObject("Run", "alert"),
    CAN_EDIT: ofObject("Edit", "alert"),
    CAN_MANAGE: ofObject("Manage", "alert"),
  },
  dashboard: objectLevels("dashboard"),
  notebook: objectLevels("notebook"),
  directory: objectLevels("directory"),
  file: objectLevels("file"),
  repo: objectLevels("repo"),
  workspace: { ADMIN: () => "Only workspace admins may do this." },
  catalog: catalogPrivileges("Catalog"),
  schema: catalogPrivileges("Schema"),
  table: catalogPrivileges("Table"),
  volume: catalogPrivileges("Volume"),
  registered_model: catalogPrivileges("Routine or Model"),
};

/**
 * The text that names what is missing. The forms are those of Databricks' own clients' tests and articles where one is
 * linked; that of a warehouse is what users report.
 */
export function refusal({ securable, id, privilege }: Grant, user: string): string {
  const says: Record<string, Says> = refusals[securable];
  return says[privilege]?.(id, user) ?? `User ${user} does not have ${privilege} on ${securable} ${id}`;
}
