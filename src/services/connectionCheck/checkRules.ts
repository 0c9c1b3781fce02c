/** What Check Connection looks for on each kind of object: the grants are those that actions need. */
import {
  canAttachToCluster,
  canEditExperiment,
  canManageJobRun,
  canManageVectorEndpoint,
  canManageWarehouse,
  canQueryEndpoint,
  canReadExperiment,
  canRestartCluster,
  canRunGenieSpace,
  canRunPipeline,
  canUseVectorEndpoint,
  canUseWarehouse,
  canViewEndpoint,
  canViewGenieSpace,
  canViewJob,
  canViewPipeline,
  createSchemaGrant,
  createTableGrant,
  executeModelGrant,
  manageModelGrant,
  modifyGrant,
  modifyIndexGrant,
  type RequiredGrant,
  readVolumeGrant,
  selectFromIndexGrant,
  selectGrant,
  useCatalogGrant,
  useSchemaGrant,
  writeVolumeGrant,
} from "../../errors/requiredGrant";
import type { SecurableNoun } from "../../errors/securables";
import type { SecurableKind } from "./connectionCheck";

/** What one kind of object is checked for. */
export interface CheckRule {
  /** Its name, and the grants for reading or using it and for writing. */
  read: RequiredGrant;
  write: RequiredGrant;
  /** What can be done with each, in words after "can be". */
  readWords: string;
  writeWords: string;
  /** Whether it is itself written to, run or queried; other objects are only on the way to what is. */
  isTarget: boolean;
  /** Whether who lacks the grant for reading cannot write either. */
  writeNeedsRead: boolean;
}

const rule = (
  [read, readWords]: [RequiredGrant, string],
  [write, writeWords]: [RequiredGrant, string],
  others: Partial<Pick<CheckRule, "isTarget" | "writeNeedsRead">> = {},
): CheckRule => ({ read, write, readWords, writeWords, isTarget: true, writeNeedsRead: true, ...others });

const onTheWay = { isTarget: false };

/** The rule of each kind. */
export const checkRules: Readonly<Record<SecurableKind, CheckRule>> = {
  warehouse: rule([canUseWarehouse, "seen"], [canManageWarehouse, "stopped and changed"], onTheWay),
  catalog: rule([useCatalogGrant, "used"], [createSchemaGrant, "given new schemas"], onTheWay),
  schema: rule([useSchemaGrant, "used"], [createTableGrant, "given new tables"], onTheWay),
  table: rule([selectGrant, "read"], [modifyGrant, "changed"]),
  cluster: rule([canAttachToCluster, "seen"], [canRestartCluster, "started"], onTheWay),
  job: rule([canViewJob, "seen"], [canManageJobRun, "run"]),
  volume: rule([readVolumeGrant, "read"], [writeVolumeGrant, "written to"], { writeNeedsRead: false }),
  servingEndpoint: rule([canViewEndpoint, "seen"], [canQueryEndpoint, "queried"]),
  registeredModel: rule([executeModelGrant, "used"], [manageModelGrant, "changed"], onTheWay),
  experiment: rule([canReadExperiment, "read"], [canEditExperiment, "written to"]),
  pipeline: rule([canViewPipeline, "seen"], [canRunPipeline, "run"]),
  genieSpace: rule([canViewGenieSpace, "seen"], [canRunGenieSpace, "asked"]),
  vectorSearchEndpoint: rule([canUseVectorEndpoint, "used"], [canManageVectorEndpoint, "changed"], onTheWay),
  vectorIndex: rule([selectFromIndexGrant, "queried"], [modifyIndexGrant, "changed"]),
};

/** What an object of a kind is called. */
export const nounOf = (what: SecurableKind): SecurableNoun => checkRules[what].read.on;

const kinds = Object.keys(checkRules) as SecurableKind[];

/** The kind that an object of this name is checked as; a view is checked as a table. */
export const kindOfNoun = (noun: SecurableNoun): SecurableKind | undefined =>
  noun === "view" ? "table" : kinds.find((what) => nounOf(what) === noun);
