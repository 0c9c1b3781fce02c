/**
 * The official JavaScript client, unmodified, creates and deletes objects of Unity Catalog. Where the two disagree, the
 * workspace is wrong.
 */
import type { WorkspaceClient } from "@databricks/sdk-experimental";
import type { RunningWorkspace } from "../../packages/emulator/src/server";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";
import { apiErrorOf, listItems, startSdkWorkspace } from "./sdkClient";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  ({ running, client } = await startSdkWorkspace());
});
afterEach(() => running.close());

const execute = async (statement: string): Promise<void> => {
  const { status } = await client.statementExecution.executeStatement({
    statement,
    warehouse_id: warehouseExample.id,
  });
  expect(status?.state).toBe("SUCCEEDED");
};

it("makes a catalog, a schema and a volume, which statements see, and deletes them", async () => {
  const catalog = await client.catalogs.create({ name: "acme", properties: { tier: "gold" } });
  expect(catalog).toMatchObject({ full_name: "acme", properties: { tier: "gold" } });
  await client.schemas.create({ catalog_name: "acme", name: "sales", comment: "Deals" });
  await client.volumes.create({
    catalog_name: "acme",
    schema_name: "sales",
    name: "files",
    volume_type: "MANAGED",
  });
  await execute("CREATE TABLE acme.sales.orders AS SELECT 1 AS id");
  expect(await client.tables.exists({ full_name: "acme.sales.orders" })).toEqual({ table_exists: true });
  const refusal = await apiErrorOf(client.schemas.delete({ full_name: "acme.sales" }));
  expect(refusal).toMatchObject({ statusCode: 400, errorCode: "SCHEMA_NOT_EMPTY" });
  await client.tables.delete({ full_name: "acme.sales.orders" });
  await client.volumes.delete({ name: "acme.sales.files" });
  await client.schemas.delete({ full_name: "acme.sales", force: true });
  await client.catalogs.delete({ name: "acme", force: true });
  expect(await apiErrorOf(client.catalogs.get({ name: "acme" }))).toMatchObject({
    statusCode: 404,
    errorCode: "CATALOG_DOES_NOT_EXIST",
  });
});

it("is told that a name is taken", async () => {
  const taken = client.schemas.create({ catalog_name: "main", name: "default" });
  expect(await apiErrorOf(taken)).toMatchObject({ statusCode: 400, errorCode: "SCHEMA_ALREADY_EXISTS" });
});

it("finds no functions", async () => {
  const where = { catalog_name: "main", schema_name: "default" };
  expect(await listItems(client.functions.list(where))).toEqual([]);
});
