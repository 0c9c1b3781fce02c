/** What a session may do with what its statements name. */
import { sqlError } from "../errors";
import type { Catalog, Schema } from "./catalogs";

export type SqlPrivilege = "USE_CATALOG" | "USE_SCHEMA" | "SELECT" | "MODIFY";

/**
 * Tells what is missing for a privilege on a catalog, a schema or a table to be of use, in Databricks' words: also
 * where it is a privilege on what the thing stands in. Gives undefined where nothing is missing.
 * @param path one to three names in lower case
 */
export type AccessCheck = (path: string[], privilege: SqlPrivilege) => string | undefined;

/** How Databricks ends a statement that lacks something. */
export const insufficientPrivileges = (missing: string): Error =>
  sqlError("INSUFFICIENT_PERMISSIONS", `Insufficient privileges:\n${missing}`, "42501");

const filterMap = <T>(things: Map<string, T>, isSeen: (thing: T) => boolean): Map<string, T> =>
  new Map([...things].filter(([, thing]) => isSeen(thing)));

/** Catalogs with only those schemas and tables that may be seen. */
export function visibleCatalogs(catalogs: Catalog[], check: AccessCheck | undefined): Catalog[] {
  if (!check) {
    return catalogs;
  }
  const seenEntries = (catalog: string, schema: Schema): Schema => ({
    ...schema,
    entries: filterMap(schema.entries, ({ name }) => !check([catalog, schema.name, name], "SELECT")),
  });
  const seenSchemas = ({ name, schemas }: Catalog) =>
    [...filterMap(schemas, (schema) => !check([name, schema.name], "USE_SCHEMA"))].map(
      ([key, schema]): [string, Schema] => [key, seenEntries(name, schema)],
    );
  return catalogs
    .filter(({ name }) => !check([name], "USE_CATALOG"))
    .map((catalog) => ({ ...catalog, schemas: new Map(seenSchemas(catalog)) }));
}
