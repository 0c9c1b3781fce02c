/** Types as statements spell them, written from their parsed form: no text of a server gets into a statement by way of a type. */
import type { ScalarType, SqlType } from "./sqlTypes";

/** The names that a type has besides its own, in the metadata of columns and in SQL. */
const aliases: Readonly<Record<string, string>> = {
  BYTE: "TINYINT",
  SHORT: "SMALLINT",
  INTEGER: "INT",
  LONG: "BIGINT",
  REAL: "FLOAT",
  DEC: "DECIMAL",
  NUMERIC: "DECIMAL",
  CHARACTER: "CHAR",
  TIMESTAMP_LTZ: "TIMESTAMP",
  NULL: "VOID",
};

/** The digits of a DECIMAL that names none. */
const defaultDigits = { precision: 10, scale: 0 };

/** The name of a scalar type that all its names stand for. */
export const scalarTypeName = ({ name }: ScalarType): string =>
  (Object.hasOwn(aliases, name) ? aliases[name] : undefined) ?? name;

/** The digits of a DECIMAL. */
export const decimalDigits = ({
  precision = defaultDigits.precision,
  scale = defaultDigits.scale,
}: ScalarType): { precision: number; scale: number } => ({ precision, scale });

const scalarText = (type: ScalarType): string => {
  const name = scalarTypeName(type);
  if (name === "DECIMAL") {
    const { precision, scale } = decimalDigits(type);
    return `DECIMAL(${precision},${scale})`;
  }
  if (name === "INTERVAL") return type.units ? `INTERVAL ${type.units}` : name;
  return type.length === undefined ? name : `${name}(${type.length})`;
};

const quotedField = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

/** A type as SQL spells it, with every field's name in back-ticks: ``STRUCT<`a b`: ARRAY<INT>>``. */
export const sqlTypeText = (type: SqlType): string => writeType(type, scalarText, sqlTypeText);

const jsonScalar = (type: ScalarType): string => {
  const name = scalarTypeName(type);
  return name === "CHAR" || name === "VARCHAR" ? "STRING" : scalarText(type);
};

/**
 * The type that `from_json` reads a nested type as: it takes no CHAR and VARCHAR, and no keys of a map but text. What it
 * reads can be cast to the type itself.
 */
export const jsonTypeText = (type: SqlType): string =>
  writeType(type, jsonScalar, jsonTypeText, () => "STRING");

const writeType = (
  type: SqlType,
  ofScalar: (type: ScalarType) => string,
  inner: (type: SqlType) => string,
  ofKey = inner,
): string => {
  switch (type.kind) {
    case "scalar":
      return ofScalar(type);
    case "array":
      return `ARRAY<${inner(type.element)}>`;
    case "map":
      return `MAP<${ofKey(type.key)}, ${inner(type.value)}>`;
    case "struct":
      return `STRUCT<${type.fields.map((field) => `${quotedField(field.name)}: ${inner(field.type)}`).join(", ")}>`;
  }
};
