/** Parses data types. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-datatypes */
import type { DataType, DayTimeUnit, SimpleKind, StructField, YearMonthUnit } from "../dataTypes";
import { decimal } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import { Cursor } from "./cursor";

const simple: Record<string, SimpleKind> = {
  VOID: "VOID",
  BOOLEAN: "BOOLEAN",
  TINYINT: "TINYINT",
  BYTE: "TINYINT",
  SMALLINT: "SMALLINT",
  SHORT: "SMALLINT",
  INT: "INT",
  INTEGER: "INT",
  BIGINT: "BIGINT",
  LONG: "BIGINT",
  FLOAT: "FLOAT",
  REAL: "FLOAT",
  DOUBLE: "DOUBLE",
  STRING: "STRING",
  BINARY: "BINARY",
  DATE: "DATE",
  TIMESTAMP: "TIMESTAMP",
  TIMESTAMP_LTZ: "TIMESTAMP",
  TIMESTAMP_NTZ: "TIMESTAMP_NTZ",
  VARIANT: "VARIANT",
};

const yearUnits = ["YEAR", "MONTH"];
const dayUnits = ["DAY", "HOUR", "MINUTE", "SECOND"];

/** A data type, and the length of a `VARCHAR(n)`, which only a table's column keeps. */
interface WrittenType {
  type: DataType;
  maxLength?: number;
}

/** The type at the cursor. @throws SqlError for unknown and unsupported types */
export function parseType(cursor: Cursor): WrittenType {
  const token = cursor.next();
  if (token.kind !== "word") {
    cursor.fail(token);
  }
  const kind = simple[token.word];
  if (kind) {
    if (kind === "STRING" && cursor.is("COLLATE")) {
      throw unsupported("collations");
    }
    return { type: { kind } };
  }
  switch (token.word) {
    case "DECIMAL":
    case "DEC":
    case "NUMERIC":
      return { type: decimalType(cursor) };
    case "VARCHAR":
    case "CHAR":
    case "CHARACTER":
      return limitedString(cursor, token.word === "VARCHAR");
    case "INTERVAL":
      return { type: intervalType(cursor) };
    case "ARRAY":
    case "MAP":
    case "STRUCT":
      return { type: nestedType(cursor, token.word) };
    default:
      throw sqlError("UNSUPPORTED_DATATYPE", `Unsupported data type "${token.word}".`, "0A000");
  }
}

/** Parses a whole text that must be one type. */
export function parseWholeType(text: string): DataType {
  const cursor = new Cursor(text);
  const { type } = parseType(cursor);
  if (cursor.peek().kind !== "end") {
    cursor.fail();
  }
  return type;
}

function decimalType(cursor: Cursor): DataType {
  if (!cursor.accept("(")) {
    return decimal(10, 0);
  }
  const precision = Number(cursor.integer());
  const scale = cursor.accept(",") ? Number(cursor.integer()) : 0;
  cursor.expect(")");
  if (precision > 38) {
    throw sqlError(
      "DECIMAL_PRECISION_EXCEEDS_MAX_PRECISION",
      `Decimal precision ${precision} exceeds max precision 38.`,
      "22003",
    );
  }
  if (precision < 1 || scale < 0 || scale > precision) {
    throw sqlError(
      "INVALID_DECIMAL_TYPE",
      `The decimal type DECIMAL(${precision},${scale}) is not valid.`,
      "42611",
    );
  }
  return decimal(precision, scale);
}

function limitedString(cursor: Cursor, variable: boolean): WrittenType {
  const type: DataType = { kind: "STRING" };
  if (!cursor.accept("(")) {
    throw sqlError(
      "DATATYPE_MISSING_SIZE",
      `DataType "${variable ? "VARCHAR" : "CHAR"}" requires a length parameter, for example "${variable ? "VARCHAR" : "CHAR"}"(10). Please specify the length.`,
      "42K01",
    );
  }
  const maxLength = Number(cursor.integer());
  cursor.expect(")");
  if (!variable) {
    throw unsupported("the type CHAR(n)");
  }
  return { type, maxLength };
}

function intervalType(cursor: Cursor): DataType {
  const from = cursor.next().word;
  const to = cursor.accept("TO") ? cursor.next().word : from;
  for (const [kind, units] of [
    ["YEAR_MONTH", yearUnits],
    ["DAY_TIME", dayUnits],
  ] as const) {
    if (units.includes(from) && units.indexOf(to) >= units.indexOf(from)) {
      return { kind, from: from as YearMonthUnit & DayTimeUnit, to: to as YearMonthUnit & DayTimeUnit };
    }
  }
  return cursor.fail(cursor.peek(-1));
}

function nestedType(cursor: Cursor, word: string): DataType {
  if (word === "STRUCT" && cursor.accept("<>")) {
    return { kind: "STRUCT", fields: [] };
  }
  if (!cursor.is("<")) {
    throw sqlError(
      `INCOMPLETE_TYPE_DEFINITION.${word}`,
      `Incomplete complex type: The definition of "${word}" type is incomplete.`,
      "42K01",
    );
  }
  cursor.expect("<");
  let type: DataType;
  if (word === "ARRAY") {
    type = { kind: "ARRAY", element: parseType(cursor).type };
  } else if (word === "MAP") {
    const key = parseType(cursor).type;
    cursor.expect(",");
    type = { kind: "MAP", key, value: parseType(cursor).type };
  } else {
    type = { kind: "STRUCT", fields: cursor.is(">") ? [] : readFields(cursor) };
  }
  cursor.expect(">");
  return type;
}

/** Fields such as `a INT, b: STRING NOT NULL COMMENT 'x'`. */
function readFields(cursor: Cursor): StructField[] {
  return cursor.list(() => {
    const name = cursor.identifier();
    cursor.accept(":");
    const { type } = parseType(cursor);
    if (cursor.is("NOT", "NULL")) {
      throw unsupported("NOT NULL inside STRUCT types");
    }
    if (cursor.accept("COMMENT")) {
      cursor.string();
    }
    return { name, type };
  });
}

/** The schema that `from_json` takes: a type, or the fields of a STRUCT without `STRUCT<>`. */
export function parseSchema(text: string): DataType {
  const cursor = new Cursor(text);
  const bare = /^\s*(array|map|struct)\s*</i.test(text);
  const type: DataType = bare ? parseType(cursor).type : { kind: "STRUCT", fields: readFields(cursor) };
  if (cursor.peek().kind !== "end") {
    cursor.fail();
  }
  return type;
}
