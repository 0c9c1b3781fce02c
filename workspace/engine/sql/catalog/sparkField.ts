/**
 * A column as Spark writes it in JSON, the form that Unity Catalog and Delta's log keep.
 * https://github.com/delta-io/delta/blob/master/PROTOCOL.md#schema-serialization-format
 */
import { catalogText, type DataType, type Kind } from "../dataTypes";
import type { ReadColumn } from "./catalogReader";

const sparkNames: Partial<Record<Kind, string>> = {
  TINYINT: "byte",
  SMALLINT: "short",
  INT: "integer",
  BIGINT: "long",
};

/** A type as JSON that Spark can read: text for a plain type, an object for a nested one. */
function sparkType(type: DataType): unknown {
  switch (type.kind) {
    case "ARRAY":
      return { type: "array", elementType: sparkType(type.element), containsNull: true };
    case "MAP":
      return {
        type: "map",
        keyType: sparkType(type.key),
        valueType: sparkType(type.value),
        valueContainsNull: true,
      };
    case "STRUCT":
      return {
        type: "struct",
        fields: type.fields.map((field) => ({
          name: field.name,
          type: sparkType(field.type),
          nullable: true,
          metadata: {},
        })),
      };
    default:
      return sparkNames[type.kind] ?? catalogText(type);
  }
}

/** The column's field as JSON text. */
export function sparkField(column: ReadColumn): string {
  const { name, type, nullable, comment, maxLength, default: value } = column;
  const metadata = {
    ...(comment !== undefined && { comment }),
    ...(value !== undefined && { CURRENT_DEFAULT: value }),
    ...(maxLength !== undefined && { __CHAR_VARCHAR_TYPE_STRING: `varchar(${maxLength})` }),
  };
  return JSON.stringify({ name, type: sparkType(type), nullable, metadata });
}
