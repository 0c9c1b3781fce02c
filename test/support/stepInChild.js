/** Runs one action of the built bundle in a process of its own, and tells what came of it in one line of JSON. */
const { createHarness } = require("@prismatic-io/spectral/dist/testing");
const component = require("../../dist").default;

const [key, host, parameters] = process.argv.slice(2);
const connection = {
  key: "personalAccessToken",
  configVarKey: "Databricks",
  fields: { host, apiKey: "token" },
};
const silent = new Proxy({}, { get: () => () => undefined });

createHarness(component)
  .action(key, { connection, ...JSON.parse(parameters) }, { logger: silent })
  .then(
    ({ data }) => ({ rows: data.rows?.length ?? data.result?.data_array.length ?? data.length }),
    ({ name, message }) => ({ name, message }),
  )
  .then((outcome) => console.log(JSON.stringify(outcome)));
