import { parse, stringify } from "lossless-json";
import { servicePrincipalToken } from "../../servicePrincipalToken";
import type { CommandStatus } from "./command";
import { commandClient, example } from "./commandClient";

const { server, get, execute, reached, run, contextStatus, createContext } = commandClient();

describe("SQL", () => {
  it("gives a table of native values with Spark's schema", async () => {
    const statement =
      "SELECT 1 AS i, 9007199254740993 AS big, CAST('1.5' AS DOUBLE) AS d, true AS yes, 'x' AS s, " +
      "CAST(1.10 AS DECIMAL(10,2)) AS dec, CAST(NULL AS INT) AS nothing, CAST('NaN' AS DOUBLE) AS nan";
    const commandId = await execute(statement, "sql");
    await reached(commandId, ["Finished"]);
    const { text } = await get("commands/status", { ...example, commandId });
    expect(text).toContain('[[1,9007199254740993,1.5,true,"x","1.10",null,"NaN"]]');
    const { results } = parse(text) as unknown as CommandStatus;
    expect(results).toMatchObject({ resultType: "table", truncated: false, isJsonSchema: true });
    expect(results?.schema?.map(({ name, type, metadata }) => [name, type, metadata])).toEqual([
      ["i", '"integer"', "{}"],
      ["big", '"long"', "{}"],
      ["d", '"double"', "{}"],
      ["yes", '"boolean"', "{}"],
      ["s", '"string"', "{}"],
      ["dec", '"decimal(10,2)"', "{}"],
      ["nothing", '"integer"', "{}"],
      ["nan", '"double"', "{}"],
    ]);
  });

  it("gives an empty table where a statement gives nothing, and an error where it fails", async () => {
    expect((await run("CREATE SCHEMA command_tests", "sql")).results).toMatchObject({
      resultType: "table",
      data: [],
      schema: [],
    });
    expect(await run("SELECT * FROM no_such_table", "sql")).toMatchObject({
      status: "Finished",
      results: {
        resultType: "error",
        summary: expect.stringMatching(/^Error in SQL statement: \[TABLE_OR_VIEW_NOT_FOUND\]/),
      },
    });
  });

  it("is cut at 10,000 rows", async () => {
    const { results } = await run("SELECT * FROM range(10001)", "sql");
    expect(results).toMatchObject({ truncated: true });
    expect(results?.data).toHaveLength(10_000);
    expect((await run("SELECT * FROM range(10000)", "sql")).results).toMatchObject({ truncated: false });
  });

  it("is cut at 2 MB", async () => {
    const { results } = await run("SELECT repeat('x', 1000) AS s FROM range(5000)", "sql");
    expect(results).toMatchObject({ truncated: true });
    const bytes = Buffer.byteLength(stringify(results?.data) ?? "");
    expect(bytes).toBeLessThanOrEqual(2 * 1024 * 1024);
    expect(bytes).toBeGreaterThan(2 * 1024 * 1024 - 2_000);
  });

  it("is run as whoever made the context", async () => {
    const { clusterId } = example;
    const answer = await fetch(`${server().url}/api/1.2/contexts/create`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${await servicePrincipalToken(server())}`,
        "content-type": "application/json",
      },
      body: JSON.stringify({ clusterId, language: "sql" }),
    });
    const made = JSON.parse(await answer.text());
    expect(await contextStatus(made.id)).toBe("Running");
    const { results } = await run("SELECT current_user()", "sql", { clusterId, contextId: made.id });
    expect(results?.data).toEqual([[server().clientId]]);
  });

  it("shares USE between the languages of one context", async () => {
    await run("CREATE SCHEMA mine", "sql");
    await run("USE SCHEMA mine", "sql");
    await run("spark.sql('CREATE TABLE t AS SELECT 42 AS x')");
    expect((await run("SELECT x FROM mine.t", "sql")).results?.data).toEqual([[42]]);
    const other = await createContext("sql");
    expect((await run("SELECT x FROM t", "sql", other)).results?.resultType).toBe("error");
  });
});
