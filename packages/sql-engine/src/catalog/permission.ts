/** The permissions of statements on catalogs, schemas and tables. */
import { sqlError } from "../errors";
import type { CatalogEntry, SchemaEntry } from "./catalogs";

export type SqlPrivilege = "USE_CATALOG" | "USE_SCHEMA" | "SELECT" | "MODIFY" | "READ_VOLUME";

/**
 * Checks a privilege on a catalog, a schema, a table or a volume, including the privileges that its parents require.
 * Returns what is missing, in Databricks' words; undefined where nothing is.
 * @param path one to three names in lower case
 */
export type AccessCheck = (path: string[], privilege: SqlPrivilege) => string | undefined;

/** The error for a statement that lacks a privilege. */
export const insufficientPrivileges = (missing: string): Error =>
  sqlError("INSUFFICIENT_PERMISSIONS", `Insufficient privileges:\n${missing}`, "42501");

const filterMap = <T>(things: Map<string, T>, isSeen: (thing: T) => boolean): Map<string, T> =>
  new Map([...things].filter(([, thing]) => isSeen(thing)));

/** Catalogs with only those schemas and tables that may be seen. */
export function visibleCatalogs(catalogs: CatalogEntry[], check: AccessCheck | undefined): CatalogEntry[] {
  if (!check) {
    return catalogs;
  }
  const seenEntries = (catalog: string, schema: SchemaEntry): SchemaEntry => ({
    ...schema,
    entries: filterMap(schema.entries, ({ name }) => !check([catalog, schema.name, name], "SELECT")),
  });
  const seenSchemas = ({ name, schemas }: CatalogEntry) =>
    [...filterMap(schemas, (schema) => !check([name, schema.name], "USE_SCHEMA"))].map(
      ([key, schema]): [string, SchemaEntry] => [key, seenEntries(name, schema)],
    );
  return catalogs
    .filter(({ name }) => !check([name], "USE_CATALOG"))
    .map((catalog) => ({ ...catalog, schemas: new Map(seenSchemas(catalog)) }));
}
