/** Lists of objects as a table that fits the terminal. */
import Table from "cli-table3";
import pc from "picocolors";
import { stripControlCharacters } from "../src/http/controlCharacters";
import { plainText } from "./cellText";
import { fieldNames } from "./csv";
import { isBytes, type Row } from "./outputFormat";

/** The most rows that a table shows. */
const maxRows = 100;

/** A column is never narrower than this because others are wide, nor wider than the other, in characters. */
const minWidth = 16;
const maxWidth = 60;

/** What stands around a cell: a bar and a blank on either side. */
const around = 3;

/** How much of a cell's text is looked at, in characters: more than any column is wide. */
const lookedAt = 500;

/** How many hidden columns are named. */
const namedColumns = 8;

/** Text on one line, without anything that a terminal would obey. */
const oneLine = (text: string): string =>
  stripControlCharacters(text.slice(0, lookedAt)).replace(/\s+/g, " ");

const cellText = (value: unknown): string => {
  if (value === undefined) return "";
  if (isBytes(value)) return `${value.byteLength} bytes`;
  return oneLine(plainText(value));
};

/** Widths of the first columns that fit: wide ones give way, so that many fit. */
const fittingWidths = (natural: number[], width: number): number[] => {
  const total = (widths: number[]): number => widths.reduce((sum, one) => sum + one + around, 1);
  for (let cap = maxWidth; cap >= minWidth; cap--) {
    const widths = natural.map((one) => Math.min(one, cap));
    if (total(widths) <= width) return widths;
  }
  const narrow = natural.map((one) => Math.min(one, minWidth));
  let count = narrow.length;
  while (count > 1 && total(narrow.slice(0, count)) > width) count--;
  const [only = 1] = natural;
  return count === 1 ? [Math.max(1, Math.min(only, width - around - 1))] : narrow.slice(0, count);
};

/** Characters that take two places; those outside the basic plane have two units already. */
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/g;

const placesOf = (text: string): number => text.length + (text.match(wide)?.length ?? 0);

const longest = (texts: string[]): number => Math.max(1, ...texts.map(placesOf));

const counted = (count: number, noun: string): string =>
  `${new Intl.NumberFormat("en").format(count)} more ${noun}${count === 1 ? "" : "s"}`;

/** What a table leaves out. */
const leftOut = (rows: number, columns: string[]): string[] => {
  const names = columns.slice(0, namedColumns).map(oneLine).join(", ");
  const more = columns.length > namedColumns ? ", …" : "";
  const parts = [
    ...(rows > 0 ? [counted(rows, "row")] : []),
    ...(columns.length > 0 ? [`${counted(columns.length, "column")} (${names}${more})`] : []),
  ];
  return parts.length > 0 ? [`${parts.join(" and ")}: --output json or csv shows all.`] : [];
};

/**
 * A table of as many rows and columns as fit, each cell on one line, null as such.
 * @param width the width of the terminal, in characters
 * @param masked gives a cell's value without secrets
 * @returns the lines of the table, and what it leaves out, for people
 */
export const tableOf = (
  rows: readonly Row[],
  width: number,
  masked: (value: unknown, name: string) => unknown,
): { text: string; notes: string[] } => {
  const names = fieldNames(rows);
  if (names.length === 0) return { text: "", notes: [rows.length === 1 ? "1 row" : `${rows.length} rows`] };
  const shown = rows.slice(0, maxRows);
  const heads = names.map(oneLine);
  const cells = shown.map((row) => names.map((name) => cellText(masked(row[name], name))));
  const natural = heads.map((head, column) => longest([head, ...cells.map((row) => row[column] ?? "")]));
  const widths = fittingWidths(natural, width);
  const isFigure = (name: string): boolean =>
    shown.every((row) => typeof row[name] === "number" || row[name] === null);
  const table = new Table({
    head: heads.slice(0, widths.length),
    colWidths: widths.map((one) => one + 2),
    colAligns: names.map((name) => (isFigure(name) ? "right" : "left")),
    style: { head: pc.isColorSupported ? ["bold"] : [], border: [], compact: true },
  });
  for (const row of cells) table.push(row.slice(0, widths.length));
  return {
    text: `${table.toString()}\n`,
    notes: leftOut(rows.length - shown.length, names.slice(widths.length)),
  };
};

/** The fields of one object, each on a row of its own. */
export const fieldRows = (result: Row): Row[] =>
  Object.entries(result).map(([field, value]) => ({ field, value }));
