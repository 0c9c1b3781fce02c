/**
 * One way to read a large result, once, in a process of its own: plain JavaScript, so that no loader's memory counts.
 * Usage: node readResult.js <way> <job as JSON>; prints what it took as JSON.
 */
const http = require("node:http");
const path = require("node:path");
const lossless = require("lossless-json");
const { peakBytes } = require("../test/support/peakMemory");

/**
 * @typedef {{ url: string, token: string, statementId: string, warehouseId: string, sql: string }} Job
 * @typedef {{ rows: number, bytes?: number, last?: string, refused?: string }} Outcome what came, to be checked
 * @typedef {() => Promise<() => Outcome>} Read what is measured; it gives what tells, afterwards, what came
 */

const quiet = () => undefined;
const logger = Object.fromEntries(
  ["metric", "trace", "debug", "info", "log", "warn", "error"].map((level) => [level, quiet]),
);
const agent = new http.Agent({ keepAlive: true });

/** @returns {Promise<Buffer>} */
const download = (/** @type {string} */ url, headers = {}) =>
  new Promise((resolve, reject) => {
    const request = http.get(url, { agent, headers }, (response) => {
      /** @type {Buffer[]} */
      const pieces = [];
      response.on("data", (piece) => pieces.push(piece));
      response.on("end", () => resolve(Buffer.concat(pieces)));
      response.on("error", reject);
    });
    request.on("error", reject);
  });

/** Plain requests about the statement. */
const plain = (/** @type {Job} */ { url, token, statementId }) => {
  const ask = async (/** @type {string} */ route) => {
    const headers = { authorization: `Bearer ${token}` };
    return JSON.parse(
      String(await download(`${url}/api/2.0/sql/statements/${statementId}${route}`, headers)),
    );
  };
  return {
    manifest: async () => (await ask("")).manifest,
    /** The bytes of a chunk, by a fresh link. */
    chunk: async (/** @type {number} */ index) => {
      const [{ external_link }] = (await ask(`/result/chunks/${index}`)).external_links;
      return download(external_link);
    },
  };
};

/** What tells of rows that were made. */
const ofRows = (/** @type {any[]} */ rows) => () => ({ rows: rows.length, last: String(rows.at(-1)?.id) });

/** What tells of a file that was written, one row a line. */
const ofFile =
  (
    /** @type {Buffer} */ file,
    /** @type {number} */ headLines,
    /** @type {(line: string) => unknown} */ idOf,
  ) =>
  () => {
    let lines = 0;
    for (let at = file.indexOf(10); at >= 0; at = file.indexOf(10, at + 1)) lines += 1;
    const lastLine = String(file.subarray(file.lastIndexOf(10, -2) + 1));
    return { rows: lines - headLines, bytes: file.length, last: String(idOf(lastLine)) };
  };

/** The built component reads the statement by its id. */
const component =
  (/** @type {string} */ resultFormat, /** @type {(data: any) => () => Outcome} */ outcomeOf) =>
  async (/** @type {Job} */ { url, token, statementId }) => {
    const { default: built } = require(path.join(__dirname, "..", "dist", "index.js"));
    const connection = {
      key: "personalAccessToken",
      configVarKey: "c",
      fields: { host: url, apiKey: token },
    };
    const inputs = { connection, statementId, resultFormat, waitForResult: true, timeoutSeconds: 600 };
    return async () => {
      const { data } = await built.actions.getStatement.perform(
        { logger },
        { ...inputs, debugRequest: false },
      );
      return outcomeOf(data);
    };
  };

/** @typedef {{ name: string, type_name: string, type_text: string }} Column */
/** @typedef {(cell: string) => unknown} ReadCell */

/** How a plain client makes the exact value of a cell. @returns {ReadCell} */
const readerOf = (/** @type {Column} */ { type_name, type_text }) => {
  switch (type_name) {
    case "INT":
    case "DOUBLE":
      return (cell) => (Number.isFinite(Number(cell)) ? Number(cell) : cell);
    case "LONG":
      return (cell) => (Number.isSafeInteger(Number(cell)) ? Number(cell) : cell);
    case "STRUCT": {
      if (!/BIGINT|DECIMAL/.test(type_text)) return JSON.parse;
      const exact = (/** @type {string} */ digits) =>
        lossless.isSafeNumber(digits) ? Number(digits) : digits;
      return (cell) => lossless.parse(cell, undefined, exact);
    }
    default:
      return (cell) => cell;
  }
};

/** Plain lines that make rows: some chunks are fetched ahead, each is parsed as JSON. @returns {Promise<Read>} */
const plainRows = async (
  /** @type {Job} */ job,
  /** @type {(column: Column) => ReadCell} */ readerFor,
  /** @type {number} */ concurrency,
) => {
  const { manifest, chunk } = plain(job);
  return async () => {
    const { total_chunk_count: count, schema } = await manifest();
    /** @type {Column[]} */
    const columns = schema.columns;
    const names = columns.map(({ name }) => name);
    const readers = columns.map(readerFor);
    /** @type {Record<string, unknown>[]} */
    const rows = [];
    /** @type {Promise<Buffer>[]} */
    const coming = [];
    for (let next = 0; next < count || coming.length > 0; ) {
      while (next < count && coming.length < concurrency) coming.push(chunk(next++));
      for (const cells of JSON.parse(String(await coming.shift()))) {
        /** @type {Record<string, unknown>} */
        const row = {};
        for (let column = 0; column < names.length; column += 1) {
          const cell = cells[column];
          row[names[column] ?? ""] = cell === null ? null : readers[column]?.(cell);
        }
        rows.push(row);
      }
    }
    return ofRows(rows);
  };
};

/** @type {Record<string, (job: Job) => Promise<Read>>} */
const ways = {
  /** Four links at a time, the bytes thrown away: nothing can be faster. */
  raw: async (job) => async () => {
    const { manifest, chunk } = plain(job);
    const { total_chunk_count: count, total_row_count: rows } = await manifest();
    let next = 0;
    let bytes = 0;
    const take = async () => {
      while (next < count) bytes += (await chunk(next++)).length;
    };
    await Promise.all([take(), take(), take(), take()]);
    return () => ({ rows, bytes });
  },

  /** One chunk after the other, every cell left as text. */
  sequentialText: (job) => plainRows(job, () => (cell) => cell, 1),

  /** The same, with the values that the component gives. */
  sequential: (job) => plainRows(job, readerOf, 1),

  /** The same, four links at a time: what the component's rows are held to. */
  plain: (job) => plainRows(job, readerOf, 4),

  rows: component("rows", ({ rows }) => ofRows(rows)),
  csv: component("csv", (file) => ofFile(file, 1, (line) => line.split(",")[0])),
  jsonLines: component("jsonLines", (file) => ofFile(file, 0, (line) => JSON.parse(line).id)),

  /** The official driver runs the statement itself; the clock starts when it has ended. */
  driver: async ({ url, token, warehouseId, sql }) => {
    const { DBSQLClient } = require("@databricks/sql");
    const silent = { log: quiet, setLevel: quiet };
    const client = new DBSQLClient({ logger: silent });
    const route = `/sql/1.0/warehouses/${warehouseId}`;
    const options = { host: url, path: route, token, useKernel: true, telemetryEnabled: false };
    await client.connect(options);
    const session = await client.openSession();
    const operation = await session.executeStatement(sql, {});
    return async () => ofRows(await operation.fetchAll());
  },
};

const measure = async (/** @type {string} */ name, /** @type {Job} */ job) => {
  const way = ways[name];
  if (!way) throw new Error(`There is no way ${name}`);
  const read = await way(job);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  /** @type {() => Outcome} */
  const outcome = await read().catch((error) => () => ({ rows: 0, refused: String(error.message) }));
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakBytes: peakBytes(), ...outcome() }));
};

const [, , way = "", job = "{}"] = process.argv;
measure(way, JSON.parse(job)).then(
  () => process.exit(0),
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
