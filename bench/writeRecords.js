/**
 * One way to write records into a table, once, in a process of its own: plain JavaScript, so that no loader's memory
 * counts. Usage: node --expose-gc writeRecords.js <way> <job as JSON>; prints what it took as JSON.
 */
const path = require("node:path");
const { peakBytes, resetPeak } = require("../test/support/peakMemory");
const { mixedRecords } = require("./mixedRecords");

/**
 * @typedef {{ url: string, token: string, warehouseId: string, table: string, volume: string, count: number }} Job
 * @typedef {import("./mixedRecords").Item} Item
 */

const quiet = () => undefined;
/** @type {any} */
const logger = Object.fromEntries(
  ["metric", "trace", "debug", "info", "log", "warn", "error"].map((level) => [level, quiet]),
);

const connectionTo = (/** @type {Job} */ { url, token }) => ({
  key: "personalAccessToken",
  configVarKey: "c",
  fields: { host: url, apiKey: token },
});

/** The built component, as the platform runs it. */
const component =
  (/** @type {(job: Job) => Record<string, unknown>} */ more) =>
  async (/** @type {Job} */ job, /** @type {Item[]} */ records) => {
    const { default: built } = require(path.join(__dirname, "..", "dist", "index.js"));
    const { createHarness } = require("@prismatic-io/spectral/dist/testing");
    /** @type {{ action: (key: string, values: Record<string, unknown>, context: object) => Promise<any> }} */
    const harness = createHarness(built);
    const { warehouseId, table } = job;
    const values = { connection: connectionTo(job), warehouseId, table, records, ...more(job) };
    return async () => {
      const { data } = await harness.action("insertRows", values, { logger });
      return data.inserted;
    };
  };

/** How many rows one statement of the official driver takes: six parameters each, at most 256 in a statement. */
const rowsPerStatement = 42;

/** @type {Record<string, (job: Job, records: Item[]) => Promise<() => Promise<number>>>} */
const ways = {
  parameter: component(() => ({ timeoutSeconds: 840 })),

  staged: component(({ volume }) => ({ timeoutSeconds: 840, stagingVolume: volume })),

  /** As its manual says: statements with named parameters, of as many rows as fit. */
  driver: async ({ url, token, warehouseId, table }, records) => {
    const { DBSQLClient, DBSQLParameter, DBSQLParameterType } = require("@databricks/sql");
    const silent = { log: quiet, setLevel: quiet };
    const client = new DBSQLClient({ logger: silent });
    const route = `/sql/1.0/warehouses/${warehouseId}`;
    const options = { host: url, path: route, token, useKernel: true, telemetryEnabled: false };
    await client.connect(options);
    const session = await client.openSession();
    const text = (/** @type {unknown} */ value) =>
      new DBSQLParameter({
        type: value === null ? DBSQLParameterType.VOID : DBSQLParameterType.STRING,
        value: value === null ? undefined : String(value),
      });
    return async () => {
      for (let first = 0; first < records.length; first += rowsPerStatement) {
        /** @type {Record<string, unknown>} */
        const namedParameters = {};
        const rows = records.slice(first, first + rowsPerStatement).map((record, row) => {
          const { id, x, name, amount, at, way } = record;
          const values = [id, x, name, amount, at, way && JSON.stringify(way)];
          values.forEach((value, column) => {
            namedParameters[`p${row}_${column}`] = text(value);
          });
          const [a, b, c, d, e, f] = values.map((_, column) => `:p${row}_${column}`);
          return (
            `(CAST(${a} AS BIGINT), CAST(${b} AS DOUBLE), ${c}, CAST(${d} AS DECIMAL(12,2)), ` +
            `CAST(${e} AS TIMESTAMP), from_json(${f}, 'STRUCT<k: STRING, m: ARRAY<INT>>'))`
          );
        });
        const operation = await session.executeStatement(`INSERT INTO ${table} VALUES ${rows.join(", ")}`, {
          namedParameters,
        });
        await operation.fetchAll();
        await operation.close();
      }
      return records.length;
    };
  },
};

const measure = async (/** @type {string} */ name, /** @type {Job} */ job) => {
  const way = ways[name];
  if (!way || !global.gc) throw new Error(`There is no way ${name}, or no --expose-gc`);
  global.gc();
  const before = process.memoryUsage().heapUsed;
  const records = mixedRecords(job.count);
  global.gc();
  const recordsBytes = process.memoryUsage().heapUsed - before;
  const write = await way(job, records);
  global.gc();
  resetPeak();
  const startBytes = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const rows = await write();
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  console.log(
    JSON.stringify({
      ms,
      cpuMs: (user + system) / 1000,
      rows,
      recordsBytes,
      startBytes,
      peakBytes: peakBytes(),
    }),
  );
};

const [, , way = "", job = "{}"] = process.argv;
measure(way, JSON.parse(job)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
