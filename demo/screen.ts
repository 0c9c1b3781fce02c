/** The output of the tour: steps, calls with their times, results, tables. */
import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";
import pc from "picocolors";

const indent = "      ";

/** The longest description of a call, in characters. */
const callWidth = 74;

/** Colours for the recording, whatever the terminal can show. */
const colors = pc.createColors(true);

/** Everything that was printed, with its colours: the beginning as 0, then each step by its number. */
const parts: { number: number; lines: string[] }[] = [{ number: 0, lines: [] }];

/** The errors of writing if the reader has ended, as `head` does, or the terminal is closed. */
const unreadCodes: ReadonlySet<string | undefined> = new Set(["EPIPE", "EIO"]);

/** Whether nobody reads the output any more. */
let isUnread = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (!unreadCodes.has(error.code)) throw error;
    isUnread = true;
  });
}

const print = (text: string): void => {
  parts.at(-1)?.lines.push(...text.split("\n"));
  process.stdout.write(`${pc.isColorSupported ? text : stripVTControlCharacters(text)}\n`);
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
  /** What will happen, before anything does. */
  beginning: ([first = "", ...more]: readonly string[]) => print([colors.bold(first), ...more].join("\n")),

  step: (number: number, count: number, title: string) => {
    parts.push({ number, lines: [] });
    print(`\n${colors.dim(`${number}/${count}`.padEnd(indent.length - 1))} ${colors.bold(title)}`);
  },

  /** A call: the action, what it was given, how often it was called and how long that took. */
  call: (key: string, inputs: Record<string, unknown>, times: number, ms: number) => {
    const name = times > 1 ? `${key} × ${times}` : key;
    const given = cut(Object.values(inputs).map(oneLine).join("  "), callWidth - name.length);
    const gap = " ".repeat(Math.max(1, callWidth - name.length - given.length));
    print(`${indent}${colors.cyan(name)} ${colors.dim(given)}${gap} ${colors.dim(duration(ms).padStart(7))}`);
  },

  note: (text: string) => print(text.replace(/^/gm, indent)),

  good: (text: string) => print(`${indent}${colors.green("✓")} ${text}`),

  /** What an action threw, where an error is what the step is about. */
  thrown: ({ name, message }: Error) => {
    const text = wrapped(`${name}: ${message}`).replace(/\n/g, `\n${indent}  `);
    print(`${indent}${colors.yellow(text.slice(0, name.length + 1))}${text.slice(name.length + 1)}`);
  },

  /** Rows as a table with a line of column names; figures stand to the right. */
  table: (rows: readonly object[]) => {
    const [first = {}] = rows;
    const table = new Table({
      head: Object.keys(first).map((name) => colors.bold(name)),
      colAligns: Object.values(first).map((value) => (isFigure(value) ? "right" : "left")),
      style: { head: [], border: [], compact: true },
    });
    for (const row of rows)
      table.push(Object.values(row).map((value) => (value === null ? "NULL" : oneLine(value))));
    print(table.toString().replace(/^/gm, indent));
  },

  /** Whether nobody reads on. */
  get isUnread(): boolean {
    return isUnread;
  },

  failed: (text: string) => process.stderr.write(`\n${pc.red("✗")} ${text}\n`),

  /** All that was printed so far, as plain text. */
  transcript: (): string => stripVTControlCharacters(parts.flatMap(({ lines }) => lines).join("\n")),

  /** What a step has printed, with its colours, but without what the calls took, which differs from run to run. */
  untimed: (step: number): string[] =>
    (parts.find(({ number }) => number === step)?.lines ?? []).map((line) =>
      line.replace(/ *\u001b\[2m *[\d.]+ (?:ms|s)\u001b\[22m$/, ""),
    ),

  end: (text: string) => print(`\n${colors.green("✓")} ${colors.bold(text)}`),

  /** Commands to try, each with what it shows. */
  next: (commands: readonly (readonly [command: string, about: string])[]) =>
    print(
      `\n${colors.bold("Next")}\n${commands
        .map(([command, about]) => `${indent}${colors.dim(about)}\n${indent}${colors.cyan(command)}`)
        .join("\n")}\n`,
    ),
};
