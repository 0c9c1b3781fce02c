/**
 * Copies a file from a URL to a volume in one way, once, in its own process; or the server that has the file.
 * Usage: node --expose-gc transferFile.js <way> <job as JSON>; prints what it took as JSON.
 */
const http = require("node:http");
const path = require("node:path");
const { Readable } = require("node:stream");
const { pipeline } = require("node:stream/promises");
const { peakBytes } = require("../test/support/peakMemory");

/** @typedef {{ url: string, token: string, source: string, path: string, sizeBytes: number }} Job */

const quiet = () => undefined;
/** @type {any} */
const logger = Object.fromEntries(
  ["metric", "trace", "debug", "info", "log", "warn", "error"].map((level) => [level, quiet]),
);

const block = Buffer.alloc(64 * 1024, "0123456789abcdef");

function* blocks(/** @type {number} */ sizeBytes) {
  for (let left = sizeBytes; left > 0; left -= block.length) yield block.subarray(0, left);
}

/** Serves the file, and prints its address. */
const serve = (/** @type {number} */ sizeBytes) => {
  const server = http.createServer((_request, response) => {
    response.writeHead(200, { "content-length": sizeBytes, "content-type": "application/octet-stream" });
    pipeline(Readable.from(blocks(sizeBytes), { objectMode: false }), response).catch(quiet);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}/file.bin`);
  });
};

/** Each gets ready first, and then does what is measured. @type {Record<string, (job: Job) => () => Promise<number>>} */
const ways = {
  /** Node's own client on both sides, nothing in between: nothing can be faster. */
  pipe:
    ({ url, token, source, path: target, sizeBytes }) =>
    async () => {
      /** @type {http.IncomingMessage} */
      const from = await new Promise((resolve, reject) => http.get(source, resolve).on("error", reject));
      const put = http.request(`${url}/api/2.0/fs/files${target}?overwrite=true`, {
        method: "PUT",
        headers: { authorization: `Bearer ${token}`, "content-length": sizeBytes },
      });
      const answered = new Promise((resolve, reject) => put.on("response", resolve).on("error", reject));
      await pipeline(from, put);
      const { statusCode = 0 } = /** @type {http.IncomingMessage} */ (await answered);
      if (statusCode >= 300) throw new Error(`HTTP ${statusCode}`);
      return sizeBytes;
    },

  component: ({ url, token, source, path: target }) => {
    const { default: built } = require(path.join(__dirname, "..", "dist", "index.js"));
    const { createHarness } = require("@prismatic-io/spectral/dist/testing");
    const connection = {
      key: "personalAccessToken",
      configVarKey: "c",
      fields: { host: url, apiKey: token },
    };
    const values = { connection, sourceUrl: source, filePath: target, overwrite: true };
    /** @type {{ action: (key: string, values: Record<string, unknown>, context: object) => Promise<any> }} */
    const harness = createHarness(built);
    return async () => (await harness.action("uploadFileFromUrl", values, { logger })).data.sizeBytes;
  },
};

const measure = async (/** @type {string} */ name, /** @type {Job} */ job) => {
  const way = ways[name];
  if (!way) throw new Error(`There is no way ${name}`);
  const move = way(job);
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  const bytes = await move();
  const ms = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, bytes, peakBytes: peakBytes() }));
};

const [, , way = "", text = "{}"] = process.argv;
const job = JSON.parse(text);
if (way === "source") serve(job.sizeBytes);
else {
  measure(way, job).then(
    () => process.exit(0),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
