/** How each kind of object is checked. */

import type { DatabricksClient } from "../../client";
import { isForbidden, isNotFound } from "../../errors/kinds";
import { refusalOf } from "../../errors/refusal";
import { DatabricksError } from "../../http/errors";
import { pagesOf } from "../../http/paginate";
import { type ApiPath, path } from "../../http/path";
import { clusterSchema } from "../clusters/clusters";
import { fetchJob } from "../jobs/fetchJob";
import type { NumericId } from "../jobs/jobs";
import { privilegeAssignmentSchema, type Stamps, stampsSchema } from "../unityCatalog/unityCatalog";
import { type SignedInUser, signedInSchema } from "../users/users";
import { warehouseSchema } from "../warehouses/warehouses";
import type { Check, Identity } from "./connectionCheck";
import {
  deletedStates,
  describeSecurable,
  runPermissionNote,
  stateText,
  unreadableGrantsNote,
} from "./messages";
import { missingGrantResult, runCheck, type Subject } from "./runCheck";

/** The context of every check. */
export interface CheckContext {
  client: DatabricksClient;
  /** Undefined if the connection's token may not read it. */
  user?: SignedInUser;
  identity: Identity;
}

/** Whether a SQL warehouse can be used; a stopped one can. */
export const checkWarehouse = ({ client, identity }: CheckContext, id: string): Promise<Check> => {
  const subject: Subject = { what: "warehouse", id };
  return runCheck(subject, identity, async () => {
    const { name, state = "UNKNOWN" } = await client.get(path`/api/2.0/sql/warehouses/${id}`, {
      schema: warehouseSchema,
    });
    const detail = `The SQL warehouse ${name || id} can be seen. ${stateText("warehouse", state)}`;
    return { ...subject, ok: !deletedStates.has(state), detail };
  });
};

/** Whether a cluster can be attached to; a terminated one can after it has been started. */
export const checkCluster = ({ client, identity }: CheckContext, id: string): Promise<Check> => {
  const subject: Subject = { what: "cluster", id };
  return runCheck(subject, identity, async () => {
    const query = { cluster_id: id };
    const found = await client.get(path`/api/2.1/clusters/get`, { schema: clusterSchema, query });
    const { cluster_name: name, state = "UNKNOWN" } = found;
    const detail = `The cluster ${name || id} can be seen. ${stateText("cluster", state)}`;
    return { ...subject, ok: true, detail };
  });
};

/** Whether a job can be seen. */
export const checkJob = ({ client, identity }: CheckContext, id: NumericId): Promise<Check> => {
  const subject: Subject = { what: "job", id: String(id) };
  return runCheck(subject, identity, async () => {
    const { settings } = await fetchJob(client, id);
    return {
      ...subject,
      ok: true,
      detail: `The job ${settings?.name || id} can be seen. ${runPermissionNote}`,
    };
  });
};

const browseOnly = "is visible, but cannot be used";

/** Reads an object of Unity Catalog; one that may only be browsed lacks the grant to use it. */
const checkNamed = (
  { client, identity }: CheckContext,
  subject: Subject,
  apiPath: ApiPath,
  found: (stamps: Stamps) => Promise<Check>,
): Promise<Check> =>
  runCheck(subject, identity, async () => {
    const stamps = await client.get(apiPath, { schema: stampsSchema });
    if (stamps.browse_only !== true) return found(stamps);
    const detail = `T${describeSecurable(subject.what, subject.id).slice(1)} ${browseOnly}.`;
    return missingGrantResult(subject, identity, detail);
  });

const usable = (subject: Subject, usage: string, note = ""): Check => ({
  ...subject,
  ok: true,
  detail: `T${describeSecurable(subject.what, subject.id).slice(1)} can be ${usage}.${note}`,
});

/** The user's privileges on a catalog according to its grants; undefined if they cannot be read. */
const privilegesOn = async (
  { client, user }: CheckContext,
  catalog: string,
): Promise<string[] | undefined> => {
  if (!user) return undefined;
  const groups = (user.groups ?? []).flatMap(({ display }) => display ?? []);
  const ownPrincipals = new Set([user.userName, "account users", ...groups]);
  try {
    const assignments = await client.list(
      path`/api/2.1/unity-catalog/effective-permissions/catalog/${catalog}`,
      pagesOf("privilege_assignments", privilegeAssignmentSchema),
    );
    return assignments
      .filter(({ principal }) => principal !== undefined && ownPrincipals.has(principal))
      .flatMap(({ privileges }) => (privileges ?? []).flatMap(({ privilege }) => privilege ?? []));
  } catch (error) {
    // Reading grants requires more than having them.
    if (isForbidden(error) || isNotFound(error)) return undefined;
    throw error;
  }
};

/** A metastore admin may read a catalog without being allowed to use it: its grants may show that. */
export const checkCatalog = (checking: CheckContext, catalog: string): Promise<Check> => {
  const subject: Subject = { what: "catalog", id: catalog };
  const { identity, user } = checking;
  return checkNamed(
    checking,
    subject,
    path`/api/2.1/unity-catalog/catalogs/${catalog}`,
    async ({ owner }) => {
      const privileges = await privilegesOn(checking, catalog);
      if (privileges === undefined) return usable(subject, "used", ` ${unreadableGrantsNote}`);
      const isUsable =
        (user !== undefined && owner === user.userName) ||
        /^(?:USE_CATALOG|ALL_PRIVILEGES)$/m.test(privileges.join("\n"));
      // An identity without a grant of its own has access in a way that the grants do not show.
      if (isUsable || privileges.length === 0) return usable(subject, "used");
      return missingGrantResult(subject, identity, "Its grants name the identity, but without USE CATALOG.");
    },
  );
};

/** Whether a schema can be used. */
export const checkSchema = (checking: CheckContext, fullName: string): Promise<Check> => {
  const subject: Subject = { what: "schema", id: fullName };
  const apiPath = path`/api/2.1/unity-catalog/schemas/${fullName}`;
  return checkNamed(checking, subject, apiPath, async () => usable(subject, "used"));
};

/** Whether a table or view can be read. */
export const checkTable = (checking: CheckContext, fullName: string): Promise<Check> => {
  const subject: Subject = { what: "table", id: fullName };
  const apiPath = path`/api/2.1/unity-catalog/tables/${fullName}`;
  return checkNamed(checking, subject, apiPath, async () => usable(subject, "read"));
};

/**
 * The user or service principal of the connection.
 * @returns why the connection's token may not read it, if it may use other APIs
 * @throws DatabricksError for any other reason
 */
export const fetchUser = async (client: DatabricksClient): Promise<SignedInUser | string> => {
  try {
    return await client.get(path`/api/2.0/preview/scim/v2/Me`, { schema: signedInSchema });
  } catch (error) {
    if (!(error instanceof DatabricksError) || refusalOf(error)?.concerns !== "request") throw error;
    return error.detail;
  }
};
