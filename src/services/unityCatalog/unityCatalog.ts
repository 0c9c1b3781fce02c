/**
 * Catalogs, schemas, tables and volumes of Unity Catalog, API 2.1.
 * https://docs.databricks.com/api/workspace/catalogs
 */

import {
  booleanSchema,
  lenientSchema,
  listSchema,
  nonBlankSchema,
  numberSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** The common fields of objects of Unity Catalog. Times are milliseconds since the epoch. */
export interface Stamps {
  owner?: string;
  comment?: string;
  metastore_id?: string;
  created_at?: number;
  created_by?: string;
  updated_at?: number;
  updated_by?: string;
  /** Whether the caller may only see that it exists. */
  browse_only?: boolean;
}

/** The type of a catalog. An open list: Databricks may add to it. */
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
export interface CatalogSchema extends Stamps {
  name: string;
  catalog_name: string;
  full_name?: string;
  schema_id?: string;
  catalog_type?: CatalogType;
  storage_root?: string;
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

/** One column of a table, as `get` returns it. */
export interface TableColumn {
  name: string;
  /** The type as SQL spells it, mostly in lower case: `decimal(10,2)`. */
  type_text?: string;
  type_name?: ColumnTypeName;
  /** The field in Spark's format: JSON text with `name`, `type`, `nullable` and `metadata`. */
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

/** The type of a table. An open list: Databricks may add to it. */
type TableType =
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

/** A constraint of a table: its primary key, or another one. */
interface TableConstraint {
  primary_key_constraint?: { name?: string; child_columns?: string[] };
}

/** One table or view. A list omits its columns and properties if the query says so. */
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
  table_constraints?: TableConstraint[];
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

/** One function of users. */
export interface CatalogFunction extends Stamps {
  name: string;
  catalog_name: string;
  schema_name: string;
  full_name?: string;
  function_id?: string;
  /** The type that it returns, as SQL spells it. */
  full_data_type?: string;
  data_type?: ColumnTypeName;
  routine_body?: "SQL" | "EXTERNAL" | (string & {});
  routine_definition?: string;
  external_language?: string;
  input_params?: { parameters?: Pick<TableColumn, "name" | "type_text" | "type_name" | "position">[] };
}

/** Objects as actions return them: nothing of them is read. */
export const catalogSchema = objectSchema<Partial<Catalog>>({});
export const schemaSchema = objectSchema<Partial<CatalogSchema>>({});
export const tableSchema = objectSchema<Partial<Table>>({});
export const volumeSchema = objectSchema<Partial<Volume>>({});
export const functionSchema = objectSchema<Partial<CatalogFunction>>({});

/** The common fields of everything in Unity Catalog. */
export const stampsSchema = objectSchema<Stamps>({
  owner: optionalSchema(textSchema),
  browse_only: optionalSchema(booleanSchema),
});

/** What is checked of an object of Unity Catalog; only a table has a type. */
export interface CheckedObject extends Stamps {
  table_type?: string;
}

/** The same in a response. */
export const checkedSchema = objectSchema<CheckedObject>({
  owner: optionalSchema(textSchema),
  browse_only: optionalSchema(booleanSchema),
  table_type: optionalSchema(textSchema),
});

/** A choice by name, which is all that is read of a catalog, a schema or a volume in a list. */
export const namedSchema = objectSchema<{ name: string }>({ name: nonBlankSchema });

/** A table as a choice. */
export const tableChoiceSchema = objectSchema<Pick<Table, "name" | "table_type">>({
  name: nonBlankSchema,
  table_type: lenientSchema(textSchema),
});

const tableConstraintSchema = objectSchema<TableConstraint>({
  primary_key_constraint: optionalSchema(
    objectSchema({ child_columns: optionalSchema(listSchema(textSchema)) }),
  ),
});

/** A table with its columns and keys. */
export type DescribedTable = Pick<Table, "columns" | "table_type" | "table_constraints">;

const tableColumnSchema = objectSchema<TableColumn>({
  name: nonBlankSchema,
  type_text: lenientSchema(textSchema),
  type_name: lenientSchema(nonBlankSchema),
  type_json: lenientSchema(textSchema),
  type_precision: lenientSchema(numberSchema),
  type_scale: lenientSchema(numberSchema),
  position: lenientSchema(numberSchema),
  nullable: lenientSchema(booleanSchema),
  comment: lenientSchema(textSchema),
});

const describedTableSchema = (column: ResponseSchema<TableColumn | undefined>) =>
  objectSchema<DescribedTable>({
    table_type: lenientSchema(nonBlankSchema),
    table_constraints: lenientSchema(listSchema(lenientSchema(tableConstraintSchema))),
    columns: optionalSchema(listSchema(column)),
  });

/** The same in a response. A column without a name cannot be chosen, and is omitted. */
export const tableWithColumnsSchema = describedTableSchema(lenientSchema(tableColumnSchema));

/** The same to read and write rows by: a column that is not understood is an error, so that no value is lost. */
export const strictTableSchema = describedTableSchema(tableColumnSchema);

/** The options of a list of tables without the fields that a list of names does not need. */
export const namesOnly = { omit_columns: true, omit_properties: true };

/** The privileges of one principal on an object. */
interface PrivilegeAssignment {
  principal?: string;
  privileges?: { privilege?: string; inherited_from_type?: string; inherited_from_name?: string }[];
}

/** The same in a response. */
export const privilegeAssignmentSchema = objectSchema<PrivilegeAssignment>({
  principal: optionalSchema(textSchema),
  privileges: optionalSchema(listSchema(objectSchema({ privilege: optionalSchema(textSchema) }))),
});
