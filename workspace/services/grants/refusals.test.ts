import { cluster } from "../../../src/api/clusters";
import { executionContext } from "../../../src/api/commands";
import { job, jobRun } from "../../../src/api/jobExamples";
import { experiment, run } from "../../../src/api/mlflow";
import { registeredModel } from "../../../src/api/registeredModels";
import { modelEndpoint } from "../../../src/api/serving";
import { table, volume } from "../../../src/api/unityCatalogExamples";
import { currentUser } from "../../../src/api/users";
import { warehouse } from "../../../src/api/warehouses";
import { type RunningWorkspace, startWorkspace } from "../../server";

let server: RunningWorkspace;
beforeEach(async () => {
  server = await startWorkspace({ clock: "manual", startAt: Date.UTC(2025, 10, 18, 12) });
});
afterEach(() => server.close());

type Fields = Record<string, unknown>;

const call = async (method: string, path: string, body?: object) => {
  const answer = await fetch(server.url + path, {
    method,
    headers: { authorization: `Bearer ${server.token}`, "content-type": "application/json" },
    body: body && JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Fields };
};

const revoke = async (securable: string, id: string | number, privilege: string): Promise<void> => {
  const { status } = await call("POST", "/__workspace/grants", { revoke: [{ securable, id, privilege }] });
  expect(status).toBe(200);
};

/** A request that must be refused, and what of it must be said. */
type Refused = [method: string, path: string, body: object | undefined, message: string];

const { userName: me } = currentUser;
const mayNotUse = `${me} is not authorized to use this SQL Endpoint. Please contact your administrator.`;
const mayNot = (word: string) =>
  `${me} does not have ${word} permissions on ${cluster.cluster_id}. Please contact your administrator for access.`;
const mayNotOnJob = (words: string) => `User ${me} does not have ${words} permissions on job ${job.job_id}`;
const mayNotOnExperiment = (word: string) =>
  `User ${me} does not have permission to '${word}' experiment with id ${experiment.experiment_id}`;
const statement = { statement: "SELECT 1", warehouse_id: warehouse.id };
const inContext = {
  clusterId: cluster.cluster_id,
  contextId: executionContext.id,
  language: "sql",
  command: "",
};
const modelPath = `/api/2.1/unity-catalog/models/${registeredModel.full_name}`;
const experimentQuery = `experiment_id=${experiment.experiment_id}`;

it.each<[string, string | number, string, Refused[]]>([
  [
    "warehouse",
    warehouse.id,
    "CAN_USE",
    [
      ["GET", `/api/2.0/sql/warehouses/${warehouse.id}`, undefined, mayNotUse],
      ["POST", `/api/2.0/sql/warehouses/${warehouse.id}/start`, {}, mayNotUse],
      ["POST", "/api/2.0/sql/statements", statement, mayNotUse],
      ["POST", "/api/2.0/sql/sessions", { warehouse_id: warehouse.id }, mayNotUse],
      ["DELETE", `/api/2.0/sql/warehouses/${warehouse.id}`, undefined, mayNotUse.replace("use", "manage")],
    ],
  ],
  [
    "cluster",
    cluster.cluster_id,
    "CAN_ATTACH_TO",
    [
      ["GET", `/api/2.1/clusters/get?cluster_id=${cluster.cluster_id}`, undefined, mayNot("Attach")],
      ["POST", "/api/2.1/clusters/events", { cluster_id: cluster.cluster_id }, mayNot("Attach")],
    ],
  ],
  [
    "cluster",
    cluster.cluster_id,
    "CAN_RESTART",
    [
      ["POST", "/api/2.1/clusters/start", { cluster_id: cluster.cluster_id }, mayNot("Restart")],
      ["POST", "/api/2.1/clusters/restart", { cluster_id: cluster.cluster_id }, mayNot("Restart")],
      ["POST", "/api/2.1/clusters/delete", { cluster_id: cluster.cluster_id }, mayNot("Restart")],
      ["POST", "/api/2.0/clusters/resize", { cluster_id: cluster.cluster_id }, mayNot("Manage")],
    ],
  ],
  [
    "job",
    job.job_id,
    "CAN_VIEW",
    [
      [
        "GET",
        `/api/2.2/jobs/get?job_id=${job.job_id}`,
        undefined,
        mayNotOnJob("View or Admin or Manage Run or Owner"),
      ],
      [
        "GET",
        `/api/2.2/jobs/runs/get?run_id=${jobRun.run_id}`,
        undefined,
        mayNotOnJob("View or Admin or Manage Run or Owner"),
      ],
      ["POST", "/api/2.2/jobs/delete", { job_id: job.job_id }, mayNotOnJob("Admin or Owner")],
    ],
  ],
  [
    "job",
    job.job_id,
    "CAN_MANAGE_RUN",
    [
      ["POST", "/api/2.2/jobs/run-now", { job_id: job.job_id }, mayNotOnJob("Manage Run or Owner or Admin")],
      [
        "POST",
        "/api/2.2/jobs/runs/cancel",
        { run_id: jobRun.run_id },
        mayNotOnJob("Manage Run or Owner or Admin"),
      ],
      [
        "POST",
        "/api/2.2/jobs/runs/cancel-all",
        { job_id: job.job_id },
        mayNotOnJob("Manage Run or Owner or Admin"),
      ],
    ],
  ],
  [
    "serving_endpoint",
    modelEndpoint.name,
    "CAN_QUERY",
    [
      [
        "POST",
        `/serving-endpoints/${modelEndpoint.name}/invocations`,
        { inputs: [] },
        `User does not have permission 'Query' on Endpoint ${modelEndpoint.name}`,
      ],
    ],
  ],
  [
    "experiment",
    experiment.experiment_id,
    "CAN_READ",
    [
      ["GET", `/api/2.0/mlflow/experiments/get?${experimentQuery}`, undefined, mayNotOnExperiment("View")],
      ["GET", `/api/2.0/mlflow/runs/get?run_id=${run.info.run_id}`, undefined, mayNotOnExperiment("View")],
      ["POST", "/api/2.0/mlflow/runs/log-metric", { run_id: run.info.run_id }, mayNotOnExperiment("Edit")],
    ],
  ],
  [
    "registered_model",
    registeredModel.full_name,
    "EXECUTE",
    [
      [
        "GET",
        modelPath,
        undefined,
        `User does not have EXECUTE on Routine or Model '${registeredModel.full_name}'.`,
      ],
      [
        "GET",
        `${modelPath}/versions`,
        undefined,
        `User does not have EXECUTE on Routine or Model '${registeredModel.full_name}'.`,
      ],
    ],
  ],
  [
    "volume",
    volume.full_name,
    "READ_VOLUME",
    [
      [
        "GET",
        `/api/2.1/unity-catalog/volumes/${volume.full_name}`,
        undefined,
        `User does not have READ VOLUME on Volume '${volume.full_name}'.`,
      ],
    ],
  ],
  [
    "catalog",
    "samples",
    "USE_CATALOG",
    [
      "catalogs/samples",
      "schemas/samples.aviation",
      `tables/${table.full_name}`,
      `tables/${table.full_name}/exists`,
    ].map(
      (path): Refused => [
        "GET",
        `/api/2.1/unity-catalog/${path}`,
        undefined,
        "User does not have USE CATALOG on Catalog 'samples'.",
      ],
    ),
  ],
])("who has lost on a %s (%s) %s is told what is missing", async (securable, id, privilege, requests) => {
  await revoke(securable, id, privilege);
  for (const [method, path, body, message] of requests) {
    expect(await call(method, path, body)).toEqual({
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message },
    });
  }
  expect((await call("DELETE", "/__workspace/grants")).status).toBe(200);
  for (const [method, path, body] of requests) expect((await call(method, path, body)).status).not.toBe(403);
});

it.each(["contexts/create", "commands/execute"])(
  "API 1.2 refuses who may not attach to a cluster: %s",
  async (path) => {
    await revoke("cluster", cluster.cluster_id, "CAN_ATTACH_TO");
    const { status, body } = await call("POST", `/api/1.2/${path}`, inContext);
    expect([status, Object.values(body)]).toEqual([403, expect.arrayContaining([mayNot("Attach")])]);
  },
);

it.each([
  ["warehouse", warehouse.id, "CAN_USE", "GET", "/api/2.0/sql/warehouses"],
  ["cluster", cluster.cluster_id, "CAN_ATTACH_TO", "GET", "/api/2.1/clusters/list"],
  ["job", job.job_id, "CAN_VIEW", "GET", "/api/2.2/jobs/list"],
  ["job", job.job_id, "CAN_VIEW", "GET", "/api/2.2/jobs/runs/list"],
  ["serving_endpoint", modelEndpoint.name, "CAN_VIEW", "GET", "/api/2.0/serving-endpoints"],
  ["experiment", experiment.experiment_id, "CAN_READ", "POST", "/api/2.0/mlflow/experiments/search"],
  ["registered_model", registeredModel.full_name, "EXECUTE", "GET", "/api/2.1/unity-catalog/models"],
  ["catalog", "samples", "USE_CATALOG", "GET", "/api/2.1/unity-catalog/catalogs"],
  ["schema", "samples.aviation", "USE_SCHEMA", "GET", "/api/2.1/unity-catalog/schemas?catalog_name=samples"],
  ["table", table.full_name, "SELECT", "GET", "/api/2.1/unity-catalog/table-summaries?catalog_name=samples"],
  [
    "volume",
    volume.full_name,
    "READ_VOLUME",
    "GET",
    `/api/2.1/unity-catalog/volumes?catalog_name=${volume.catalog_name}&schema_name=${volume.schema_name}`,
  ],
])("a list leaves out a %s (%s) without %s: %s %s", async (securable, id, privilege, method, path) => {
  const body = method === "POST" ? {} : undefined;
  const named = new RegExp(`[":.]${String(id).split(".").at(-1)}"|:${id},`);
  const before = await call(method, path, body);
  expect([before.status, JSON.stringify(before.body)]).toEqual([200, expect.stringMatching(named)]);
  await revoke(securable, id, privilege);
  const after = await call(method, path, body);
  expect([after.status, JSON.stringify(after.body)]).toEqual([200, expect.not.stringMatching(named)]);
});

it("a list of what stands in a catalog that may not be used is empty, and no error", async () => {
  await revoke("catalog", "samples", "USE_CATALOG");
  const query = "catalog_name=samples&schema_name=aviation";
  for (const path of ["schemas", "tables", "volumes", "table-summaries"]) {
    expect(await call("GET", `/api/2.1/unity-catalog/${path}?${query}`)).toEqual({ status: 200, body: {} });
  }
});

it("a statement fails on a table that may not be read, and says so", async () => {
  await revoke("schema", "samples.aviation", "SELECT");
  const { body } = await call("POST", "/api/2.0/sql/statements", {
    ...statement,
    statement: `SELECT * FROM ${table.full_name}`,
  });
  expect(body.status).toEqual({
    state: "FAILED",
    sql_state: "42501",
    error: {
      error_code: "BAD_REQUEST",
      message: `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have SELECT on Table '${table.full_name}'. SQLSTATE: 42501`,
    },
  });
});

it("what a thing is granted says no more than is left", async () => {
  await revoke("table", table.full_name, "SELECT");
  const privileges = async (path: string) => {
    const { body } = await call("GET", `/api/2.1/unity-catalog/${path}`);
    return JSON.stringify(body.privilege_assignments);
  };
  expect(await privileges(`effective-permissions/table/${table.full_name}`)).not.toContain("SELECT");
  expect(await privileges("effective-permissions/catalog/samples")).toContain("SELECT");
  expect(await privileges("permissions/catalog/samples")).toContain('"SELECT"');
  expect(await privileges(`permissions/table/${table.full_name}`)).toBeUndefined();
});

it("takes a request whole or not at all", async () => {
  const good = { securable: "warehouse", id: warehouse.id, privilege: "CAN_USE" };
  const { status } = await call("POST", "/__workspace/grants", {
    revoke: [good, { ...good, privilege: "SELECT" }],
  });
  expect(status).toBe(400);
  expect((await call("GET", "/__workspace/grants")).body).toEqual({ revoked: [] });
  expect((await call("POST", "/__workspace/grants", { revoke: good })).status).toBe(400);
  expect((await call("POST", "/__workspace/grants", { revoke: [good] })).body).toEqual({ revoked: [good] });
  expect((await call("POST", "/__workspace/grants", { restore: [good] })).body).toEqual({ revoked: [] });
});

it("a workspace that is reset has every grant", async () => {
  await revoke("workspace", "", "ADMIN");
  await call("POST", "/__workspace/reset");
  expect((await call("GET", "/__workspace/grants")).body).toEqual({ revoked: [] });
});
