/**
 * `npm run bench:bundle`: size and load time of the bundle, side by side with the stock build of the
 * same source. Exit code 1 when the size target is missed; with --check also for the load time.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { buildBundle } from "./buildBundle";
import { median, record } from "./figures";

const TARGET = { bytes: 0.5, loadMs: 0.6 };
const CONFIGS = { stock: "bench/stock.config.js", ours: "webpack.config.js" };

type Build = keyof typeof CONFIGS;
type Figures = { bytes: number; gzipBytes: number; loadMs: number };

/** Time that `require()` of the bundle takes in a fresh process, ms. */
function loadMs(bundle: string): number {
  const script = `const start = performance.now(); require(${JSON.stringify(bundle)});
    process.stdout.write(String(performance.now() - start));`;
  return Number(execFileSync(process.execPath, ["-e", script], { cwd: path.dirname(bundle) }));
}

/** Measures both bundles, taking turns so that a busy machine slows both alike. */
function measure(bundles: Record<Build, string>, runs: number): Record<Build, Figures> {
  const times: Record<Build, number[]> = { stock: [], ours: [] };
  loadMs(bundles.stock);
  loadMs(bundles.ours);
  for (let run = 0; run < runs; run++) {
    times.stock.push(loadMs(bundles.stock));
    times.ours.push(loadMs(bundles.ours));
  }
  const figures = (name: Build): Figures => {
    const content = readFileSync(bundles[name]);
    return { bytes: content.length, gzipBytes: gzipSync(content).length, loadMs: median(times[name]) };
  };
  return { stock: figures("stock"), ours: figures("ours") };
}

function ratiosOf({ stock, ours }: Record<Build, Figures>): Figures {
  return {
    bytes: ours.bytes / stock.bytes,
    gzipBytes: ours.gzipBytes / stock.gzipBytes,
    loadMs: ours.loadMs / stock.loadMs,
  };
}

function print(figures: Record<Build, Figures>, ratios: Figures, runs: number): void {
  const line = (...cells: string[]) => console.log(cells.map((cell) => cell.padStart(12)).join(""));
  const count = (value: number) => value.toLocaleString("en-US");
  console.log(
    `index.js of the same source, stock build and ours; require() in fresh processes, median of ${runs}`,
  );
  line("", "bytes", "gzip", "load ms");
  for (const name of ["stock", "ours"] as const) {
    const { bytes, gzipBytes, loadMs: ms } = figures[name];
    line(name, count(bytes), count(gzipBytes), ms.toFixed(1));
  }
  line("ratio", ratios.bytes.toFixed(3), ratios.gzipBytes.toFixed(3), ratios.loadMs.toFixed(3));
  line("target", `<= ${TARGET.bytes}`, "", `<= ${TARGET.loadMs}`);
}

function main(): void {
  const { values } = parseArgs({
    options: { runs: { type: "string", default: "15" }, check: { type: "boolean", default: false } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error(`--runs is a whole number from 1, not "${values.runs}"`);

  const folder = mkdtempSync(path.join(os.tmpdir(), "databricks-component-bundle-"));
  try {
    const bundles = {
      stock: buildBundle(CONFIGS.stock, path.join(folder, "stock")),
      ours: buildBundle(CONFIGS.ours, path.join(folder, "ours")),
    };
    const figures = measure(bundles, runs);
    const ratios = ratiosOf(figures);
    print(figures, ratios, runs);

    record("bundle", { runs, ...figures, ratios, target: TARGET });

    const missed = ratios.bytes > TARGET.bytes || (values.check && ratios.loadMs > TARGET.loadMs);
    console.log(missed ? "Target missed." : "Target met.");
    process.exitCode = missed ? 1 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
