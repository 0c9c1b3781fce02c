/** What every measurement needs: the median of its runs, tables, and the targets. */
import os from "node:os";

/** How a part of the benchmark is to be measured. */
export interface Options {
  runs: number;
  rows: number;
}

/** Something to reach, and whether it was. */
export interface Target {
  what: string;
  met: boolean;
}

/** What a part found: its figures, for the file, and how they compare with the targets. */
export interface Findings {
  figures: object;
  targets: Target[];
}

const quiet = (): void => undefined;

/** A logger that tells nothing. */
export const silentLogger = {
  metric: quiet,
  trace: quiet,
  debug: quiet,
  info: quiet,
  log: quiet,
  warn: quiet,
  error: quiet,
};

/** The middle of some values; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[(sorted.length - 1) >> 1],
    sorted[sorted.length >> 1],
  ];
  return (low + high) / 2;
}

/** The machine and what it was busy with. */
export const setUp = (): object => ({
  node: process.version,
  platform: `${os.platform()} ${os.arch()}`,
  cpu: os.cpus()[0]?.model,
  cpus: os.cpus().length,
  memoryGb: Math.round(os.totalmem() / 1e9),
  load: os.loadavg()[0],
});

/** Prints a table: the first column to the left, figures to the right. */
export function printTable(headings: string[], rows: string[][]): void {
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  for (const row of [headings, ...rows]) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(width + 2);
    });
    console.log(cells.join("").trimEnd());
  }
}

/** A count or an amount in words, with commas. */
export const count = (value: number): string => Math.round(value).toLocaleString("en-US");

/** A ratio in words. */
export const times = (ratio: number): string => `${ratio.toFixed(ratio < 10 ? 2 : 1)}x`;

/** Bytes in words, in MB of a million. */
export const megabytes = (bytes: number): string => count(bytes / 1e6);
