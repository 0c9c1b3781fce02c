/**
 * The grants that actions, triggers and data sources need. What is named here is what the documentation, Check Connection
 * and the hints of refusals say.
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

/** The same grants, needed only under a condition, such as `if Start Cluster is on`. */
export const onlyWhen = (when: string, grants: readonly RequiredGrant[]): RequiredGrant[] =>
  grants.map((each) => ({ ...each, when }));

/** What a list leaves out needs these. */
export const toBeListed = (grants: readonly RequiredGrant[]): RequiredGrant[] =>
  onlyWhen("for each that is listed", grants);

/** Entitlements of the identity, which an administrator selects, and its role. */
export const workspaceAccess = grant("workspace", "Workspace access");
export const databricksSqlAccess = grant("workspace", "Databricks SQL access");
export const clusterCreation = grant("workspace", "Unrestricted cluster creation");
export const workspaceAdministrator = grant("workspace", "workspace administrator");

export const canUseWarehouse = grant("SQL warehouse", "CAN USE");
export const canManageWarehouse = grant("SQL warehouse", "CAN MANAGE");
export const canAttachToCluster = grant("cluster", "CAN ATTACH TO");
export const canRestartCluster = grant("cluster", "CAN RESTART");
export const canManageCluster = grant("cluster", "CAN MANAGE");
export const canUseClusterPolicy = grant("cluster policy", "CAN USE");
export const canViewJob = grant("job", "CAN VIEW");
export const canManageJobRun = grant("job", "CAN MANAGE RUN");
export const canManageJob = grant("job", "CAN MANAGE");
export const canViewPipeline = grant("pipeline", "CAN VIEW");
export const canRunPipeline = grant("pipeline", "CAN RUN");
export const canViewEndpoint = grant("serving endpoint", "CAN VIEW");
export const canQueryEndpoint = grant("serving endpoint", "CAN QUERY");
export const canReadExperiment = grant("experiment", "CAN READ");
export const canEditExperiment = grant("experiment", "CAN EDIT");
export const canManageFolder = grant("folder", "CAN MANAGE");
export const canViewGenieSpace = grant("Genie space", "CAN VIEW");
export const canRunGenieSpace = grant("Genie space", "CAN RUN");
export const canReadNotebook = grant("notebook", "CAN READ");

export const useCatalogGrant = grant("catalog", "USE CATALOG");
export const createSchemaGrant = grant("catalog", "CREATE SCHEMA");
export const useSchemaGrant = grant("schema", "USE SCHEMA");
export const createTableGrant = grant("schema", "CREATE TABLE");
export const selectGrant = grant("table", "SELECT");
export const modifyGrant = grant("table", "MODIFY");
export const readVolumeGrant = grant("volume", "READ VOLUME");
export const writeVolumeGrant = grant("volume", "WRITE VOLUME");
export const executeModelGrant = grant("model", "EXECUTE");
export const manageModelGrant = grant("model", "MANAGE");

/** Whatever lies in a schema also needs these, on the way to it. */
const inSchema = [useSchemaGrant, useCatalogGrant];

/** Whole sets: the grant itself, and what it is of no use without. */
export const useWarehouse = [canUseWarehouse, databricksSqlAccess];
export const manageWarehouse = [canManageWarehouse, databricksSqlAccess];
export const attachToCluster = [canAttachToCluster, workspaceAccess];
export const restartCluster = [canRestartCluster, workspaceAccess];
export const manageCluster = [canManageCluster, workspaceAccess];
export const viewJob = [canViewJob, workspaceAccess];
export const manageJobRun = [canManageJobRun, workspaceAccess];
export const manageJob = [canManageJob, workspaceAccess];
export const readExperiment = [canReadExperiment, workspaceAccess];
export const editExperiment = [canEditExperiment, workspaceAccess];
export const viewEndpoint = [canViewEndpoint, workspaceAccess];
export const queryEndpoint = [canQueryEndpoint];
export const useSchema = inSchema;
export const readTable = [selectGrant, ...inSchema];
export const writeTable = [modifyGrant, ...readTable];
export const readVolume = [readVolumeGrant, ...inSchema];
export const writeVolume = [writeVolumeGrant, ...inSchema];
export const executeModel = [executeModelGrant, ...inSchema];
export const manageModel = [manageModelGrant, ...inSchema];

/** Names of objects by their kinds, where they are known. */
type Names = Partial<Record<SecurableNoun, string>>;

const grantText = ({ grant, on }: RequiredGrant, names: Names): string => {
  if (grant === workspaceAdministrator.grant) return `the role ${grant}`;
  if (on === "workspace") return `the entitlement ${grant}`;
  const name = names[on];
  return `${grant} on the ${on}${name === undefined ? "" : ` ${name}`}`;
};

const inWords = (texts: readonly string[]): string =>
  texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;

/**
 * Grants in words, those of one condition together, such as `CAN ATTACH TO on the cluster; if Start Cluster is on: CAN
 * RESTART on the cluster`.
 */
export const grantsText = (grants: readonly RequiredGrant[], names: Names = {}): string => {
  const conditions = [...new Set(grants.map(({ when = "" }) => when))].sort((one, other) =>
    one === "" ? -1 : other === "" ? 1 : 0,
  );
  return conditions
    .map((condition) => {
      const group = grants.filter(({ when = "" }) => when === condition);
      const text = inWords(group.map((each) => grantText(each, names)));
      return condition === "" ? text : `${condition}: ${text}`;
    })
    .join("; ");
};
