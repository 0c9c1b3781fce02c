/** Examples of Unity Catalog's objects: the initial contents of the local workspace's catalogs. */
import type {
  Catalog,
  CatalogFunction,
  CatalogSchema,
  CatalogType,
  ColumnTypeName,
  Stamps,
  Table,
  TableColumn,
  Volume,
} from "./unityCatalog";

const metastore_id = "5f2c1a9e-7b3d-4e6f-8a1b-2c3d4e5f6a7b";
const madeAt = Date.UTC(2025, 10, 16, 8);

const stamps = (by: string) =>
  ({
    owner: by,
    metastore_id,
    created_at: madeAt,
    created_by: by,
    updated_at: madeAt,
    updated_by: by,
  }) satisfies Stamps;

const ada = stamps("ada@example.com");
const databricks = stamps("System user");

const catalogOf = (name: string, catalog_type: CatalogType, comment: string, by: Stamps) =>
  ({
    name,
    full_name: name,
    catalog_type,
    isolation_mode: "OPEN",
    securable_type: "CATALOG",
    comment,
    ...by,
  }) satisfies Catalog;

/** A catalog to read: the example of every catalog input whose tables are read. */
export const samplesCatalogExample = catalogOf(
  "samples",
  "DELTASHARING_CATALOG",
  "Public data sets to try things on",
  databricks,
);

/** The workspace's own catalog: the example of every catalog input whose contents are changed. */
export const catalogExample = catalogOf("workspace", "MANAGED_CATALOG", "The workspace's own catalog", ada);

/** Every example catalog, in the order in which a list returns them. */
export const catalogExamples = [
  catalogOf("main", "MANAGED_CATALOG", "A catalog for anything", ada),
  samplesCatalogExample,
  catalogOf("system", "SYSTEM_CATALOG", "System catalog", databricks),
  catalogExample,
] satisfies Catalog[];

const schemaOf = (
  { name: catalog_name, catalog_type }: Catalog,
  name: string,
  by: Stamps,
  comment?: string,
) =>
  ({
    name,
    catalog_name,
    full_name: `${catalog_name}.${name}`,
    catalog_type,
    ...(comment !== undefined && { comment }),
    ...by,
  }) satisfies CatalogSchema;

/** The default schema of a catalog: the example of every schema input whose contents are changed. */
export const schemaExample = schemaOf(catalogExample, "default", ada, "Default schema");

/** A schema of the samples: the example of every schema input whose tables are read. */
export const samplesSchemaExample = schemaOf(samplesCatalogExample, "aviation", databricks);

/** Every example schema of the samples, in the order in which a list returns them. */
export const samplesSchemaExamples = [
  samplesSchemaExample,
  schemaOf(samplesCatalogExample, "geology", databricks),
  schemaOf(samplesCatalogExample, "information_schema", databricks),
  schemaOf(samplesCatalogExample, "weather", databricks),
] satisfies CatalogSchema[];

const columnOf = (
  name: string,
  type_text: string,
  type_name: ColumnTypeName,
  sparkType: string,
  comment?: string,
) => ({
  name,
  type_text,
  type_name,
  sparkType,
  ...(comment !== undefined && { comment }),
});

const columnsOf = (columns: ReturnType<typeof columnOf>[]) =>
  columns.map(
    ({ sparkType, ...column }, position) =>
      ({
        ...column,
        type_json: JSON.stringify({
          name: column.name,
          type: sparkType,
          nullable: true,
          metadata: column.comment === undefined ? {} : { comment: column.comment },
        }),
        type_precision: 0,
        type_scale: 0,
        position,
        nullable: true,
      }) satisfies TableColumn,
  );

const tableOf = (name: string, table_id: string, comment: string) =>
  ({
    name,
    catalog_name: samplesCatalogExample.name,
    schema_name: samplesSchemaExample.name,
    full_name: `${samplesSchemaExample.full_name}.${name}`,
    table_id,
    table_type: "MANAGED",
    data_source_format: "DELTA",
    comment,
    ...databricks,
  }) satisfies Table;

/** A table as a list without columns returns it. */
const listedTableExample = tableOf(
  "flights",
  "3e8d52c1-6f0a-4b7d-9c24-1a5b7e9d0f36",
  "Three million flights within the United States in 2001",
);

/** A table with its columns: the example of every table's input and result. */
export const tableExample = {
  ...listedTableExample,
  columns: columnsOf([
    columnOf("flight_date", "timestamp", "TIMESTAMP", "timestamp", "Departure"),
    columnOf("delay", "int", "INT", "integer", "Minutes late, negative when early"),
    columnOf("distance", "int", "INT", "integer", "Miles"),
    columnOf("origin", "string", "STRING", "string", "IATA code"),
    columnOf("destination", "string", "STRING", "string", "IATA code"),
  ]),
} satisfies Table;

/** Every example table of the samples' schema, as a list without columns returns them. */
export const listedTableExamples = [
  tableOf("airports", "a1c7f0b4-2d9e-4853-b6a0-8e4f1d2c3b59", "Airports"),
  listedTableExample,
] satisfies Table[];

const volume_id = "7d1e4b92-0c3f-4a58-9e6b-5f2a8c7d3e10";

/** A volume: the example of every volume's input and result. */
export const volumeExample = {
  name: "landing",
  catalog_name: catalogExample.name,
  schema_name: schemaExample.name,
  full_name: `${schemaExample.full_name}.landing`,
  volume_id,
  volume_type: "MANAGED",
  storage_location: `s3://example-metastore/${metastore_id}/volumes/${volume_id}`,
  comment: "Files that come in and go out",
  ...ada,
} satisfies Volume;

/** Every example volume of the workspace's own schema. */
export const volumeExamples = [volumeExample] satisfies Volume[];

/** A function of users, which describes what a list returns. */
export const functionExample = {
  name: "to_miles",
  catalog_name: catalogExample.name,
  schema_name: schemaExample.name,
  full_name: `${schemaExample.full_name}.to_miles`,
  function_id: "2b7e9c41-8d05-4f3a-a6c2-0e1d9f7b5834",
  data_type: "DOUBLE",
  full_data_type: "double",
  input_params: {
    parameters: [{ name: "kilometres", type_text: "double", type_name: "DOUBLE", position: 0 }],
  },
  routine_body: "SQL",
  routine_definition: "kilometres / 1.609344",
  comment: "Miles of kilometres",
  ...ada,
} satisfies CatalogFunction;
