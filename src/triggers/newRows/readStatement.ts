/** The statement that reads the next rows of a table or query, in the order of its cursor. */
import type { StatementParameter } from "../../services/sql/statements";
import type { CursorType } from "./cursorTypes";

/** A column as the builder named it. */
export interface NamedColumn {
  /** Its name without backticks. */
  name: string;
  /** Its name in a statement. */
  column: string;
}

/** A column in the polled order, and the type of its values. */
export interface OrderColumn extends NamedColumn {
  /** The order of a statement. */
  sql: string;
  type: CursorType;
}

/** A column of a type, in the polled order. */
export const orderColumn = (named: NamedColumn, type: CursorType): OrderColumn => ({
  ...named,
  type,
  sql: type.ordered(named.column),
});

/** The position of the last returned row. */
export interface Position {
  cursor: string;
  /** The key of that row, if rows have a key; null is the lowest. */
  key?: string | null;
}

/** What to read. */
export interface RowRange {
  /** A table's name, or a query in parentheses. */
  source: string;
  cursor: OrderColumn;
  key?: OrderColumn;
  /** Where to continue; absent before the first row. */
  position?: Position;
  /** The lowest value that counts, if reading starts with one. */
  from?: string;
  /** The lowest value that is read again, for late rows. */
  lookbackFloor?: string;
  /** A value up to which rows are not read again. */
  cut?: string;
  /** The number of rows of a page after the position. */
  pageSize: number;
  /** The number of rows that may be read again. */
  remembered: number;
}

/**
 * A name for a column that is added to each row. It must not be that of an order column, in any case; another column of
 * the row may have it, since added columns are found by their position at the end.
 */
const addedColumnName = (base: string, { cursor, key }: Pick<RowRange, "cursor" | "key">): string => {
  const usedNames = [cursor, key].map((column) => column?.name.toLowerCase());
  const free = (name: string): string => (usedNames.includes(name) ? free(`${name}_`) : name);
  return free(`__${base}`);
};

const and = (conditions: (string | undefined | false)[]): string => conditions.filter(Boolean).join(" AND ");

/** Rows after the position. */
const afterCursor = ({ cursor, key, position, from }: RowRange): string => {
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

/** Rows up to the position that are read again: all that may have arrived late. */
const lookbackCondition = ({ cursor, key, position, lookbackFloor, cut }: RowRange): string | undefined => {
  if (!position || lookbackFloor === undefined) return undefined;
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
 * Without a key, rows of the same cursor value cannot be split: a page ends after all rows with the value of its last
 * row.
 */
const upToPageEnd = ({ cursor, source, pageSize }: RowRange, condition: string): string =>
  `(${condition} AND ${cursor.sql} <= (SELECT max(${cursor.sql}) FROM (SELECT ${cursor.column} FROM ${source} WHERE ${condition} ORDER BY ${cursor.sql} LIMIT ${pageSize})))`;

const parameter = (name: string, value: string | null | undefined): StatementParameter[] =>
  value === undefined || value === null ? [] : [{ name, value, type: "STRING" }];

/** A statement and its parameters. */
interface ReadStatement {
  statement: string;
  parameters: StatementParameter[];
}

/** The exact texts of cursor and key, as further columns. */
const placeColumns = (order: Pick<RowRange, "cursor" | "key">): string[] => {
  const { cursor, key } = order;
  return [
    `${cursor.type.toText(cursor.sql)} AS ${addedColumnName("cursor", order)}`,
    ...(key ? [`${key.type.toText(key.sql)} AS ${addedColumnName("key", order)}`] : []),
  ];
};

/**
 * Writes the statement: first the rows to read again, then the next page, in order.
 * @returns the statement, whose last columns are the exact texts of cursor and, if there is one, key, and what
 * distinguishes the two parts
 */
export const readStatement = (reading: RowRange): ReadStatement => {
  const { source, cursor, key, position, from, pageSize, remembered } = reading;
  const next = afterCursor(reading);
  const late = lookbackCondition(reading);
  const page = key ? next : upToPageEnd(reading, next);
  const columns = ["*", ...placeColumns(reading), `(${next}) AS ${addedColumnName("beyond", reading)}`];
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
      ...(late ? [...parameter("low", reading.lookbackFloor), ...parameter("cut", reading.cut)] : []),
    ],
  };
};

/**
 * Writes the statement that reads the initial rows: the newest ones, newest first, each with the exact texts of cursor
 * and key as its last columns.
 * @param low the lowest value to return
 * @param limit the maximum number of rows
 */
export const newestStatement = (
  order: Pick<RowRange, "source" | "cursor" | "key">,
  low: string,
  limit: number,
): ReadStatement => {
  const { source, cursor, key } = order;
  return {
    statement: [
      `SELECT ${["*", ...placeColumns(order)].join(", ")}`,
      `FROM ${source} WHERE ${cursor.sql} >= ${cursor.type.fromText(":low")}`,
      `ORDER BY ${cursor.sql} DESC${key ? `, ${key.sql} DESC` : ""} LIMIT ${limit}`,
    ].join(" "),
    parameters: parameter("low", low),
  };
};

/** Writes the statement that reads the exact text of the highest cursor value, as its only column. */
export const highestStatement = ({ source, cursor }: Pick<RowRange, "source" | "cursor">): ReadStatement => ({
  statement: `SELECT ${cursor.type.toText(`max(${cursor.sql})`)} AS ${addedColumnName("cursor", { cursor })} FROM ${source}`,
  parameters: [],
});
