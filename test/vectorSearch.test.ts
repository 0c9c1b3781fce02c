/** Vector search in a workspace: the whole life of rows, a sync of a table, and what is refused. */
import { articleTable } from "../demo/localSeed";
import {
  articleIndexExample,
  articleQuestionExample,
  embeddingExamples,
  listedIndex,
  newIndexExample,
  productExamples,
  productIndexExample,
  textColumnExample,
  vectorEndpointExample,
  vectorIndexExamples,
} from "../src/services/vectorSearch/vectorSearchExamples";
import { failureOf, runnerIn } from "./support/component";
import { runDirectly } from "./support/directStatements";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ clock: "auto" });

const run = runnerIn(workspace, { parameters: { indexName: productIndexExample.name } });

const rowsOf = async (key: string, parameters: object = {}): Promise<unknown> =>
  ((await run(key, parameters)) as { rows: unknown }).rows;

it("rows are upserted, found, scanned and deleted, with exact keys and odd characters", async () => {
  const id = "9007199254740993";
  const name = 'quote " backslash \\ \ud83d\ude00 &=?';
  const record = { id, name, category: "odd", price: 0.1, embedding: [0, 0, 1] };
  expect(await run("upsertVectors", { records: [record] })).toMatchObject({ succeeded: 1, failed: 0 });
  const query = { queryVector: [0, 0, 1], columns: ["id", "name", "embedding"], limit: 1 };
  expect(await rowsOf("queryVectorIndex", query)).toEqual([{ score: 1, id, name, embedding: [0, 0, 1] }]);
  const filterRows = [{ column: "id", operator: "equals", value: id, valueType: "number" }];
  expect(
    await rowsOf("queryVectorIndex", { ...query, queryVector: [1, 0, 0], limit: 10, filterRows }),
  ).toHaveLength(1);
  expect(await rowsOf("scanVectorIndex")).toEqual([...productExamples, record]);
  expect(await rowsOf("scanVectorIndex", { afterPrimaryKey: "2" })).toEqual([productExamples[2], record]);
  expect(await run("deleteVectors", { primaryKeys: [id, "1"] })).toMatchObject({ succeeded: 2 });
  expect(await rowsOf("scanVectorIndex")).toEqual(productExamples.slice(1));
});

it("what nothing fulfills is an empty list", async () => {
  const query = { queryVector: [1, 0, 0], columns: ["id"] };
  expect(await run("queryVectorIndex", { ...query, filters: { category: "none" } })).toEqual({
    rows: [],
    hasMore: false,
  });
  expect(await rowsOf("queryVectorIndex", { ...query, scoreThreshold: "1" })).toEqual([{ score: 1, id: 1 }]);
});

it("every page of many rows is read, or the first one", async () => {
  const records = Array.from({ length: 2300 }, (_, index) => ({ id: index + 10, embedding: [0, 0, index] }));
  expect(await run("upsertVectors", { records })).toMatchObject({ succeeded: 2300, requests: 3 });
  const query = { queryVector: [0, 0, 0], columns: ["id"], limit: 2250 };
  const rows = (await rowsOf("queryVectorIndex", query)) as { id: number }[];
  expect([rows.length, new Set(rows.map(({ id }) => id)).size]).toEqual([2250, 2250]);
  expect(await run("queryVectorIndex", { ...query, everyPage: false })).toMatchObject({ hasMore: true });
  expect(await rowsOf("scanVectorIndex", { limit: 5000 })).toHaveLength(2303);
});

it("indexes are listed by endpoint, or of all of them, and offered", async () => {
  const all = vectorIndexExamples.map(listedIndex);
  expect(await run("listVectorIndexes")).toEqual(all);
  expect(await run("listVectorIndexes", { vectorSearchEndpoint: vectorEndpointExample.name })).toEqual(all);
  const { message } = await failureOf(run("listVectorIndexes", { vectorSearchEndpoint: "none" }));
  expect(message).toContain("Vector search endpoint none not found");
  expect(await run("selectVectorIndex", { vectorSearchEndpoint: vectorEndpointExample.name })).toHaveLength(
    2,
  );
});

describe("an index of a table", () => {
  const indexName = articleIndexExample.name;
  const find = () => rowsOf("queryVectorIndex", { indexName, queryText: articleQuestionExample, limit: 1 });

  it("has what its table has after an awaited sync", async () => {
    for (const statement of articleTable) await runDirectly(workspace, statement);
    await runDirectly(workspace, "DELETE FROM workspace.default.help_articles WHERE id = 1");
    expect(await find()).toEqual([{ score: 0.8, id: 1, text: embeddingExamples[1]?.input }]);
    expect(await run("syncVectorIndex", { indexName, waitForCompletion: true })).toMatchObject({
      status: { indexed_row_count: 2 },
    });
    expect(await find()).toEqual([{ score: 0.5, id: 3, text: embeddingExamples[3]?.input }]);
  });

  it("tells that a sync failed", async () => {
    const waiting = { indexName, waitForCompletion: true, timeoutSeconds: 1 };
    const { message } = await failureOf(run("syncVectorIndex", waiting));
    expect(message).toContain("ended as FAILED: its events cannot be read");
  });

  it("takes no records, and an index with vectors alone no text", async () => {
    const refused = [
      failureOf(run("upsertVectors", { indexName, records: [{ id: 1 }] })),
      failureOf(run("deleteVectors", { indexName, primaryKeys: [1] })),
      failureOf(run("syncVectorIndex")),
      failureOf(run("queryVectorIndex", { queryText: "x" })),
      failureOf(run("queryVectorIndex", { queryVector: [1] })),
      failureOf(run("queryVectorIndex", { queryVector: [1, 0, 0], filterExpression: "id = 1" })),
    ];
    const messages = (await Promise.all(refused)).map(({ message }) => message);
    expect(messages).toEqual(
      [
        "is a delta sync index",
        "is a delta sync index",
        "is a direct access index",
        "has no embedding model",
        "has 1 dimensions",
        "is a standard endpoint",
      ].map((text) => expect.stringContaining(text)),
    );
  });
});

describe("an index that is made", () => {
  const indexName = newIndexExample.name;
  const create = (parameters: object = {}) =>
    run("createVectorIndex", {
      indexName,
      vectorSearchEndpoint: vectorEndpointExample.name,
      primaryKey: "id",
      waitForCompletion: true,
      ...parameters,
    });
  const synced = {
    sourceTable: newIndexExample.delta_sync_index_spec.source_table,
    textColumn: textColumnExample.name,
    embeddingEndpoint: textColumnExample.embedding_model_endpoint_name,
  };

  it("of a table has its rows once it is ready, and is gone once it is deleted", async () => {
    for (const statement of articleTable) await runDirectly(workspace, statement);
    const ready = { ready: true, indexed_row_count: 3 };
    expect(await create(synced)).toMatchObject({ name: indexName, status: ready });
    const query = { indexName, queryText: articleQuestionExample, columns: ["title"], limit: 1 };
    expect(await rowsOf("queryVectorIndex", query)).toEqual([{ score: 0.8, title: "Late check-in" }]);
    expect((await failureOf(create(synced))).message).toContain("Choose another name, or delete the index");
    const deleted = { full_name: indexName, deleted: true };
    expect(await run("deleteVectorIndex", { indexName })).toEqual(deleted);
    expect((await failureOf(run("deleteVectorIndex", { indexName }))).message).toContain(
      "Check the Index Name",
    );
    const ignoreMissing = true;
    expect(await run("deleteVectorIndex", { indexName, ignoreMissing })).toEqual({
      ...deleted,
      deleted: false,
    });
    expect((await failureOf(create(synced))).message).toContain("only after a few minutes");
    await workspace.advance(60_000);
    expect(await create(synced)).toMatchObject({ status: ready });
  });

  it("for records takes them", async () => {
    const indexColumns = { id: "long", name: "string", embedding: "array<float>" };
    const direct = {
      indexKind: "DIRECT_ACCESS",
      vectorColumn: "embedding",
      vectorDimension: 2,
      indexColumns,
    };
    expect(await create(direct)).toMatchObject({
      index_type: "DIRECT_ACCESS",
      status: { ready: true, indexed_row_count: 0 },
    });
    const records = [{ id: "9007199254740993", name: "\ud83d\ude00", embedding: [0, 1] }];
    expect(await run("upsertVectors", { indexName, records })).toMatchObject({ succeeded: 1 });
    expect(await rowsOf("scanVectorIndex", { indexName })).toEqual(records);
  });

  it("needs an endpoint, a table with its changes recorded, and grants", async () => {
    await runDirectly(workspace, "CREATE TABLE workspace.default.help_articles (id INT, text STRING)");
    const refused = [
      await failureOf(create({ ...synced, vectorSearchEndpoint: "none" })),
      await failureOf(create({ ...synced, sourceTable: "workspace.default.none" })),
      await failureOf(create(synced)),
    ];
    await workspace.revoke({ securable: "schema", id: "workspace.default", privilege: "CREATE_TABLE" });
    await workspace.revoke({ securable: "table", id: productIndexExample.name, privilege: "MANAGE" });
    refused.push(await failureOf(create(synced)), await failureOf(run("deleteVectorIndex")));
    expect(refused.map(({ message }) => message)).toEqual(
      [
        "Check the Vector Search Endpoint",
        "does not exist",
        "change data feed of the source table",
        "lacks CREATE TABLE on the schema workspace.default",
        `lacks MANAGE on the table ${productIndexExample.name}`,
      ].map((text) => expect.stringContaining(text)),
    );
  });
});

it("a wrong index is refused with a hint, and a missing grant is named", async () => {
  const { message } = await failureOf(run("getVectorIndex", { indexName: "a.b.none" }));
  expect(message).toContain("Check the Index Name: it must be listed by List Vector Indexes");
  await workspace.revoke({ securable: "table", id: productIndexExample.name, privilege: "SELECT" });
  const refused = await failureOf(run("queryVectorIndex", { queryVector: [1, 0, 0] }));
  expect(refused.message).toContain(`lacks SELECT on the table ${productIndexExample.name}`);
});
