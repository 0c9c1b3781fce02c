/** Columns and types as Delta's log writes them, as JSON. */
import { catalogText, type DataType } from "./dataTypes";

/** A type as Delta's schemas write it, as JSON. */
function schemaType(type: DataType): unknown {
  switch (type.kind) {
    case "ARRAY":
      return { type: "array", elementType: schemaType(type.element), containsNull: true };
    case "MAP":
      return {
        type: "map",
        keyType: schemaType(type.key),
        valueType: schemaType(type.value),
        valueContainsNull: true,
      };
    case "STRUCT":
      return {
        type: "struct",
        fields: type.fields.map((field) => schemaField({ ...field, notNull: false })),
      };
    case "TINYINT":
      return "byte";
    case "SMALLINT":
      return "short";
    case "INT":
      return "integer";
    case "BIGINT":
      return "long";
    default:
      return catalogText(type);
  }
}

interface Field {
  name: string;
  type: DataType;
  notNull: boolean;
  comment?: string;
  /** The default as it was written. */
  defaultText?: string;
  /** The length of VARCHAR. */
  maxLength?: number;
  /** The expression of a generated column, as it was written. */
  generationExpression?: string;
  /** The identity of a GENERATED column: start, step, and whether values may be given. */
  identity?: { always: boolean; start: bigint; step: bigint };
}

/** https://github.com/delta-io/delta/blob/master/PROTOCOL.md#identity-columns */
const identityMetadata = ({ always, start, step }: NonNullable<Field["identity"]>) => ({
  "delta.identity.start": Number(start),
  "delta.identity.step": Number(step),
  "delta.identity.allowExplicitInsert": !always,
});

/** One column. */
export function schemaField(column: Field): unknown {
  const { name, type, notNull, comment, defaultText, maxLength, identity, generationExpression } = column;
  const metadata = {
    ...(comment !== undefined && { comment }),
    ...(defaultText !== undefined && { CURRENT_DEFAULT: defaultText }),
    ...(maxLength !== undefined && { __CHAR_VARCHAR_TYPE_STRING: `varchar(${maxLength})` }),
    ...(generationExpression !== undefined && { "delta.generationExpression": generationExpression }),
    ...(identity && identityMetadata(identity)),
  };
  return { name, type: schemaType(type), nullable: !notNull, metadata };
}

/** Columns as Delta writes a schema. */
export const schemaJson = (columns: Field[]): string =>
  JSON.stringify({ type: "struct", fields: columns.map(schemaField) });
