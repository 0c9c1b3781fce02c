import { SqlError, type SqlResult } from "databricks-sql-engine";
import { SqlContext } from "./sqlContext";

const emptyResult = (close: () => void): SqlResult => ({
  columns: [{ name: "x", position: 0, type_name: "INT", type_text: "INT" }],
  rowCount: 0,
  textRows: async () => [],
  arrowStream: async () => new Uint8Array(),
  close: async () => close(),
});

it("gives a table and frees the result", async () => {
  let closed = false;
  const context = new SqlContext({
    run: async () =>
      emptyResult(() => {
        closed = true;
      }),
  });
  expect(await context.run("SELECT")).toEqual({
    resultType: "table",
    data: [],
    schema: [{ name: "x", type: '"integer"', metadata: "{}" }],
    truncated: false,
    isJsonSchema: true,
  });
  expect(closed).toBe(true);
});

it("gives an error result for a statement that fails, and rejects for a fault of the workspace", async () => {
  const failing = new SqlContext({
    run: async () => {
      throw new SqlError("[X] no", "42000");
    },
  });
  expect(await failing.run("SELECT")).toEqual({
    resultType: "error",
    summary: "Error in SQL statement: [X] no",
    cause: "[X] no",
  });
  const broken = new SqlContext({
    run: async () => {
      throw new TypeError("broken");
    },
  });
  await expect(broken.run("SELECT")).rejects.toThrow("broken");
});

it.each(["interrupt", "close"] as const)("ends a running statement by %s", async (end) => {
  const context = new SqlContext({
    run: (_statement, { signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  });
  const running = context.run("SELECT");
  await context[end]();
  expect(await running).toMatchObject({ resultType: "error", summary: "The command was cancelled" });
});
