/** How each way scales with the result, from 10 thousand to 3 million rows. */
import { makeResult, readInTurns, type Way } from "./bigResult";
import { count, type Findings, megabytes, type Options, printTable } from "./figures";
import { startLocalWorkspace } from "./localWorkspace";

const sizes = [10_000, 100_000, 1_000_000, 3_000_000];

const grown = ["rows", "csv", "jsonLines", "driver"] as const satisfies Way[];

/** Measures on loopback, one reading each at the largest sizes. */
export const growth = async ({ runs }: Options): Promise<Findings> => {
  const { workspace, end } = await startLocalWorkspace();
  try {
    const found: object[] = [];
    const lines: string[][] = [];
    for (const rows of sizes) {
      const result = await makeResult(workspace, rows);
      const all = await readInTurns(grown, result, rows < 1_000_000 ? runs : 1);
      found.push({ rowCount: rows, ...all });
      const cells = grown.flatMap((way) => {
        const { rowsPerSecond, peakBytes, ms, refused } = all[way];
        return refused === undefined
          ? [count(rowsPerSecond), megabytes(peakBytes)]
          : [`refused in ${count(ms)} ms`, megabytes(peakBytes)];
      });
      lines.push([count(rows), ...cells]);
    }
    console.log("\nrows/s and peak MB by the number of rows, loopback; a file over 128 MiB is refused");
    printTable(["rows", ...grown.flatMap((way) => [way, "MB"])], lines);
    return { figures: { sizes: found }, targets: [] };
  } finally {
    end();
  }
};
