/**
 * The official JavaScript client, unmodified, meets privileges that are missing. Where the two disagree, the workspace is
 * wrong.
 */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import { clusterExample } from "../../src/services/clusters/clustersExamples";
import { genieSpaceExample } from "../../src/services/genie/genieExamples";
import { jobExample } from "../../src/services/jobs/jobsExamples";
import { experimentExample } from "../../src/services/mlflow/mlflowExamples";
import { pipelineExample } from "../../src/services/pipelines/pipelinesExamples";
import { registeredModelExample } from "../../src/services/registeredModels/registeredModelsExamples";
import { modelEndpointExample } from "../../src/services/serving/servingExamples";
import {
  schemaExample,
  tableExample,
  volumeExample,
} from "../../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../../src/services/users/usersExamples";
import { warehouseExample, warehouseExamples } from "../../src/services/warehouses/warehousesExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

async function revoke(securable: string, id: string, privilege: string): Promise<void> {
  const { status } = await fetch(`${running.url}/__workspace/grants`, {
    method: "POST",
    headers: { authorization: `Bearer ${running.token}`, "content-type": "application/json" },
    body: JSON.stringify({ revoke: [{ securable, id, privilege }] }),
  });
  expect(status).toBe(200);
}

/** What the client says of a request that must be refused. */
async function refusal(attempt: Promise<unknown>): Promise<string> {
  const error = await apiErrorOf(attempt);
  expect([error.statusCode, error.errorCode]).toEqual([403, "PERMISSION_DENIED"]);
  return error.message;
}

const { userName: me } = currentUserExample;
const samples = { catalog_name: "samples", schema_name: "aviation" };

it("a warehouse that may not be used is not listed, read, started or sent statements", async () => {
  await revoke("warehouse", warehouseExample.id, "CAN_USE");
  const seen = await listItems(client.warehouses.list({}));
  expect(seen.map(({ id }) => id)).toEqual(
    warehouseExamples.map(({ id }) => id).filter((id) => id !== warehouseExample.id),
  );
  const said = `${me} is not authorized to use this SQL Endpoint. Please contact your administrator.`;
  const execution = { statement: "SELECT 1", warehouse_id: warehouseExample.id };
  expect(await refusal(client.warehouses.get({ id: warehouseExample.id }))).toBe(said);
  expect(await refusal(client.warehouses.start({ id: warehouseExample.id }))).toBe(said);
  expect(await refusal(client.statementExecution.executeStatement(execution))).toBe(said);
});

it("a cluster that may be attached to, but not restarted, is still read", async () => {
  const { cluster_id } = clusterExample;
  await revoke("cluster", cluster_id, "CAN_RESTART");
  expect((await client.clusters.get({ cluster_id })).cluster_id).toBe(cluster_id);
  expect(await refusal(client.clusters.restart({ cluster_id }))).toBe(
    `${me} does not have Restart permissions on ${cluster_id}. Please contact your administrator for access.`,
  );
});

it("a job that may be seen, but not run, is not run", async () => {
  const { job_id } = jobExample;
  await revoke("job", String(job_id), "CAN_MANAGE_RUN");
  expect((await client.jobs.get({ job_id })).job_id).toBe(job_id);
  expect(await refusal(client.jobs.runNow({ job_id }))).toContain(
    "does not have Manage Run or Owner or Admin",
  );
  await revoke("job", String(job_id), "CAN_VIEW");
  expect(await refusal(client.jobs.get({ job_id }))).toBe(
    `User ${me} does not have View or Admin or Manage Run or Owner permissions on job ${job_id}`,
  );
  expect((await listItems(client.jobs.list({}))).map((each) => each.job_id)).not.toContain(job_id);
});

it("an endpoint, an experiment and a model that may not be used are told so", async () => {
  const [{ name }, { experiment_id }, { full_name }] = [
    modelEndpointExample,
    experimentExample,
    registeredModelExample,
  ];
  await revoke("serving_endpoint", name, "CAN_VIEW");
  await revoke("experiment", experiment_id, "CAN_READ");
  await revoke("registered_model", full_name, "EXECUTE");
  expect(await refusal(client.servingEndpoints.get({ name }))).toContain(
    `permission 'View' on Endpoint ${name}`,
  );
  expect(await refusal(client.experiments.getExperiment({ experiment_id }))).toContain(
    "permission to 'View'",
  );
  expect(await refusal(client.registeredModels.get({ full_name }))).toContain("EXECUTE on Routine or Model");
});

it("who may do what with an object is told to who may manage it", async () => {
  const request = { request_object_type: "jobs", request_object_id: String(jobExample.job_id) };
  const { access_control_list = [] } = await client.permissions.get(request);
  expect(access_control_list.map(({ user_name, group_name }) => user_name ?? group_name)).toEqual([
    me,
    undefined,
    "admins",
  ]);
  await revoke("job", request.request_object_id, "CAN_MANAGE");
  expect(await refusal(client.permissions.get(request))).toContain("Admin or Owner permissions on job");
});

it("pipelines and Genie spaces are listed and read by who may view them", async () => {
  const { pipeline_id } = pipelineExample;
  const { space_id } = genieSpaceExample;
  expect((await listItems(client.pipelines.listPipelines({}))).map((each) => each.pipeline_id)).toEqual([
    pipeline_id,
  ]);
  expect(await client.pipelines.get({ pipeline_id })).toMatchObject(pipelineExample);
  await revoke("pipeline", pipeline_id, "CAN_VIEW");
  await revoke("genie_space", space_id, "CAN_VIEW");
  expect(await refusal(client.pipelines.get({ pipeline_id }))).toContain("View permissions on pipeline");
  expect(await refusal(client.genie.getSpace({ space_id }))).toContain("View permissions on Genie space");
});

it("a model's grants are those of a function", async () => {
  const { privilege_assignments = [] } = await client.grants.getEffective({
    securable_type: "function",
    full_name: registeredModelExample.full_name,
  });
  const own = privilege_assignments.find(({ principal }) => principal === me)?.privileges ?? [];
  expect(own.map(({ privilege }) => privilege)).toContain("EXECUTE");
});

it.each([undefined, 1])(
  "Unity Catalog's lists leave out, in pages of %s, and its objects are refused",
  async (max_results) => {
    const paged = max_results === undefined ? {} : { max_results };
    await revoke("table", tableExample.full_name, "SELECT");
    await revoke("volume", volumeExample.full_name, "READ_VOLUME");
    const tables = (await listItems(client.tables.list({ ...samples, ...paged }))).map(
      ({ full_name }) => full_name,
    );
    expect(tables.length).toBeGreaterThan(0);
    expect(tables).not.toContain(tableExample.full_name);
    const { catalog_name, schema_name } = volumeExample;
    const volumes = await listItems(client.volumes.list({ catalog_name, schema_name, ...paged }));
    expect(volumes.map(({ full_name }) => full_name)).not.toContain(volumeExample.full_name);
    expect(await refusal(client.tables.get({ full_name: tableExample.full_name }))).toBe(
      `User does not have SELECT on Table '${tableExample.full_name}'.`,
    );
    expect(await refusal(client.volumes.read({ name: volumeExample.full_name }))).toBe(
      `User does not have READ VOLUME on Volume '${volumeExample.full_name}'.`,
    );
  },
);

it("without the catalog, all in it is hidden", async () => {
  await revoke("catalog", schemaExample.catalog_name, "USE_CATALOG");
  const { catalog_name, name: schema_name } = schemaExample;
  const catalogs = await listItems(client.catalogs.list({}));
  expect(catalogs.map(({ name }) => name)).not.toContain(catalog_name);
  expect(await listItems(client.schemas.list({ catalog_name }))).toEqual([]);
  expect(await listItems(client.tables.list({ catalog_name, schema_name }))).toEqual([]);
  const said = `User does not have USE CATALOG on Catalog '${catalog_name}'.`;
  expect(await refusal(client.catalogs.get({ name: catalog_name }))).toBe(said);
  expect(await refusal(client.schemas.get({ full_name: schemaExample.full_name }))).toBe(said);
});

it.each([
  [
    "SELECT",
    `SELECT * FROM ${tableExample.full_name}`,
    "table",
    tableExample.full_name,
    tableExample.full_name,
  ],
  ["SELECT", `SELECT * FROM ${tableExample.full_name}`, "catalog", "samples", tableExample.full_name],
  [
    "MODIFY",
    "INSERT INTO workspace.default.t VALUES (1)",
    "schema",
    "workspace.default",
    "workspace.default.t",
  ],
])(
  "a statement without %s fails and names it: %s, taken away on the %s",
  async (privilege, statement, securable, id, name) => {
    const execute = (text: string) =>
      client.statementExecution.executeStatement({ statement: text, warehouse_id: warehouseExample.id });
    await execute("CREATE TABLE workspace.default.t (a INT)");
    await revoke(securable, id, privilege);
    const { status } = await execute(statement);
    expect(status).toMatchObject({
      state: "FAILED",
      error: {
        error_code: "BAD_REQUEST",
        message: `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have ${privilege} on Table '${name}'. SQLSTATE: 42501`,
      },
    });
  },
);

it("what is granted on one thing tells of itself alone", async () => {
  await revoke("catalog", "samples", "SELECT");
  const { privilege_assignments } = await client.grants.get({
    securable_type: "catalog",
    full_name: "samples",
  });
  const own = privilege_assignments?.find(({ principal }) => principal === me)?.privileges ?? [];
  expect(own).toContain("USE_CATALOG");
  expect(own).not.toContain("SELECT");
});
