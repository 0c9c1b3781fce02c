/** `npm run bench`: all measurements in one run, printed as tables and written to bench/results/bench.json. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { bundle } from "./bundle";
import { type Findings, type Options, setUp } from "./figures";
import { growth } from "./growth";
import { ingest } from "./ingest";
import { latency } from "./latency";
import { results } from "./results";
import { traffic } from "./traffic";

const parts: Record<string, (options: Options) => Promise<Findings>> = {
  latency,
  results,
  growth,
  ingest,
  traffic,
  bundle,
};

const usage = `Measures the component beside others, on a local workspace. Takes about a quarter of an hour.

Usage: npm run bench -- [options] [part ...]

Parts (all where none is named): ${Object.keys(parts).join(", ")}

  --runs <number>   runs of each measurement, of which the median counts (default 3)
  --rows <number>   rows of the large result, or records (default 1000000)
  --check           end with exit code 1 when a target is missed
  --help            show this text
`;

const wholeNumber = (name: string, text: string): number => {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 1) return value;
  throw new Error(`--${name} is a whole number from 1, not "${text}"`);
};

const write = (found: Record<string, Findings>): void => {
  const folder = path.join(__dirname, "results");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, "bench.json"),
    `${JSON.stringify({ setUp: setUp(), ...found }, null, 2)}\n`,
  );
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: "string", default: "3" },
      rows: { type: "string", default: "1000000" },
      check: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return void console.log(usage);
  const options = { runs: wholeNumber("runs", values.runs), rows: wholeNumber("rows", values.rows) };
  const chosen = positionals.length > 0 ? positionals : Object.keys(parts);
  const found: Record<string, Findings> = {};
  console.log(
    Object.entries(setUp())
      .map(([name, value]) => `${name} ${value}`)
      .join(", "),
  );
  for (const name of chosen) {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (!part) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(", ")}`);
    found[name] = await part(options);
  }
  write(found);
  const targets = Object.values(found).flatMap((findings) => findings.targets);
  console.log("\nTargets");
  for (const { what, met } of targets) console.log(`${met ? "met   " : "MISSED"}  ${what}`);
  if (values.check && targets.some(({ met }) => !met)) process.exitCode = 1;
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
