/** Checks the identity, and each given object. */
import type { DatabricksClient } from "../../client";
import type { NumericId } from "../jobs/jobs";
import type { SignedInUser } from "../users/users";
import type { Check, ConnectionCheck, Identity } from "./connectionCheck";
import {
  type CheckContext,
  checkCatalog,
  checkCluster,
  checkJob,
  checkSchema,
  checkTable,
  checkWarehouse,
  fetchUser,
} from "./securables";

/** The objects to check, all optional. */
export interface CheckTargets {
  warehouseId?: string;
  catalog?: string;
  /** The full name, as that of a table. */
  schema?: string;
  table?: string;
  clusterId?: string;
  jobId?: NumericId;
}

/** A service principal is named by its application ID, which is a UUID. */
const applicationId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const identityOf = (found: SignedInUser | string): Identity => {
  if (typeof found === "string") return { kind: "unknown", detail: found };
  const { userName, displayName } = found;
  return {
    kind: applicationId.test(userName) ? "service principal" : "user",
    userName,
    ...(displayName !== undefined && { displayName }),
  };
};

/** Each given object, one after the other. */
const checksOf = async (checking: CheckContext, targets: CheckTargets): Promise<Check[]> => {
  const { warehouseId, catalog, schema, table, clusterId, jobId } = targets;
  const checks: (Check | undefined)[] = [
    warehouseId === undefined ? undefined : await checkWarehouse(checking, warehouseId),
    catalog === undefined ? undefined : await checkCatalog(checking, catalog),
    schema === undefined ? undefined : await checkSchema(checking, schema),
    table === undefined ? undefined : await checkTable(checking, table),
    clusterId === undefined ? undefined : await checkCluster(checking, clusterId),
    jobId === undefined ? undefined : await checkJob(checking, jobId),
  ];
  return checks.filter((check) => check !== undefined);
};

/**
 * Reports the identity, and whether each object can be used.
 * @throws DatabricksError where credentials or the network are not accepted
 */
export const checkAll = async (client: DatabricksClient, targets: CheckTargets): Promise<ConnectionCheck> => {
  const found = await fetchUser(client);
  const identity = identityOf(found);
  const user = typeof found === "string" ? undefined : found;
  const checks = await checksOf({ client, user, identity }, targets);
  const host = new URL(client.baseUrl).host;
  return { identity, host, ok: checks.every(({ ok }) => ok), checks };
};
