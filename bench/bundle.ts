/** Size and load time of the bundle, side by side with the stock build of the same source. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { buildBundle } from "./buildBundle";
import { count, type Findings, median, printTable } from "./figures";

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

const loadRuns = 15;

function print(figures: Record<Build, Figures>, ratios: Figures): void {
  console.log(
    `\nindex.js of the same source, stock build and ours; require() in fresh processes, median of ${loadRuns}`,
  );
  const line = (name: Build) => {
    const { bytes, gzipBytes, loadMs: ms } = figures[name];
    return [name, count(bytes), count(gzipBytes), ms.toFixed(1)];
  };
  printTable(
    ["", "bytes", "gzip", "load ms"],
    [
      line("stock"),
      line("ours"),
      ["ratio", ratios.bytes.toFixed(3), ratios.gzipBytes.toFixed(3), ratios.loadMs.toFixed(3)],
    ],
  );
}

/** Builds both and measures them. */
export const bundle = async (): Promise<Findings> => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "databricks-component-bundle-"));
  try {
    const bundles = {
      stock: buildBundle(CONFIGS.stock, path.join(folder, "stock")),
      ours: buildBundle(CONFIGS.ours, path.join(folder, "ours")),
    };
    const figures = measure(bundles, loadRuns);
    const ratios = ratiosOf(figures);
    print(figures, ratios);
    return {
      figures: { runs: loadRuns, ...figures, ratios },
      targets: [
        {
          what: `bundle: at most ${TARGET.bytes} of the stock build's bytes`,
          met: ratios.bytes <= TARGET.bytes,
        },
        {
          what: `bundle: loads in at most ${TARGET.loadMs} of its time`,
          met: ratios.loadMs <= TARGET.loadMs,
        },
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
