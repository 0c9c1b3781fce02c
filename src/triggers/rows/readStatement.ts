/** The statement that reads the next rows of a table or query, in the order of its cursor. */
import type { StatementParameter } from "../../api/statements";
import type { CursorType } from "./cursorTypes";

/** A column and the type of its values. */
export interface OrderColumn {
  /** Its name as a statement takes it. */
  sql: string;
  type: CursorType;
}

/** Where the last row that was handed over stands. */
export interface Position {
  cursor: string;
  /** The key of that row, where rows have a key; null is the lowest. */
  key?: string | null;
}

/** What is to be read. */
export interface Reading {
  /** A table's name, or a query in parentheses. */
  source: string;
  cursor: OrderColumn;
  key?: OrderColumn;
  /** Where to go on; nowhere before the first row. */
  position?: Position;
  /** The lowest value that counts, where reading begins with one. */
  from?: string;
  /** The lowest value that is read again, for rows that came late. */
  low?: string;
  /** A value that, with everything below it, is not read again. */
  cut?: string;
  /** How many rows beyond the position a page has. */
  pageSize: number;
  /** How many rows may have to be read again. */
  remembered: number;
}

/** Columns that are added to each row, and taken out of it again. */
export const hidden = { cursor: "__cursor", key: "__key", beyond: "__beyond" } as const;

const and = (conditions: (string | undefined | false)[]): string => conditions.filter(Boolean).join(" AND ");

/** Rows that come after the position. */
const beyond = ({ cursor, key, position, from }: Reading): string => {
  if (!position) {
    return from === undefined
      ? `${cursor.sql} IS NOT NULL`
      : `${cursor.sql} >= ${cursor.type.fromText(":from")}`;
  }
  const at = cursor.type.fromText(":at");
  const after = `${cursor.sql} > ${at}`;
  if (!key) return after;
  const later =
    position.key === null ? `${key.sql} IS NOT NULL` : `${key.sql} > ${key.type.fromText(":key")}`;
  return `(${after} OR (${cursor.sql} = ${at} AND ${later}))`;
};

/** Rows up to the position that are looked at again: all that may have come late. */
const again = ({ cursor, key, position, low, cut }: Reading): string | undefined => {
  if (!position || low === undefined) return undefined;
  const at = cursor.type.fromText(":at");
  const notLater =
    position.key === null
      ? `${key?.sql} IS NULL`
      : `(${key?.sql} <= ${key?.type.fromText(":key")} OR ${key?.sql} IS NULL)`;
  return and([
    `${cursor.sql} >= ${cursor.type.fromText(":low")}`,
    cut !== undefined && `${cursor.sql} > ${cursor.type.fromText(":cut")}`,
    key ? `(${cursor.sql} < ${at} OR (${cursor.sql} = ${at} AND ${notLater}))` : `${cursor.sql} <= ${at}`,
  ]);
};

/**
 * Without a key, rows of the same cursor value cannot be cut apart: a page ends after all rows of the value that its
 * last row has.
 */
const wholeValues = ({ cursor, source, pageSize }: Reading, condition: string): string =>
  `(${condition} AND ${cursor.sql} <= (SELECT max(${cursor.sql}) FROM (SELECT ${cursor.sql} FROM ${source} WHERE ${condition} ORDER BY ${cursor.sql} LIMIT ${pageSize})))`;

const parameter = (name: string, value: string | null | undefined): StatementParameter[] =>
  value === undefined || value === null ? [] : [{ name, value, type: "STRING" }];

/** A statement and its parameters. */
export interface ReadStatement {
  statement: string;
  parameters: StatementParameter[];
}

/**
 * Writes the statement: rows to be looked at again first, then the next page, in order.
 * @returns the statement, with the exact texts of cursor and key and with what tells the two parts apart
 */
export const readStatement = (reading: Reading): ReadStatement => {
  const { source, cursor, key, position, from, pageSize, remembered } = reading;
  const next = beyond(reading);
  const late = again(reading);
  const page = key ? next : wholeValues(reading, next);
  const columns = [
    "*",
    `${cursor.type.toText(cursor.sql)} AS ${hidden.cursor}`,
    key && `${key.type.toText(key.sql)} AS ${hidden.key}`,
    `(${next}) AS ${hidden.beyond}`,
  ].filter(Boolean);
  const statement = [
    `SELECT ${columns.join(", ")} FROM ${source}`,
    `WHERE ${late ? `(${late}) OR ${page}` : page}`,
    `ORDER BY ${cursor.sql}${key ? `, ${key.sql}` : ""}`,
    key && `LIMIT ${pageSize + remembered}`,
  ];
  return {
    statement: statement.filter(Boolean).join(" "),
    parameters: [
      ...(position ? parameter("at", position.cursor) : parameter("from", from)),
      ...(position && key ? parameter("key", position.key) : []),
      ...(late ? [...parameter("low", reading.low), ...parameter("cut", reading.cut)] : []),
    ],
  };
};

/**
 * Writes the statement that reads what is there at the beginning: the newest rows, the newest first.
 * @param low the lowest value that is wanted
 * @param most how many rows are wanted
 */
export const newestStatement = (
  { source, cursor, key }: Pick<Reading, "source" | "cursor" | "key">,
  low: string,
  most: number,
): ReadStatement => ({
  statement: [
    `SELECT *, ${cursor.type.toText(cursor.sql)} AS ${hidden.cursor}`,
    key ? `, ${key.type.toText(key.sql)} AS ${hidden.key}` : "",
    ` FROM ${source} WHERE ${cursor.sql} >= ${cursor.type.fromText(":low")}`,
    ` ORDER BY ${cursor.sql} DESC${key ? `, ${key.sql} DESC` : ""} LIMIT ${most}`,
  ].join(""),
  parameters: parameter("low", low),
});
