/** How the tour looks: steps, calls with their times, what came back, tables. */
import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import pc from "picocolors";

const indent = "      ";

/** The longest description of a call, in characters. */
const callWidth = 74;

/** Everything that was printed, without colours. */
const printed: string[] = [];

const print = (text: string): void => {
  printed.push(stripVTControlCharacters(text));
  process.stdout.write(`${text}\n`);
};

/** A span of time as a person reads it, from milliseconds. */
export const duration = (ms: number): string =>
  ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;

const cut = (text: string, width: number): string =>
  text.length > width ? `${text.slice(0, width - 1)}…` : text;

/** The longest line of an error, in characters. */
const lineWidth = 100;

/** Text in lines that end between words. */
const wrapped = (text: string): string =>
  text.replace(new RegExp(`(?![^\\n]{1,${lineWidth}}$)([^\\n]{1,${lineWidth}}) `, "gm"), "$1\n");

const isFigure = (value: unknown): boolean => /^-?\d[\d.]*(?: %)?$/.test(String(value));

const oneLine = (value: unknown): string =>
  (typeof value === "string" ? value : (JSON.stringify(value) ?? "")).replace(/\s+/g, " ").trim();

/** What the tour prints. */
export const screen = {
  title: (text: string) => print(`\n${pc.bold(text)}\n`),

  step: (number: number, count: number, title: string) =>
    print(`\n${pc.dim(`${number}/${count}`.padEnd(indent.length - 1))} ${pc.bold(title)}`),

  /** A call: the action, what it was given, how often it was called and how long that took. */
  call: (key: string, inputs: Record<string, unknown>, times: number, ms: number) => {
    const name = times > 1 ? `${key} × ${times}` : key;
    const given = cut(Object.values(inputs).map(oneLine).join("  "), callWidth - name.length);
    const gap = " ".repeat(Math.max(1, callWidth - name.length - given.length));
    print(`${indent}${pc.cyan(name)} ${pc.dim(given)}${gap} ${pc.dim(duration(ms).padStart(7))}`);
  },

  note: (text: string) => print(text.replace(/^/gm, indent)),

  good: (text: string) => print(`${indent}${pc.green("✓")} ${text}`),

  /** What an action threw, where an error is what the step is about. */
  thrown: ({ name, message }: Error) => {
    const text = wrapped(`${name}: ${message}`).replace(/\n/g, `\n${indent}  `);
    print(`${indent}${pc.yellow(text.slice(0, name.length + 1))}${text.slice(name.length + 1)}`);
  },

  /** Rows as a table with a line of column names; figures stand to the right. */
  table: (rows: readonly object[]) => {
    const [first = {}] = rows;
    const table = new Table({
      head: Object.keys(first),
      colAligns: Object.values(first).map((value) => (isFigure(value) ? "right" : "left")),
      style: { head: pc.isColorSupported ? ["bold"] : [], border: [], compact: true },
    });
    for (const row of rows)
      table.push(Object.values(row).map((value) => (value === null ? "NULL" : oneLine(value))));
    print(table.toString().replace(/^/gm, indent));
  },

  failed: (text: string) => process.stderr.write(`\n${pc.red("✗")} ${text}\n`),

  /** All that was printed so far, as plain text. */
  transcript: (): string => printed.join("\n"),

  end: (text: string) => print(`\n${pc.green("✓")} ${pc.bold(text)}\n`),
};
