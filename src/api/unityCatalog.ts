/**
 * Catalogs, schemas, tables and volumes of Unity Catalog, API 2.1.
 * https://docs.databricks.com/api/workspace/catalogs
 */

/** What every object of Unity Catalog says of its making. Times are milliseconds since the epoch. */
interface Stamps {
  owner?: string;
  comment?: string;
  metastore_id?: string;
  created_at?: number;
  created_by?: string;
  updated_at?: number;
  updated_by?: string;
  /** Whether the caller may only know that it exists. */
  browse_only?: boolean;
}

/** What a catalog is made of. An open list: Databricks may add to it. */
export type CatalogType =
  | "MANAGED_CATALOG"
  | "DELTASHARING_CATALOG"
  | "FOREIGN_CATALOG"
  | "SYSTEM_CATALOG"
  | "INTERNAL_CATALOG"
  | "MANAGED_ONLINE_CATALOG"
  | (string & {});

/** One catalog. */
export interface Catalog extends Stamps {
  name: string;
  full_name?: string;
  catalog_type?: CatalogType;
  isolation_mode?: "OPEN" | "ISOLATED" | (string & {});
  securable_type?: "CATALOG" | (string & {});
  storage_root?: string;
  storage_location?: string;
  properties?: Record<string, string>;
}

/** One schema. */
export interface Schema extends Stamps {
  name: string;
  catalog_name: string;
  full_name?: string;
  schema_id?: string;
  catalog_type?: CatalogType;
  storage_location?: string;
  properties?: Record<string, string>;
}

/** The kind of a column's type. An open list: Databricks may add to it. */
export type ColumnTypeName =
  | "BOOLEAN"
  | "BYTE"
  | "SHORT"
  | "INT"
  | "LONG"
  | "FLOAT"
  | "DOUBLE"
  | "DECIMAL"
  | "DATE"
  | "TIMESTAMP"
  | "TIMESTAMP_NTZ"
  | "INTERVAL"
  | "STRING"
  | "CHAR"
  | "BINARY"
  | "ARRAY"
  | "MAP"
  | "STRUCT"
  | "VARIANT"
  | "NULL"
  | (string & {});

/** One column of a table, as `get` answers it. */
export interface TableColumn {
  name: string;
  /** The type as SQL spells it, mostly in lower case: `decimal(10,2)`. */
  type_text?: string;
  type_name?: ColumnTypeName;
  /** The field as Spark has it: JSON text with `name`, `type`, `nullable` and `metadata`. */
  type_json?: string;
  type_precision?: number;
  type_scale?: number;
  type_interval_type?: string;
  /** Counted from 0. */
  position?: number;
  /** Absent means true. */
  nullable?: boolean;
  comment?: string;
  partition_index?: number;
}

/** What a table is. An open list: Databricks may add to it. */
export type TableType =
  | "MANAGED"
  | "EXTERNAL"
  | "VIEW"
  | "MATERIALIZED_VIEW"
  | "STREAMING_TABLE"
  | "FOREIGN"
  | "METRIC_VIEW"
  | "MANAGED_SHALLOW_CLONE"
  | "EXTERNAL_SHALLOW_CLONE"
  | (string & {});

/** One table or view. A list leaves its columns and properties out where it is asked to. */
export interface Table extends Stamps {
  name: string;
  catalog_name: string;
  schema_name: string;
  full_name?: string;
  table_id?: string;
  table_type?: TableType;
  data_source_format?: string;
  storage_location?: string;
  view_definition?: string;
  columns?: TableColumn[];
  properties?: Record<string, string>;
}

/** One volume: a place for files. */
export interface Volume extends Stamps {
  name: string;
  catalog_name: string;
  schema_name: string;
  full_name?: string;
  volume_id?: string;
  volume_type?: "MANAGED" | "EXTERNAL" | (string & {});
  storage_location?: string;
}

/** One page of catalogs. Absent arrays are empty, an absent or empty token ends the list, an empty page does not. */
export interface CatalogPage {
  catalogs?: Catalog[];
  next_page_token?: string;
}

/** One page of schemas, as one of catalogs. */
export interface SchemaPage {
  schemas?: Schema[];
  next_page_token?: string;
}

/** One page of tables, as one of catalogs. */
export interface TablePage {
  tables?: Table[];
  next_page_token?: string;
}

/** One page of volumes, as one of catalogs. */
export interface VolumePage {
  volumes?: Volume[];
  next_page_token?: string;
}

/**
 * The query of the list of catalogs. 0 means pages of Databricks' own size: without it, Databricks still tries to
 * answer all in one, which it is giving up.
 */
export const catalogListQuery = { max_results: 0 };

/** The query of the list of a catalog's schemas. */
export const schemaListQuery = (catalog_name: string) => ({ catalog_name, max_results: 0 });

/** The query of the list of a schema's tables, without what a list of names has no use for. */
export const tableListQuery = (catalog_name: string, schema_name: string) => ({
  catalog_name,
  schema_name,
  max_results: 0,
  omit_columns: true,
  omit_properties: true,
});

/** The query of the list of a schema's volumes. */
export const volumeListQuery = (catalog_name: string, schema_name: string) => ({
  catalog_name,
  schema_name,
  max_results: 0,
});

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

/** A catalog that is there to be read: the example of every catalog input whose tables are read. */
export const samplesCatalog = catalogOf(
  "samples",
  "DELTASHARING_CATALOG",
  "Public data sets to try things on",
  databricks,
);

/** The workspace's own catalog: the example of every catalog input whose contents are changed. */
export const catalog = catalogOf("workspace", "MANAGED_CATALOG", "The workspace's own catalog", ada);

/** Every example catalog, in the order in which a list answers them. */
export const catalogs = [
  catalogOf("main", "MANAGED_CATALOG", "A catalog for anything", ada),
  samplesCatalog,
  catalogOf("system", "SYSTEM_CATALOG", "System catalog", databricks),
  catalog,
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
  }) satisfies Schema;

/** The schema that a catalog begins with: the example of every schema input whose contents are changed. */
export const schema = schemaOf(catalog, "default", ada, "Default schema");

/** A schema of the samples: the example of every schema input whose tables are read. */
export const samplesSchema = schemaOf(samplesCatalog, "aviation", databricks);

/** Every example schema of the samples, in the order in which a list answers them. */
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
export const listedTable = tableOf(
  "flights",
  "3e8d52c1-6f0a-4b7d-9c24-1a5b7e9d0f36",
  "Three million flights within the United States in 2001",
);

/** A table with its columns: the example of every table's input and result. */
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

/** Every example table of the samples' schema, as a list without columns answers them. */
export const listedTables = [
  tableOf("airports", "a1c7f0b4-2d9e-4853-b6a0-8e4f1d2c3b59", "Airports"),
  listedTable,
] satisfies Table[];

const volume_id = "7d1e4b92-0c3f-4a58-9e6b-5f2a8c7d3e10";

/** A volume: the example of every volume's input and result. */
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

/** Every example volume of the workspace's own schema. */
export const volumes = [volume] satisfies Volume[];
