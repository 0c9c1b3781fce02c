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

/** Changes something without the client, which leaves the body of a PATCH out. */
const patch = async (path: string, body: object): Promise<unknown> => {
  const answer = await fetch(`${running.url}/api/2.1/unity-catalog/${path}`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${running.token}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return answer.json();
};

it("reads changed grants, which statements see, page by page", async () => {
  const on = { securable_type: "schema", full_name: "main.default" };
  const changes = [
    { principal: "readers", add: ["SELECT", "USE_SCHEMA"] },
    { principal: "writers", add: ["MODIFY"], remove: ["SELECT"] },
  ];
  const readers = { principal: "readers", privileges: ["SELECT", "USE_SCHEMA"] };
  const writers = { principal: "writers", privileges: ["MODIFY"] };
  expect(await patch("permissions/schema/main.default", { changes })).toEqual({
    privilege_assignments: [readers, writers],
  });
  expect(await client.grants.get(on)).toEqual({ privilege_assignments: [readers, writers] });
  await execute("REVOKE MODIFY ON SCHEMA main.default FROM writers");
  expect(await client.grants.update({ ...on, changes: [] })).toEqual({ privilege_assignments: [readers] });
  running.workspace.pagination = { emptyPages: 1, maxPageSize: 1 };
  expect(await client.grants.get({ ...on, max_results: 150 })).toEqual({ next_page_token: "empty-1" });
  expect(await client.grants.get({ ...on, page_token: "empty-1" })).toEqual({
    privilege_assignments: [readers],
  });
  expect(await apiErrorOf(client.grants.get({ ...on, max_results: 1 }))).toMatchObject({ statusCode: 400 });
});

it("sets, lists and removes tags", async () => {
  const entity = { entity_type: "schemas", entity_name: "main.default" };
  const tags = client.entityTagAssignments;
  const made = await tags.create({ tag_assignment: { ...entity, tag_key: "tier" } });
  expect(made).toMatchObject({ ...entity, tag_key: "tier", tag_value: "" });
  const again = tags.create({ tag_assignment: { ...entity, tag_key: "tier" } });
  expect(await apiErrorOf(again)).toMatchObject({ statusCode: 409, errorCode: "ALREADY_EXISTS" });
  const path = "entity-tag-assignments/schemas/main.default/tags/tier?update_mask=tag_value";
  const changed = await patch(path, { ...entity, tag_key: "tier", tag_value: "gold" });
  expect(await tags.get({ ...entity, tag_key: "tier" })).toEqual(changed);
  await tags.create({ tag_assignment: { ...entity, tag_key: "customer", tag_value: "acme" } });
  const all = await listItems(tags.list({ ...entity, max_results: 1 }));
  expect(all.map(({ tag_key, tag_value }) => [tag_key, tag_value])).toEqual([
    ["customer", "acme"],
    ["tier", "gold"],
  ]);
  await tags.delete({ ...entity, tag_key: "tier" });
  expect(await apiErrorOf(tags.get({ ...entity, tag_key: "tier" }))).toMatchObject({ statusCode: 404 });
});
