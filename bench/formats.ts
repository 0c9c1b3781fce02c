/**
 * `npx tsx bench/formats.ts`: how fast the bytes of result chunks become rows, CSV and JSON Lines, side by side with
 * the plain way (JSON.parse, then `rowReader`), each in a process of its own and taking turns. No network is measured.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type * as ChunkRows from "../src/api/chunkRows";
import type * as CsvWriter from "../src/api/csvWriter";
import type * as JsonLinesWriter from "../src/api/jsonLinesWriter";
import type * as StatementRows from "../src/api/statementRows";
import { buildBundle } from "./buildBundle";
import { chunk, columns } from "./formatChunks";

type Cells = (string | null)[];
/** Takes one chunk after another, and then gives what was made of them. */
type Way = { take(bytes: Buffer): void; end(): unknown };
/** `grownMb`: the peak of the memory less what the process had before. */
type Figures = { rowsPerSecond: number; cpuMs: number; grownMb: number };

interface Job {
  folder: string;
  chunkFiles: string[];
  rows: number;
  bytes: number;
}

const limitBytes = 2 ** 30;

const csvField = (cell: string | null): string =>
  cell === null ? "" : cell === "" || /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

const parsed = (bytes: Buffer): Cells[] => JSON.parse(bytes.toString());

/** Every way to make a format; for each, what it is made with comes from the built modules. */
const ways: Record<string, (job: Job) => Way> = {
  "JSON.parse only": () => {
    const all: Cells[][] = [];
    return { take: (bytes) => void all.push(parsed(bytes)), end: () => all };
  },
  "rows, plain way": ({ folder }) => {
    const { rowReader }: typeof StatementRows = require(path.join(folder, "statementRows.js"));
    const read = rowReader(columns);
    const rows: StatementRows.SqlRow[] = [];
    return {
      take: (bytes) => {
        for (const cells of parsed(bytes)) rows.push(read(cells));
      },
      end: () => rows,
    };
  },
  rows: ({ folder }) => {
    const { createRowReader }: typeof ChunkRows = require(path.join(folder, "chunkRows.js"));
    const reader = createRowReader(columns);
    const rows: StatementRows.SqlRow[] = [];
    return { take: (bytes) => void reader.read(bytes, rows), end: () => rows };
  },
  "CSV, plain way": () => {
    const pieces: Buffer[] = [];
    return {
      take: (bytes) =>
        void pieces.push(
          Buffer.from(
            parsed(bytes)
              .map((row) => row.map(csvField).join(","))
              .join("\r\n"),
          ),
        ),
      end: () => Buffer.concat(pieces),
    };
  },
  CSV: ({ folder, bytes, rows }) => {
    const { createCsvWriter }: typeof CsvWriter = require(path.join(folder, "csvWriter.js"));
    const writer = createCsvWriter(columns, { limitBytes, expectedBytes: bytes, expectedRows: rows });
    return { take: (chunkBytes) => writer.write(chunkBytes), end: () => writer.finish() };
  },
  "JSON Lines, plain way": ({ folder }) => {
    const { rowReader }: typeof StatementRows = require(path.join(folder, "statementRows.js"));
    const read = rowReader(columns);
    const pieces: Buffer[] = [];
    return {
      take: (bytes) =>
        void pieces.push(
          Buffer.from(
            parsed(bytes)
              .map((cells) => JSON.stringify(read(cells)))
              .join("\n"),
          ),
        ),
      end: () => Buffer.concat(pieces),
    };
  },
  "JSON Lines": ({ folder, bytes, rows }) => {
    const { createJsonLinesWriter }: typeof JsonLinesWriter = require(
      path.join(folder, "jsonLinesWriter.js"),
    );
    const writer = createJsonLinesWriter(columns, { limitBytes, expectedBytes: bytes, expectedRows: rows });
    return { take: (chunkBytes) => writer.write(chunkBytes), end: () => writer.finish() };
  },
};

/** What a process of its own does: one way, once, from a cold start. */
function measureHere(name: string, job: Job): Figures {
  const { rss } = process.memoryUsage();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const way = (ways[name] as (job: Job) => Way)(job);
  for (const file of job.chunkFiles) way.take(readFileSync(file));
  const made = way.end();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  if (made === undefined) throw new Error(`${name} made nothing`);
  const grownMb = process.resourceUsage().maxRSS / 1024 - rss / 2 ** 20;
  return { rowsPerSecond: job.rows / seconds, cpuMs: (user + system) / 1000, grownMb };
}

function measure(name: string, jobFile: string): Figures {
  const args = [...process.execArgv, __filename, "--way", name, "--job", jobFile];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" }));
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN;

function compare(rows: number, runs: number, folder: string): void {
  buildBundle("bench/formats.config.js", folder);
  const chunkRows = 200_000;
  const chunkFiles: string[] = [];
  let bytes = 0;
  for (let first = 0; first < rows; first += chunkRows) {
    const content = chunk(first, Math.min(chunkRows, rows - first));
    const file = path.join(folder, `chunk${first}.json`);
    writeFileSync(file, content);
    chunkFiles.push(file);
    bytes += content.length;
  }
  const jobFile = path.join(folder, "job.json");
  writeFileSync(jobFile, JSON.stringify({ folder, chunkFiles, rows, bytes } satisfies Job));
  const all = Object.fromEntries(Object.keys(ways).map((name) => [name, [] as Figures[]]));
  for (let run = 0; run < runs; run += 1) {
    for (const [name, figures] of Object.entries(all)) figures.push(measure(name, jobFile));
  }
  console.log(
    `${rows} rows, ${(bytes / 1e6).toFixed(1)} MB in ${chunkFiles.length} chunks; medians of ${runs} runs`,
  );
  console.log(
    `Node ${process.version}, ${os.cpus()[0]?.model} x ${os.cpus().length}, load ${os.loadavg()[0]?.toFixed(1)}`,
  );
  console.log(
    ["", "rows/s", "CPU ns/row", "peak MB *"].map((cell) => cell.padStart(cell === "" ? 24 : 12)).join(""),
  );
  for (const [name, figures] of Object.entries(all)) {
    const of = (pick: (one: Figures) => number) => median(figures.map(pick));
    const cells = [
      of((one) => one.rowsPerSecond).toFixed(0),
      of((one) => (one.cpuMs / rows) * 1e6).toFixed(0),
      of((one) => one.grownMb).toFixed(0),
    ];
    console.log(name.padEnd(24) + cells.map((cell) => cell.padStart(12)).join(""));
  }
  console.log("* over what the process had before; rows and files are kept to the end");
}

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    runs: { type: "string", default: "3" },
    way: { type: "string" },
    job: { type: "string" },
  },
});

if (values.way !== undefined && values.job !== undefined) {
  console.log(JSON.stringify(measureHere(values.way, JSON.parse(readFileSync(values.job, "utf8")))));
} else {
  const folder = mkdtempSync(path.join(os.tmpdir(), "formats-"));
  try {
    compare(Number(values.rows), Number(values.runs), folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
