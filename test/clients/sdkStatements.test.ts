/**
 * The official JavaScript client, unmodified, judges the statement API of the local workspace. Where the two
 * disagree, the workspace is wrong.
 */
import { ApiError, type sql, WorkspaceClient } from "@databricks/sdk-experimental";
import { tableFromIPC } from "apache-arrow";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import { stoppedWarehouseExample, warehouseExample } from "../../src/services/warehouses/warehousesExamples";

const hour = 3_600_000;

describe("the official client's statement execution", () => {
  let running: RunningWorkspace;
  let client: WorkspaceClient;

  beforeEach(async () => {
    running = await startWorkspace({ seed, clock: "manual", startAt: Date.UTC(2025, 10, 18, 12) });
    // No loaders: neither the environment nor a configuration file has a say.
    client = new WorkspaceClient({ host: running.url, token: running.token, loaders: [] });
  });
  afterEach(() => running.close());

  const execute = (statement: string, more: Partial<sql.ExecuteStatementRequest> = {}) =>
    client.statementExecution.executeStatement({ statement, warehouse_id: warehouseExample.id, ...more });
  const get = (statement_id = "") => client.statementExecution.getStatement({ statement_id });
  const chunk = (statement_id = "", chunk_index = 0) =>
    client.statementExecution.getStatementResultChunkN({ statement_id, chunk_index });
  const refusal = async (work: Promise<unknown>): Promise<ApiError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (error instanceof ApiError) return error;
    throw new Error(`Not an ApiError: ${String(error)}`);
  };
  /** Polls until the statement has ended, as a client does; here on the engine's real time. */
  const ended = async (id = ""): Promise<sql.StatementResponse> => {
    for (;;) {
      const answer = await get(id);
      if (answer.status?.state !== "PENDING" && answer.status?.state !== "RUNNING") return answer;
    }
  };
  const links = async ({ statement_id, manifest }: sql.StatementResponse) => {
    const found: sql.ExternalLink[] = [];
    for (const { chunk_index } of manifest?.chunks ?? []) {
      found.push(...((await chunk(statement_id, chunk_index)).external_links ?? []));
    }
    return found;
  };
  const download = (link: sql.ExternalLink | undefined, headers: Record<string, string> = {}) =>
    fetch(link?.external_link ?? "", { headers });

  it("gets a finished result from execute itself", async () => {
    const answer = await execute("SELECT 7 AS seven, CAST(NULL AS STRING) AS nothing");
    expect(answer).toEqual({
      statement_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      status: { state: "SUCCEEDED" },
      manifest: {
        format: "JSON_ARRAY",
        schema: {
          column_count: 2,
          columns: [
            { name: "seven", position: 0, type_name: "INT", type_text: "INT" },
            { name: "nothing", position: 1, type_name: "STRING", type_text: "STRING" },
          ],
        },
        total_chunk_count: 1,
        chunks: [{ chunk_index: 0, row_offset: 0, row_count: 1 }],
        total_row_count: 1,
        truncated: false,
      },
      result: { chunk_index: 0, row_offset: 0, row_count: 1, data_array: [["7", null]] },
    });
    expect(await get(answer.statement_id)).toEqual(answer);
  });

  it("submits without waiting and polls until the end", async () => {
    const submitted = await execute("SELECT 1", { wait_timeout: "0s" });
    expect(submitted).toEqual({ statement_id: submitted.statement_id, status: { state: "PENDING" } });
    expect((await ended(submitted.statement_id)).result?.data_array).toEqual([["1"]]);
  });

  it("waits for a stopped warehouse, which the statement starts", async () => {
    const submitted = await execute("SELECT 1", {
      warehouse_id: stoppedWarehouseExample.id,
      wait_timeout: "0s",
    });
    await get(submitted.statement_id);
    expect((await client.warehouses.get({ id: stoppedWarehouseExample.id })).state).toBe("STARTING");
    expect((await get(submitted.statement_id)).status).toEqual({ state: "PENDING" });
    running.workspace.clock.advance(5_000);
    expect((await ended(submitted.statement_id)).status).toEqual({ state: "SUCCEEDED" });
  });

  it("reads inline chunks in any order and more than once", async () => {
    running.workspace.statements.configure({ rows_per_chunk: 2 });
    const { statement_id: id, manifest, result } = await execute("SELECT id FROM range(5)");
    expect(manifest?.chunks?.map(({ row_offset, row_count }) => [row_offset, row_count])).toEqual([
      [0, 2],
      [2, 2],
      [4, 1],
    ]);
    expect(result).toMatchObject({
      next_chunk_index: 1,
      next_chunk_internal_link: `/api/2.0/sql/statements/${id}/result/chunks/1?row_offset=2`,
    });
    expect((await chunk(id, 2)).data_array).toEqual([["4"]]);
    expect((await chunk(id, 2)).next_chunk_index).toBeUndefined();
    expect((await chunk(id, 1)).data_array).toEqual([["2"], ["3"]]);
    expect(await chunk(id, 0)).toEqual(result);
  });

  it("reads external links of every format without credentials", async () => {
    running.workspace.statements.configure({ rows_per_chunk: 2 });
    const texts = [];
    for (const format of ["JSON_ARRAY", "CSV", "ARROW_STREAM"] as const) {
      const answer = await execute("SELECT id, CASE WHEN id = 1 THEN 'a,\"b\"' END AS t FROM range(3)", {
        disposition: "EXTERNAL_LINKS",
        format,
      });
      const found = await links(answer);
      const bodies = await Promise.all(found.map(async (link) => (await download(link)).arrayBuffer()));
      expect(bodies.map((body) => body.byteLength)).toEqual(found.map((link) => link.byte_count));
      expect(answer.manifest?.total_byte_count).toBe(bodies.reduce((sum, body) => sum + body.byteLength, 0));
      texts.push(
        format === "ARROW_STREAM"
          ? bodies.map((body) =>
              tableFromIPC(body)
                .toArray()
                .map(({ id, t }) => [Number(id), t]),
            )
          : bodies.map((body) => Buffer.from(body).toString()),
      );
    }
    expect(texts).toEqual([
      ['[["0",null],["1","a,\\"b\\""]]', '[["2",null]]'],
      ['id,t\r\n0,null\r\n1,"a,""b"""\r\n', "2,null\r\n"],
      [
        [
          [0, null],
          [1, 'a,"b"'],
        ],
        [[2, null]],
      ],
    ]);
  });

  it("is refused by storage with credentials, without a demanded header, changed or too late", async () => {
    running.workspace.statements.configure({ link_headers: { "X-Amz-Key": "k" } });
    const answer = await execute("SELECT 1", { disposition: "EXTERNAL_LINKS" });
    const [link] = await links(answer);
    const headers = link?.http_headers ?? {};
    expect(headers).toEqual({ "X-Amz-Key": "k" });
    expect(link?.expiration).toBe("2025-11-18T12:15:00.000Z");
    const storageError = async (work: Promise<Response>) => {
      const refused = await work;
      return [refused.status, /<Code>(\w+)<\/Code>/.exec(await refused.text())?.[1]];
    };
    expect(await storageError(download(link, { ...headers, authorization: "Bearer x" }))).toEqual([
      400,
      "InvalidArgument",
    ]);
    expect(await storageError(download(link))).toEqual([403, "SignatureDoesNotMatch"]);
    const other = link?.external_link?.replace("/0?", "/1?");
    expect(await storageError(fetch(other ?? "", { headers }))).toEqual([403, "SignatureDoesNotMatch"]);
    expect((await download(link, headers)).status).toBe(200);
    running.workspace.clock.advance(15 * 60_000);
    expect(await storageError(download(link, headers))).toEqual([403, "AccessDenied"]);
    const [fresh] = (await chunk(answer.statement_id, 0)).external_links ?? [];
    expect(await (await download(fresh, headers)).text()).toBe('[["1"]]');
  });

  it("gets the rows and bytes that it limits itself to, and is told that rows are missing", async () => {
    const byRows = await execute("SELECT id FROM range(10)", { row_limit: 3 });
    expect([byRows.manifest?.truncated, byRows.manifest?.total_row_count]).toEqual([true, 3]);
    expect(byRows.result?.data_array).toEqual([["0"], ["1"], ["2"]]);
    const byBytes = await execute("SELECT 'abcd' FROM range(10)", { byte_limit: 11 });
    expect([byBytes.manifest?.truncated, byBytes.manifest?.total_row_count]).toEqual([true, 2]);
    const whole = await execute("SELECT id FROM range(3)", { row_limit: 3 });
    expect(whole.manifest?.truncated).toBe(false);
  });

  it("gets no result above the inline limit, and the whole of it by links", async () => {
    const statement = "SELECT repeat('x', 1000) AS x FROM range(27000)";
    const inline = await execute(statement);
    expect(inline).toEqual({
      statement_id: inline.statement_id,
      status: {
        state: "FAILED",
        error: { error_code: "BAD_REQUEST", message: expect.stringContaining("EXTERNAL_LINKS") },
      },
    });
    const external = await execute(statement, { disposition: "EXTERNAL_LINKS" });
    expect(external.manifest).toMatchObject({ total_chunk_count: 2, total_row_count: 27_000 });
  });

  it("binds parameters to question marks, and names of objects to IDENTIFIER()", async () => {
    const ordinal = (value: string, position: number, type?: string) =>
      ({ ordinal: position, value, type }) as unknown as sql.StatementParameterListItem;
    const answer = await execute("SELECT ? AS a, ? + 1 AS b", {
      parameters: [ordinal("2", 2, "INT"), ordinal("x", 1)],
    });
    expect(answer.result?.data_array).toEqual([["x", "3"]]);
    const named = await execute("SELECT count(*) FROM IDENTIFIER(:t)", {
      parameters: [{ name: "t", value: "samples.information_schema.tables" }],
    });
    expect(named.status?.state).toBe("SUCCEEDED");
    const mixed = execute("SELECT ?", { parameters: [ordinal("x", 1), { name: "a", value: "1" }] });
    expect(await refusal(mixed)).toMatchObject({ statusCode: 400, errorCode: "INVALID_PARAMETER_VALUE" });
    const many = Array.from({ length: 257 }, (_, index) => ({ name: `p${index}`, value: "1" }));
    expect(await refusal(execute("SELECT 1", { parameters: many }))).toMatchObject({
      statusCode: 400,
      errorCode: "BAD_REQUEST",
      message: "Parameterized query has too many parameters: 257 parameters were given but the limit is 256.",
    });
  });

  it("gets columns of intervals", async () => {
    const { manifest, result } = await execute(
      "SELECT INTERVAL '3 04:30:20.123' DAY TO SECOND AS d, INTERVAL '100-0' YEAR TO MONTH AS m",
    );
    const types = manifest?.schema?.columns?.map((column) => [column.type_name, column.type_interval_type]);
    expect(types).toEqual(["DAY TO SECOND", "YEAR TO MONTH"].map((span) => ["INTERVAL", span]));
    expect(result?.data_array).toEqual([["3 04:30:20.123000000", "100-0"]]);
  });

  it("is told why a statement failed, in an answer of status 200", async () => {
    const answer = await execute("SELECT * FROM no_such_table");
    expect(answer.status).toMatchObject({
      state: "FAILED",
      error: {
        error_code: "BAD_REQUEST",
        message: expect.stringContaining("[TABLE_OR_VIEW_NOT_FOUND]"),
      },
      sql_state: "42P01",
    });
    expect(answer).not.toHaveProperty("manifest");
  });

  it("cancels a statement that runs, and one that has ended stays as it is", async () => {
    running.workspace.statements.configure({ run_ms: 60_000 });
    const { statement_id = "" } = await execute("SELECT 1", { wait_timeout: "0s" });
    expect(await client.statementExecution.cancelExecution({ statement_id })).toEqual({});
    expect(await get(statement_id)).toEqual({ statement_id, status: { state: "CANCELED" } });
    running.workspace.statements.configure({ run_ms: 0 });
    const done = await execute("SELECT 1");
    await client.statementExecution.cancelExecution({ statement_id: done.statement_id ?? "" });
    expect(await get(done.statement_id)).toEqual(done);
  });

  it("loses the result after an hour and the statement after twelve", async () => {
    const { statement_id: id } = await execute("SELECT 1");
    running.workspace.clock.advance(hour);
    expect(await get(id)).toEqual({ statement_id: id, status: { state: "CLOSED" } });
    expect((await refusal(chunk(id))).statusCode).toBe(404);
    running.workspace.clock.advance(11 * hour);
    expect(await refusal(get(id))).toMatchObject({ statusCode: 404, errorCode: "NOT_FOUND" });
  });

  it("keeps statements from other principals", async () => {
    const { url: host, clientId, clientSecret } = running;
    const { statement_id = "" } = await execute("SELECT 1");
    const other = new WorkspaceClient({ host, clientId, clientSecret, loaders: [] });
    expect(await refusal(other.statementExecution.getStatement({ statement_id }))).toMatchObject({
      statusCode: 403,
      errorCode: "PERMISSION_DENIED",
    });
  });

  it.each([
    ["an unknown statement", () => get("01f00000-0000-1000-a000-000000000000"), 404, "NOT_FOUND"],
    [
      "an unknown warehouse",
      () => execute("SELECT 1", { warehouse_id: "0" }),
      404,
      "RESOURCE_DOES_NOT_EXIST",
    ],
    ["a wait of 3 s", () => execute("SELECT 1", { wait_timeout: "3s" }), 400, "INVALID_PARAMETER_VALUE"],
    ["Arrow inline", () => execute("SELECT 1", { format: "ARROW_STREAM" }), 400, "INVALID_PARAMETER_VALUE"],
    [
      "a parameter given twice",
      () => execute("SELECT :a", { parameters: [{ name: "a" }, { name: "a" }] }),
      400,
      "INVALID_PARAMETER_VALUE",
    ],
  ])("is refused %s", async (_, work, statusCode, errorCode) => {
    expect(await refusal(work())).toMatchObject({ statusCode, errorCode });
  });

  it("is refused a chunk that is not there", async () => {
    const { statement_id: id } = await execute("SELECT 1");
    expect((await refusal(chunk(id, 1))).statusCode).toBe(404);
  });
});
