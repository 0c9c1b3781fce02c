/**
 * Records of six mixed types into a table: the component by parameter and by a staging file, and the official driver,
 * on loopback and over a link with 150 ms round trips; a file of 1 GiB from a URL to a volume, compared with a bare pipe.
 */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import {
  count,
  type Findings,
  median,
  megabytes,
  type Options,
  printTable,
  type Target,
  times,
} from "./figures";
import { call, startLocalWorkspace, statementsRoute, type Workspace } from "./localWorkspace";
import { serialisation } from "./serialisation";
import { openSlowLink } from "./slowLink";
import { transfers } from "./transfers";

const roundTripMs = 150;

const volume = "/Volumes/workspace/default/bench";
const table = "workspace.default.records";

const ways = ["parameter", "staged", "driver"] as const;
type Way = (typeof ways)[number];

const inWords: Record<Way, string> = {
  parameter: "component, parameter",
  staged: "component, staging volume",
  driver: "@databricks/sql, multi-row inserts",
};

/** What one writing took. */
interface Writing {
  ms: number;
  cpuMs: number;
  rows: number;
  /** What the records take in V8's heap, in bytes. */
  recordsBytes: number;
  /** The memory of the process before it writes, with the records in it, and the most while it writes, in bytes. */
  startBytes: number;
  peakBytes: number;
}

/** The same with what reached the workspace. */
interface Figures extends Writing {
  rowsPerSecond: number;
  requests: number;
  statements: number;
}

const run = promisify(execFile);

/** Runs statements, one after the other. */
const sql = async (workspace: Workspace, ...statements: string[]): Promise<void> => {
  for (const statement of statements) {
    const body = { warehouse_id: warehouseExample.id, statement, wait_timeout: "50s" };
    const { status } = await call(workspace, "POST", statementsRoute, body);
    if (status.state !== "SUCCEEDED") throw new Error(`${statement}: ${status.error?.message}`);
  }
};

/** The requests that have reached the workspace since it was last asked. */
const requestsSince = async (workspace: Workspace): Promise<{ method: string; path: string }[]> => {
  const route = "/__workspace/requests";
  const { requests } = (await call(workspace, "GET", route)) as unknown as {
    requests: { method: string; path: string }[];
  };
  await call(workspace, "DELETE", route);
  return requests;
};

/** Writes records once, into an empty table, and checks that all are there. */
const writeOnce = async (workspace: Workspace, url: string, way: Way, rows: number): Promise<Figures> => {
  await sql(
    workspace,
    `CREATE OR REPLACE TABLE ${table} (id BIGINT, x DOUBLE, name STRING, amount DECIMAL(12,2), at TIMESTAMP,
      way STRUCT<k: STRING, m: ARRAY<INT>>)`,
  );
  await requestsSince(workspace);
  const job = { url, token: workspace.token, warehouseId: warehouseExample.id, table, volume, count: rows };
  const script = path.join(__dirname, "writeRecords.js");
  const { stdout } = await run(process.execPath, ["--expose-gc", script, way, JSON.stringify(job)]);
  const writing: Writing = JSON.parse(stdout);
  if (writing.rows !== rows) throw new Error(`${way} wrote ${writing.rows} rows of ${rows}`);
  const requests = await requestsSince(workspace);
  const isStatement = (sent: { method: string; path: string }): boolean =>
    sent.method === "POST" && sent.path.endsWith("/statements");
  return {
    ...writing,
    rowsPerSecond: (rows / writing.ms) * 1000,
    requests: requests.length,
    statements: requests.filter(isStatement).length,
  };
};

/** The driver writes at most so many records, of which its rate is taken: a million would take it an hour. */
const mostDriverRows = { loopback: 10_000, far: 2_100 };

const sizes = [10_000, 100_000, 1_000_000];

/** Each way with each number of records, taking turns, so that a busy machine slows all alike. */
const measureOver = async (
  workspace: Workspace,
  link: "loopback" | "far",
  url: string,
  { rows: mostRows, runs }: Options,
): Promise<Map<string, Figures>> => {
  const found = new Map<string, Figures[]>();
  const cases = sizes
    .filter((size) => size <= mostRows)
    .flatMap((size) => ways.map((way) => ({ way, size })))
    .filter(({ way, size }) => way !== "driver" || size === sizes[0]);
  for (let turn = 0; turn < runs; turn += 1) {
    for (const { way, size } of cases) {
      const written = way === "driver" ? Math.min(size, mostDriverRows[link]) : size;
      const key = `${way} ${written}`;
      found.set(key, [...(found.get(key) ?? []), await writeOnce(workspace, url, way, written)]);
    }
  }
  const medians = [...found].map(([key, all]): [string, Figures] => {
    const of = (pick: (one: Figures) => number): number => median(all.map(pick));
    const [first] = all as [Figures];
    const figures = Object.keys(first).map((name) => [name, of((one) => one[name as keyof Figures])]);
    return [key, Object.fromEntries(figures)];
  });
  return new Map(medians);
};

const print = (link: string, found: Map<string, Figures>): void => {
  const driver = [...found].find(([key]) => key.startsWith("driver"))?.[1];
  console.log(`\nRecords into a table, ${link}`);
  printTable(
    ["", "records", "records/s", "of driver", "requests", "statements", "before MB", "peak MB", "CPU s"],
    [...found].map(([key, one]) => [
      inWords[key.split(" ")[0] as Way],
      count(one.rows),
      count(one.rowsPerSecond),
      driver ? times(one.rowsPerSecond / driver.rowsPerSecond) : "",
      count(one.requests),
      count(one.statements),
      megabytes(one.startBytes),
      megabytes(one.peakBytes),
      (one.cpuMs / 1000).toFixed(1),
    ]),
  );
};

const targetsOf = (loopback: Map<string, Figures>, far: Map<string, Figures>): Target[] => {
  const driver = far.get(`driver ${mostDriverRows.far}`);
  const small = [far.get("parameter 10000"), far.get("staged 10000")];
  const large = loopback.get("staged 1000000");
  const fewest = Math.min(...small.map((one) => one?.requests ?? Number.POSITIVE_INFINITY));
  const fastest = Math.max(...small.map((one) => one?.rowsPerSecond ?? 0));
  return [
    { what: "10,000 records in at most 3 requests", met: fewest <= 3 },
    {
      what: `10,000 records at ${roundTripMs} ms: at least 30 times the driver's rate`,
      met: driver !== undefined && fastest >= 30 * driver.rowsPerSecond,
    },
    ...(large
      ? [
          { what: "1,000,000 records, staged, in at most 5 requests", met: large.requests <= 5 },
          {
            what: "1,000,000 records, staged: at most 150 MB more than the process that holds the records",
            met: large.peakBytes <= large.startBytes + 150e6,
          },
        ]
      : []),
  ];
};

/** Measures on loopback and over the far link, then the files. */
export const ingest = async (options: Options): Promise<Findings> => {
  const { workspace, end } = await startLocalWorkspace();
  const link = await openSlowLink(workspace.url, roundTripMs);
  try {
    await sql(workspace, "CREATE VOLUME workspace.default.bench");
    const loopback = await measureOver(workspace, "loopback", workspace.url, options);
    print("loopback", loopback);
    const far = await measureOver(workspace, "far", link.url, options);
    print(`round trips of ${roundTripMs} ms`, far);
    const texts = serialisation(options);
    const files = await transfers(workspace, volume, options);
    return {
      figures: {
        roundTripMs,
        loopback: Object.fromEntries(loopback),
        far: Object.fromEntries(far),
        serialisation: texts.figures,
        files: files.figures,
      },
      targets: [...targetsOf(loopback, far), ...texts.targets, ...files.targets],
    };
  } finally {
    link.close();
    end();
  }
};
