/** What every measurement needs: the middle of its runs, and a file for its figures. */
import { mkdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/** The middle of some values; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[(sorted.length - 1) >> 1],
    sorted[sorted.length >> 1],
  ];
  return (low + high) / 2;
}

/** Writes figures to `bench/results/<name>.json`, with the machine and the Node version that they were made on. */
export function record(name: string, figures: object): void {
  const folder = path.join(__dirname, "results");
  mkdirSync(folder, { recursive: true });
  const machine = {
    node: process.version,
    cpus: os.cpus().length,
    platform: `${os.platform()} ${os.arch()}`,
  };
  writeFileSync(
    path.join(folder, `${name}.json`),
    `${JSON.stringify({ ...machine, ...figures }, null, 2)}\n`,
  );
}
