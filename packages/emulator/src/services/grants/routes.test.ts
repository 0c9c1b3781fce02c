import { cluster } from "../../seed/clusters";
import { currentUser } from "../../seed/identity";
import { job } from "../../seed/jobs";
import { warehouse } from "../../seed/warehouses";
import { catalogClient, names } from "../unityCatalog/catalogClient";

const { server, call, get, sql, refused } = catalogClient();

const grant = (securable: string, id: string, privilege: string) => ({ securable, id, privilege });

const revoke = async (...given: object[]) =>
  expect(await call("POST", "/__workspace/grants", { revoke: given })).toMatchObject({ status: 200 });

const denied = (message: string) => ({ status: 403, body: { error_code: "PERMISSION_DENIED", message } });

const warehouses = "/api/2.0/sql/warehouses";

const jobDenied = (rights: string) =>
  denied(`User ${currentUser.userName} does not have ${rights} permissions on job ${job.job_id}`);

/** Runs a statement and gives what it ended with. */
const ended = async (statement: string, fields: object = {}) => {
  const { body } = await call("POST", "/api/2.0/sql/statements", {
    statement,
    warehouse_id: warehouse.id,
    ...fields,
  });
  const { state, error } = body.status as { state: string; error?: { message: string } };
  return error?.message ?? state;
};

const sqlDenied = (text: string) =>
  `[INSUFFICIENT_PERMISSIONS] Insufficient privileges:\nUser does not have ${text}. SQLSTATE: 42501`;

describe("the control route", () => {
  const select = grant("table", "main.default.t", "SELECT");
  const use = grant("warehouse", warehouse.id, "CAN_USE");

  it("takes grants away and gives one or all back", async () => {
    expect((await call("GET", "/__workspace/grants")).body).toEqual({ revoked: [] });
    await revoke(select, use);
    const { body } = await call("POST", "/__workspace/grants", { restore: [select] });
    expect(body).toEqual({ revoked: [use] });
    expect(await call("DELETE", "/__workspace/grants")).toEqual({ status: 200, body: {} });
    expect((await call("GET", `${warehouses}/${warehouse.id}`)).status).toBe(200);
  });

  it.each([
    ["another kind", { revoke: [grant("thing", "x", "CAN_USE")] }],
    ["another privilege", { revoke: [grant("warehouse", "x", "SELECT")] }],
    ["no id", { revoke: [{ securable: "warehouse", privilege: "CAN_USE" }] }],
    ["no list", { revoke: use }],
    ["another field", { take: [use] }],
    ["one wrong among others", { revoke: [use, grant("job", "1", "CAN_FLY")] }],
  ])("refuses %s and changes nothing", async (_, body) => {
    expect((await call("POST", "/__workspace/grants", body)).status).toBe(400);
    expect((await call("GET", "/__workspace/grants")).body).toEqual({ revoked: [] });
  });
});

describe("a workspace object without its permission", () => {
  it("is no warehouse that can be seen, started or used", async () => {
    await revoke(grant("warehouse", warehouse.id, "CAN_USE"));
    const refusal = denied(
      `${currentUser.userName} is not authorized to use this SQL Endpoint. Please contact your administrator.`,
    );
    expect(await call("GET", `${warehouses}/${warehouse.id}`)).toMatchObject(refusal);
    expect(await call("POST", `${warehouses}/${warehouse.id}/start`)).toMatchObject(refusal);
    const statement = { statement: "SELECT 1", warehouse_id: warehouse.id };
    expect(await call("POST", "/api/2.0/sql/statements", statement)).toMatchObject(refusal);
    const { body } = await call("GET", warehouses);
    expect(names(body.warehouses)).not.toContain(warehouse.name);
    expect(names(body.warehouses).length).toBeGreaterThan(0);
  });

  it("is a cluster that runs but cannot be started without CAN RESTART", async () => {
    await revoke(grant("cluster", cluster.cluster_id, "CAN_RESTART"));
    const path = "/api/2.1/clusters";
    expect((await call("GET", `${path}/get?cluster_id=${cluster.cluster_id}`)).status).toBe(200);
    const start = await call("POST", `${path}/start`, { cluster_id: cluster.cluster_id });
    expect(start).toMatchObject(
      denied(
        `${currentUser.userName} does not have Restart permissions on ${cluster.cluster_id}. Please contact your administrator for access.`,
      ),
    );
  });

  it("is a cluster that nobody may attach to, in the words of each API version", async () => {
    await revoke(grant("cluster", cluster.cluster_id, "CAN_ATTACH_TO"));
    const message = `${currentUser.userName} does not have Attach permissions on ${cluster.cluster_id}. Please contact your administrator for access.`;
    const got = await call("GET", `/api/2.0/clusters/get?cluster_id=${cluster.cluster_id}`);
    expect(got).toMatchObject(denied(message));
    const context = { clusterId: cluster.cluster_id, language: "python" };
    expect(await call("POST", "/api/1.2/contexts/create", context)).toEqual({
      status: 403,
      body: { error: message },
    });
    const { body } = await call("GET", "/api/2.1/clusters/list");
    expect(JSON.stringify(body.clusters ?? [])).not.toContain(cluster.cluster_id);
  });

  it("is a job that may be seen but not run, or neither", async () => {
    const jobs = "/api/2.2/jobs";
    const run = () => call("POST", `${jobs}/run-now`, { job_id: job.job_id });
    const { body: started } = await run();
    await revoke(grant("job", String(job.job_id), "CAN_MANAGE_RUN"));
    expect(await run()).toMatchObject(jobDenied("Manage Run or Owner or Admin"));
    expect((await call("GET", `${jobs}/get?job_id=${job.job_id}`)).status).toBe(200);
    await revoke(grant("job", String(job.job_id), "CAN_VIEW"));
    const view = jobDenied("View or Admin or Manage Run or Owner");
    expect(await call("GET", `${jobs}/get?job_id=${job.job_id}`)).toMatchObject(view);
    expect(await call("GET", `${jobs}/runs/get?run_id=${started.run_id}`)).toMatchObject(view);
    expect((await call("GET", `${jobs}/list`)).body).not.toHaveProperty("jobs");
    expect((await call("GET", `${jobs}/runs/list`)).body).not.toHaveProperty("runs");
  });

  it("is a job that is not there, whose refusal comes before its absence", async () => {
    await revoke(grant("job", "7", "CAN_VIEW"));
    expect((await call("GET", "/api/2.2/jobs/get?job_id=7")).status).toBe(403);
    expect((await call("GET", "/api/2.2/jobs/get?job_id=8")).status).toBe(400);
  });

  it("leaves the notification destinations to admins", async () => {
    const path = "/api/2.0/notification-destinations";
    await revoke({ securable: "workspace", privilege: "ADMIN" });
    const refusal = denied("Only workspace admins may do this.");
    for (const [method, at] of [
      ["GET", path],
      ["POST", path],
      ["GET", `${path}/x`],
      ["PATCH", `${path}/x`],
      ["DELETE", `${path}/x`],
    ] as const) {
      expect(await call(method, at)).toMatchObject(refusal);
    }
  });
});

describe("a thing of Unity Catalog without its privilege", () => {
  beforeEach(() => sql("CREATE TABLE main.default.t (a INT)", "CREATE SCHEMA main.other"));

  it.each([
    ["catalog", "main", "USE_CATALOG", "USE CATALOG on Catalog 'main'"],
    ["schema", "main.default", "USE_SCHEMA", "USE SCHEMA on Schema 'main.default'"],
    ["catalog", "main", "USE_SCHEMA", "USE SCHEMA on Schema 'main.default'"],
    ["table", "main.default.t", "SELECT", "SELECT on Table 'main.default.t'"],
    ["catalog", "MAIN", "SELECT", "SELECT on Table 'main.default.t'"],
  ])("by the %s %s is a table that cannot be had without %s", async (securable, id, privilege, words) => {
    await revoke(grant(securable, id, privilege));
    const refusal = [403, "PERMISSION_DENIED", `User does not have ${words}.`];
    expect(await refused("tables/main.default.t")).toEqual(refusal);
    expect(await get("tables", { catalog_name: "main", schema_name: "default" })).toEqual({});
    expect(await ended("SELECT * FROM main.default.t")).toBe(sqlDenied(words));
  });

  it("is left out of lists", async () => {
    await revoke(grant("schema", "main.other", "USE_SCHEMA"), grant("catalog", "samples", "USE_CATALOG"));
    const schemas = (await get("schemas", { catalog_name: "main" })).schemas;
    expect(names(schemas)).toEqual(["default", "information_schema"]);
    expect(names((await get("catalogs")).catalogs)).toEqual(["main", "system", "workspace"]);
    expect(await get("schemas", { catalog_name: "samples" })).toEqual({});
  });

  it("is a volume that cannot be read", async () => {
    await revoke(grant("catalog", "workspace", "READ_VOLUME"));
    expect(await refused("volumes/workspace.default.landing")).toEqual([
      403,
      "PERMISSION_DENIED",
      "User does not have READ VOLUME on Volume 'workspace.default.landing'.",
    ]);
  });

  it("is shown without it by the effective permissions", async () => {
    await revoke(grant("catalog", "main", "SELECT"), grant("table", "main.default.t", "MODIFY"));
    const held = async (path: string) =>
      JSON.stringify(await get(`effective-permissions/${path}`, { principal: currentUser.userName }));
    expect(await held("catalog/main")).not.toContain('"SELECT"');
    expect(await held("catalog/main")).toContain('"MODIFY"');
    expect(await held("table/main.default.t")).not.toMatch(/"SELECT"|"MODIFY"/);
    expect(await held("catalog/workspace")).toContain('"SELECT"');
  });
});

describe("a statement", () => {
  const table = "main.default.t";
  beforeEach(() =>
    sql(`CREATE TABLE ${table} AS SELECT 1 AS a`, `CREATE VIEW main.default.v AS SELECT a FROM ${table}`),
  );

  it.each([
    `INSERT INTO ${table} VALUES (2)`,
    `UPDATE ${table} SET a = 2`,
    `DELETE FROM ${table}`,
    `TRUNCATE TABLE ${table}`,
    `MERGE INTO ${table} USING (SELECT 1 AS b) s ON a = b WHEN MATCHED THEN DELETE`,
    `ALTER TABLE ${table} ADD COLUMN b INT`,
  ])("that writes fails without MODIFY, and changes nothing: %s", async (statement) => {
    await revoke(grant("table", table, "MODIFY"));
    expect(await ended(statement)).toBe(sqlDenied(`MODIFY on Table '${table}'`));
    expect(await ended(`SELECT * FROM ${table}`)).toBe("SUCCEEDED");
  });

  it.each([
    `SELECT * FROM (SELECT a FROM ${table}) WHERE a IN (SELECT 1)`,
    `WITH c AS (SELECT * FROM t) SELECT * FROM c`,
    `CREATE TABLE main.default.copy AS SELECT * FROM ${table}`,
    `CREATE VIEW main.default.w AS SELECT * FROM ${table}`,
    `CREATE TABLE main.default.copy LIKE ${table}`,
    `DESCRIBE TABLE ${table}`,
    `SHOW COLUMNS IN ${table}`,
  ])("that reads fails without SELECT: %s", async (statement) => {
    await revoke(grant("table", table, "SELECT"));
    const failed = await ended(statement, { catalog: "main", schema: "default" });
    expect(failed).toBe(sqlDenied(`SELECT on Table '${table}'`));
  });

  it("reads a view with its owner's rights", async () => {
    await revoke(grant("table", table, "SELECT"));
    expect(await ended("SELECT * FROM main.default.v")).toBe("SUCCEEDED");
    await revoke(grant("table", "main.default.v", "SELECT"));
    expect(await ended("SELECT * FROM main.default.v")).toBe(sqlDenied("SELECT on Table 'main.default.v'"));
  });

  it("cannot use a catalog without USE CATALOG", async () => {
    await revoke(grant("catalog", "samples", "USE_CATALOG"));
    expect(await ended("USE CATALOG samples")).toBe(sqlDenied("USE CATALOG on Catalog 'samples'"));
  });

  it("of another catalog goes on", async () => {
    await revoke(grant("catalog", "main", "USE_CATALOG"));
    expect(await ended("SELECT count(*) FROM samples.aviation.airports")).toBe("SUCCEEDED");
    expect(server().workspace.grants.revoked()).toHaveLength(1);
  });
});
