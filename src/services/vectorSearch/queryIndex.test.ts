/** What a query and a scan send, and how their pages are read. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, tokenConnection } from "../../../test/support/testClient";
import { articleIndexExample } from "./vectorSearchExamples";

const { server } = useScriptedServer();

const run = (key: string, parameters: object) =>
  runAction(key, {
    connection: tokenConnection(server.url),
    indexName: "a.b.c",
    debugRequest: true,
    ...parameters,
  });

const bodies = (): Record<string, unknown>[] =>
  server.arrivals.filter(({ method }) => method === "POST").map(({ body }) => JSON.parse(body.toString()));

const page = (ids: number[], next?: string) => ({
  body: {
    manifest: { columns: [{ name: "id", type_text: "int" }, { name: "score" }] },
    result: { data_array: ids.map((id) => [id, 0.5]) },
    next_page_token: next,
  },
});

const query = (parameters: object) =>
  run("queryVectorIndex", { queryText: "private words", columns: ["id"], ...parameters });

describe("a query", () => {
  it("sends what the inputs say", async () => {
    server.script(page([1]));
    await query({
      queryVector: "[1, 0.5]",
      searchType: "hybrid",
      limit: 5,
      scoreThreshold: "0.25",
      rerankColumns: ["title"],
      filters: '{"id": 9007199254740993}',
      furtherSettings: { sort_columns: ["id DESC"] },
    });
    expect(server.arrivals[0]?.body.toString()).toContain(
      String.raw`"filters_json":"{\"id\":9007199254740993}"`,
    );
    expect(bodies()).toEqual([
      {
        query_text: "private words",
        query_vector: [1, 0.5],
        query_type: "HYBRID",
        num_results: 5,
        score_threshold: 0.25,
        columns: ["id"],
        reranker: { model: "databricks_reranker", parameters: { columns_to_rerank: ["title"] } },
        filters_json: '{"id":9007199254740993}',
        sort_columns: ["id DESC"],
      },
    ]);
  });

  it("takes a filter as an SQL condition if the endpoint is not a standard one", async () => {
    const endpoint = (endpoint_type: string): Step => ({ body: { name: "e", endpoint_type } });
    const filterExpression = "owner = 'secret-owner'";
    server.script({ body: articleIndexExample }, endpoint("STORAGE_OPTIMIZED"), page([1]));
    const { lines } = await query({ filterExpression });
    expect(bodies()).toEqual([expect.objectContaining({ filter_string: filterExpression })]);
    expect(lines.join("\n")).not.toContain("secret-owner");
    server.script({ body: articleIndexExample }, endpoint("STANDARD"), page([1]));
    expect((await failureOf(query({ filterExpression }))).message).toContain("is a standard endpoint");
    expect(bodies()).toHaveLength(1);
  });

  it("without columns returns the key and the text", async () => {
    server.script({ body: articleIndexExample }, page([]));
    await query({ columns: [] });
    expect(bodies()[0]?.columns).toEqual(["id", "text"]);
  });

  it("reads every page, also over empty ones, or only the first", async () => {
    const pages = [page([1, 2], "t1"), { body: articleIndexExample }, page([], "t2"), page([3])] as const;
    server.script(...pages);
    const { data } = await query({ limit: 100 });
    expect(data).toEqual({ rows: [1, 2, 3].map((id) => ({ id, score: 0.5 })), hasMore: false });
    expect(bodies().slice(1)).toEqual([
      { page_token: "t1", endpoint_name: articleIndexExample.endpoint_name },
      { page_token: "t2", endpoint_name: articleIndexExample.endpoint_name },
    ]);
    const before = server.arrivals.length;
    server.script(...pages);
    const { data: firstPage } = await query({ everyPage: false });
    expect(firstPage).toMatchObject({ hasMore: true, rows: [{ id: 1 }, { id: 2 }] });
    expect(server.arrivals.length - before).toBe(1);
  });

  it("whose pages would not end is an error", async () => {
    server.script(page([1], "t"), { body: articleIndexExample }, page([1], "t"));
    expect((await failureOf(query({ limit: 10_000 }))).message).toContain("repeated a page token");
  });

  it("shows neither what is searched for nor what is found in the log", async () => {
    server.script({
      body: {
        manifest: { columns: [{ name: "id" }, { name: "score" }] },
        result: { data_array: [["secret-row", 1]] },
      },
    });
    const { lines, data } = await query({ filters: { owner: "secret-owner" } });
    expect(data).toMatchObject({ rows: [{ id: "secret-row", score: 1 }] });
    expect(lines.join("\n")).toContain("manifest");
    expect(lines.join("\n")).not.toMatch(/private words|secret-row|secret-owner/);
  });

  it.each([
    [{ queryText: "" }, "Query Text is empty, and so is Query Vector"],
    [{ queryVector: [1] }, "Query Text and Query Vector exclude each other"],
    [{ queryText: "", queryVector: [1], searchType: "HYBRID" }, "Query Text is empty, but Search Type"],
    [{ queryVector: [1], searchType: "FULL_TEXT" }, "Query Vector does not apply to Search Type"],
    [{ queryVector: ["a"] }, "Query Vector must be a list of numbers: entry 1"],
    [{ queryVector: [] }, "Query Vector must be a list of 1 to 4096 numbers."],
    [{ scoreThreshold: "2" }, "Score Threshold must be a number from 0 to 1."],
    [{ limit: 10_001 }, "Limit must be a whole number from 1 to 10000."],
    [{ furtherSettings: { query_type: "ANN" } }, 'Further Settings have "query_type"'],
    [{ furtherSettings: { num_results: 5 } }, 'Further Settings have "num_results"'],
    [{ furtherSettings: { columns: ["b"] }, columns: [] }, 'Further Settings have "columns"'],
    [{ filterExpression: "a = 1", filters: '{"a": 1}' }, "Filter Expression excludes Filters"],
    [{ indexName: "a.b" }, "Index Name must have three parts"],
  ])("with %j is refused before anything is sent", async (parameters, text) => {
    server.script(page([1]));
    expect((await failureOf(query(parameters))).message).toContain(text);
    expect(server.arrivals).toEqual([]);
  });
});

describe("the indexes of all endpoints", () => {
  const endpoints: Step = { body: { endpoints: [{ name: "a" }, { name: "gone" }] } };
  const missing: Step = { status: 404, body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "No." } };
  const answer = ({ url }: { url: string }): Step =>
    url.includes("endpoint_name=gone") ? missing : { body: { vector_indexes: [{ name: "a.b.c" }] } };

  it("are those of the others if one is deleted in the meantime", async () => {
    server.script(endpoints, answer);
    expect((await run("listVectorIndexes", {})).data).toEqual([{ name: "a.b.c" }]);
    server.script(missing);
    await failureOf(run("listVectorIndexes", { vectorSearchEndpoint: "gone" }));
  });
});

describe("a scan", () => {
  const field = (key: string, value: object) => ({ key, value });
  const row = (id: number) => ({ fields: [field("id", { number_value: id })] });

  it("flattens every kind of value", async () => {
    server.script(
      {
        body: {
          data: [
            {
              fields: [
                field("id", { string_value: "a" }),
                field("isNew", { bool_value: false }),
                field("vector", { list_value: { values: [{ number_value: 0.5 }, { number_value: 0 }] } }),
                field("meta", { struct_value: { fields: [field("x", { list_value: {} })] } }),
                field("none", {}),
                { key: "absent" },
              ],
            },
            {},
          ],
        },
      },
      { body: {} },
    );
    expect((await run("scanVectorIndex", {})).data).toEqual({
      rows: [{ id: "a", isNew: false, vector: [0.5, 0], meta: { x: [] }, none: null, absent: null }, {}],
      hasMore: false,
    });
  });

  it("goes on from the last key until the limit, and tells where to continue", async () => {
    server.script(
      { body: { data: [row(1), row(2)], last_primary_key: "2" } },
      { body: { data: [row(3)], last_primary_key: "3" } },
    );
    const { data } = await run("scanVectorIndex", { limit: 3, afterPrimaryKey: "0" });
    expect(data).toEqual({ rows: [{ id: 1 }, { id: 2 }, { id: 3 }], hasMore: true, lastPrimaryKey: "3" });
    expect(bodies()).toEqual([
      { num_results: 3, last_primary_key: "0" },
      { num_results: 1, last_primary_key: "2" },
    ]);
  });

  it("ends at an empty key, with which a scan would start again", async () => {
    server.script({ body: { data: [row(1)], last_primary_key: "" } });
    expect((await run("scanVectorIndex", {})).data).toEqual({ rows: [{ id: 1 }], hasMore: false });
  });

  it("returns rows without lists of fields unchanged", async () => {
    server.script({ body: { data: [{ id: 1, embedding: [0.5] }] } });
    expect((await run("scanVectorIndex", {})).data).toMatchObject({ rows: [{ id: 1, embedding: [0.5] }] });
  });

  it("loses no row where more come than were asked for", async () => {
    server.script({ body: { data: [row(1), row(2)], last_primary_key: "2" } });
    const { data } = await run("scanVectorIndex", { limit: 1 });
    expect(data).toMatchObject({ rows: [{ id: 1 }, { id: 2 }], lastPrimaryKey: "2" });
  });

  it("that would not end is an error", async () => {
    server.script({ body: { data: [row(1)], last_primary_key: "1" } });
    expect((await failureOf(run("scanVectorIndex", { limit: 10 }))).message).toContain(
      "repeated a page token",
    );
  });
});
