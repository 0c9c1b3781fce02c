import { cluster } from "../../seed/clusters";
import { job } from "../../seed/jobs";
import { experiment } from "../../seed/mlflow";
import { registeredModel } from "../../seed/registeredModels";
import { modelEndpoint } from "../../seed/serving";
import { table, volume } from "../../seed/unityCatalog";
import { warehouse } from "../../seed/warehouses";
import { grantsClient } from "./grantsClient";

const { call, revoke } = grantsClient();

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
    warehouse_id: warehouse.id,
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
