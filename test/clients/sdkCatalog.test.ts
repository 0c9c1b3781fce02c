/**
 * The official JavaScript client, unmodified, judges catalogs, schemas, tables and volumes. Where the two disagree, the
 * workspace is wrong.
 */
import { ApiError, WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import {
  catalogExample,
  catalogExamples,
  listedTableExamples,
  samplesSchemaExamples,
  schemaExample,
  tableExample,
  volumeExample,
  volumeExamples,
} from "../../src/services/unityCatalog/unityCatalogExamples";
import { currentUserExample } from "../../src/services/users/usersExamples";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  running = await startWorkspace({ seed, clock: "manual", startAt: Date.UTC(2025, 10, 18, 12) });
  // No loaders: neither the environment nor a configuration file has a say.
  client = new WorkspaceClient({ host: running.url, token: running.token, loaders: [] });
});
afterEach(() => running.close());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const problem = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`Not an ApiError: ${String(error)}`);
};

/** How many requests were sent for a path's list. */
const requestsFor = (list: string) =>
  running.workspace.requestLog.requests().filter(({ path }) => path.endsWith(list)).length;

const samples = { catalog_name: "samples", schema_name: "aviation" };
const own = { catalog_name: catalogExample.name, schema_name: schemaExample.name };

it.each([undefined, 0, 1, 3])("lists everything in pages of %s", async (max_results) => {
  const paged = max_results === undefined ? {} : { max_results };
  expect(await all(client.catalogs.list({ ...paged }))).toEqual(catalogExamples);
  expect(await all(client.schemas.list({ catalog_name: "samples", ...paged }))).toEqual(
    samplesSchemaExamples,
  );
  expect(await all(client.tables.list({ ...samples, omit_columns: true, ...paged }))).toEqual(
    listedTableExamples,
  );
  expect(await all(client.volumes.list({ ...own, ...paged }))).toEqual(volumeExamples);
  expect(requestsFor("/catalogs")).toBe(max_results ? Math.ceil(catalogExamples.length / max_results) : 1);
});

it("goes on where the server's pages are smaller than was asked for", async () => {
  running.workspace.pagination = { emptyPages: 0, maxPageSize: 1 };
  expect(await all(client.catalogs.list({ max_results: 100 }))).toEqual(catalogExamples);
  const found = await all(
    client.tables.listSummaries({ catalog_name: "samples", schema_name_pattern: "a%" }),
  );
  expect(found).toEqual(listedTableExamples.map(({ full_name, table_type }) => ({ full_name, table_type })));
  expect([requestsFor("/catalogs"), requestsFor("/table-summaries")]).toEqual([catalogExamples.length, 2]);
});

it("gets each kind of object, a table with its columns", async () => {
  expect(await client.catalogs.get({ name: catalogExample.name })).toEqual(catalogExample);
  expect(await client.schemas.get({ full_name: schemaExample.full_name })).toEqual(schemaExample);
  expect(await client.tables.get({ full_name: tableExample.full_name })).toEqual(tableExample);
  expect(await client.volumes.read({ name: volumeExample.full_name })).toEqual(volumeExample);
  expect(await client.tables.exists({ full_name: tableExample.full_name })).toEqual({ table_exists: true });
});

it("sees what its own statements have made", async () => {
  const [warehouse] = await all(client.warehouses.list({}));
  for (const statement of [
    "CREATE SCHEMA deals COMMENT 'Deals'",
    "CREATE TABLE deals.won (id BIGINT NOT NULL, amount DECIMAL(12,2) COMMENT 'Euro')",
    "CREATE VIEW deals.sum AS SELECT sum(amount) AS total FROM deals.won",
  ]) {
    const { status } = await client.statementExecution.executeStatement({
      statement,
      warehouse_id: warehouse?.id ?? "",
    });
    expect(status?.state).toBe("SUCCEEDED");
  }
  const [sum, won] = await all(
    client.tables.list({ catalog_name: catalogExample.name, schema_name: "deals" }),
  );
  expect(sum).toMatchObject({ table_type: "VIEW", columns: [{ name: "total", type_text: "decimal(22,2)" }] });
  expect(won).toMatchObject({
    full_name: "workspace.deals.won",
    owner: currentUserExample.userName,
    columns: [
      { name: "id", type_name: "LONG", position: 0, nullable: false },
      {
        name: "amount",
        type_name: "DECIMAL",
        type_precision: 12,
        type_scale: 2,
        position: 1,
        comment: "Euro",
      },
    ],
  });
});

it("knows the metastore and what it may do", async () => {
  const { metastore_id } = catalogExample;
  expect(await client.metastores.current()).toMatchObject({
    metastore_id,
    default_catalog_name: catalogExample.name,
  });
  expect(await client.metastores.summary()).toMatchObject({ metastore_id });
  const { privilege_assignments } = await client.grants.getEffective({
    securable_type: "table",
    full_name: tableExample.full_name,
    principal: currentUserExample.userName,
  });
  expect(privilege_assignments).toMatchObject([{ principal: currentUserExample.userName }]);
  expect(privilege_assignments?.[0]?.privileges).toContainEqual({
    privilege: "SELECT",
    inherited_from_type: "CATALOG",
    inherited_from_name: "samples",
  });
});

it("is told in Databricks' words what is wrong", async () => {
  expect(await problem(client.tables.get({ full_name: "main.default.none" }))).toMatchObject({
    statusCode: 404,
    errorCode: "TABLE_DOES_NOT_EXIST",
    message: "Table 'main.default.none' does not exist.",
  });
  expect(await problem(client.volumes.read({ name: "main.none.v" }))).toMatchObject({
    statusCode: 404,
    message: "Schema 'main.none' does not exist.",
  });
  expect(await problem(all(client.catalogs.list({ max_results: -1 })))).toMatchObject({
    statusCode: 400,
    errorCode: "INVALID_PARAMETER_VALUE",
  });
});
