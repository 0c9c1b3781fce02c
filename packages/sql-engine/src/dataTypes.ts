/**
 * Databricks' data types, how they are written and how DuckDB stores them.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-datatypes
 */
export type SimpleKind =
  | "VOID"
  | "BOOLEAN"
  | "TINYINT"
  | "SMALLINT"
  | "INT"
  | "BIGINT"
  | "FLOAT"
  | "DOUBLE"
  | "STRING"
  | "BINARY"
  | "DATE"
  | "TIMESTAMP"
  | "TIMESTAMP_NTZ"
  | "VARIANT";

export type YearMonthUnit = "YEAR" | "MONTH";
export type DayTimeUnit = "DAY" | "HOUR" | "MINUTE" | "SECOND";

export interface StructField {
  name: string;
  type: DataType;
}

type SimpleType = { kind: SimpleKind };
export type DecimalType = { kind: "DECIMAL"; precision: number; scale: number };
/** Stored as a number of months. */
export type YearMonthType = { kind: "YEAR_MONTH"; from: YearMonthUnit; to: YearMonthUnit };
/** Stored as a number of microseconds. */
export type DayTimeType = { kind: "DAY_TIME"; from: DayTimeUnit; to: DayTimeUnit };
export type ArrayType = { kind: "ARRAY"; element: DataType };
export type MapType = { kind: "MAP"; key: DataType; value: DataType };
export type StructType = { kind: "STRUCT"; fields: StructField[] };

export type DataType =
  | SimpleType
  | DecimalType
  | YearMonthType
  | DayTimeType
  | ArrayType
  | MapType
  | StructType;

export type Kind = DataType["kind"];

export const VOID: DataType = { kind: "VOID" };
export const BOOLEAN: DataType = { kind: "BOOLEAN" };
export const INT: DataType = { kind: "INT" };
export const BIGINT: DataType = { kind: "BIGINT" };
export const DOUBLE: DataType = { kind: "DOUBLE" };
export const STRING: DataType = { kind: "STRING" };
export const BINARY: DataType = { kind: "BINARY" };
export const DATE: DataType = { kind: "DATE" };
export const TIMESTAMP: DataType = { kind: "TIMESTAMP" };
export const TIMESTAMP_NTZ: DataType = { kind: "TIMESTAMP_NTZ" };
export const VARIANT: DataType = { kind: "VARIANT" };

export const decimal = (precision: number, scale: number): DecimalType => ({
  kind: "DECIMAL",
  precision,
  scale,
});
export const array = (element: DataType): ArrayType => ({ kind: "ARRAY", element });

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A name as SQL text has it: bare where that is possible, otherwise between backticks. */
export function quoteName(name: string): string {
  return plainName.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

function span(from: string, to: string): string {
  return from === to ? from : `${from} TO ${to}`;
}

/** The type as a result manifest or an error message names it, such as `DECIMAL(10,2)`. */
export function typeText(type: DataType): string {
  switch (type.kind) {
    case "DECIMAL":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "YEAR_MONTH":
    case "DAY_TIME":
      return `INTERVAL ${span(type.from, type.to)}`;
    case "ARRAY":
      return `ARRAY<${typeText(type.element)}>`;
    case "MAP":
      return `MAP<${typeText(type.key)}, ${typeText(type.value)}>`;
    case "STRUCT":
      return `STRUCT<${type.fields.map((field) => `${quoteName(field.name)}: ${typeText(field.type)}`).join(", ")}>`;
    default:
      return type.kind;
  }
}

/** The type as DESCRIBE and `typeof` write it, such as `struct<a:int>`. */
export function catalogText(type: DataType): string {
  switch (type.kind) {
    case "ARRAY":
      return `array<${catalogText(type.element)}>`;
    case "MAP":
      return `map<${catalogText(type.key)},${catalogText(type.value)}>`;
    case "STRUCT":
      return `struct<${type.fields.map((field) => `${quoteName(field.name)}:${catalogText(field.type)}`).join(",")}>`;
    default:
      return typeText(type).toLowerCase();
  }
}

const typeNames: Partial<Record<Kind, string>> = {
  VOID: "NULL",
  TINYINT: "BYTE",
  SMALLINT: "SHORT",
  BIGINT: "LONG",
  YEAR_MONTH: "INTERVAL",
  DAY_TIME: "INTERVAL",
};

/** `type_name` of the manifest. */
export function typeName(type: DataType): string {
  return typeNames[type.kind] ?? type.kind;
}

/** A column of a result, spelled as Databricks' result manifest spells it. */
export interface ColumnMetadata {
  name: string;
  /** Counted from 0. */
  position: number;
  type_name: string;
  type_text: string;
  type_precision?: number;
  type_scale?: number;
  type_interval_type?: string;
}

/** Describes a column of a result. */
export function columnMetadata(name: string, position: number, type: DataType): ColumnMetadata {
  const column: ColumnMetadata = {
    name,
    position,
    type_name: typeName(type),
    type_text: typeText(type),
  };
  if (type.kind === "DECIMAL") {
    column.type_precision = type.precision;
    column.type_scale = type.scale;
  }
  if (type.kind === "YEAR_MONTH" || type.kind === "DAY_TIME") {
    column.type_interval_type = span(type.from, type.to);
  }
  return column;
}

const physicalTypes: Record<SimpleKind, string> = {
  VOID: "INTEGER",
  BOOLEAN: "BOOLEAN",
  TINYINT: "TINYINT",
  SMALLINT: "SMALLINT",
  INT: "INTEGER",
  BIGINT: "BIGINT",
  FLOAT: "FLOAT",
  DOUBLE: "DOUBLE",
  STRING: "VARCHAR",
  BINARY: "BLOB",
  DATE: "DATE",
  TIMESTAMP: "TIMESTAMP",
  TIMESTAMP_NTZ: "TIMESTAMP",
  VARIANT: "VARCHAR",
};

/** A DuckDB identifier. */
export function quotePhysicalName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The DuckDB type that holds values of a Databricks type. Both timestamps are UTC timestamps, intervals are
 * numbers of months or microseconds, a VARIANT is its JSON text.
 */
export function physicalType(type: DataType): string {
  switch (type.kind) {
    case "DECIMAL":
      return `DECIMAL(${type.precision},${type.scale})`;
    case "YEAR_MONTH":
      return "INTEGER";
    case "DAY_TIME":
      return "BIGINT";
    case "ARRAY":
      return `${physicalType(type.element)}[]`;
    case "MAP":
      return `MAP(${physicalType(type.key)}, ${physicalType(type.value)})`;
    case "STRUCT":
      return `STRUCT(${type.fields.map((field) => `${quotePhysicalName(field.name)} ${physicalType(field.type)}`).join(", ")})`;
    default:
      return physicalTypes[type.kind];
  }
}

/** Whether two types are the same; names of struct fields compare without case. */
export function sameType(left: DataType, right: DataType): boolean {
  return typeText(left).toLowerCase() === typeText(right).toLowerCase();
}
