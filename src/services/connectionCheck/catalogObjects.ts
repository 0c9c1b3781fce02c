/** How the objects of Unity Catalog are checked. */

import type { DatabricksClient } from "../../client";
import { type ApiPath, path } from "../../http/path";
import { booleanSchema, lenientSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { type CheckedObject, checkedSchema } from "../unityCatalog/unityCatalog";
import type { SignedInUser } from "../users/users";
import { indexPath } from "../vectorSearch/vectorSearch";
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

/** Where each kind is read. */
const paths: Record<CatalogKind, (name: string) => ApiPath> = {
  catalog: (name) => path`/api/2.1/unity-catalog/catalogs/${name}`,
  schema: (name) => path`/api/2.1/unity-catalog/schemas/${name}`,
  table: (name) => path`/api/2.1/unity-catalog/tables/${name}`,
  volume: (name) => path`/api/2.1/unity-catalog/volumes/${name}`,
  registeredModel: (name) => path`/api/2.1/unity-catalog/models/${name}`,
};

type GrantedKind = CatalogKind | "vectorIndex";

/** What the grants of each kind are asked for by. */
const types: Record<GrantedKind, Parameters<typeof readPrivileges>[1]> = {
  catalog: "catalog",
  schema: "schema",
  table: "table",
  volume: "volume",
  registeredModel: "function",
  vectorIndex: "table",
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
  what: GrantedKind,
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
  const holders = await readPrivileges(client, types[what], fullName);
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
    const object = await context.client.get(paths[what](fullName), { schema: checkedSchema });
    return findings(context, what, fullName, object);
  });

/** An index, as far as it is checked. */
const checkedIndexSchema = objectSchema<{ creator?: string; status?: { ready?: boolean } }>({
  creator: optionalSchema(textSchema),
  status: optionalSchema(objectSchema({ ready: lenientSchema(booleanSchema) })),
});

/** What can be done with a vector index: it is read where its endpoint is, and whoever made it owns it. */
export const checkVectorIndex = (context: CheckContext, fullName: string): Promise<Check> =>
  runCheck({ what: "vectorIndex", id: fullName }, context, async () => {
    const { creator: owner, status } = await context.client.get(indexPath(fullName), {
      schema: checkedIndexSchema,
    });
    const note = status?.ready === false ? "It is not ready for queries." : undefined;
    return { note, ...(await findings(context, "vectorIndex", fullName, { owner })) };
  });
