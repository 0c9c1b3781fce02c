/** The stored state of New Rows. */
import type { RowColumn } from "../../services/sql/rowQuery";
import { isRecord } from "../storedState";
import { type CursorType, cursorType, findCursorType } from "./cursorTypes";
import { type NamedColumn, type OrderColumn, orderColumn, type Position } from "./readStatement";
import { readSeenRows, type SerializedSeenRows } from "./seenRows";

/** The stored state. */
export interface RowState extends Record<string, unknown> {
  /** The types of the cursor column and the key column. */
  type: string;
  keyType?: string;
  position?: Position;
  /** The lowest value that counts, if reading started with one. */
  from?: string;
  /** Rows near the cursor that have been returned. */
  seen?: SerializedSeenRows;
  /**
   * The lowest value that was read again so far: which rows below it have been returned is not remembered, so a look-back
   * that is raised begins here. The first releases stored none.
   */
  floor?: string;
  /** A value up to which rows are not read again. */
  cut?: string;
}

/** The columns that order the rows. */
export interface RowOrder {
  cursor: OrderColumn;
  key?: OrderColumn;
}

/** The columns as the builder named them. */
export interface NamedOrder {
  cursor: NamedColumn;
  key?: NamedColumn;
}

const columnLabels = { cursor: "Cursor Column", key: "Key Column" };

/**
 * The order of a state.
 * @throws Error that names the input, if a column's type has no exact order
 */
export const orderOf = (
  { cursor, key }: NamedOrder,
  { type, keyType }: Pick<RowState, "type" | "keyType">,
): RowOrder => ({
  cursor: orderColumn(cursor, cursorType(type, columnLabels.cursor)),
  ...(key !== undefined &&
    keyType !== undefined && { key: orderColumn(key, cursorType(keyType, columnLabels.key)) }),
});

const isValueOf =
  (type: CursorType | undefined) =>
  (text: unknown): text is string =>
    typeof text === "string" && type?.isValue(text) === true;

const typeOf = (stored: unknown): CursorType | undefined =>
  typeof stored === "string" ? findCursorType(stored) : undefined;

/** The fields of a position, if they are those of the order. */
const isPosition = (stored: unknown, cursor: CursorType, key: CursorType | undefined): stored is Position =>
  isRecord(stored) &&
  isValueOf(cursor)(stored.cursor) &&
  (key === undefined || stored.key === null || isValueOf(key)(stored.key));

/**
 * Reads a stored state; undefined if it is invalid.
 * @param hasKey whether rows have a key
 */
export const readRowState = (stored: Record<string, unknown>, hasKey: boolean): RowState | undefined => {
  const { type, keyType, position, from, floor, cut } = stored;
  const cursor = typeOf(type);
  const key = hasKey ? typeOf(keyType) : undefined;
  if (typeof type !== "string" || !cursor || (hasKey && !key)) return undefined;
  const isText = isValueOf(cursor);
  const isTextOrAbsent = (value: unknown): value is string | undefined =>
    value === undefined || isText(value);
  const isPlace = position === undefined || isPosition(position, cursor, key);
  const seen = stored.seen === undefined ? [] : readSeenRows(stored.seen, isText);
  if (!isPlace || !isTextOrAbsent(from) || !isTextOrAbsent(cut) || !seen) return undefined;
  if (!isTextOrAbsent(floor)) return undefined;
  return { type, ...(hasKey && { keyType: String(keyType) }), position, from, seen, floor, cut };
};

/** The type of a column among the columns of rows; names are not case-sensitive. */
const typeIn = (
  columns: readonly RowColumn[],
  { name }: NamedColumn,
  label: string,
): CursorType | undefined => {
  const found = columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
  return found && cursorType(found.type, label);
};

/** The texts of a state that are values of the cursor. */
const cursorTexts = ({ position, from, floor, cut }: RowState): string[] =>
  [position?.cursor, from, floor, cut].filter((text) => text !== undefined);

/**
 * The order with the columns' current types: a column may have been widened, such as from INT to BIGINT.
 * @param columns of the rows that were read
 * @returns undefined if a column now has values of another type, so that the state is not valid for it
 * @throws Error that names the input, if a column's type has no exact order any more
 */
export const currentOrder = (
  order: RowOrder,
  state: RowState,
  columns: readonly RowColumn[],
): RowOrder | undefined => {
  const cursor = typeIn(columns, order.cursor, columnLabels.cursor) ?? order.cursor.type;
  const key = order.key && (typeIn(columns, order.key, columnLabels.key) ?? order.key.type);
  if (cursor.family !== order.cursor.type.family || key?.family !== order.key?.type.family) return undefined;
  const fits = cursorTexts(state).every(cursor.isValue);
  const keyText = state.position?.key;
  const keyFits = typeof keyText !== "string" || key?.isValue(keyText) === true;
  return {
    cursor: fits ? orderColumn(order.cursor, cursor) : order.cursor,
    ...(order.key && { key: key && keyFits ? orderColumn(order.key, key) : order.key }),
  };
};

/** The types of an order, as stored in a state. */
export const typesIn = ({ cursor, key }: RowOrder): Pick<RowState, "type" | "keyType"> => ({
  type: cursor.type.declared,
  ...(key && { keyType: key.type.declared }),
});
