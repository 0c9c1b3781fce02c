/** What Query Rows makes of a server that does not cut a result at Row Limit, or cuts it elsewhere. */
import { type Step, useScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, testClient, tokenConnection } from "../../../test/support/testClient";
import { fetchLimitedRows } from "./limitedRows";

const { server } = useScriptedServer();

const resultOf = (rows: number, truncated: boolean): Step => ({
  body: {
    statement_id: "1",
    status: { state: "SUCCEEDED" },
    manifest: {
      schema: { columns: [{ name: "a", position: 0, type_name: "INT", type_text: "INT" }] },
      total_chunk_count: 1,
      total_row_count: rows,
      truncated,
    },
    result: { data_array: Array.from({ length: rows }, (_, index) => [String(index)]) },
  },
});

const query = (moreRows: "firstRows" | "error") => {
  const { client, lines } = testClient(tokenConnection(server.url));
  const request = { statement: "DESCRIBE t", warehouse_id: "1" };
  const rows = fetchLimitedRows(client, request, { rowLimit: 3, moreRows, timeoutSeconds: 60 });
  return { rows, lines };
};

it.each<[string, Step, string]>([
  ["has more rows than Row Limit", resultOf(5, false), "the query has more rows than the 3 of Row Limit"],
  ["is cut at Row Limit", resultOf(3, true), "the query has more rows than the 3 of Row Limit"],
  ["is cut below Row Limit", resultOf(2, true), "Databricks cut the result below Row Limit"],
])("a result that %s is told, and never longer than Row Limit", async (_name, step, reason) => {
  server.script(step);
  const { rows, lines } = query("firstRows");
  const given = await rows;
  expect(given.length).toBeLessThanOrEqual(3);
  expect(lines).toEqual([
    expect.stringMatching(`^warn: Statement 1: ${reason}.*Only the first ${given.length} are returned$`),
  ]);
  expect((await failureOf(query("error").rows)).message).toContain(reason);
});

it("a result that is whole is given without a word", async () => {
  server.script(resultOf(3, false));
  const { rows, lines } = query("error");
  expect(await rows).toEqual([{ a: 0 }, { a: 1 }, { a: 2 }]);
  expect(lines).toEqual([]);
});
