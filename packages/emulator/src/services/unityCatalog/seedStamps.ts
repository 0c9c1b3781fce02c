/** What Unity Catalog says of the making of what a fresh workspace has, from the examples. */
import type { CatalogType, Stamps } from "../../../../../src/services/unityCatalog/unityCatalog";
import {
  catalogExamples,
  listedTables,
  catalogExample as ownCatalog,
  samplesSchema,
} from "../../../../../src/services/unityCatalog/unityCatalogExamples";

const stampsOf = ({
  owner,
  metastore_id,
  created_at,
  created_by,
  updated_at,
  updated_by,
}: Stamps): Stamps => ({
  owner,
  metastore_id,
  created_at,
  created_by,
  updated_at,
  updated_by,
});

/** The metastore that every catalog is in. */
export const metastoreId = ownCatalog.metastore_id ?? "";

/** What Databricks itself has made: samples, system catalogs and schemas. */
export const databricksStamps: Stamps = stampsOf(samplesSchema);

/** The stamps of a catalog that a fresh workspace has. */
export const catalogStamps = (name: string): Stamps =>
  stampsOf(catalogExamples.find((catalog) => catalog.name === name) ?? ownCatalog);

/** What a catalog is made of: one that a statement made is managed. */
export const catalogType = (name: string): CatalogType =>
  catalogExamples.find((catalog) => catalog.name === name)?.catalog_type ?? "MANAGED_CATALOG";

/** The id of an example table. */
export const exampleTableId = (fullName: string): string | undefined =>
  listedTables.find((table) => table.full_name === fullName)?.table_id;
