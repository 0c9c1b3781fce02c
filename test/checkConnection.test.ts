/** Check Connection says what can be used and, of what cannot, which grant is missing. */

import { clusterExample } from "../src/services/clusters/clustersExamples";
import { connectionCheckExample } from "../src/services/connectionCheck/connectionCheckExamples";
import { genieSpaceExample } from "../src/services/genie/genieExamples";
import { jobExample } from "../src/services/jobs/jobsExamples";
import { experimentExample } from "../src/services/mlflow/mlflowExamples";
import { pipelineExample } from "../src/services/pipelines/pipelinesExamples";
import { registeredModelExample } from "../src/services/registeredModels/registeredModelsExamples";
import { chatEndpointExample } from "../src/services/serving/servingExamples";
import { volumeExample } from "../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../src/services/users/usersExamples";
import { stoppedWarehouseExample, warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, principalConnection, runIn } from "./support/component";
import { checkIn, everySecurable, lastCheckIn } from "./support/connectionChecks";
import { useWorkspace } from "./support/workspace";

const { userName } = currentUserExample;
const { vectorSearchEndpoint, indexName } = everySecurable;

const workspace = useWorkspace();

const check = (parameters: object, options = {}) => checkIn(workspace, parameters, options);
const lastCheck = (parameters: object) => lastCheckIn(workspace, parameters);

const quoted = (fullName: string): string => `\`${fullName.replaceAll(".", "`.`")}\``;

const revoke = (securable: string, id: string, privilege: string) =>
  workspace.revoke({ securable, id, privilege });

const warehousePath = `/api/2.0/sql/warehouses/${warehouseExample.id}`;

it("names the identity and the host where nothing is asked about", async () => {
  const { host } = new URL(workspace.url);
  expect(await check({})).toEqual({ identity: connectionCheckExample.identity, host, ok: true, checks: [] });
});

it("finds everything in a workspace that grants everySecurable, and only reads", async () => {
  expect(await check(everySecurable)).toMatchObject({ ok: true, checks: connectionCheckExample.checks });
  const requests = await workspace.requests();
  expect([...new Set(requests.map(({ method }) => method))]).toEqual(["GET"]);
});

it("names a service principal by its application ID", async () => {
  await revoke("warehouse", warehouseExample.id, "CAN_USE");
  const connection = principalConnection(workspace, await workspace.signIn());
  const { identity, checks } = await check({ warehouseId: warehouseExample.id }, { connection });
  expect(identity).toMatchObject({ kind: "service principal", userName: workspace.clientId });
  expect(checks[0]?.advice).toMatch(
    new RegExp(`^The service principal .*${workspace.clientId}.* lacks CAN USE on the SQL warehouse`),
  );
});

describe("a missing grant is a result with what an administrator can do:", () => {
  it.each([
    [
      ["warehouse", warehouseExample.id, "CAN_USE"],
      { warehouseId: warehouseExample.id },
      "CAN USE",
      `The user ${userName} lacks CAN USE on the SQL warehouse ${warehouseExample.id}: open SQL Warehouses > ${warehouseExample.id} > Permissions and add it.`,
    ],
    [
      ["cluster", clusterExample.cluster_id, "CAN_ATTACH_TO"],
      { clusterId: clusterExample.cluster_id },
      "CAN ATTACH TO",
      `The user ${userName} lacks CAN ATTACH TO on the cluster ${clusterExample.cluster_id}: open Compute > ${clusterExample.cluster_id} > Permissions and add it.`,
    ],
    [
      ["job", String(jobExample.job_id), "CAN_VIEW"],
      { jobId: String(jobExample.job_id) },
      "CAN VIEW",
      `The user ${userName} lacks CAN VIEW on the job ${jobExample.job_id}: open Jobs & Pipelines > ${jobExample.job_id} > Permissions and add it.`,
    ],
    [
      ["catalog", "samples", "USE_CATALOG"],
      { catalog: "samples" },
      "USE CATALOG",
      `The user ${userName} lacks USE CATALOG on the catalog samples: GRANT USE CATALOG ON CATALOG \`samples\` TO \`${userName}\`;`,
    ],
    [
      ["schema", "samples.aviation", "USE_SCHEMA"],
      { catalog: "samples", schema: "aviation" },
      "USE SCHEMA",
      `The user ${userName} lacks USE SCHEMA on the schema samples.aviation: GRANT USE SCHEMA ON SCHEMA \`samples\`.\`aviation\` TO \`${userName}\`;`,
    ],
    [
      ["table", "samples.aviation.flights", "SELECT"],
      { catalog: "samples", schema: "aviation", table: "flights" },
      "SELECT",
      `The user ${userName} lacks SELECT on the table samples.aviation.flights: GRANT SELECT ON TABLE \`samples\`.\`aviation\`.\`flights\` TO \`${userName}\`;`,
    ],
    [
      ["volume", volumeExample.full_name, "READ_VOLUME"],
      { volume: `/Volumes/${volumeExample.full_name.replaceAll(".", "/")}/in` },
      "READ VOLUME",
      `The user ${userName} lacks READ VOLUME on the volume ${volumeExample.full_name}: GRANT READ VOLUME ON VOLUME ${quoted(volumeExample.full_name)} TO \`${userName}\`;`,
    ],
    [
      ["serving_endpoint", chatEndpointExample.name, "CAN_VIEW"],
      { endpointName: chatEndpointExample.name },
      "CAN VIEW",
      `The user ${userName} lacks CAN VIEW on the serving endpoint ${chatEndpointExample.name}: open Serving > ${chatEndpointExample.name} > Permissions and add it.`,
    ],
    [
      ["registered_model", registeredModelExample.full_name, "EXECUTE"],
      { modelFullName: registeredModelExample.full_name },
      "EXECUTE",
      `The user ${userName} lacks EXECUTE on the model ${registeredModelExample.full_name}: GRANT EXECUTE ON FUNCTION ${quoted(registeredModelExample.full_name)} TO \`${userName}\`;`,
    ],
    [
      ["experiment", experimentExample.experiment_id, "CAN_READ"],
      { experimentId: experimentExample.experiment_id },
      "CAN READ",
      `The user ${userName} lacks CAN READ on the experiment ${experimentExample.experiment_id}: open Experiments > ${experimentExample.experiment_id} > Permissions and add it.`,
    ],
    [
      ["pipeline", pipelineExample.pipeline_id, "CAN_VIEW"],
      { pipelineId: pipelineExample.pipeline_id },
      "CAN VIEW",
      `The user ${userName} lacks CAN VIEW on the pipeline ${pipelineExample.pipeline_id}: open Jobs & Pipelines > ${pipelineExample.pipeline_id} > Permissions and add it.`,
    ],
    [
      ["genie_space", genieSpaceExample.space_id, "CAN_VIEW"],
      { genieSpaceId: genieSpaceExample.space_id },
      "CAN VIEW",
      `The user ${userName} lacks CAN VIEW on the Genie space ${genieSpaceExample.space_id}: open Genie > ${genieSpaceExample.space_id} > Permissions and add it.`,
    ],
    [
      ["vector_search_endpoint", vectorSearchEndpoint, "CAN_USE"],
      { vectorSearchEndpoint },
      "CAN USE",
      `The user ${userName} lacks CAN USE on the vector search endpoint ${vectorSearchEndpoint}: open Compute > Vector search > ${vectorSearchEndpoint} > Permissions and add it.`,
    ],
    [
      ["table", indexName, "SELECT"],
      { indexName },
      "SELECT",
      `The user ${userName} lacks SELECT on the table ${indexName}: GRANT SELECT ON TABLE ${quoted(indexName)} TO \`${userName}\`;`,
    ],
  ] as const)("%j", async ([securable, id, privilege], parameters, missing, advice) => {
    await revoke(securable, id, privilege);
    const result = await check(parameters);
    expect(result.ok).toBe(false);
    expect(result.checks.slice(0, -1).every(({ ok }) => ok)).toBe(true);
    expect(result.checks.at(-1)).toMatchObject({ ok: false, canRead: false, missing, advice });
  });
});

it("what lies in a catalog that may not be used lacks the catalog's grant, too", async () => {
  await revoke("catalog", "samples", "USE_CATALOG");
  const { checks } = await check({ catalog: "samples", schema: "aviation", table: "flights" });
  expect(checks.map(({ missing }) => missing)).toEqual(["USE CATALOG", "USE CATALOG", "USE CATALOG"]);
  expect(new Set(checks.map(({ advice }) => advice)).size).toBe(1);
});

it("one missing grant does not hide what else can be used", async () => {
  await revoke("cluster", clusterExample.cluster_id, "CAN_ATTACH_TO");
  const { ok, checks } = await check(everySecurable);
  expect(ok).toBe(false);
  expect(checks.filter((each) => !each.ok).map(({ what }) => what)).toEqual(["cluster"]);
  expect(checks).toHaveLength(Object.keys(everySecurable).length);
});

describe("what is not there is told from what may not be used:", () => {
  it.each([
    [{ warehouseId: "0000000000000000" }, /List SQL Warehouses/],
    [{ clusterId: "0000-000000-nothing1" }, /List Clusters/],
    [{ jobId: "999" }, /List Jobs/],
    [{ catalog: "nothing" }, /SHOW CATALOGS/],
    [{ catalog: "samples", schema: "nothing" }, /SHOW SCHEMAS/],
    [{ catalog: "samples", schema: "aviation", table: "nothing" }, /SHOW TABLES/],
    [{ volume: "main.default.nothing" }, /SHOW VOLUMES/],
    [{ endpointName: "nothing" }, /List Serving Endpoints/],
    [{ modelFullName: "main.default.nothing" }, /List Registered Models/],
    [{ experimentId: "999" }, /page of an experiment/],
    [{ pipelineId: "nothing" }, /List Pipelines/],
    [{ genieSpaceId: "nothing" }, /List Genie Spaces/],
    [{ vectorSearchEndpoint: "nothing" }, /List Vector Search Endpoints/],
    [{ indexName: "main.default.nothing" }, /List Vector Indexes/],
  ])("%j", async (parameters, advice) => {
    const found = await lastCheck(parameters);
    expect(found).toMatchObject({ ok: false, advice: expect.stringMatching(advice) });
    expect(found).not.toHaveProperty("missing");
  });

  it("a refusal of a warehouse says that there may be none", async () => {
    await revoke("warehouse", warehouseExample.id, "CAN_USE");
    expect((await lastCheck({ warehouseId: warehouseExample.id }))?.detail).toContain(
      "It may also not exist",
    );
  });
});

it("a stopped warehouse is fine, and stays stopped", async () => {
  const found = await lastCheck({ warehouseId: stoppedWarehouseExample.id });
  expect(found).toMatchObject({ ok: true, detail: expect.stringContaining("starts by itself") });
  const [read] = (await runIn(workspace, "listWarehouses")) as { id: string; state: string }[];
  expect(read).toBeDefined();
  expect(await runIn(workspace, "getWarehouse", { warehouseId: stoppedWarehouseExample.id })).toMatchObject({
    state: "STOPPED",
  });
});

describe("the grants of a catalog", () => {
  const grants = "/api/2.1/unity-catalog/effective-permissions/catalog/samples";
  const denied = { error_code: "PERMISSION_DENIED", message: "No MANAGE." };

  it("need not be readable", async () => {
    await workspace.fault({ path: grants, status: 403, body: denied });
    expect(await lastCheck({ catalog: "samples" })).toMatchObject({
      ok: true,
      canRead: "not known",
      canWrite: "not known",
      detail:
        "The catalog samples can be seen. Whether it can be used (USE CATALOG) or given new schemas (CREATE SCHEMA) is not known: its grants cannot be read or do not show it.",
    });
  });

  it.each([
    ["name the user without it", userName, [{ privilege: "SELECT" }], false],
    ["name a group of the user with it", "users", [{ privilege: "USE_CATALOG" }], true],
    ["name the user with all", userName, [{ privilege: "ALL_PRIVILEGES" }], true],
    ["name others alone", "others", [{ privilege: "USE_CATALOG" }], true],
  ])("%s", async (_, principal, privileges, ok) => {
    await workspace.fault({
      path: grants,
      status: 200,
      body: { privilege_assignments: [{ principal, privileges }] },
    });
    expect(await lastCheck({ catalog: "samples" })).toMatchObject({
      ok,
      ...(!ok && { missing: "USE CATALOG" }),
    });
  });

  it("are missing where it may only be browsed", async () => {
    const body = { name: "samples", browse_only: true };
    await workspace.fault({ path: "/api/2.1/unity-catalog/catalogs/samples", status: 200, body });
    expect(await lastCheck({ catalog: "samples" })).toMatchObject({
      ok: false,
      missing: "USE CATALOG",
      detail: "The catalog samples is visible, but cannot be used.",
    });
  });
});

describe("is an error", () => {
  it("where the token has expired, before anything else is asked", async () => {
    await workspace.fault({
      path: "/api/2.0/preview/scim/v2/Me",
      status: 403,
      body: { error_code: 403, message: "Invalid access token." },
      times: 9,
    });
    const error = await failureOf(check(everySecurable));
    expect(error.message).toContain("does not accept the connection's token");
    expect(await workspace.requests()).toHaveLength(1);
  });

  it("where the token expires between two checks", async () => {
    await workspace.fault({
      path: warehousePath,
      status: 403,
      body: { error_code: 403, message: "Invalid access token." },
    });
    expect((await failureOf(check(everySecurable))).message).toContain(
      "does not accept the connection's token",
    );
  });

  it.each([
    [{ schema: "aviation" }, "Catalog is empty, but Schema is not."],
    [{ catalog: "samples", table: "flights" }, "Schema is empty, but Table is not."],
    [{ volume: "landing" }, "Catalog is empty, but Volume is a name alone."],
  ])("where the place of a thing is not told: %j", async (parameters, message) => {
    expect((await failureOf(check(parameters))).message).toBe(message);
    expect(await workspace.requests()).toEqual([]);
  });

  it("where Databricks fails", async () => {
    await workspace.fault({
      path: warehousePath,
      status: 400,
      body: { error_code: "BAD_REQUEST", message: "No." },
    });
    expect((await failureOf(check(everySecurable))).message).toContain("BAD_REQUEST");
  });
});

it("an answer that was lost is asked for again", async () => {
  await workspace.fault({ path: warehousePath, drop: true, phase: "after", times: 1 });
  expect(await check({ warehouseId: warehouseExample.id })).toMatchObject({ ok: true });
  const asked = (await workspace.requests()).filter(({ path }) => path === warehousePath);
  expect(asked).toHaveLength(2);
});
