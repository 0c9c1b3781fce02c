import type {
  CatalogColumnInfo,
  CatalogInfo,
  SchemaInfo,
  TableInfo,
  VolumeInfo,
} from "../../contract/wireTypes";

/** What every object of Unity Catalog says of its making. */
export type ObjectStamps = Pick<
  CatalogInfo,
  "owner" | "metastore_id" | "created_at" | "created_by" | "updated_at" | "updated_by"
>;

export interface Catalog extends CatalogInfo {
  name: string;
}

export interface Schema extends SchemaInfo {
  name: string;
  catalog_name: string;
}

export interface TableColumn extends CatalogColumnInfo {
  name: string;
}

/** A table or view. */
export interface Table extends TableInfo {
  name: string;
  catalog_name: string;
  schema_name: string;
  columns?: TableColumn[];
}

export interface Volume extends VolumeInfo {
  name: string;
  catalog_name: string;
  schema_name: string;
  full_name: string;
}
