/** A million rows of six mixed types, read in every way, once on loopback and once over distant links. */
import { type BigResult, type Figures, makeResult, readInTurns, type Way, ways } from "./bigResult";
import { count, type Findings, megabytes, type Options, printTable, type Target, times } from "./figures";
import { configure, startLocalWorkspace } from "./localWorkspace";

const links = {
  loopback: { link_delay_ms: 0, link_bytes_per_second: null },
  far: { link_delay_ms: 150, link_bytes_per_second: 25_000_000 },
};

const inWords: Record<Way, string> = {
  raw: "raw download, 4 links at a time",
  sequentialText: "one chunk after the other, cells as text",
  sequential: "one chunk after the other, same values",
  plain: "plain lines, 4 links at a time, same values",
  rows: "component, rows",
  csv: "component, csv",
  jsonLines: "component, jsonLines",
  driver: "@databricks/sql, fetchAll, kernel",
};

type All = Record<Way, Figures>;

const print = (all: All): void =>
  printTable(
    ["", "rows/s", "of driver", "of plain", "of same values", "of text", "peak MB", "file MB", "CPU s"],
    ways.map((way) => {
      const { rowsPerSecond, peakBytes, bytes, cpuSeconds, refused } = all[way];
      if (refused !== undefined) return [inWords[way], `refused: ${refused.slice(0, 120)}`];
      return [
        inWords[way],
        count(rowsPerSecond),
        times(rowsPerSecond / all.driver.rowsPerSecond),
        times(rowsPerSecond / all.plain.rowsPerSecond),
        times(rowsPerSecond / all.sequential.rowsPerSecond),
        times(rowsPerSecond / all.sequentialText.rowsPerSecond),
        megabytes(peakBytes),
        way === "csv" || way === "jsonLines" ? megabytes(bytes ?? 0) : "",
        cpuSeconds.toFixed(1),
      ];
    }),
  );

const fileTargets = (way: "csv" | "jsonLines", all: All): Target[] => {
  const { rowsPerSecond, peakBytes, bytes = 0, refused } = all[way];
  const isThere = refused === undefined;
  return [
    {
      what: `${way}: at least 6 times the driver's rate`,
      met: isThere && rowsPerSecond >= 6 * all.driver.rowsPerSecond,
    },
    { what: `${way}: peak of at most the file and 150 MB`, met: isThere && peakBytes <= bytes + 150e6 },
  ];
};

const loopbackTargets = (all: All): Target[] => [
  {
    what: "rows: at least 4 times the driver's rate",
    met: all.rows.rowsPerSecond >= 4 * all.driver.rowsPerSecond,
  },
  { what: "rows: peak not above the driver's", met: all.rows.peakBytes <= all.driver.peakBytes },
  ...fileTargets("csv", all),
  ...fileTargets("jsonLines", all),
];

const farTargets = (all: All): Target[] =>
  (["rows", "csv", "jsonLines"] as const).map((way) => {
    // Rows are held to a client that makes the same values, files to one that makes none.
    const plain = way === "rows" ? "sequential" : "sequentialText";
    return {
      what: `${way} over far links: at least twice the rate of "${inWords[plain]}"`,
      met: all[way].rowsPerSecond >= 2 * all[plain].rowsPerSecond,
    };
  });

const tellIncomplete = (all: All): void => {
  for (const way of ways.filter((one) => all[one].incomplete > 0)) {
    console.log(`${inWords[way]}: done again for rows that lacked without an error: ${all[way].incomplete}`);
  }
};

const measureOver = async (name: keyof typeof links, result: BigResult, runs: number): Promise<All> => {
  await configure(result.workspace, links[name]);
  const { link_delay_ms: delay, link_bytes_per_second: speed } = links[name];
  console.log(
    `\n${count(result.rows)} rows, ${megabytes(result.bytes)} MB of JSON in ${result.chunks} chunks; links: ` +
      `${speed === null ? "loopback" : `${delay} ms and ${megabytes(speed)} MB/s each`}; medians of ${runs}`,
  );
  const all = await readInTurns(ways, result, runs);
  print(all);
  tellIncomplete(all);
  return all;
};

/** Measures from the end of the statement to everything in hand; the driver may have fetched ahead by then. */
export const results = async ({ rows, runs }: Options): Promise<Findings> => {
  const { workspace, end } = await startLocalWorkspace();
  try {
    const result = await makeResult(workspace, rows);
    const loopback = await measureOver("loopback", result, runs);
    const far = await measureOver("far", result, runs);
    const { bytes, chunks } = result;
    return {
      figures: { rows, runs, bytes, chunks, links, loopback, far },
      targets: [...loopbackTargets(loopback), ...farTargets(far)],
    };
  } finally {
    end();
  }
};
