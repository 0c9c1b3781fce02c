/** A large result on the local workspace, read in several ways, each in a process of its own. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { median } from "./figures";
import { type Answer, call, statementsRoute, type Workspace } from "./localWorkspace";

/** The ways to read a result, in the order in which they are shown. */
export const ways = ["raw", "sequentialText", "sequential", "rows", "csv", "jsonLines", "driver"] as const;

export type Way = (typeof ways)[number];

/** What one reading took. */
interface Reading {
  ms: number;
  cpuMs: number;
  peakBytes: number;
  rows: number;
  /** The bytes of a file, or of what was downloaded. */
  bytes?: number;
  /** The id of the last row. */
  last?: string;
  /** Why the component refused to read it. */
  refused?: string;
}

/** The medians of several readings. */
export interface Figures {
  rowsPerSecond: number;
  ms: number;
  cpuSeconds: number;
  peakBytes: number;
  bytes?: number;
  refused?: string;
  /** Readings that gave too few rows without an error, and were done again. */
  incomplete: number;
}

/** Six columns of mixed types: NULLs, letters of several scripts, negative decimals, nested values. */
const sqlOf = (rows: number): string => `
  SELECT id,
    CASE WHEN id % 13 = 0 THEN NULL ELSE (id % 720001) / 2000D - 180 END AS x,
    CASE WHEN id % 11 = 0 THEN NULL ELSE concat(
      element_at(array('東京', 'Zürich', 'New York', 'Σίσυφος', 'Hilo, "HI"'), CAST(id % 5 AS INT) + 1),
      ' ', id % 1000) END AS name,
    CAST(-(id % 1000000) / 100 AS DECIMAL(12, 2)) AS amount,
    date_add(DATE'2000-01-01', CAST(id % 9000 AS INT)) AS day,
    CASE WHEN id % 17 = 0 THEN NULL
      ELSE named_struct('k', concat('R', id % 500), 'm', array(id % 4000, NULL, 60)) END AS way
  FROM range(${rows})`;

/** A result that lies in storage. */
export interface BigResult {
  workspace: Workspace;
  rows: number;
  sql: string;
  statementId: string;
  bytes: number;
  chunks: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isOver = ({ status }: Answer): boolean => !["PENDING", "RUNNING"].includes(status.state);

/** Runs the statement once, so that its result can be read by its id. */
export const makeResult = async (workspace: Workspace, rows: number): Promise<BigResult> => {
  const sql = sqlOf(rows);
  const body = { warehouse_id: warehouseExample.id, statement: sql, disposition: "EXTERNAL_LINKS" };
  let answer = await call(workspace, "POST", statementsRoute, { ...body, wait_timeout: "50s" });
  for (; !isOver(answer); await sleep(500)) {
    answer = await call(workspace, "GET", `${statementsRoute}/${answer.statement_id}`);
  }
  const { manifest, status, statement_id: statementId } = answer;
  if (!manifest) throw new Error(`The statement ended ${status.state}: ${status.error?.message}`);
  const { total_byte_count: bytes = 0, total_chunk_count: chunks } = manifest;
  return { workspace, rows, sql, statementId, bytes, chunks };
};

const run = promisify(execFile);

const readOnce = async (way: Way, { workspace, sql, statementId }: BigResult): Promise<Reading> => {
  const { url, token } = workspace;
  const job = { url, token, statementId, warehouseId: warehouseExample.id, sql };
  const script = path.join(__dirname, "readResult.js");
  const { stdout } = await run(process.execPath, [script, way, JSON.stringify(job)]);
  return JSON.parse(stdout);
};

const mostAttempts = 4;

/**
 * Reads a result, and again where rows are missing: the driver's kernel has been seen to end a result of several
 * chunks early, without an error, when links answer within a millisecond.
 * @throws Error when rows are missing every time
 */
const readWhole = async (way: Way, result: BigResult): Promise<{ reading: Reading; incomplete: number }> => {
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const reading = await readOnce(way, result);
    const isWhole =
      reading.rows === result.rows && (reading.last ?? String(result.rows - 1)) === String(result.rows - 1);
    if (isWhole || reading.refused !== undefined) return { reading, incomplete: attempt };
    if (way !== "driver") throw new Error(`${way} gave ${reading.rows} rows, the last ${reading.last}`);
  }
  throw new Error(`${way} gave too few rows ${mostAttempts} times`);
};

/** Reads a result in every way, taking turns, so that a busy machine slows all alike. */
export const readInTurns = async <W extends Way>(
  wanted: readonly W[],
  result: BigResult,
  runs: number,
): Promise<Record<W, Figures>> => {
  const found = wanted.map((way) => ({ way, readings: [] as Reading[], incomplete: 0 }));
  for (let turn = 0; turn < runs; turn += 1) {
    for (const one of found) {
      const { reading, incomplete } = await readWhole(one.way, result);
      one.readings.push(reading);
      one.incomplete += incomplete;
    }
  }
  const figures = found.map(({ way, readings, incomplete }) => {
    const of = (pick: (reading: Reading) => number) => median(readings.map(pick));
    const [{ bytes, refused } = { bytes: 0 } as Reading] = readings;
    const ms = of((reading) => reading.ms);
    return [
      way,
      {
        rowsPerSecond: (result.rows / ms) * 1000,
        ms,
        cpuSeconds: of((reading) => reading.cpuMs) / 1000,
        peakBytes: of((reading) => reading.peakBytes),
        bytes,
        refused,
        incomplete,
      },
    ] as const;
  });
  return Object.fromEntries(figures) as Record<W, Figures>;
};
