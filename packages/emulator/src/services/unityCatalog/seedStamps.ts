/** Owners and creation times of the objects of a new workspace, from its seed. */
import type { CompleteSeed } from "../../seed/seed";
import type { ObjectStamps } from "./objects";

/** The metastore of a seed that names none. */
const USUAL_METASTORE = "5f2c1a9e-7b3d-4e6f-8a1b-2c3d4e5f6a7b";

/** The catalog that statements begin in. */
export const defaultCatalog = "workspace";

/** The metastore that every catalog is in. */
export const metastoreId = ({ catalogs }: CompleteSeed): string =>
  catalogs.find(({ metastore_id }) => metastore_id !== undefined)?.metastore_id ?? USUAL_METASTORE;

/** The stamps of a catalog that a fresh workspace has; one that the seed does not know is its user's. */
export function catalogStamps(seed: CompleteSeed, name: string): ObjectStamps {
  const {
    owner = seed.user.userName,
    metastore_id = metastoreId(seed),
    created_at = 0,
    created_by = owner,
    updated_at = created_at,
    updated_by = created_by,
  } = seed.catalogs.find((catalog) => catalog.name === name) ?? {};
  return { owner, metastore_id, created_at, created_by, updated_at, updated_by };
}

/** What Databricks itself has made: samples, system catalogs and schemas. */
export const databricksStamps = (seed: CompleteSeed): ObjectStamps => catalogStamps(seed, "system");

/** What a catalog consists of: one that a statement made is managed. */
export const catalogType = ({ catalogs }: CompleteSeed, name: string): string =>
  catalogs.find((catalog) => catalog.name === name)?.catalog_type ?? "MANAGED_CATALOG";

/** The id of a table that a fresh workspace has, where the seed knows one. */
export const seedTableId = ({ tables }: CompleteSeed, fullName: string): string | undefined =>
  tables.find((table) => table.full_name === fullName)?.table_id;
