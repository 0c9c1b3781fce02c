/** How a statement reads records: each is an array of texts, which is cast to the types of the columns. */
import type { ScalarType, SqlType } from "../../results/sqlTypes";
import { jsonTypeText, scalarTypeName } from "../../results/sqlTypeText";
import { sqlLiteral } from "../sql/sqlLiteral";
import { quotedName } from "../sql/sqlNames";
import type { TargetColumn } from "./targetTable";

/** The name of the parameter that carries the records. */
export const recordsParameter = "records";

/** A reader that fails at what it cannot read; by default that would become NULL, or no rows at all. */
const strict = "map('mode', 'FAILFAST')";

/** The records as the rows `r` of a parameter, which is a JSON array of arrays of texts. */
export const parameterSource = `(SELECT explode(from_json(:${recordsParameter}, 'ARRAY<ARRAY<STRING>>', ${strict})) AS r)`;

/**
 * The records as the rows `r` of a file of JSON lines.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/read_files
 */
export const fileSource = (path: string): string =>
  `read_files(${sqlLiteral(path)}, format => 'json', schema => 'r ARRAY<STRING>', mode => 'FAILFAST')`;

/** A scalar type that is supported, and so can be written. */
const plainType = /^[A-Z][A-Z_]*(?: [A-Z]+){0,8}(?:\(\d+(?:,\d+)?\))?$/;

/** The types of columns of text. */
export const textTypes: ReadonlySet<string> = new Set(["STRING", "CHAR", "VARCHAR"]);

/**
 * The SQL of a text as a column of text holds it. A CHAR is filled up with blanks: Databricks fills up a literal that it is
 * compared with, but no other text, which would never be the same.
 */
export const storedText = (type: SqlType, text: string): string =>
  type.kind === "scalar" && scalarTypeName(type) === "CHAR" && type.length !== undefined
    ? `rpad(${text}, ${type.length})`
    : text;

const scalarValue = (cell: string, type: ScalarType, column: TargetColumn): string => {
  const name = scalarTypeName(type);
  if (textTypes.has(name)) return storedText(type, cell);
  if (name === "BINARY") return `unbase64(${cell})`;
  if (name === "VARIANT") return `parse_json(${cell})`;
  if (plainType.test(column.typeText)) return `CAST(${cell} AS ${column.typeText})`;
  throw new Error(
    `The column ${column.name} has the type ${column.typeText}, which records cannot be written to.`,
  );
};

/**
 * The value of a column out of a record's text.
 * @param index where the text is in the record, from 0
 * @throws Error when records cannot be written to a column of that type
 */
export const cellValue = (column: TargetColumn, index: number): string => {
  const cell = `r[${index}]`;
  if (column.type.kind === "scalar") return scalarValue(cell, column.type, column);
  const readType = jsonTypeText(column.type);
  const read = `from_json(${cell}, ${sqlLiteral(readType)}, ${strict})`;
  return readType === column.typeText ? read : `CAST(${read} AS ${column.typeText})`;
};

/** The name of the column with the presence text: one that no column of the table has. */
export const presenceColumn = (columns: readonly TargetColumn[]): string => {
  const taken = new Set(columns.map(({ name }) => name.toLowerCase()));
  const free = (name: string): string => (taken.has(name) ? free(`${name}_`) : name);
  return free("__presence");
};

/** The columns that records give, and whether each record begins with its presence text. */
interface RowShape {
  columns: readonly TargetColumn[];
  hasPresence: boolean;
}

/** The expressions of a record's columns, by the columns' names and in their order. */
const valuesOf = ({ columns, hasPresence }: RowShape): { name: string; value: string }[] =>
  columns.map((column, index) => ({
    name: column.name,
    value: cellValue(column, index + (hasPresence ? 1 : 0)),
  }));

const aliased = ({ name, value }: { name: string; value: string }): string =>
  `${value} AS ${quotedName([name])}`;

/**
 * The query of columns, in their order; one that no record gives is NULL.
 * @param source where the rows `r` come from
 */
export const selectColumns = (shape: RowShape, source: string, columns: readonly TargetColumn[]): string => {
  const values = new Map(valuesOf(shape).map(({ name, value }) => [name, value]));
  const selected = columns.map(({ name }) => aliased({ name, value: values.get(name) ?? "NULL" }));
  return `SELECT ${selected.join(", ")} FROM ${source}`;
};

/** The query of the records' columns and, where records have it, their presence text. */
export const selectWithPresence = (shape: RowShape, source: string): string => {
  const presence = shape.hasPresence ? [`r[0] AS ${quotedName([presenceColumn(shape.columns)])}`] : [];
  return `SELECT ${[...presence, ...valuesOf(shape).map(aliased)].join(", ")} FROM ${source}`;
};
