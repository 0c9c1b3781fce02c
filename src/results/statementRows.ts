/** Turns the text cells of a result into rows of exact, typed values. */
import { isSafeNumber, LosslessNumber, parse } from "lossless-json";
import { type ResultColumn, typeTextOf } from "./resultColumn";
import { parseSqlType, type SqlType } from "./sqlTypes";

/** A value as a step result carries it. */
export type SqlValue = null | boolean | number | string | SqlValue[] | { [name: string]: SqlValue };

/** One row by column name. */
export type SqlRow = Record<string, SqlValue>;

/** Turns the text of a cell into its value. */
export type ReadText = (text: string) => SqlValue;
type ReadJson = (value: unknown) => SqlValue;

/** Types whose every value a JavaScript number holds exactly, under the names of `type_text` and `type_name`. */
const numberTypes: ReadonlySet<string> = new Set([
  "TINYINT",
  "BYTE",
  "SMALLINT",
  "SHORT",
  "INT",
  "INTEGER",
  "FLOAT",
  "REAL",
  "DOUBLE",
]);

const bigIntegerTypes: ReadonlySet<string> = new Set(["BIGINT", "LONG"]);

/** How the text of a scalar type reads. */
export type ScalarKind = "number" | "bigInteger" | "boolean" | "variant" | "text";

/**
 * Tells how the text of a scalar type reads.
 * @param name the type's name in capitals, as in `type_text` or `type_name`
 */
export const scalarKind = (name: string): ScalarKind => {
  if (numberTypes.has(name)) return "number";
  if (bigIntegerTypes.has(name)) return "bigInteger";
  if (name === "BOOLEAN") return "boolean";
  return name === "VARIANT" ? "variant" : "text";
};

const isBlank = (text: string): boolean => text.trim() === "";

/** A number as JSON has it: the infinities, for which it has none, are their names, as in every other format. */
const finiteOrName = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

/** A number where it is exact, the text where it is not a number, as NaN is. */
const readNumber: ReadText = (text) => {
  const value = Number(text);
  return isBlank(text) || Number.isNaN(value) ? text : finiteOrName(value);
};

const readBigInteger: ReadText = (text) => {
  const value = Number(text);
  return Number.isSafeInteger(value) && !isBlank(text) ? value : text;
};

const readBoolean: ReadText = (text) => (text === "true" ? true : text === "false" ? false : text);

const scalarReader = (name: string): ReadText => {
  switch (scalarKind(name)) {
    case "number":
      return readNumber;
    case "bigInteger":
      return readBigInteger;
    case "boolean":
      return readBoolean;
    case "variant":
      return readVariant;
    case "text":
      return (text) => text;
  }
};

/** JSON without a declared type: numbers stay exact, as digits where a JavaScript number would lose some. */
const plainJson: ReadJson = (value) => {
  if (value instanceof LosslessNumber) {
    return isSafeNumber(value.value) ? Number(value.value) : value.value;
  }
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainJson(one)]));
  }
  return value as SqlValue;
};

const parsedCell = (text: string): unknown => {
  try {
    return parse(text);
  } catch {
    return undefined; // Who asks knows what else the text may be.
  }
};

const namedNumber = /-?Infinity|NaN/y;

/** JSON text in which NaN and the infinities, for which JSON has no numbers, are text. */
const withNamedNumbers = (text: string): string => {
  const parts: string[] = [];
  let copied = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) at += sign === "\\" ? 1 : 0;
    else {
      namedNumber.lastIndex = at;
      const [found] = namedNumber.exec(text) ?? [];
      if (found === undefined) continue;
      parts.push(text.slice(copied, at), `"${found}"`);
      copied = at + found.length;
      at = copied - 1;
    }
  }
  return parts.join("") + text.slice(copied);
};

const readJsonText =
  (read: ReadJson): ReadText =>
  (text) => {
    const json = parsedCell(text) ?? parsedCell(withNamedNumbers(text));
    return json === undefined ? text : read(json); // Not JSON after all: the text is the value.
  };

const readVariant: ReadText = readJsonText(plainJson);

/** What a map's entries are: an object, or a list of `{key, value}`. */
const mapEntries = (value: unknown): [string, unknown][] => {
  const textOf = (key: unknown) =>
    typeof key === "string"
      ? key
      : key instanceof LosslessNumber
        ? key.value
        : JSON.stringify(plainJson(key));
  if (Array.isArray(value)) return value.map((entry) => [textOf(entry?.key), entry?.value ?? null]);
  return Object.entries(value as object);
};

/** How a value inside nested JSON reads, by its declared type: a DECIMAL keeps its digits, a BIGINT its exactness. */
const jsonReader = (type: SqlType): ReadJson => {
  if (type.kind === "array") {
    const element = jsonReader(type.element);
    return (value) => (Array.isArray(value) ? value.map(element) : plainJson(value));
  }
  if (type.kind === "map") {
    const read = jsonReader(type.value);
    return (value) =>
      typeof value === "object" && value !== null && !(value instanceof LosslessNumber)
        ? Object.fromEntries(mapEntries(value).map(([key, one]) => [key, read(one)]))
        : plainJson(value);
  }
  if (type.kind === "struct") {
    const readers = new Map(type.fields.map((field) => [field.name, jsonReader(field.type)]));
    return (value) =>
      typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      !(value instanceof LosslessNumber)
        ? Object.fromEntries(
            Object.entries(value).map(([name, one]) => [name, (readers.get(name) ?? plainJson)(one)]),
          )
        : plainJson(value);
  }
  if (type.name === "VARIANT") return plainJson;
  const read = scalarReader(type.name);
  return (value) =>
    value instanceof LosslessNumber
      ? read(value.value)
      : typeof value === "string" && type.name !== "STRING"
        ? read(value)
        : plainJson(value);
};

const nestedTypes: ReadonlySet<string> = new Set(["ARRAY", "MAP", "STRUCT"]);

/** The type of a column's values. A nested type whose text is not understood reads as JSON without a declared type. */
export const columnType = (column: ResultColumn): SqlType => {
  const type = parseSqlType(typeTextOf(column));
  const isUnknown = type.kind === "scalar" && nestedTypes.has(column.type_name?.toUpperCase() ?? "");
  return isUnknown ? { kind: "scalar", name: "VARIANT" } : type;
};

/**
 * Makes the function that turns the text of a column's cells into their value.
 * @param column one of the manifest's columns
 */
export const cellReader = (column: ResultColumn): ReadText => {
  const type = columnType(column);
  return type.kind === "scalar" ? scalarReader(type.name) : readJsonText(jsonReader(type));
};

/**
 * Names for the columns of a row, each different: a repeated name gets the next free number (`id`, `id_2`), a blank
 * one its position.
 * @param names the names as Databricks gives them, in order
 */
export const distinctNames = (names: readonly (string | undefined)[]): string[] => {
  const taken = new Set(names);
  const used = new Set<string>();
  // The numbers below the next one of a name are taken for good.
  const nextNumbers = new Map<string, number>();
  return names.map((given = "", index) => {
    const name = given === "" ? `column_${index + 1}` : given;
    let free = name;
    let number = nextNumbers.get(name) ?? 2;
    for (; used.has(free) || (free !== given && taken.has(free)); number += 1) free = `${name}_${number}`;
    nextNumbers.set(name, number);
    used.add(free);
    return free;
  });
};
