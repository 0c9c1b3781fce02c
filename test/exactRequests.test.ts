/** Numbers that a JavaScript number cannot hold go out with all their digits, whatever input they are given in. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, run, subjectOf, tokenConnection } from "./support/component";
import { type ScriptedServer, startScriptedServer } from "./support/scriptedServer";

let server: ScriptedServer;
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

const runWith = (key: string, parameters: Record<string, unknown>): Promise<unknown> =>
  run(subjectOf(key), {
    connection: tokenConnection({ url: server.url, token: "dapi00000000feedface00000000feedface" }),
    parameters,
  });

const integer = "12345678901234567890";
const decimal = "12345678901234567.89";
const tasks = `[{"task_key": "a", "timeout_seconds": ${integer}}]`;

it.each<[string, Record<string, unknown>, object]>([
  ["createJob", { jobName: "a", tasks, jobSettings: `{"max": ${decimal}}` }, { job_id: 1 }],
  ["submitRun", { tasks, runSettings: `{"max": ${decimal}}` }, { run_id: 1 }],
  ["updateJob", { jobId: 1, newSettings: `{"a": [${integer}, ${decimal}]}` }, { job_id: 1 }],
  ["updateWarehouse", { warehouseId: "a", warehouseSettings: `{"a": [${integer}, {"b": ${decimal}}]}` }, {}],
  ["runJob", { jobId: 1, jobParameters: `{"a": ${integer}, "b": {"c": ${decimal}}}` }, { run_id: 1 }],
  ["rawRequest", { url: "/2.0/a", method: "POST", data: `{"a": ${integer}, "b": ${decimal}}` }, {}],
  ["rawRequest", { url: "/2.0/a", method: "GET", queryParams: `{"a": ${integer}, "b": ${decimal}}` }, {}],
  [
    "queryServingEndpoint",
    { endpointName: "a", requestShape: "instances", requestData: `[${integer}, {"b": ${decimal}}]` },
    { predictions: [] },
  ],
  ["logMlflowBatch", { runId: "a", metrics: `{"a": ${integer}, "b": ${decimal}}` }, {}],
  ["logMlflowBatch", { runId: "a", tags: `{"a": ${integer}, "b": ${decimal}}` }, {}],
  [
    "runSql",
    {
      warehouseId: "a",
      sqlStatement: "SELECT :a, :b",
      sqlParameters: `{"a": ${integer}, "b": [${decimal}, {}]}`,
    },
    {},
  ],
])("%s sends what it is given in %j", async (key, parameters, body) => {
  server.script({ status: 200, body });
  await runWith(key, parameters).catch(() => undefined);
  const sent = server.arrivals.map(({ url, body: bytes }) => `${url} ${bytes}`).join("\n");
  expect(sent).toMatch(new RegExp(`\\b${integer}\\b`));
  expect(sent).toMatch(new RegExp(`\\b${decimal.replace(".", "\\.")}\\b`));
});

const statement = { statement_id: "01f0-aa", status: { state: "SUCCEEDED" } };

it.each(["ARROW_STREAM", "CSV"])(
  "Get Statement names the format %s, which it does not read",
  async (format) => {
    server.script({
      status: 200,
      body: { ...statement, manifest: { format, total_chunk_count: 1 }, result: {} },
    });
    const error = await failureOf(runWith("getStatement", { statementId: "01f0-aa", waitForResult: true }));
    expect(error.message).toContain(`its result has the format ${format}, but only JSON_ARRAY can be read`);
    expect(server.arrivals).toHaveLength(1);
  },
);

it.each(["csv", "jsonLines"])(
  "a statement without columns gives an empty file as %s",
  async (resultFormat) => {
    const manifest = {
      format: "JSON_ARRAY",
      schema: { column_count: 0 },
      total_row_count: 0,
      total_chunk_count: 0,
    };
    server.script({ status: 200, body: { ...statement, manifest, result: {} } });
    const given = { warehouseId: warehouseExample.id, sqlStatement: "CREATE TABLE t (a INT)", resultFormat };
    expect(String(await runWith("runSql", given))).toBe("");
  },
);

it.each(["/Workspace/Users/me@example.com/ranks", "/Users/me@example.com/ranks"])(
  "the experiment %s has the name that Databricks gives it",
  async (experimentName) => {
    server.script({ status: 200, body: { experiment_id: "1", experiment: {} } });
    await runWith("createExperiment", { experimentName });
    await runWith("getExperiment", { experimentName });
    expect(JSON.parse(String(server.arrivals[0]?.body))).toEqual({ name: "/Users/me@example.com/ranks" });
    expect(server.arrivals[1]?.url).toBe(
      "/api/2.0/mlflow/experiments/get-by-name?experiment_name=%2FUsers%2Fme%40example.com%2Franks",
    );
  },
);
