/**
 * The grants that actions, triggers and data sources need. What is named here is what the documentation, Check
 * Connection and the hints of refusals say.
 */
import type { GrantOn, SecurableNoun } from "./securables";

/** A grant that an action needs, and on what. */
export interface RequiredGrant {
  /** As Databricks spells it, such as `CAN USE` or `SELECT`. */
  grant: string;
  /** The kind of object; `workspace` for an entitlement and for a role. */
  on: SecurableNoun;
  /** When it is needed, if not always, such as `if Start Cluster is on`. */
  when?: string;
}

/** The grants that something needs; or why it needs none. */
export type RequiredGrants = readonly RequiredGrant[] | { none: string };

const grant = <Noun extends SecurableNoun>(on: Noun, name: GrantOn<Noun>): RequiredGrant => ({
  grant: name,
  on,
});

/**
 * The same grants, needed only under a condition, such as `if Start Cluster is on`, in addition to one that they have
 * already.
 */
export const onlyWhen = (when: string, grants: readonly RequiredGrant[]): RequiredGrant[] =>
  grants.map((each) => ({ ...each, when: each.when === undefined ? when : `${when}, ${each.when}` }));

/** What a list leaves out needs these. */
export const toBeListed = (grants: readonly RequiredGrant[]): RequiredGrant[] =>
  onlyWhen("for each that is listed", grants);

/** Entitlements of the identity, which an administrator selects, and its role. */
export const workspaceAccess = grant("workspace", "Workspace access");
export const databricksSqlAccess = grant("workspace", "Databricks SQL access");
export const clusterCreation = grant("workspace", "Unrestricted cluster creation");
export const workspaceAdministrator = grant("workspace", "workspace administrator");

export const canUseWarehouse = grant("SQL warehouse", "CAN USE");
export const canMonitorWarehouse = grant("SQL warehouse", "CAN MONITOR");
export const canManageWarehouse = grant("SQL warehouse", "CAN MANAGE");
export const canAttachToCluster = grant("cluster", "CAN ATTACH TO");
export const canRestartCluster = grant("cluster", "CAN RESTART");
export const canManageCluster = grant("cluster", "CAN MANAGE");
export const canUseClusterPolicy = grant("cluster policy", "CAN USE");
export const canAttachToPool = grant("instance pool", "CAN ATTACH TO");
export const canViewJob = grant("job", "CAN VIEW");
export const canManageJobRun = grant("job", "CAN MANAGE RUN");
export const canManageJob = grant("job", "CAN MANAGE");
export const canViewPipeline = grant("pipeline", "CAN VIEW");
export const canRunPipeline = grant("pipeline", "CAN RUN");
export const canViewEndpoint = grant("serving endpoint", "CAN VIEW");
export const canManageEndpoint = grant("serving endpoint", "CAN MANAGE");
export const canQueryEndpoint = grant("serving endpoint", "CAN QUERY");
export const canUseVectorEndpoint = grant("vector search endpoint", "CAN USE");
export const canManageVectorEndpoint = grant("vector search endpoint", "CAN MANAGE");
export const canReadExperiment = grant("experiment", "CAN READ");
export const canEditExperiment = grant("experiment", "CAN EDIT");
export const canReadFolder = grant("folder", "CAN READ");
export const canManageFolder = grant("folder", "CAN MANAGE");
export const canManageGitFolder = grant("Git folder", "CAN MANAGE");
export const readScopeGrant = grant("secret scope", "READ");
export const writeScopeGrant = grant("secret scope", "WRITE");
export const manageScopeGrant = grant("secret scope", "MANAGE");
export const canViewGenieSpace = grant("Genie space", "CAN VIEW");
export const canRunGenieSpace = grant("Genie space", "CAN RUN");
export const canReadNotebook = grant("notebook", "CAN READ");
export const canViewQuery = grant("query", "CAN VIEW");
export const canRunQuery = grant("query", "CAN RUN");
export const canViewAlert = grant("alert", "CAN VIEW");
export const canReadDashboard = grant("dashboard", "CAN READ");
export const canRunDashboard = grant("dashboard", "CAN RUN");
export const canManageObject = grant("object", "CAN MANAGE");

export const createCatalogGrant = grant("metastore", "CREATE CATALOG");
export const useCatalogGrant = grant("catalog", "USE CATALOG");
export const createSchemaGrant = grant("catalog", "CREATE SCHEMA");
export const manageCatalogGrant = grant("catalog", "MANAGE");
export const useSchemaGrant = grant("schema", "USE SCHEMA");
export const createTableGrant = grant("schema", "CREATE TABLE");
export const createVolumeGrant = grant("schema", "CREATE VOLUME");
export const manageSchemaGrant = grant("schema", "MANAGE");
export const selectGrant = grant("table", "SELECT");
export const modifyGrant = grant("table", "MODIFY");
export const selectFromIndexGrant = grant("vector index", "SELECT");
export const modifyIndexGrant = grant("vector index", "MODIFY");
export const manageIndexGrant = grant("vector index", "MANAGE");
export const manageTableGrant = grant("table", "MANAGE");
export const readVolumeGrant = grant("volume", "READ VOLUME");
export const writeVolumeGrant = grant("volume", "WRITE VOLUME");
export const manageVolumeGrant = grant("volume", "MANAGE");
export const executeModelGrant = grant("model", "EXECUTE");
export const manageModelGrant = grant("model", "MANAGE");

export const executeFunctionGrant = grant("function", "EXECUTE");

/** Whatever lies in a schema also needs these, on the way to it. */
export const useSchemaGrants = [useSchemaGrant, useCatalogGrant];

/** Whole sets: the grant itself, and what it is of no use without. */
export const useWarehouseGrants = [canUseWarehouse, databricksSqlAccess];
export const manageWarehouseGrants = [canManageWarehouse, databricksSqlAccess];
export const attachToClusterGrants = [canAttachToCluster, workspaceAccess];
export const restartClusterGrants = [canRestartCluster, workspaceAccess];
export const manageClusterGrants = [canManageCluster, workspaceAccess];
export const viewJobGrants = [canViewJob, workspaceAccess];
export const manageJobRunGrants = [canManageJobRun, workspaceAccess];
export const manageJobGrants = [canManageJob, workspaceAccess];
export const readExperimentGrants = [canReadExperiment, workspaceAccess];
export const editExperimentGrants = [canEditExperiment, workspaceAccess];
export const viewPipelineGrants = [canViewPipeline, workspaceAccess];
export const runPipelineGrants = [canRunPipeline, workspaceAccess];
export const viewEndpointGrants = [canViewEndpoint, workspaceAccess];
export const permissionGrants = [canManageObject, workspaceAccess];
export const manageEndpointGrants = [canManageEndpoint, workspaceAccess];
export const readFolderGrants = [canReadFolder, workspaceAccess];
export const manageFolderGrants = [canManageFolder, workspaceAccess];
export const manageGitFolderGrants = [canManageGitFolder, workspaceAccess];
export const readTableGrants = [selectGrant, ...useSchemaGrants];
export const writeTableGrants = [modifyGrant, ...readTableGrants];
export const useVectorEndpointGrants = [canUseVectorEndpoint, workspaceAccess];
export const readIndexGrants = [selectFromIndexGrant, ...useSchemaGrants];
export const queryIndexGrants = [...readIndexGrants, ...useVectorEndpointGrants];
export const writeIndexGrants = [modifyIndexGrant, ...queryIndexGrants];
export const syncIndexGrants = [
  ...writeIndexGrants,
  ...onlyWhen("if Wait For Completion is on", [canViewPipeline]),
];
export const createIndexGrants = [
  createTableGrant,
  ...useSchemaGrants,
  ...useVectorEndpointGrants,
  ...onlyWhen("for the source table of a delta sync index", readTableGrants),
  ...onlyWhen("for the serving endpoint that computes embeddings", [canQueryEndpoint]),
];
export const manageIndexGrants = [manageIndexGrant, ...useSchemaGrants, workspaceAccess];
export const readVolumeGrants = [readVolumeGrant, ...useSchemaGrants];
export const writeVolumeGrants = [writeVolumeGrant, ...useSchemaGrants];
export const executeModelGrants = [executeModelGrant, ...useSchemaGrants];
export const manageModelGrants = [manageModelGrant, ...useSchemaGrants];
export const manageSecurableGrants = [
  ...onlyWhen("for a catalog", [manageCatalogGrant]),
  ...onlyWhen("for a schema", [manageSchemaGrant, useCatalogGrant]),
  ...onlyWhen("for a table", [manageTableGrant, ...useSchemaGrants]),
  ...onlyWhen("for a volume", [manageVolumeGrant, ...useSchemaGrants]),
];
export const applyTagGrants = [
  ...onlyWhen("for a catalog", [grant("catalog", "APPLY TAG")]),
  ...onlyWhen("for a schema", [grant("schema", "APPLY TAG"), useCatalogGrant]),
  ...onlyWhen("for a table or a column", [grant("table", "APPLY TAG"), ...useSchemaGrants]),
  ...onlyWhen("for a volume", [grant("volume", "APPLY TAG"), ...useSchemaGrants]),
];

/** What records are written with. */
export const writeRecordsGrants = [
  ...useWarehouseGrants,
  ...writeTableGrants,
  ...onlyWhen("if Staging Volume is set", [readVolumeGrant, writeVolumeGrant, ...useSchemaGrants]),
];

/** What the tasks of a job use, if they do. */
export const runTasksGrants = [
  workspaceAccess,
  ...onlyWhen("for a task that runs on a cluster", [canAttachToCluster]),
  ...onlyWhen("for a task with a new cluster", [clusterCreation]),
  ...onlyWhen("for a task that runs on a warehouse", [canUseWarehouse]),
  ...onlyWhen("for a task of a notebook", [canReadNotebook]),
];

/** What a query is run with. */
export const queryGrants = [
  ...useWarehouseGrants,
  ...onlyWhen("for each table that the statement reads", readTableGrants),
];

/** What a statement of any kind is run with. */
export const statementGrants = [
  ...queryGrants,
  ...onlyWhen("for each table that it changes", [modifyGrant]),
  ...onlyWhen("for each schema that it makes tables in", [createTableGrant]),
];

/** What Genie is asked with. */
export const askGenieGrants = [
  canRunGenieSpace,
  workspaceAccess,
  ...onlyWhen("for the SQL warehouse of the space", [canUseWarehouse]),
  ...onlyWhen("for each table that Genie reads", readTableGrants),
];

/** What code is run with. */
export const runCodeGrants = [
  ...attachToClusterGrants,
  ...onlyWhen("if Start Cluster is on", [canRestartCluster]),
];

/** What principals are listed with: everybody sees their names and IDs. */
export const listPrincipalsGrants = [
  workspaceAccess,
  ...onlyWhen("for attributes other than names and IDs", [workspaceAdministrator]),
];

/** What the query history is read with. */
export const queryHistoryGrants = [
  databricksSqlAccess,
  ...onlyWhen("for the statements of other users", [canMonitorWarehouse]),
];

export const viewQueryGrants = [canViewQuery, databricksSqlAccess];
export const runSavedQueryGrants = [canRunQuery, ...statementGrants];

/** What a dashboard is refreshed with. */
export const refreshDashboardGrants = [
  canRunDashboard,
  ...useWarehouseGrants,
  workspaceAccess,
  ...onlyWhen("for each table that the dashboard reads", readTableGrants),
];
