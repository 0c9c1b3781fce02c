/** What Raw Request sends with a connection that only reads. */
import { type ScriptedServer, startScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";

let time: VirtualTime;
let workspace: ScriptedServer;

beforeEach(async () => {
  time = startVirtualTime();
  workspace = await startScriptedServer(time);
  workspace.script({ body: { ok: true } });
});

afterEach(async () => {
  await workspace.close();
  time.stop();
});

const run = async (inputs: Record<string, unknown>): Promise<unknown> => {
  const { fields, ...rest } = tokenConnection(workspace.url);
  const connection = { ...rest, fields: { ...fields, readOnly: "true" } };
  return (await runAction("rawRequest", { connection, method: "GET", url: "/2.0/x", ...inputs })).data;
};

it.each([
  ["a GET", {}],
  ["a GET with a body, which some APIs read their parameters from", { data: '{"cluster_id":"1"}' }],
  ["a GET in lower case", { method: "get" }],
])("%s is sent", async (_what, inputs) => {
  expect(await run(inputs)).toEqual({ ok: true });
  expect(workspace.arrivals.map(({ method }) => method)).toEqual(["GET"]);
});

const override = [{ key: "X-HTTP-Method-Override", value: "DELETE" }];

it.each<[string, Record<string, unknown>]>([
  ["a POST", { method: "POST", data: "{}" }],
  ["a POST in lower case", { method: "post" }],
  ["a PUT", { method: "PUT" }],
  ["a PATCH", { method: "PATCH" }],
  ["a DELETE", { method: "DELETE" }],
  ["a form", { method: "POST", formData: [{ key: "a", value: "b" }] }],
  ["a file", { method: "PUT", fileData: [{ key: "a", value: Buffer.from("b") }] }],
  [
    "a statement that reads: only the SQL actions read statements",
    {
      method: "POST",
      url: "/2.0/sql/statements",
      data: '{"statement":"SELECT 1"}',
    },
  ],
  ["a header that stands for another method", { headers: override }],
  ["a parameter that stands for another method", { queryParams: [{ key: "_method", value: "PUT" }] }],
  [
    "a GET of a web server on a cluster",
    { url: "https://dbc-1.cloud.databricks.com/driver-proxy-api/o/0/1/80" },
  ],
  ["a POST to another host", { method: "POST", url: "https://hooks.example/a" }],
  [
    "a PUT to another domain of Databricks",
    { method: "PUT", url: "https://accounts.cloud.databricks.com/a" },
  ],
])("%s is refused, and nothing is sent", async (_what, inputs) => {
  const { name, message } = await failureOf(run(inputs));
  expect(name).toBe("DatabricksError");
  expect(message).toMatch(
    / failed \(READ_ONLY\): Read Only is on in the connection, and .*\. Nothing was sent\.$/,
  );
  expect(workspace.arrivals).toEqual([]);
});

it("a GET that is redirected to a POST elsewhere does not become one", async () => {
  workspace.script({ status: 307, headers: { location: "/api/2.0/jobs/run-now" }, body: "" });
  await failureOf(run({}));
  expect(workspace.arrivals.map(({ method }) => method)).toEqual(["GET"]);
});
