import { cluster } from "../../seed/clusters";
import { executionContext } from "../../seed/commands";
import { currentUser } from "../../seed/identity";
import { job, jobRun } from "../../seed/jobs";
import { experiment, run } from "../../seed/mlflow";
import { registeredModel } from "../../seed/registeredModels";
import { modelEndpoint } from "../../seed/serving";
import { table, volume } from "../../seed/unityCatalog";
import { warehouse } from "../../seed/warehouses";
import { grantsClient } from "./grantsClient";

const { call, revoke } = grantsClient();

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
      [
        "POST",
        "/api/2.0/mlflow/runs/log-metric",
        { run_id: run.info.run_id, key: "m", value: 1, timestamp: 1 },
        mayNotOnExperiment("Edit"),
      ],
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
