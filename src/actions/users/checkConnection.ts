import { databricksAction } from "../../databricksAction";
import { optionalJobId } from "../../inputs/jobs/jobInputs";
import { wholeTable } from "../../inputs/tables";
import {
  checkedCatalog,
  checkedCluster,
  checkedSchema,
  checkedTable,
  checkedWarehouse,
} from "../../inputs/users/checkInputs";
import {
  type Check,
  type ConnectionCheck,
  connectionCheckExample,
  type Identity,
} from "../../services/connectionCheck/connectionCheck";
import {
  type CheckContext,
  checkCatalog,
  checkCluster,
  checkJob,
  checkSchema,
  checkTable,
  checkWarehouse,
  fetchUser,
} from "../../services/connectionCheck/securables";
import type { NumericId } from "../../services/jobs/jobs";
import type { SignedInUser } from "../../services/users/users";

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

interface Asked {
  warehouseId?: string;
  catalog?: string;
  schema?: string;
  table?: string;
  clusterId?: string;
  jobId?: NumericId;
}

/** A schema stands in a catalog, and a table in a schema. @returns the table's whole name. Throws Error that names the input. */
const wholeNameOf = ({ catalog, schema, table }: Asked): string | undefined => {
  if (table !== undefined) return Object.values(wholeTable({ catalog, schema, table })).join(".");
  if (schema !== undefined && catalog === undefined) throw new Error("Catalog is empty, but Schema is not.");
  return undefined;
};

/** Each thing that is asked about, one after the other. */
const checksOf = async (
  checking: CheckContext,
  asked: Asked,
  wholeName: string | undefined,
): Promise<Check[]> => {
  const { warehouseId, catalog, schema, clusterId, jobId } = asked;
  const checks: (Check | undefined)[] = [
    warehouseId === undefined ? undefined : await checkWarehouse(checking, warehouseId),
    catalog === undefined ? undefined : await checkCatalog(checking, catalog),
    schema === undefined ? undefined : await checkSchema(checking, `${catalog}.${schema}`),
    wholeName === undefined ? undefined : await checkTable(checking, wholeName),
    clusterId === undefined ? undefined : await checkCluster(checking, clusterId),
    jobId === undefined ? undefined : await checkJob(checking, jobId),
  ];
  return checks.filter((check) => check !== undefined);
};

/**
 * Says who signs in, as far as the token may ask, and of each thing given whether it can be used and, if not, which grant
 * or scope is missing. That is a result; credentials or a network that are not accepted are an error. Nothing is started,
 * changed or charged.
 * https://docs.databricks.com/api/workspace/currentuser/me
 */
export const checkConnection = databricksAction({
  label: "Check Connection",
  description:
    "Say who the connection signs in as, and whether a SQL warehouse, catalog, schema, table, cluster or job can be used and, if not, which grant is missing.",
  effect: "read",
  inputs: {
    warehouseId: checkedWarehouse,
    catalog: checkedCatalog,
    schema: checkedSchema,
    table: checkedTable,
    clusterId: checkedCluster,
    jobId: optionalJobId,
  },
  perform: async (client, asked): Promise<ConnectionCheck> => {
    const wholeName = wholeNameOf(asked);
    const found = await fetchUser(client);
    const identity = identityOf(found);
    const user = typeof found === "string" ? undefined : found;
    const checks = await checksOf({ client, user, identity }, asked, wholeName);
    const host = new URL(client.baseUrl).host;
    return { identity, host, ok: checks.every(({ ok }) => ok), checks };
  },
  example: connectionCheckExample as ConnectionCheck,
});
