/** Lists of objects as CSV. */
import { csvField } from "../src/results/csvWriter";
import { plainText } from "./cellText";
import type { Row } from "./outputFormat";

/** How many lines are written at once. */
const blockLines = 1000;

/** The names of all fields, in the order in which they first come. */
export const fieldNames = (rows: readonly Row[]): string[] => [...new Set(rows.flatMap(Object.keys))];

const cell = (value: unknown): string =>
  value === null || value === undefined ? "" : csvField(plainText(value));

/**
 * CSV (RFC 4180) in blocks of lines, as the component writes it: a header row, CR LF, quotes where a field needs them, an
 * empty field for null and "" for empty text. Nested values are JSON. Nothing is done about formulas of spreadsheets:
 * every value stays as it is.
 */
export function* csvBlocks(
  rows: readonly Row[],
  masked: (value: unknown, name: string) => unknown,
): Generator<string> {
  const names = fieldNames(rows);
  if (names.length === 0) return;
  const line = (cells: string[]): string => `${cells.join(",")}\r\n`;
  yield line(names.map(csvField));
  for (let start = 0; start < rows.length; start += blockLines) {
    yield rows
      .slice(start, start + blockLines)
      .map((row) => line(names.map((name) => cell(masked(row[name], name)))))
      .join("");
  }
}
