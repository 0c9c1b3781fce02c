/** One page of new rows: what is read, which rows are new, and where the next page starts. */

import type { DatabricksClient } from "../../client";
import type { SqlRow } from "../../results/statementRows";
import type { RowQuery } from "../../services/sql/rowQuery";
import type { PollResult } from "../databricksPolling";
import { type CursorType, isAtOrAbove, lookbackStart } from "./cursorTypes";
import {
  positionOf,
  readCursor,
  removeSeen,
  splitColumns,
  textOf,
  unexpectedRows,
  withCursor,
} from "./placedRows";
import { highestStatement, newestStatement, type RowRange, readStatement } from "./readStatement";
import { currentOrder, type NamedOrder, orderOf, type RowOrder, type RowState, typesIn } from "./rowState";
import { SeenRows } from "./seenRows";

/** Where the first poll starts. */
export type Start = { from: "now" } | { from: "beginning" } | { from: "value"; value: string };

/** The source of the poll. */
export interface RowSource extends NamedOrder {
  /** A table's name, or a query in parentheses. */
  source: string;
  start: Start;
  /** How far below the cursor rows are read again, in days, seconds or whole units of the column. */
  lookBack: number;
  pageSize: number;
}

/** The maximum number of initial rows to remember. */
const maxRowsAtStart = 5001;

/** The types of the order's columns, read once. */
const fetchTypes = async (
  query: RowQuery,
  { source, cursor, key }: RowSource,
): Promise<Pick<RowState, "type" | "keyType">> => {
  const names = [cursor, ...(key ? [key] : [])].map(({ column }) => column);
  const { columns } = await query({
    statement: `SELECT ${names.join(", ")} FROM ${source} LIMIT 0`,
    parameters: [],
  });
  const [type, keyType] = columns.map((column) => column.type);
  if (type === undefined || (key && keyType === undefined)) {
    throw unexpectedRows(source, "Databricks did not return the types of its columns");
  }
  return { type, ...(key && { keyType }) };
};

const startValue = (type: CursorType, typed: string): string => {
  const value = type.read(typed.trim());
  if (value !== undefined) return value;
  throw new Error(`Start Value must be ${type.form}, since the Cursor Column has the type ${type.declared}.`);
};

const checkLookBack = ({ steps, declared }: CursorType, lookBack: number): void => {
  if (lookBack > 0 && !steps)
    throw new Error(`Look-Back must be 0: a Cursor Column of the type ${declared} has no distances.`);
};

/**
 * Drops rows that are too low or too many, and logs the consequences.
 * @param partial a value of which perhaps not all rows were read, nor of lower ones, if there is any
 */
const trimSeen = (
  client: DatabricksClient,
  seen: SeenRows,
  { cursor: { type }, key }: RowOrder,
  state: RowState,
  { lookBack, caughtUp, partial }: { lookBack: number; caughtUp: boolean; partial?: string },
): RowState => {
  const at = state.position?.cursor;
  if (at === undefined) return state;
  const low = lookbackStart(type, at, lookBack, state.floor ?? state.from);
  const isPartial = (value: string): boolean =>
    partial !== undefined && type.canonical(value) === type.canonical(partial);
  seen.keep((value) => isAtOrAbove(type, value, low) && !isPartial(value));
  const cut = seen.shrink() ?? partial ?? state.cut;
  if (cut !== undefined && type.canonical(cut) === type.canonical(at) && !key && caughtUp) {
    throw new Error(
      `Cursor Column has more than 5000 rows of the value ${at}, too many to distinguish them from later rows. Choose a Key Column, or a Cursor Column of finer values.`,
    );
  }
  if (cut !== undefined && cut !== state.cut) {
    client.logger.warn(
      `More than 5000 rows lie within the look-back: late rows with a cursor value of ${cut} or below are no longer found`,
    );
  }
  const kept = { ...(type.steps && { floor: low }), ...(cut !== undefined && { cut }) };
  return { ...state, seen: seen.toState(), ...kept };
};

/** The state in which all existing rows count as returned. */
const stateFromNow = async (
  client: DatabricksClient,
  query: RowQuery,
  given: RowSource,
  types: Pick<RowState, "type" | "keyType">,
): Promise<RowState> => {
  const order = orderOf(given, types);
  const { cursor, key } = order;
  const reading = { source: given.source, ...order };
  const highest = await query(highestStatement(reading));
  const [newest] = highest.rows;
  const [maximum] = highest.columns;
  if (!newest || textOf(newest, maximum) === null) return types;
  const at = readCursor(newest, maximum, cursor.type, given.source);
  const low = lookbackStart(cursor.type, at, given.lookBack);
  const { rows, columns } = await query(newestStatement(reading, low, maxRowsAtStart));
  const read = withCursor(rows, splitColumns(columns, key ? 2 : 1), order, given.source).reverse();
  const seen = new SeenRows([], cursor.type.canonical);
  for (const row of read) seen.add(row.cursor, row.fingerprint);
  const last = read.at(-1);
  const position = last ? positionOf(last, order) : { cursor: at, ...(key && { key: null }) };
  return trimSeen(
    client,
    seen,
    order,
    { ...types, position },
    {
      lookBack: given.lookBack,
      caughtUp: true,
      ...(read.length === maxRowsAtStart && { partial: read[0]?.cursor }),
    },
  );
};

const firstState = async (client: DatabricksClient, query: RowQuery, given: RowSource): Promise<RowState> => {
  const types = await fetchTypes(query, given);
  const { cursor } = orderOf(given, types);
  checkLookBack(cursor.type, given.lookBack);
  switch (given.start.from) {
    case "now":
      return stateFromNow(client, query, given, types);
    case "beginning":
      return types;
    case "value":
      return { ...types, from: startValue(cursor.type, given.start.value) };
  }
};

/** Reads the next page; undefined if the columns now have values of another type than the state. */
const readPage = async (
  client: DatabricksClient,
  query: RowQuery,
  given: RowSource,
  state: RowState,
  remaining: number,
): Promise<PollResult<RowState, SqlRow> | undefined> => {
  const storedOrder = orderOf(given, state);
  const { cursor, key } = storedOrder;
  const before = new SeenRows(state.seen, cursor.type.canonical);
  // A page that the connection's limit would refuse is made smaller: the next one continues after it.
  const { maxResultRows = Number.POSITIVE_INFINITY } = client.switches;
  const pageSize = Math.min(given.pageSize, remaining, Math.max(1, maxResultRows - before.size));
  const reading: RowRange = {
    source: given.source,
    ...storedOrder,
    position: state.position,
    from: state.from,
    lookbackFloor:
      state.position &&
      lookbackStart(cursor.type, state.position.cursor, given.lookBack, state.floor ?? state.from),
    cut: state.cut,
    pageSize,
    remembered: before.size,
  };
  const { rows, columns } = await query(readStatement(reading));
  const split = splitColumns(columns, key ? 3 : 2);
  const order = currentOrder(storedOrder, state, split.own);
  if (!order) return undefined;
  checkLookBack(order.cursor.type, given.lookBack);
  const read = withCursor(rows, split, order, given.source);
  const last = read.at(-1);
  const after = new SeenRows([], cursor.type.canonical);
  const newRows = removeSeen(read, before, after);
  const newCount = read.filter(({ isAfterCursor }) => isAfterCursor).length;
  const cutOff = key !== undefined && read.length >= pageSize + reading.remembered;
  const hasMore = cutOff || newCount >= pageSize;
  // A page that ends among the rows to read again has no information about the others.
  if (cutOff && !last?.isAfterCursor) after.addAll(before);
  const position = last?.isAfterCursor ? positionOf(last, order) : state.position;
  const next = trimSeen(
    client,
    after,
    order,
    { ...state, ...typesIn(order), position },
    { lookBack: given.lookBack, caughtUp: !hasMore },
  );
  return { items: newRows.map(({ row }) => row), state: next, hasMore };
};

/**
 * Reads the next page of new rows.
 * @param state the state of the last page; undefined at the first poll
 * @param remaining the remaining number of rows
 * @throws Error that names the input, if the column cannot be a cursor
 */
export const pollRows = async (
  client: DatabricksClient,
  query: RowQuery,
  given: RowSource,
  state: RowState | undefined,
  remaining: number,
): Promise<PollResult<RowState, SqlRow>> => {
  const page = state && (await readPage(client, query, given, state, remaining));
  if (page) return page;
  if (state) {
    client.logger.warn(
      "Cursor Column or Key Column now has values of another type than at the last poll: polling starts again",
    );
  }
  const first = await firstState(client, query, given);
  if (given.start.from === "now") return { items: [], state: first, hasMore: false };
  const firstPage = await readPage(client, query, given, first, remaining);
  if (firstPage) return firstPage;
  throw new Error("Cursor Column or Key Column changes its type while it is read. Choose another column.");
};
