/** The statement that reads the next rows of a table or query, in the order of its cursor. */
import type { StatementParameter } from "../../services/sql/statements";
import type { CursorType } from "./cursorTypes";

/** A column as the builder has named it. */
export interface NamedColumn {
  /** Its name without back-ticks. */
  name: string;
  /** Its name as a statement takes it. */
  column: string;
}

/** A column in the order that is polled, and the type of its values. */
export interface OrderColumn extends NamedColumn {
  /** What a statement orders by. */
  sql: string;
  type: CursorType;
}

/** A column of a type, in the order that is polled. */
export const orderColumn = (named: NamedColumn, type: CursorType): OrderColumn => ({
  ...named,
  type,
  sql: type.ordered(named.column),
});

/** Where the last row that was handed over stands. */
export interface Position {
  cursor: string;
  /** The key of that row, where rows have a key; null is the lowest. */
  key?: string | null;
}

/** What is to be read. */
export interface RowRange {
  /** A table's name, or a query in parentheses. */
  source: string;
  cursor: OrderColumn;
  key?: OrderColumn;
  /** Where to go on; nowhere before the first row. */
  position?: Position;
  /** The lowest value that counts, where reading begins with one. */
  from?: string;
  /** The lowest value that is read again, for rows that came late. */
  lookbackFloor?: string;
  /** A value that, with everything below it, is not read again. */
  cut?: string;
  /** How many rows beyond the position a page has. */
  pageSize: number;
  /** How many rows may have to be read again. */
  remembered: number;
}

/**
 * A name for a column that is added to each row. It must not be that of a column to order by, whatever its case; another
 * column of the row may have it, since what is added is found by its place, at the end.
 */
const addedColumnName = (base: string, { cursor, key }: Pick<RowRange, "cursor" | "key">): string => {
  const usedNames = [cursor, key].map((column) => column?.name.toLowerCase());
  const free = (name: string): string => (usedNames.includes(name) ? free(`${name}_`) : name);
  return free(`__${base}`);
};

const and = (conditions: (string | undefined | false)[]): string => conditions.filter(Boolean).join(" AND ");

/** Rows that come after the position. */
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

/** Rows up to the position that are looked at again: all that may have come late. */
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
 * Without a key, rows of the same cursor value cannot be cut apart: a page ends after all rows of the value that its
 * last row has.
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
 * Writes the statement: rows to be looked at again first, then the next page, in order.
 * @returns the statement, whose last columns are the exact texts of cursor and, where there is one, key, and what tells
 * the two parts apart
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
 * Writes the statement that reads what is there at the beginning: the newest rows, the newest first, each with the exact
 * texts of cursor and key as its last columns.
 * @param low the lowest value that is wanted
 * @param limit how many rows are wanted
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
