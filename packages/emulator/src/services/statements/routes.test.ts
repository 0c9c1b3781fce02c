/** The statement API over HTTP where the official clients do not go. */
import type { ResultData, ResultManifest, StatementStatus } from "../../contract/wireTypes";
import { resetWorkspace } from "../../resetWorkspace";
import { currentUser } from "../../seed/identity";
import { stoppedWarehouse, warehouse } from "../../seed/warehouses";
import { type RunningWorkspace, startWorkspace } from "../../server";
import type { ChunkLink } from "./responses";

const statements = "/api/2.0/sql/statements";

/** An answer of execute or get, every part of it assumed to be there. */
interface Answer {
  statement_id: string;
  status: StatementStatus;
  manifest: ResultManifest;
  /** Drivers alone are sent attachments. */
  result: ResultData & { attachment: string };
}

const firstLink = ({ external_links: links = [] }: ResultData): ChunkLink => {
  const [link] = links as ChunkLink[];
  if (!link) throw new Error("there is no link");
  return link;
};

describe("statements over HTTP", () => {
  let running: RunningWorkspace;

  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual" });
  });
  afterEach(() => resetWorkspace(running));
  afterAll(() => running.close());

  const send = async <Body = Answer>(method: string, path: string, body?: unknown, token = running.token) => {
    const answer = await fetch(running.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return {
      status: answer.status,
      type: answer.headers.get("content-type"),
      body: (await answer.json()) as Body,
    };
  };
  const execute = async (statement: string, more: object = {}) =>
    (await send("POST", statements, { statement, warehouse_id: warehouse.id, ...more })).body;

  it("executes with and without a slash at the end of the path", async () => {
    const request = { statement: "SELECT 1", warehouse_id: warehouse.id };
    for (const path of [statements, `${statements}/`]) {
      expect(await send("POST", path, request)).toMatchObject({
        status: 200,
        type: "application/json; charset=utf-8",
        body: { result: { data_array: [["1"]] } },
      });
    }
  });

  it("runs a statement as whoever sends it", async () => {
    const { result } = await execute("SELECT current_user()");
    expect(result.data_array).toEqual([[currentUser.userName]]);
  });

  it("keeps odd text exactly", async () => {
    const value = `"quoted" \\ back, comma\r\nline \u2028 ünï 😀 \u0001 ' null`;
    const request = { parameters: [{ name: "odd", value }] };
    const inline = await execute("SELECT :odd AS odd", request);
    expect(inline.result.data_array).toEqual([[value]]);
    const external = await execute("SELECT :odd AS odd", { ...request, disposition: "EXTERNAL_LINKS" });
    const file = await fetch(firstLink(external.result).external_link);
    expect(await file.json()).toEqual([[value]]);
    expect(file.headers.get("content-length")).toBe(String(external.manifest.total_byte_count));
  });

  it("answers an empty result and DDL without rows and without what is empty", async () => {
    for (const disposition of ["INLINE", "EXTERNAL_LINKS"]) {
      const empty = await execute("SELECT 1 AS one WHERE 1 = 0", { disposition });
      expect(empty.result).toEqual({});
      expect(empty.manifest).toMatchObject({ total_chunk_count: 0, total_row_count: 0, truncated: false });
      expect(empty.manifest).not.toHaveProperty("chunks");
    }
    const ddl = await execute("CREATE TABLE created (a INT)");
    expect(ddl.manifest.schema).toEqual({ column_count: 0 });
    expect(ddl.result).toEqual({});
  });

  it("puts chunk numbers and next-chunk pointers inside the link", async () => {
    await send("POST", "/__workspace/statements", { rows_per_chunk: 2 });
    const answer = await execute("SELECT id FROM range(3)", { disposition: "EXTERNAL_LINKS" });
    const next = `${statements}/${answer.statement_id}/result/chunks/1?row_offset=2`;
    expect(answer.result).toEqual({
      external_links: [
        {
          chunk_index: 0,
          row_offset: 0,
          row_count: 2,
          byte_count: 13,
          external_link: expect.stringContaining(running.storageUrl),
          expiration: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          next_chunk_index: 1,
          next_chunk_internal_link: next,
        },
      ],
    });
    const last = firstLink((await send<ResultData>("GET", next)).body);
    expect(last).toMatchObject({ chunk_index: 1, row_offset: 2, row_count: 1 });
    expect(last).not.toHaveProperty("next_chunk_index");
  });

  it.each(["1", "-1", "1.5", "abc", "00000000000", "%00", "9999999999"])("has no chunk %s", async (index) => {
    const { statement_id: id } = await execute("SELECT 1");
    expect(await send("GET", `${statements}/${id}/result/chunks/${index}`)).toMatchObject({
      status: 404,
      body: { error_code: "NOT_FOUND" },
    });
  });

  it("has no chunk of a statement that failed or still runs", async () => {
    const { statement_id: failed } = await execute("SELEC 1");
    await send("POST", "/__workspace/statements", { run_ms: 1000 });
    const { statement_id: running } = await execute("SELECT 1", { wait_timeout: "0s" });
    for (const id of [failed, running]) {
      expect((await send("GET", `${statements}/${id}/result/chunks/0`)).status).toBe(404);
    }
  });

  it("cancels with a body, with an empty one and with none", async () => {
    await send("POST", "/__workspace/statements", { run_ms: 60_000 });
    for (const body of [{}, undefined]) {
      const { statement_id: id } = await execute("SELECT 1", { wait_timeout: "0s" });
      expect(await send("POST", `${statements}/${id}/cancel`, body)).toMatchObject({ status: 200, body: {} });
      expect((await send("GET", `${statements}/${id}`)).body.status).toEqual({ state: "CANCELED" });
    }
  });

  it("interrupts the engine in the middle of a long statement", async () => {
    await execute("SELECT 1");
    const { statement_id: id } = await execute(
      "SELECT count(*) FROM range(3000000) AS a(x) JOIN range(3000000) AS b(y) ON a.x + b.y < 0",
      { wait_timeout: "0s" },
    );
    // An engine that is interrupted before it has begun does not notice.
    for (let poll = 0; poll < 100; poll += 1) {
      expect((await send("GET", `${statements}/${id}`)).body.status.state).toMatch(/PENDING|RUNNING/);
    }
    await send("POST", `${statements}/${id}/cancel`);
    expect((await send("GET", `${statements}/${id}`)).body.status).toEqual({ state: "CANCELED" });
  });

  it("takes no workspace time for real work on an auto clock", async () => {
    const { clock } = running.workspace;
    clock.setMode("auto");
    const start = clock.now();
    const cold = await execute("SELECT 1", { warehouse_id: stoppedWarehouse.id });
    expect([cold.status.state, clock.now() - start]).toEqual(["SUCCEEDED", 5000]);
    const warm = await execute("SELECT sum(id) FROM range(100000)");
    expect([warm.status.state, clock.now() - start]).toEqual(["SUCCEEDED", 5000]);
    const late = await execute("SELECT 1", { wait_timeout: "0s" });
    expect(late.status.state).toBe("PENDING");
  });

  it("closes a statement, whose links then lead nowhere", async () => {
    const { statement_id: id, result } = await execute("SELECT 1", { disposition: "EXTERNAL_LINKS" });
    const { external_link: link } = firstLink(result);
    expect(await send("DELETE", `${statements}/${id}`)).toMatchObject({ status: 200, body: {} });
    expect((await send("GET", `${statements}/${id}`)).body.status).toEqual({ state: "CLOSED" });
    const gone = await fetch(link);
    expect([gone.status, gone.headers.get("content-type")]).toEqual([404, "application/xml"]);
    expect(await gone.text()).toContain("<Code>NoSuchKey</Code>");
  });

  it("has no storage for who is not there", async () => {
    const answer = await fetch(`${running.storageUrl}/nobody/results/a/0`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("NoSuchBucket")]);
  });

  it("shows and sets back what the control route sets, and refuses what it cannot set", async () => {
    const set = (body: unknown) => send("POST", "/__workspace/statements", body);
    const all = {
      run_ms: 5,
      rows_per_chunk: 3,
      link_headers: { "x-a": "b" },
      link_delay_ms: 150,
      link_bytes_per_second: 25_000_000,
      time_zone: "America/Los_Angeles",
      history_delay_ms: 250,
    };
    expect((await set(all)).body).toEqual(all);
    expect((await set(Object.fromEntries(Object.keys(all).map((name) => [name, null])))).body).toEqual({
      run_ms: 0,
      rows_per_chunk: null,
      link_headers: {},
      link_delay_ms: 0,
      link_bytes_per_second: null,
      time_zone: null,
      history_delay_ms: 0,
    });
    const wrong = [
      { run_ms: -1 },
      { run_ms: "5" },
      { rows_per_chunk: 0 },
      { link_headers: { "x-a": 1 } },
      { link_headers: { "x\na": "1" } },
      { link_delay_ms: -1 },
      { link_bytes_per_second: 0 },
      { time_zone: "Mars/Olympus" },
      { speed: 1 },
    ];
    for (const body of wrong) {
      expect(await set(body)).toMatchObject({
        status: 400,
        body: { error_code: "INVALID_PARAMETER_VALUE" },
      });
    }
    expect((await send("POST", "/__workspace/statements", {}, "wrong")).status).toBe(403);
  });

  it("tells times in the zone that is set for sessions, with its offset at that time", async () => {
    await send("POST", "/__workspace/statements", { time_zone: "America/Los_Angeles" });
    const times = "TIMESTAMP'2021-01-01 18:00:00Z', TIMESTAMP'2021-06-15 19:34:56.789Z'";
    const answer = await execute(
      `SELECT ${times}, array(TIMESTAMP'2021-01-01 18:00:00Z'), TIMESTAMP_NTZ'2021-01-01 18:00:00'`,
    );
    expect(answer.result.data_array).toEqual([
      [
        "2021-01-01T10:00:00.000-08:00",
        "2021-06-15T12:34:56.789-07:00",
        '["2021-01-01T10:00:00.000-08:00"]',
        "2021-01-01T18:00:00.000",
      ],
    ]);
  });

  it("answers Arrow inline where a driver leaves the place open and the result is small", async () => {
    const open = { disposition: "INLINE_OR_EXTERNAL_LINKS", format: "ARROW_STREAM" };
    const small = await execute("SELECT 1 AS one", open);
    expect(Buffer.from(small.result.attachment, "base64").length).toBeGreaterThan(100);
    expect(small.manifest).not.toHaveProperty("total_byte_count");
    await send("POST", "/__workspace/statements", { rows_per_chunk: 1 });
    const large = await execute("SELECT id FROM range(2)", open);
    expect(large.result.external_links).toHaveLength(1);
  });

  it("refuses sessions of unknown warehouses and statements of unknown sessions", async () => {
    expect((await send("POST", "/api/2.0/sql/sessions", { warehouse_id: "0" })).status).toBe(404);
    expect((await send("POST", "/api/2.0/sql/sessions", {})).status).toBe(400);
    expect((await send("DELETE", "/api/2.0/sql/sessions/none")).status).toBe(404);
    expect(await execute("SELECT 1", { session_id: "none" })).toMatchObject({ error_code: "NOT_FOUND" });
  });
});
