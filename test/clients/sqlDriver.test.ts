/**
 * The official SQL driver with its native kernel, unmodified, judges the statement API of the local workspace.
 * Where the two disagree, the workspace is wrong.
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import { stoppedWarehouseExample, warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import type { Connection, NamedParameter, Order, Outcome } from "./sqlDriverProcess";

type Row = Record<string, unknown>;
type Act = Order extends infer One ? (One extends { id: number } ? Omit<One, "id"> : never) : never;

/** The driver in its process: one session at a time. */
class Driver {
  readonly #process: ChildProcess;
  #orders = 0;

  constructor() {
    this.#process = fork(join(__dirname, "sqlDriverProcess.ts"), {
      execArgv: ["--import", "tsx"],
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
  }

  open(connection: Connection): Promise<unknown> {
    return this.#order({ act: "open", connection });
  }

  async query(
    sql: string,
    parameters: Record<string, NamedParameter> = {},
    positional: NamedParameter[] = [],
  ): Promise<Row[]> {
    return (await this.#order({ act: "query", sql, parameters, positional })) as Row[];
  }

  close(): Promise<unknown> {
    return this.#order({ act: "close" });
  }

  async end(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.disconnect();
    await ended;
  }

  async #order(order: Act): Promise<unknown> {
    this.#orders += 1;
    const id = this.#orders;
    const answered = new Promise<Outcome>((resolve, reject) => {
      const take = (outcome: Outcome) => {
        if (outcome.id !== id) return;
        this.#process.off("message", take).off("exit", lost);
        resolve(outcome);
      };
      const lost = (code: number | null) => reject(new Error(`the driver's process ended with ${code}`));
      this.#process.on("message", take).on("exit", lost);
    });
    this.#process.send({ id, ...order });
    const outcome = await answered;
    if ("error" in outcome) throw Object.assign(new Error(outcome.error.message), outcome.error);
    return outcome.value;
  }
}

describe("the official SQL driver with its kernel", () => {
  let running: RunningWorkspace;
  let driver: Driver;

  const open = ({ id }: { id: string } = warehouseExample, credentials: Partial<Connection> = running) =>
    driver.open({
      host: running.url,
      path: `/sql/1.0/warehouses/${id}`,
      token: credentials.token,
      clientId: credentials.clientId,
      clientSecret: credentials.clientSecret,
    });
  const asked = (path: RegExp) =>
    running.workspace.requestLog.requests().filter((request) => path.test(request.path));

  /**
   * Gives every link the latency of a near network. With links that take no time at all, the driver's kernel now and
   * then ends a result one chunk early: its own prefetching races with its reading.
   */
  const linksTakeTheirTime = (): void => {
    running.workspace.clock.setMode("real");
    running.workspace.faults.add({ path: "^.*/result/chunks/", delay_ms: 15, times: 1000 });
  };

  beforeAll(() => {
    driver = new Driver();
  });
  afterAll(() => driver.end());
  beforeEach(async () => {
    running = await startWorkspace({ seed, clock: "auto" });
  });
  afterEach(async () => {
    await driver.close();
    await running.close();
  });

  it("reads a small result inline", async () => {
    await open();
    expect(await driver.query("SELECT 1 AS one, 'a' AS letter, CAST(NULL AS INT) AS nothing")).toEqual([
      { one: 1, letter: "a", nothing: null },
    ]);
    expect(asked(/\/results\//)).toEqual([]);
  });

  it("reads 100,000 rows over several chunks from storage, each row once and in order", async () => {
    await open();
    linksTakeTheirTime();
    running.workspace.statements.configure({ rows_per_chunk: 30_000 });
    const rows = await driver.query("SELECT id, id * 2 AS twice, 'row ' || id AS name FROM range(100000)");
    expect(rows).toHaveLength(100_000);
    expect(rows.every((row, index) => Number(row.id) === index)).toBe(true);
    expect(rows.reduce((sum, row) => sum + Number(row.twice), 0)).toBe(9_999_900_000);
    expect([rows[0]?.name, rows[99_999]?.name]).toEqual(["row 0", "row 99999"]);
    expect(new Set(asked(/\/results\//).map(({ path }) => path)).size).toBe(4);
  });

  it("sends the headers that links demand, and no credentials, to storage", async () => {
    await open();
    linksTakeTheirTime();
    running.workspace.statements.configure({ rows_per_chunk: 2, link_headers: { "X-Amz-Key": "k" } });
    expect(await driver.query("SELECT id FROM range(5)")).toHaveLength(5);
    const headers = asked(/\/results\//).map((request) => request.headers);
    expect(headers).toHaveLength(3);
    for (const sent of headers) {
      expect(sent).toMatchObject({ "x-amz-key": "k" });
      expect(sent).not.toHaveProperty("authorization");
    }
  });

  it("binds named parameters of several types", async () => {
    await open();
    const text = `it's -- "odd" ; ünï`;
    const rows = await driver.query("SELECT :text AS text, :whole AS whole, :half AS half, :yes AS yes", {
      text: { value: text },
      whole: { value: 5 },
      half: { value: 0.5, type: "DOUBLE" },
      yes: { value: true },
    });
    expect(rows).toEqual([{ text, whole: 5, half: 0.5, yes: true }]);
  });

  it("binds question marks by their numbers", async () => {
    await open();
    const rows = await driver.query("SELECT ? AS text, ? AS whole", {}, [{ value: "a" }, { value: 5 }]);
    expect(rows).toEqual([{ text: "a", whole: 5 }]);
  });

  it("keeps what SET and USE leave in its session", async () => {
    await open();
    await driver.query("SET TIME ZONE 'America/Los_Angeles'");
    await driver.query("USE CATALOG samples");
    const text = "CAST(TIMESTAMP'2021-06-15 12:00:00Z' AS STRING)";
    expect(
      await driver.query(`SELECT current_timezone() AS zone, ${text} AS t, current_catalog() AS c`),
    ).toEqual([{ zone: "America/Los_Angeles", t: "2021-06-15 05:00:00", c: "samples" }]);
  });

  it("reads the metadata of catalogs, schemas, tables and columns", async () => {
    await open();
    await driver.query("CREATE TABLE default.judged_columns (a INT NOT NULL, b DECIMAL(5,1))");
    const tables = await driver.query(
      "SHOW TABLES IN CATALOG `workspace` SCHEMA LIKE 'default' LIKE 'judged.columns'",
    );
    expect(tables).toMatchObject([{ namespace: "default", tableName: "judged_columns", tableType: "TABLE" }]);
    const columns = await driver.query(
      "SHOW COLUMNS IN CATALOG `workspace` SCHEMA LIKE 'default' TABLE LIKE 'judged*'",
    );
    expect(columns.map(({ col_name, columnType }) => [col_name, columnType])).toEqual([
      ["a", "INT"],
      ["b", "DECIMAL(5,1)"],
    ]);
  });

  it("reads a result without rows, and statements without any result", async () => {
    await open();
    expect(await driver.query("SELECT 1 AS one WHERE 1 = 0")).toEqual([]);
    expect(await driver.query("CREATE TABLE judged (a INT)")).toEqual([]);
  });

  it("is told why a statement failed", async () => {
    await open();
    await expect(driver.query("SELECT * FROM no_such_table")).rejects.toMatchObject({
      name: "OperationStateError",
      message: expect.stringContaining("[TABLE_OR_VIEW_NOT_FOUND]"),
      sqlState: "42P01",
    });
  });

  it("waits while the warehouse of its statement starts", async () => {
    await open(stoppedWarehouseExample);
    expect(await driver.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(running.workspace.warehouses.get(stoppedWarehouseExample.id).state).toBe("RUNNING");
  });

  it("polls a statement that runs longer than the server waits", async () => {
    await open();
    running.workspace.statements.configure({ run_ms: 11_000 });
    expect(await driver.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(asked(/\/statements\/[^/]+$/).some(({ method }) => method === "GET")).toBe(true);
  });

  it("signs in with client credentials", async () => {
    const { clientId, clientSecret } = running;
    await open(warehouseExample, { clientId, clientSecret });
    expect(await driver.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
    expect(asked(/\/oidc\/v1\/token$/)).toHaveLength(1);
  });

  it("closes its statement and its session", async () => {
    await open();
    await driver.query("SELECT 1 AS one");
    await driver.close();
    const deleted = asked(/./).filter(({ method }) => method === "DELETE");
    expect(deleted.map(({ path, status }) => [path.split("/").at(-2), status])).toEqual([
      ["statements", 200],
      ["sessions", 200],
    ]);
  });
});
