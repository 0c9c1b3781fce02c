/** Rows as they were read, each with its position in the order. */

import { DatabricksError } from "../../http/errors";
import type { SqlRow } from "../../results/statementRows";
import type { RowColumn } from "../../services/sql/rowQuery";
import type { CursorType } from "./cursorTypes";
import { fingerprint, RowFingerprints } from "./fingerprint";
import type { Position } from "./readStatement";
import type { RowOrder } from "./rowState";
import type { SeenRows } from "./seenRows";

/** One row that was read, without the columns that were added for its position. */
interface PlacedRow {
  row: SqlRow;
  /** The exact texts of its cursor value and its key. */
  cursor: string;
  key: string | null;
  isAfterCursor: boolean;
  /** The fingerprint that the row is remembered by. */
  fingerprint: string;
  /** The fingerprints that it may have been remembered by at an earlier poll. */
  candidates: Iterable<string>;
}

/** The exact text of a value; null if there is none. */
export const textOf = (row: SqlRow, column: RowColumn | undefined): string | null => {
  const value = column && row[column.name];
  return value === null || value === undefined ? null : String(value);
};

/** An error for rows that are not as requested. */
export const unexpectedRows = (source: string, message: string): DatabricksError =>
  new DatabricksError({ operation: `Reading new rows of ${source}`, message });

/** The text, if it is a value of the type: it is used in the next statement. @throws DatabricksError otherwise */
const checkedText = (text: string, type: CursorType, label: string, source: string): string => {
  if (type.isValue(text)) return text;
  throw unexpectedRows(
    source,
    `a row has ${JSON.stringify(text)} in the ${label}, which is not a valid ${type.name}`,
  );
};

/** The exact text of a row's cursor value. @throws DatabricksError if there is none, or not one of the type */
export const readCursor = (
  row: SqlRow,
  column: RowColumn | undefined,
  type: CursorType,
  source: string,
): string => {
  const text = textOf(row, column);
  if (text === null) throw unexpectedRows(source, "a row has no value in the Cursor Column");
  return checkedText(text, type, "Cursor Column", source);
};

/** The exact text of a row's key; null if it has none. @throws DatabricksError for one that is not of the type */
const keyOf = (
  row: SqlRow,
  column: RowColumn | undefined,
  type: CursorType | undefined,
  source: string,
): string | null => {
  const text = textOf(row, column);
  return text === null || !type ? text : checkedText(text, type, "Key Column", source);
};

/** The columns of a result: the source's own, and those that were added at the end. */
export const splitColumns = (
  columns: readonly RowColumn[],
  addedCount: number,
): { own: RowColumn[]; added: RowColumn[] } => ({
  own: columns.slice(0, -addedCount),
  added: columns.slice(-addedCount),
});

/**
 * Extracts the added columns from rows: the texts of the cursor and, if there is one, the key, and optionally whether
 * the row is after the cursor.
 * @param source what was read, for errors
 * @throws DatabricksError for a row whose cursor value or key is not of its type
 */
export const withCursor = (
  rows: readonly SqlRow[],
  { own, added }: ReturnType<typeof splitColumns>,
  { cursor: cursorColumn, key: keyColumn }: RowOrder,
  source: string,
): PlacedRow[] => {
  const [cursorText, ...others] = added;
  const keyText = keyColumn && others.shift();
  const [isAfter] = others;
  const addedNames = new Set(added.map(({ name }) => name));
  const fingerprints = new RowFingerprints(own);
  return rows.map((read) => {
    const row = Object.fromEntries(Object.entries(read).filter(([name]) => !addedNames.has(name)));
    const key = keyOf(read, keyText, keyColumn?.type, source);
    const ofKey = (text: string | null): string => fingerprint(JSON.stringify(text));
    const place = keyColumn
      ? {
          fingerprint: ofKey(key === null ? null : keyColumn.type.canonical(key)),
          get candidates() {
            return [this.fingerprint, ofKey(key)];
          },
        }
      : { fingerprint: fingerprints.of(row), candidates: fingerprints.candidates(row) };
    return {
      row,
      cursor: readCursor(read, cursorText, cursorColumn.type, source),
      key,
      isAfterCursor: isAfter !== undefined && read[isAfter.name] === true,
      ...place,
    };
  });
};

/** The position of a row. */
export const positionOf = ({ cursor, key }: PlacedRow, { key: keyColumn }: RowOrder): Position => ({
  cursor,
  ...(keyColumn && { key }),
});

/** Separates new rows from those returned before, and remembers which were read. */
export const removeSeen = (read: readonly PlacedRow[], before: SeenRows, after: SeenRows): PlacedRow[] =>
  read.filter(({ cursor, fingerprint: current, candidates }) => {
    after.add(cursor, current);
    return !before.take(cursor, candidates);
  });
