/**
 * Runs one action of the built bundle in a process of its own, and tells in one line of JSON what came of it and how much
 * memory the process had at most, in MB.
 */
const path = require("node:path");
const { createHarness } = require("@prismatic-io/spectral/dist/testing");
const { peakBytes } = require("./peakMemory");
const component = require(path.resolve(__dirname, "../../dist")).default;

const [key = "", host = "", parameters = "{}"] = process.argv.slice(2);
const connection = {
  key: "personalAccessToken",
  configVarKey: "Databricks",
  fields: { host, apiKey: "token" },
};
const nothing = () => undefined;
const silent = {
  metric: nothing,
  trace: nothing,
  debug: nothing,
  info: nothing,
  log: nothing,
  warn: nothing,
  error: nothing,
};

/**
 * How many rows, or bytes of a file, an action gave.
 * @param {unknown} returned
 */
const sizeOf = (returned) => {
  const { data } = Object(returned);
  return data.rows?.length ?? data.result?.data_array.length ?? data.length ?? data.rows;
};

createHarness(component)
  .action(key, { connection, ...JSON.parse(parameters) }, { logger: silent })
  .then(
    (returned) => ({ rows: sizeOf(returned) }),
    ({ name, message }) => ({ name, message }),
  )
  .then((outcome) => {
    const peakMb = Math.round(peakBytes() / 1024 / 1024);
    console.log(JSON.stringify({ ...outcome, peakMb }));
  });
