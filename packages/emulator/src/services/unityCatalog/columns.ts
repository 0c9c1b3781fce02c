/** Columns in the format of Unity Catalog's API. */
import { type ColumnInfo, catalogText, columnMetadata, schemaField } from "databricks-sql-engine";
import type { TableColumn } from "./objects";

/** A column at its place, which is counted from 0. */
export function wireColumn(column: ColumnInfo, position: number): TableColumn {
  const { name, type, maxLength, notNull, comment, partitionIndex } = column;
  const { type_name, type_precision, type_scale, type_interval_type } = columnMetadata(name, position, type);
  return {
    name,
    type_text: maxLength === undefined ? catalogText(type) : `varchar(${maxLength})`,
    type_name,
    ...(comment !== undefined && { comment }),
    type_json: JSON.stringify(schemaField(column)),
    type_precision: type_precision ?? 0,
    type_scale: type_scale ?? 0,
    ...(type_interval_type !== undefined && { type_interval_type }),
    position,
    nullable: !notNull,
    ...(partitionIndex !== undefined && { partition_index: partitionIndex }),
  };
}
