/** A minimal workspace for tests: a store with a manual clock and an engine that the test controls. */

import type { RunOptions, SqlResult } from "databricks-sql-engine";
import { HttpError } from "../../apiError";
import { WorkspaceClock } from "../../control/clock";
import { Ids } from "../../control/ids";
import { currentUser } from "../../seed/identity";
import { chunkResponse, statementResponse } from "./responses";
import type { Statement } from "./statement";
import { StatementStore } from "./store";

export const hour = 3_600_000;
export const owner = "ada@example.com";

/** A result of given rows that counts how often it was closed. */
export const sqlResultOf = (rows: (string | null)[][], names = ["n"]): SqlResult & { closed: number } => ({
  closed: 0,
  columns: names.map((name, position) => ({ name, position, type_name: "STRING", type_text: "STRING" })),
  rowCount: rows.length,
  textRows: async (offset, count) => rows.slice(offset, offset + count),
  arrowStream: async (offset, count) => Buffer.from(JSON.stringify(rows.slice(offset, offset + count))),
  async close() {
    this.closed += 1;
  },
});

/** A pending engine run: the test ends it. */
interface Run {
  statement: string;
  options: RunOptions;
  succeed(result?: SqlResult): void;
  fail(error: unknown): void;
}

/** How long each warehouse takes to run, ms. */
const startMs: Record<string, number> = { warm: 0, cold: 5000, slow: 60_000 };

/** A workspace in miniature: a store on a manual clock and the warehouses above. */
export const statementFixture = () => {
  const clock = new WorkspaceClock("manual", Date.UTC(2025, 4, 22, 20, 5, 25, 66));
  const runs: Run[] = [];
  const environment = {
    clock,
    ids: new Ids(1),
    seed: { user: currentUser, statements: [] },
    warehouses: {
      get: (id: string) => {
        if (!(id in startMs)) {
          throw new HttpError(404, { error_code: "RESOURCE_DOES_NOT_EXIST" }, `no warehouse ${id}`);
        }
      },
      untilRunning: async (id: string, signal?: AbortSignal) => {
        await clock.sleep(startMs[id] ?? 0, signal);
      },
    },
    sql: async () => ({
      run: (statement: string, options: RunOptions = {}) =>
        new Promise<SqlResult>((resolve, reject) => {
          const abort = () => reject(options.signal?.reason);
          options.signal?.addEventListener("abort", abort, { once: true });
          if (options.signal?.aborted) abort();
          runs.push({
            statement,
            options,
            succeed: (result = sqlResultOf([["1"]])) => resolve(result),
            fail: reject,
          });
        }),
      close: async () => {},
    }),
  };
  const store = new StatementStore(environment);
  const links = { bucket: store.bucket, storageUrl: "http://127.0.0.1:9" };
  return {
    clock,
    runs,
    store,
    execute: (body: object = {}) =>
      store.execute({ statement: "SELECT 1", warehouse_id: "warm", wait_timeout: "0s", ...body }, owner),
    answer: (statement: Statement) => JSON.parse(statementResponse(statement, links)),
    chunk: (statement: Statement, index: number) =>
      JSON.parse(chunkResponse(statement, String(index), links)),
    /** Resolves when the engine has been asked for its nth run. */
    run: async (index = 0): Promise<Run> => {
      for (let turn = 0; turn < 1000; turn += 1) {
        const run = runs[index];
        if (run) return run;
        await turns();
      }
      throw new Error(`the engine was not asked for run ${index}`);
    },
  };
};

/** Lets everything that is ready go on. */
export const turns = () => new Promise<void>((resolve) => setImmediate(resolve));
