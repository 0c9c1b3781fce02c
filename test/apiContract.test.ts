/**
 * The contract with Databricks' own description of its API. Every workspace of every test is held to it when the test
 * ends (see support/workspace.ts); here all routes are asked in turn. The checker is checked in contractChecker.test.ts.
 */

import { readFileSync } from "node:fs";
import path from "node:path";
import databricksApi from "../packages/emulator/src/contract/databricks-api.json";
import { descriptionText } from "../scripts/apiDescription";
import { terminatedClusterExample } from "../src/services/clusters/clustersExamples";
import { commandInputExamples } from "../src/services/commands/commandsExamples";
import { productIndexExample } from "../src/services/vectorSearch/vectorSearchExamples";
import { stoppedWarehouseExample, warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { otherFields, otherOperations, otherTypes, otherValues } from "./contract/exceptions";
import { usedExceptions } from "./support/apiContract";
import { exampleParameters, runIn, subjects } from "./support/component";
import { addEchoEndpoints } from "./support/echoEndpoints";
import { prepareGround } from "./support/exampleSetup";
import { entraFields, olderEntra, renewed, signInAs, userFields } from "./support/signIns";
import { freshWorkspace, useSharedWorkspace } from "./support/workspace";

describe("the description that the emulator carries", () => {
  it("is in the form that scripts/apiDescription.ts writes", () => {
    const file = path.resolve(__dirname, "../packages/emulator/src/contract/databricks-api.json");
    expect(readFileSync(file, "utf8") === descriptionText(databricksApi)).toBe(true);
  });
});

describe("the workspace", () => {
  const workspace = useSharedWorkspace();

  const ok = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const { status, text, json } = await workspace.call(method, path, body);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`);
    return json as Record<string, unknown>;
  };

  it("answers who signs in as described", async () => {
    await ok("GET", "/api/2.0/preview/scim/v2/Me");
    await ok("GET", "/api/2.0/preview/scim/v2/Me?attributes=userName");
    expect(await workspace.signIn()).toMatchObject({ token_type: "Bearer" });
    await ok("GET", "/oidc/.well-known/oauth-authorization-server");
    await ok("GET", "/.well-known/databricks-config");
    await ok("GET", "/oidc/jwks.json");
  });

  it("answers users and applications of Entra that sign in as described", async () => {
    const user = await signInAs("userOAuth", userFields(workspace));
    expect((await renewed(user)).token).toMatchObject({ token_type: "Bearer" });
    expect((await signInAs("azureServicePrincipal", entraFields(workspace))).token).toHaveProperty(
      "access_token",
    );
    expect(await olderEntra(workspace, "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d")).toMatchObject({
      expires_in: "3599",
    });
    expect(await olderEntra(workspace, "moon")).toMatchObject({ error: "invalid_resource" });
  });

  it("answers warehouses in every state as described", async () => {
    const base = "/api/2.0/sql/warehouses";
    await ok("GET", `${base}?page_size=1`);
    for (const change of ["start", "stop", "stop", "start"]) {
      await ok("POST", `${base}/${stoppedWarehouseExample.id}/${change}`, {});
      await ok("GET", `${base}/${stoppedWarehouseExample.id}`);
    }
    expect((await workspace.call("GET", `${base}/none`)).status).toBe(404);
  });

  it.each(["2.0", "2.1"])("answers clusters of API %s in every state as described", async (version) => {
    const base = `/api/${version}/clusters`;
    const cluster_id = terminatedClusterExample.cluster_id;
    await ok("GET", `${base}/list?page_size=1&filter_by.cluster_states=RUNNING&sort_by.field=CLUSTER_NAME`);
    await ok("GET", `${base}/list-node-types`);
    await ok("GET", `${base}/spark-versions`);
    await ok("GET", "/api/2.0/instance-pools/list");
    await ok("POST", `${base}/start`, { cluster_id });
    await ok("GET", `${base}/get?cluster_id=${cluster_id}`);
    await workspace.advance(60_000);
    for (const change of ["restart", "delete"]) {
      await ok("POST", `${base}/${change}`, { cluster_id });
      await ok("GET", `${base}/get?cluster_id=${cluster_id}`);
      await workspace.advance(60_000);
      await ok("GET", `${base}/get?cluster_id=${cluster_id}`);
    }
    expect((await workspace.call("GET", `${base}/get?cluster_id=none`)).status).toBe(400);
    expect((await workspace.call("POST", `${base}/restart`, { cluster_id })).status).toBe(400);
  });

  it("answers contexts and commands as described", async () => {
    const { clusterId, language, command } = commandInputExamples;
    const { id: contextId } = await ok("POST", "/api/1.2/contexts/create", { clusterId, language });
    const context = `clusterId=${clusterId}&contextId=${contextId}`;
    await ok("GET", `/api/1.2/contexts/status?${context}`);
    const { id: commandId } = await ok("POST", "/api/1.2/commands/execute", {
      clusterId,
      contextId,
      language,
      command,
    });
    await ok("GET", `/api/1.2/commands/status?${context}&commandId=${commandId}`);
    await ok("POST", "/api/1.2/commands/cancel", { clusterId, contextId, commandId });
    await ok("POST", "/api/1.2/contexts/destroy", { clusterId, contextId });
    expect((await workspace.call("GET", `/api/1.2/contexts/status?${context}`)).status).toBe(404);
  });

  const statement = (text: string, more: object = {}) =>
    ok("POST", "/api/2.0/sql/statements", { statement: text, warehouse_id: warehouseExample.id, ...more });

  it("answers statements of every outcome as described", async () => {
    await workspace.statements({ rows_per_chunk: 2 });
    const { statement_id } = await statement("SELECT id, NULL AS nothing FROM range(5)");
    await ok("GET", `/api/2.0/sql/statements/${statement_id}`);
    await ok("GET", `/api/2.0/sql/statements/${statement_id}/result/chunks/1`);
    await ok("POST", `/api/2.0/sql/statements/${statement_id}/cancel`, {});
    const failed = await statement("SELECT * FROM nowhere");
    expect(failed.status).toMatchObject({ state: "FAILED" });
    await statement("SELECT 1", { wait_timeout: "0s" });
    const cut = { row_limit: 1, query_tags: [{ key: "team", value: "test" }] };
    await statement("SELECT id FROM range(3)", cut);
    for (const format of ["JSON_ARRAY", "CSV", "ARROW_STREAM"]) {
      const linked = await statement("SELECT id FROM range(5)", { format, disposition: "EXTERNAL_LINKS" });
      await ok("GET", `/api/2.0/sql/statements/${linked.statement_id}/result/chunks/0`);
    }
    await ok("DELETE", `/api/2.0/sql/statements/${statement_id}`);
  });

  it("answers the drivers' own requests as their exceptions say", async () => {
    const { session_id } = await ok("POST", "/api/2.0/sql/sessions", { warehouse_id: warehouseExample.id });
    const disposition = "INLINE_OR_EXTERNAL_LINKS";
    const compression = { result_compression: "NONE", format: "ARROW_STREAM", disposition };
    const { result } = await statement("SELECT 1", { session_id, ...compression });
    expect(result).toHaveProperty("attachment");
    await statement("SELECT ?", { parameters: [{ ordinal: 1, value: "a" }] });
    await ok("POST", "/api/2.0/sql/statements/", {
      statement: "SELECT 1",
      warehouse_id: warehouseExample.id,
    });
    await ok("DELETE", `/api/2.0/sql/sessions/${session_id}`);
  });

  it("answers values of every type as described", async () => {
    await statement(`SELECT
      CAST(1 AS TINYINT), CAST(1 AS SMALLINT), 1, 1L, 1.5, CAST(1 AS FLOAT), CAST(1 AS DOUBLE), true, 'a', X'00',
      DATE'2025-11-18', TIMESTAMP'2025-11-18 12:00:00', NULL, array(1), map('a', 1), named_struct('a', 1)`);
    await statement("SELECT TIMESTAMP_NTZ'2025-11-18 12:00:00'");
    await statement("SELECT parse_json('{}')");
  });

  it("answers serving endpoints in every state as described", async () => {
    const base = "/api/2.0/serving-endpoints";
    const entity = (entity_name: string, version: string) => ({
      served_entities: [{ entity_name, entity_version: version, scale_to_zero_enabled: true }],
    });
    const records = { dataframe_records: [{ distance: 1, hour: 1 }], params: { shift: 1 } };
    await ok("POST", base, { name: "a", config: entity("workspace.default.flight_delays", "1") });
    await ok("GET", `${base}/a`);
    expect((await workspace.call("POST", "/serving-endpoints/a/invocations", records)).status).toBe(503);
    await workspace.advance(60_000);
    await ok("GET", base);
    await ok("PUT", `${base}/a/config`, entity("workspace.default.flight_delays", "2"));
    await ok("GET", `${base}/a`);
    await workspace.advance(60_000);
    await ok("POST", "/serving-endpoints/a/invocations", records);
    await addEchoEndpoints(workspace);
    await ok("POST", "/serving-endpoints/echo-embeddings/invocations", { input: ["a"] });
    await ok("POST", "/serving-endpoints/echo-completions/invocations", { prompt: "a" });
    await ok("POST", "/serving-endpoints/flight-delays/served-models/flight_delays-2/invocations", records);
    await ok("GET", `${base}/flight-delays/openapi`);
    await ok("DELETE", `${base}/a`);
    expect((await workspace.call("GET", `${base}/a`)).status).toBe(404);
  });

  it("answers Unity Catalog as described", async () => {
    const base = "/api/2.1/unity-catalog";
    await statement("CREATE SCHEMA all_kinds");
    await statement(`CREATE TABLE all_kinds.t (a TINYINT NOT NULL COMMENT 'a', b SMALLINT, c BIGINT, d DECIMAL(10,2),
      e FLOAT, f BOOLEAN, g BINARY, h DATE, i TIMESTAMP_NTZ, j ARRAY<INT>, k MAP<STRING, INT>, l STRUCT<m: INT>,
      n VARIANT, o VARCHAR(5), p STRING) PARTITIONED BY (p) TBLPROPERTIES ('team' = 'test')`);
    await statement(
      "CREATE VIEW all_kinds.v COMMENT 'v' AS SELECT a, INTERVAL '1' DAY AS b FROM all_kinds.t",
    );
    const own = "catalog_name=workspace&schema_name=all_kinds";
    await ok("GET", `${base}/catalogs?max_results=2&include_browse=true&include_unbound=false`);
    await ok("GET", `${base}/catalogs/main?include_browse=true`);
    await ok("GET", `${base}/schemas?catalog_name=workspace`);
    await ok("GET", `${base}/schemas/workspace.all_kinds`);
    await ok("GET", `${base}/tables?${own}&max_results=1&omit_columns=false`);
    await ok("GET", `${base}/tables?catalog_name=system&schema_name=information_schema`);
    await ok("GET", `${base}/tables/workspace.all_kinds.t?include_browse=false`);
    await ok("GET", `${base}/tables/workspace.all_kinds.v`);
    await ok("GET", `${base}/tables/workspace.all_kinds.none/exists`);
    await ok("GET", `${base}/table-summaries?catalog_name=samples&schema_name_pattern=a%25&max_results=1`);
    await workspace.seed({ volumes: [{ full_name: "main.default.v", comment: "A volume" }] });
    await ok("GET", `${base}/volumes?catalog_name=main&schema_name=default`);
    await ok("GET", `${base}/volumes/main.default.v`);
    await ok("GET", `${base}/current-metastore-assignment`);
    await ok("GET", `${base}/metastore_summary`);
    await ok("GET", `${base}/effective-permissions/table/workspace.all_kinds.t?max_results=150`);
    await ok("GET", `${base}/permissions/catalog/workspace?max_results=0`);
    expect((await workspace.call("GET", `${base}/tables/main.default.none`)).status).toBe(404);
  });

  it("answers MLflow's tracking as described", async () => {
    const base = "/api/2.0/mlflow";
    const { experiment_id } = await ok("POST", `${base}/experiments/create`, { name: "/a" });
    const { run } = await ok("POST", `${base}/runs/create`, { experiment_id, start_time: 1 });
    const { run_id } = (run as { info: { run_id: string } }).info;
    await ok("POST", `${base}/runs/log-metric`, { run_id, key: "m", value: 0.5, timestamp: 1 });
    await ok("POST", `${base}/runs/log-parameter`, { run_id, key: "p", value: "1" });
    await ok("POST", `${base}/runs/set-tag`, { run_id, key: "t", value: "1" });
    await ok("GET", `${base}/metrics/get-history?run_id=${run_id}&metric_key=m&max_results=5`);
    await ok("POST", `${base}/runs/search`, { experiment_ids: [experiment_id], filter: "metrics.m > 0" });
    for (const verb of ["delete", "restore"]) await ok("POST", `${base}/runs/${verb}`, { run_id });
    for (const verb of ["delete", "restore"])
      await ok("POST", `${base}/experiments/${verb}`, { experiment_id });
    await ok("POST", `${base}/experiments/search`, { view_type: "ALL", max_results: 1 });
  });

  it("answers the component as described", async () => {
    for (const subject of subjects) {
      const own = await freshWorkspace();
      await prepareGround(own, subject.key);
      await runIn(own, subject.key, exampleParameters(subject)).finally(() => own.close());
    }
  });

  it("refuses a filter of an index that is an SQL condition, which it cannot obey", async () => {
    const body = { columns: ["id"], query_vector: [1, 0, 0], filter_string: "id = 1" };
    const query = `/api/2.0/vector-search/indexes/${productIndexExample.name}/query`;
    expect(await workspace.call("POST", query, body)).toMatchObject({ status: 501 });
  });

  it("has no exception that nothing needs", async () => {
    await workspace.checkTraffic();
    const needed = [...usedExceptions];
    const unneeded = [
      ...otherOperations.map(({ method, path }) => `${method} ${path}`),
      ...otherFields.map(({ type, field }) => `${type}.${field.name}`),
      ...otherValues.flatMap(({ enum: name, values }) => values.map((value) => `${name} ${value}`)),
    ].filter((name) => !needed.includes(name));
    expect(unneeded).toEqual([]);
  });

  it("gives a reason and a source for every exception", () => {
    const all = [...otherOperations, ...otherFields, ...otherValues, ...otherTypes];
    for (const { source } of all) expect(source).toMatch(/^https:\/\/|^databricks-sdk-go|^@databricks\/sql/);
  });
});
