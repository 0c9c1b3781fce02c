/** The metadata of Unity Catalog objects in the default seed. */
import type { CatalogType, ColumnTypeName } from "../contract/wireTypes";
import type {
  Catalog,
  ObjectStamps,
  Schema,
  Table,
  TableColumn,
  Volume,
} from "../services/unityCatalog/objects";

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
  }) satisfies ObjectStamps;

const ada = stamps("ada@example.com");
const databricks = stamps("System user");

const catalogOf = (name: string, catalog_type: CatalogType, comment: string, by: ObjectStamps) =>
  ({
    name,
    full_name: name,
    catalog_type,
    isolation_mode: "OPEN",
    securable_type: "CATALOG",
    comment,
    ...by,
  }) satisfies Catalog;

/** A catalog that is there to be read. */
const samplesCatalog = catalogOf(
  "samples",
  "DELTASHARING_CATALOG",
  "Public data sets to try things on",
  databricks,
);

/** The workspace's own catalog. */
export const catalog = catalogOf("workspace", "MANAGED_CATALOG", "The workspace's own catalog", ada);

/** Every catalog, in the order in which a list answers them. */
export const catalogs = [
  catalogOf("main", "MANAGED_CATALOG", "A catalog for anything", ada),
  samplesCatalog,
  catalogOf("system", "SYSTEM_CATALOG", "System catalog", databricks),
  catalog,
] satisfies Catalog[];

const schemaOf = (
  { name: catalog_name, catalog_type }: Catalog,
  name: string,
  by: ObjectStamps,
  comment?: string,
) =>
  ({
    name,
    catalog_name,
    full_name: `${catalog_name}.${name}`,
    catalog_type,
    ...(comment !== undefined && { comment }),
    ...by,
  }) satisfies Schema;

/** The schema that a catalog begins with. */
export const schema = schemaOf(catalog, "default", ada, "Default schema");

/** A schema of the samples. */
const samplesSchema = schemaOf(samplesCatalog, "aviation", databricks);

/** Every schema of the samples, in the order in which a list answers them. */
export const samplesSchemas = [
  samplesSchema,
  schemaOf(samplesCatalog, "geology", databricks),
  schemaOf(samplesCatalog, "information_schema", databricks),
  schemaOf(samplesCatalog, "weather", databricks),
] satisfies Schema[];

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
    catalog_name: samplesCatalog.name,
    schema_name: samplesSchema.name,
    full_name: `${samplesSchema.full_name}.${name}`,
    table_id,
    table_type: "MANAGED",
    data_source_format: "DELTA",
    comment,
    ...databricks,
  }) satisfies Table;

/** A table as a list without columns answers it. */
const listedTable = tableOf(
  "flights",
  "3e8d52c1-6f0a-4b7d-9c24-1a5b7e9d0f36",
  "Three million flights within the United States in 2001",
);

/** A table with its columns. */
export const table = {
  ...listedTable,
  columns: columnsOf([
    columnOf("flight_date", "timestamp", "TIMESTAMP", "timestamp", "Departure"),
    columnOf("delay", "int", "INT", "integer", "Minutes late, negative when early"),
    columnOf("distance", "int", "INT", "integer", "Miles"),
    columnOf("origin", "string", "STRING", "string", "IATA code"),
    columnOf("destination", "string", "STRING", "string", "IATA code"),
  ]),
} satisfies Table;

/** Every table of the samples' schema, as a list without columns answers them. */
export const listedTables = [
  tableOf("airports", "a1c7f0b4-2d9e-4853-b6a0-8e4f1d2c3b59", "Airports"),
  listedTable,
] satisfies Table[];

const volume_id = "7d1e4b92-0c3f-4a58-9e6b-5f2a8c7d3e10";

/** A volume. */
export const volume = {
  name: "landing",
  catalog_name: catalog.name,
  schema_name: schema.name,
  full_name: `${schema.full_name}.landing`,
  volume_id,
  volume_type: "MANAGED",
  storage_location: `s3://example-metastore/${metastore_id}/volumes/${volume_id}`,
  comment: "Files that come in and go out",
  ...ada,
} satisfies Volume;

/** Every volume of the workspace's own schema. */
export const volumes = [volume] satisfies Volume[];
