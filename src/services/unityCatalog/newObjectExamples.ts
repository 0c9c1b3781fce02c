/** Examples of new objects of Unity Catalog, for one customer. */
import type { Catalog, CatalogSchema, Volume } from "./unityCatalog";
import { catalogExample, volumeExample } from "./unityCatalogExamples";

const { owner, metastore_id, created_by, updated_by } = catalogExample;
const createdAt = Date.UTC(2025, 10, 18, 12);
const stamps = { owner, metastore_id, created_at: createdAt, created_by, updated_at: createdAt, updated_by };

const stored = { properties: { customer: "acme" }, storage_root: "s3://my-bucket/acme" };

/** A new catalog. */
export const newCatalogExample = {
  name: "acme",
  full_name: "acme",
  catalog_type: "MANAGED_CATALOG",
  isolation_mode: "OPEN",
  securable_type: "CATALOG",
  comment: "Data of Acme",
  ...stored,
  ...stamps,
} satisfies Catalog;

/** A new schema. */
export const newSchemaExample = {
  name: "customer_acme",
  catalog_name: catalogExample.name,
  full_name: `${catalogExample.name}.customer_acme`,
  catalog_type: "MANAGED_CATALOG",
  comment: "Data of Acme",
  ...stored,
  ...stamps,
} satisfies CatalogSchema;

const volume_id = "0d6a1f2e-93b4-4c58-8e7d-61f0a2b3c4d5";

/** A new volume. */
export const newVolumeExample = {
  name: "incoming",
  catalog_name: volumeExample.catalog_name,
  schema_name: volumeExample.schema_name,
  full_name: `${volumeExample.catalog_name}.${volumeExample.schema_name}.incoming`,
  volume_id,
  volume_type: "MANAGED",
  storage_location: `s3://example-metastore/${metastore_id}/volumes/${volume_id}`,
  comment: "Files from Acme",
  ...stamps,
} satisfies Volume;
