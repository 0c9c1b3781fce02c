/** How the objects of Unity Catalog are checked. */

import type { DatabricksClient } from "../../client";
import { type ApiPath, path } from "../../http/path";
import { type CheckedObject, checkedSchema } from "../unityCatalog/unityCatalog";
import type { SignedInUser } from "../users/users";
import { checkRules } from "./checkRules";
import type { Certainty, Check, SecurableKind } from "./connectionCheck";
import { readPrivileges } from "./grantReader";
import { holdsGrant } from "./holders";
import { readOnlyText } from "./messages";
import { type CheckPurpose, type Findings, runCheck } from "./runCheck";

/** The context of every check. */
export interface CheckContext extends CheckPurpose {
  client: DatabricksClient;
  /** Undefined if the connection's token may not read it. */
  user?: SignedInUser;
}

type CatalogKind = Extract<SecurableKind, "catalog" | "schema" | "table" | "volume" | "registeredModel">;

/** Where each kind is read, and what its grants are asked for by. */
const apis: Record<
  CatalogKind,
  { read: (name: string) => ApiPath; type: Parameters<typeof readPrivileges>[1] }
> = {
  catalog: { read: (name) => path`/api/2.1/unity-catalog/catalogs/${name}`, type: "catalog" },
  schema: { read: (name) => path`/api/2.1/unity-catalog/schemas/${name}`, type: "schema" },
  table: { read: (name) => path`/api/2.1/unity-catalog/tables/${name}`, type: "table" },
  volume: { read: (name) => path`/api/2.1/unity-catalog/volumes/${name}`, type: "volume" },
  registeredModel: { read: (name) => path`/api/2.1/unity-catalog/models/${name}`, type: "function" },
};

/** Kinds of tables whose rows no statement changes. */
const readOnlyTables = new Set(["VIEW", "MATERIALIZED_VIEW", "METRIC_VIEW", "STREAMING_TABLE", "FOREIGN"]);

const isOwnedBy = ({ owner }: CheckedObject, user: SignedInUser): boolean =>
  owner !== undefined &&
  [user.userName, ...(user.groups ?? []).map(({ display }) => display)].some(
    (name) => name?.toLowerCase() === owner.toLowerCase(),
  );

const findings = async (
  { client, user }: CheckContext,
  what: CatalogKind,
  fullName: string,
  object: CheckedObject,
): Promise<Findings> => {
  const { read, write } = checkRules[what];
  if (object.browse_only === true) return { canRead: false, canWrite: false };
  const readOnlyNote = readOnlyTables.has(object.table_type ?? "")
    ? readOnlyText(object.table_type ?? "")
    : undefined;
  const known = readOnlyNote === undefined ? {} : { readOnlyNote };
  if (user === undefined) return { canRead: "not known", canWrite: "not known", ...known };
  // An owner has every privilege, also such as the grants do not list.
  if (isOwnedBy(object, user)) return { canRead: true, canWrite: true, ...known };
  const holders = await readPrivileges(client, apis[what].type, fullName);
  const holds = ({ grant, on }: typeof read): Certainty =>
    holders === undefined ? "not known" : holdsGrant(grant, on, holders, user);
  return { canRead: holds(read), canWrite: holds(write), ...known };
};

/**
 * What can be done with an object of Unity Catalog. Who may read it may still not use it, as a metastore administrator
 * may not use a catalog: its grants show that.
 */
export const checkCatalogObject = (
  context: CheckContext,
  what: CatalogKind,
  fullName: string,
): Promise<Check> =>
  runCheck({ what, id: fullName }, context, async () => {
    const object = await context.client.get(apis[what].read(fullName), { schema: checkedSchema });
    return findings(context, what, fullName, object);
  });
