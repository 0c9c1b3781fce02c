/** Checks the identity, and each given object. */
import type { DatabricksClient } from "../../client";
import { refusalOf } from "../../errors/refusal";
import { DatabricksError } from "../../http/errors";
import { path } from "../../http/path";
import { isGroupName } from "../access/principals";
import type { NumericId } from "../jobs/jobs";
import { type SignedInUser, signedInSchema } from "../users/users";
import { type CheckContext, checkCatalogObject, checkVectorIndex } from "./catalogObjects";
import type { Check, ConnectionCheck, Identity } from "./connectionCheck";
import {
  checkCluster,
  checkExperiment,
  checkGenieSpace,
  checkJob,
  checkPipeline,
  checkServingEndpoint,
  checkVectorSearchEndpoint,
  checkWarehouse,
} from "./workspaceObjects";

/** The objects to check, all optional. */
export interface CheckTargets {
  warehouseId?: string;
  catalog?: string;
  /** The full name, as that of a table, a volume and a model. */
  schema?: string;
  table?: string;
  clusterId?: string;
  jobId?: NumericId;
  volume?: string;
  endpointName?: string;
  modelFullName?: string;
  experimentId?: string;
  pipelineId?: string;
  genieSpaceId?: string;
  /** Whether writing is wanted, too. */
  forWriting?: boolean;
  vectorSearchEndpoint?: string;
  /** The full name of a vector index. */
  indexName?: string;
}

const identityOf = (found: SignedInUser | string): Identity => {
  if (typeof found === "string") return { kind: "unknown", detail: found };
  const { userName, displayName } = found;
  return {
    // A service principal is named by its application ID.
    kind: userName.includes("@") || isGroupName(userName) ? "user" : "service principal",
    userName,
    ...(displayName !== undefined && { displayName }),
  };
};

/**
 * The user or service principal of the connection.
 * @returns why the connection's token may not read it, if it may use other APIs
 * @throws DatabricksError for any other reason
 */
const fetchUser = async (client: DatabricksClient): Promise<SignedInUser | string> => {
  try {
    return await client.get(path`/api/2.0/preview/scim/v2/Me`, { schema: signedInSchema });
  } catch (error) {
    if (!(error instanceof DatabricksError) || refusalOf(error)?.concerns !== "request") throw error;
    return error.detail;
  }
};

type CheckOne<T> = (context: CheckContext, target: T) => Promise<Check>;

/** Each given object, one after the other. */
const checksOf = async (context: CheckContext, targets: CheckTargets): Promise<Check[]> => {
  const checks: Check[] = [];
  const check = async <T>(target: T | undefined, one: CheckOne<T>): Promise<void> => {
    if (target !== undefined) checks.push(await one(context, target));
  };
  const inCatalog =
    (what: Parameters<typeof checkCatalogObject>[1]): CheckOne<string> =>
    (own, name) =>
      checkCatalogObject(own, what, name);
  await check(targets.warehouseId, checkWarehouse);
  await check(targets.catalog, inCatalog("catalog"));
  await check(targets.schema, inCatalog("schema"));
  await check(targets.table, inCatalog("table"));
  await check(targets.clusterId, checkCluster);
  await check(targets.jobId, checkJob);
  await check(targets.volume, inCatalog("volume"));
  await check(targets.endpointName, checkServingEndpoint);
  await check(targets.modelFullName, inCatalog("registeredModel"));
  await check(targets.experimentId, checkExperiment);
  await check(targets.pipelineId, checkPipeline);
  await check(targets.genieSpaceId, checkGenieSpace);
  await check(targets.vectorSearchEndpoint, checkVectorSearchEndpoint);
  await check(targets.indexName, checkVectorIndex);
  return checks;
};

/**
 * Reports the identity, and what it can do with each object.
 * @throws DatabricksError where credentials or the network are not accepted
 */
export const checkAll = async (client: DatabricksClient, targets: CheckTargets): Promise<ConnectionCheck> => {
  const found = await fetchUser(client);
  const identity = identityOf(found);
  const user = typeof found === "string" ? undefined : found;
  const { forWriting = false } = targets;
  const checks = await checksOf({ client, user, identity, forWriting }, targets);
  const host = new URL(client.baseUrl).host;
  return { identity, host, ok: checks.every(({ ok }) => ok), checks };
};
