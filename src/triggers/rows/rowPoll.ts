/** One page of new rows: what is read, what of it is new, and where the next page begins. */
import type { SqlRow } from "../../api/statementRows";
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import type { RowQuery } from "../../operations/statements/rowQuery";
import type { Polled } from "../databricksPolling";
import { type CursorType, cursorType } from "./cursorTypes";
import { printOf, type Remembered, RowMemory, rowPrint } from "./memory";
import {
  hidden,
  newestStatement,
  type OrderColumn,
  type Position,
  type Reading,
  readStatement,
} from "./readStatement";

/** Where rows begin to count at the first poll. */
export type Start = { from: "now" } | { from: "beginning" } | { from: "value"; value: string };

/** What is polled. */
export interface RowSource {
  /** A table's name, or a query in parentheses. */
  source: string;
  /** Columns as a statement takes them. */
  cursorColumn: string;
  keyColumn?: string;
  start: Start;
  /** How far below the cursor rows are looked at again, in days, seconds or whole units of the column. */
  lookBack: number;
  pageSize: number;
}

/** What is kept between polls. */
export interface RowState extends Record<string, unknown> {
  /** The types of the cursor column and the key column. */
  type: string;
  keyType?: string;
  position?: Position;
  /** The lowest value that counts, where reading began with one. */
  from?: string;
  /** Rows near the cursor that have been handed over. */
  seen?: Remembered;
  /** A value that, with everything below it, is not looked at again. */
  cut?: string;
}

/** How many rows of the beginning are remembered at most. */
const mostAtStart = 5001;

const labels = { cursor: "Cursor Column", key: "Key Column" };

interface Order {
  cursor: OrderColumn;
  key?: OrderColumn;
}

const orderOf = (
  { cursorColumn, keyColumn }: RowSource,
  state: Pick<RowState, "type" | "keyType">,
): Order => ({
  cursor: { sql: cursorColumn, type: cursorType(state.type, labels.cursor) },
  ...(keyColumn !== undefined &&
    state.keyType !== undefined && { key: { sql: keyColumn, type: cursorType(state.keyType, labels.key) } }),
});

const textOf = (row: SqlRow, name: string): string | null => {
  const value = row[name];
  return value === null || value === undefined ? null : String(value);
};

const withoutHidden = (row: SqlRow): SqlRow =>
  Object.fromEntries(
    Object.entries(row).filter(([name]) => !(Object.values(hidden) as string[]).includes(name)),
  );

/** One row that was read, with what places it. */
interface PlacedRow {
  row: SqlRow;
  cursor: string;
  key: string | null;
  print: string;
  beyond: boolean;
}

/** What Databricks did not answer as it was asked to. */
const unexpected = (source: string, message: string): DatabricksError =>
  new DatabricksError({ operation: `Reading new rows of ${source}`, message });

/** The exact text of a row's cursor value. @throws DatabricksError for what is none of its type */
const cursorOf = (read: SqlRow, { steps, name }: CursorType, source: string): string => {
  const cursor = textOf(read, hidden.cursor);
  if (cursor === null) throw unexpected(source, "a row came without a value of the Cursor Column");
  try {
    steps?.toSteps(cursor);
    return cursor;
  } catch {
    throw unexpected(source, `a row has "${cursor}" in the Cursor Column, which is no ${name}`);
  }
};

const placed = (read: SqlRow, { cursor, key: keyColumn }: Order, source: string): PlacedRow => {
  const hasKey = keyColumn !== undefined;
  const row = withoutHidden(read);
  const key = hasKey ? textOf(read, hidden.key) : null;
  return {
    row,
    cursor: cursorOf(read, cursor.type, source),
    key,
    print: hasKey ? printOf(JSON.stringify(key)) : rowPrint(row),
    beyond: read[hidden.beyond] === true,
  };
};

const positionOf = ({ cursor, key }: PlacedRow, hasKey: boolean): Position => ({
  cursor,
  ...(hasKey && { key }),
});

/** The lowest cursor value that is looked at again; never below the one that reading began with. */
const lowOf = ({ steps }: CursorType, cursor: string, lookBack: number, from?: string): string => {
  if (!steps || lookBack === 0) return cursor;
  const low = steps.toSteps(cursor) - BigInt(lookBack) * steps.perUnit;
  return from !== undefined && steps.toSteps(from) > low ? from : steps.fromSteps(low);
};

/** Whether a cursor value is as high as another. */
const reaches = ({ steps }: CursorType, value: string, low: string): boolean =>
  value === low || (steps !== undefined && steps.toSteps(value) >= steps.toSteps(low));

/** The types of the order's columns, asked for once. */
const typesOf = async (query: RowQuery, { source, cursorColumn, keyColumn }: RowSource) => {
  const columns = [cursorColumn, ...(keyColumn === undefined ? [] : [keyColumn])];
  const { types } = await query({
    statement: `SELECT ${columns.join(", ")} FROM ${source} LIMIT 0`,
    parameters: [],
  });
  const [type, keyType] = types;
  if (type === undefined || (keyColumn !== undefined && keyType === undefined)) {
    throw unexpected(source, "Databricks did not tell the types of its columns");
  }
  return { type, ...(keyColumn !== undefined && { keyType }) };
};

const startValue = (type: CursorType, typed: string): string => {
  const value = type.read(typed.trim());
  if (value !== undefined) return value;
  throw new Error(`Start Value must be ${type.form}, since the Cursor Column has the type ${type.name}.`);
};

const checkLookBack = ({ steps, name }: CursorType, lookBack: number): void => {
  if (lookBack > 0 && !steps)
    throw new Error(`Look-Back must be 0: a Cursor Column of the type ${name} has no distances.`);
};

/** Lets go of what is too low or too much, and says what that means. */
const settle = (
  client: DatabricksClient,
  memory: RowMemory,
  { cursor, key }: Order,
  state: RowState,
  { lookBack, caughtUp }: { lookBack: number; caughtUp: boolean },
): RowState => {
  const at = state.position?.cursor;
  if (at === undefined) return state;
  const low = lowOf(cursor.type, at, lookBack, state.from);
  memory.keep((value) => reaches(cursor.type, value, low));
  const cut = memory.shrink() ?? state.cut;
  if (cut === at && !key && caughtUp) {
    throw new Error(
      `Cursor Column has more than 5000 rows of the value ${at}, too many to tell those from rows that come later. Choose a Key Column, or a Cursor Column of finer values.`,
    );
  }
  if (cut !== undefined && cut !== state.cut) {
    client.logger.warn(
      `More than 5000 rows lie within the look-back: rows that come late with a cursor value of ${cut} or below are not seen any more`,
    );
  }
  return { ...state, seen: memory.toState(), ...(cut !== undefined && { cut }) };
};

/** The state in which everything that is there counts as handed over. */
const fromNow = async (
  client: DatabricksClient,
  query: RowQuery,
  given: RowSource,
  types: Pick<RowState, "type" | "keyType">,
): Promise<RowState> => {
  const order = orderOf(given, types);
  const { cursor, key } = order;
  const {
    rows: [newest],
  } = await query({
    statement: `SELECT ${cursor.type.toText(`max(${cursor.sql})`)} AS ${hidden.cursor} FROM ${given.source}`,
    parameters: [],
  });
  if (!newest || textOf(newest, hidden.cursor) === null) return types;
  const at = cursorOf(newest, cursor.type, given.source);
  const low = lowOf(cursor.type, at, given.lookBack);
  const { rows } = await query(newestStatement({ source: given.source, ...order }, low, mostAtStart));
  const read = rows.map((row) => placed(row, order, given.source)).reverse();
  const memory = new RowMemory();
  for (const row of read) memory.add(row.cursor, row.print);
  const last = read.at(-1);
  const position = last ? positionOf(last, key !== undefined) : { cursor: at, ...(key && { key: null }) };
  return settle(client, memory, order, { ...types, position }, { lookBack: given.lookBack, caughtUp: true });
};

const firstState = async (client: DatabricksClient, query: RowQuery, given: RowSource): Promise<RowState> => {
  const types = await typesOf(query, given);
  const { cursor } = orderOf(given, types);
  checkLookBack(cursor.type, given.lookBack);
  switch (given.start.from) {
    case "now":
      return fromNow(client, query, given, types);
    case "beginning":
      return types;
    case "value":
      return { ...types, from: startValue(cursor.type, given.start.value) };
  }
};

/** Tells new rows from those that were handed over before, and remembers which were read. */
const sift = (read: readonly PlacedRow[], before: RowMemory): { fresh: PlacedRow[]; after: RowMemory } => {
  const after = new RowMemory();
  const fresh = read.filter(({ cursor, print }) => {
    after.add(cursor, print);
    return !before.take(cursor, print);
  });
  return { fresh, after };
};

/**
 * Reads the next page of new rows.
 * @param state what the last page left; undefined at the first poll
 * @param room how many rows are still wanted
 * @throws Error that names the input, where the column cannot be a cursor
 */
export const pollRows = async (
  client: DatabricksClient,
  query: RowQuery,
  given: RowSource,
  state: RowState | undefined,
  room: number,
): Promise<Polled<RowState, SqlRow>> => {
  if (!state) {
    const first = await firstState(client, query, given);
    if (given.start.from === "now") return { items: [], state: first, more: false };
    return pollRows(client, query, given, first, room);
  }
  const order = orderOf(given, state);
  const { cursor, key } = order;
  const memory = new RowMemory(state.seen);
  const pageSize = Math.min(given.pageSize, room);
  const reading: Reading = {
    source: given.source,
    ...order,
    position: state.position,
    from: state.from,
    low: state.position && lowOf(cursor.type, state.position.cursor, given.lookBack, state.from),
    cut: state.cut,
    pageSize,
    remembered: memory.size,
  };
  const { rows } = await query(readStatement(reading));
  const read = rows.map((row) => placed(row, order, given.source));
  const last = read.at(-1);
  const { fresh, after } = sift(read, memory);
  const beyondCount = read.filter(({ beyond }) => beyond).length;
  const cutOff = key !== undefined && read.length >= pageSize + reading.remembered;
  const more = cutOff || beyondCount >= pageSize;
  // A page that ends among the rows that were to be looked at again says nothing of the others.
  if (cutOff && !last?.beyond) after.addAll(memory);
  const position = last?.beyond ? positionOf(last, key !== undefined) : state.position;
  const next = settle(
    client,
    after,
    order,
    { ...state, position },
    { lookBack: given.lookBack, caughtUp: !more },
  );
  return { items: fresh.map(({ row }) => row), state: next, more };
};
