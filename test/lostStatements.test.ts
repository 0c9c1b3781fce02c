/** A statement whose response is lost, or that an earlier attempt of a step has submitted, is found and not run again. */
import { warehouseExample } from "../src/services/warehouses/warehousesExamples";
import { failureOf, runIn, tokenConnection, useLogLines } from "./support/component";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const statements = "/api/2.0/sql/statements";
const history = "/api/2.0/sql/history/queries";
const insert = "INSERT INTO t VALUES (1)";

const workspace = useWorkspace({ clock: "auto" });
const lines = useLogLines();
beforeEach(() => runSql("CREATE TABLE t (a INT)"));

let executions = 0;
const newExecution = () => {
  executions += 1;
  return { executionId: `execution ${executions}`, stepId: "step 1" };
};

const runSql = (sqlStatement: string, given: object = {}, context: object = {}, fields: object = {}) =>
  runIn(
    workspace,
    "runSql",
    { warehouseId: warehouseExample.id, sqlStatement, ...given },
    { context, lines, connection: tokenConnection(workspace, { ...fields }) },
  ) as Promise<{ rows: object[]; statement_id: string; manifest: object }>;

/** Runs something while time is virtual. */
const inVirtualTime = async <T>(run: () => Promise<T>): Promise<T> => {
  const time = startVirtualTime();
  try {
    return await run();
  } finally {
    time.stop();
  }
};

const countOf = async (): Promise<unknown> => {
  const { rows } = await runSql("SELECT count(*) AS count FROM t");
  return rows;
};

const looks = async (): Promise<number> =>
  (await workspace.requests()).filter(({ path }) => path === history).length;

const warnings = (): string[] => lines.filter(({ level }) => level === "warn").map(({ text }) => text);

/** The next answer to a statement is lost after it has run. */
const loseAnswer = (fault: object = { drop: true }): Promise<void> =>
  workspace.fault({ method: "POST", path: statements, phase: "after", ...fault });

describe("a write whose response is lost", () => {
  it.each([
    ["by a connection that breaks", { drop: true }],
    ["to a server error", { status: 500, body: { error_code: "INTERNAL_ERROR", message: "" } }],
    ["to a response that cannot be read", { status: 200, body: {} }],
  ])("%s is found by its tag, and its result read", async (_name, fault) => {
    await loseAnswer(fault);
    expect(await runSql(insert)).toMatchObject({
      rows: [{ num_affected_rows: 1, num_inserted_rows: 1 }],
    });
    expect(await countOf()).toEqual([{ count: 1 }]);
    expect(warnings()).toEqual([
      expect.stringMatching(
        /^The response was lost\. Statement \S+ is FINISHED in the query history: it is waited for$/,
      ),
    ]);
  });

  it("is waited for where it still runs", async () => {
    await workspace.setClock("manual");
    await workspace.statements({ run_ms: 60_000 });
    await loseAnswer();
    const { statement_id } = await runSql(insert, { waitForResult: false });
    await workspace.setClock("auto");
    const ended = await runIn(workspace, "getStatement", { statementId: statement_id, waitForResult: true });
    expect(ended).toMatchObject({ rows: [{ num_affected_rows: 1 }] });
    expect(await countOf()).toEqual([{ count: 1 }]);
  });

  it("is found where the history is late", async () => {
    await workspace.fault({ path: history, status: 200, body: { has_next_page: false }, times: 2 });
    await loseAnswer();
    await inVirtualTime(() => runSql(insert));
    expect(await looks()).toBe(3);
    expect(await countOf()).toEqual([{ count: 1 }]);
  });

  it("is of unknown outcome where the history does not show it in time, and is not run again", async () => {
    await workspace.setClock("manual");
    await workspace.statements({ history_delay_ms: 600_000 });
    await loseAnswer();
    const failure = await inVirtualTime(() => failureOf(runSql(insert)));
    expect(failure.message).toContain(
      "The statement may have run, although the query history does not show it: check the query history before running it again.",
    );
    expect(await looks()).toBe(4);
    await workspace.setClock("auto");
    expect(await countOf()).toEqual([{ count: 1 }]);
  });

  it("that did not arrive is of unknown outcome as well", async () => {
    await workspace.fault({ method: "POST", path: statements, phase: "before", drop: true });
    const failure = await inVirtualTime(() => failureOf(runSql(insert)));
    expect(failure.message).toContain("It is not known whether the request was carried out.");
    expect(await countOf()).toEqual([{ count: 0 }]);
  });

  it("is of unknown outcome where the history may not be read", async () => {
    await loseAnswer();
    await workspace.fault({
      path: history,
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "no history" },
    });
    const failure = await failureOf(runSql(insert));
    expect(failure.message).toMatch(
      /The statement may have run: check the query history before running it again\. It could not be read here: .*no history/,
    );
    expect(await countOf()).toEqual([{ count: 1 }]);
  });

  it("has failed where the history says so", async () => {
    await loseAnswer();
    const failure = await failureOf(runSql("INSERT INTO missing VALUES (1)"));
    expect(failure.message).toContain("TABLE_OR_VIEW_NOT_FOUND");
  });

  it.each([["off"], ["OFF"]])("is not looked for without tags: Cost Tags are %j", async (costTags) => {
    await loseAnswer();
    const failure = await failureOf(runSql(insert, {}, {}, { costTags }));
    expect(failure.message).toContain("The statement may have run: check the query history");
    expect(await looks()).toBe(0);
  });

  it("is not looked for where 20 tags of its own leave no room", async () => {
    const queryTags = Array.from({ length: 20 }, (_, index) => ({ key: `own ${index}`, value: "1" }));
    await loseAnswer();
    await failureOf(runSql(insert, { queryTags }));
    expect(await looks()).toBe(0);
  });
});

it("a read whose response is lost is simply run again", async () => {
  await loseAnswer();
  await inVirtualTime(() => runSql("SELECT 1"));
  expect(await looks()).toBe(0);
});

describe("Join Earlier Statement", () => {
  const joining = { joinEarlier: true };

  /** An attempt of a step whose statement runs, and whose step fails: its history comes late, its answer never. */
  const lostAttempt = async (context: object, statement = insert): Promise<void> => {
    await workspace.fault({ path: history, skip: 1, status: 500, times: 1000 });
    await loseAnswer();
    const failure = await inVirtualTime(() => failureOf(runSql(statement, joining, context)));
    expect(failure.message).toContain("may have run");
    await workspace.clearFaults();
    lines.length = 0;
  };

  it("gives a repeated step the result of its earlier attempt", async () => {
    const context = newExecution();
    await lostAttempt(context);
    expect(await runSql(insert, joining, context)).toMatchObject({ rows: [{ num_affected_rows: 1 }] });
    expect(await countOf()).toEqual([{ count: 1 }]);
    expect(lines.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Statement \S+ is FINISHED, of an earlier attempt: it is joined$/),
    );
  });

  it("runs a statement again that had failed", async () => {
    const context = newExecution();
    await lostAttempt(context, "INSERT INTO later VALUES (1)");
    await runSql("CREATE TABLE later (a INT)");
    await runSql("INSERT INTO later VALUES (1)", joining, context);
    expect(lines.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(/^Statement \S+ is FAILED, of an earlier attempt: it is run again$/),
    );
  });

  it("does not run a statement again whose result is gone, and says so", async () => {
    const context = newExecution();
    await lostAttempt(context);
    await workspace.fault({ method: "GET", path: "^/api/2.0/sql/statements/", status: 404, times: 1 });
    const failure = await failureOf(runSql(insert, joining, context));
    expect(failure.message).toMatch(/Statement \S+ is FINISHED in the query history, and is not run again\./);
    expect(await countOf()).toEqual([{ count: 1 }]);
  });

  it("says that the result of a statement was closed an hour later", async () => {
    const context = newExecution();
    await lostAttempt(context);
    await workspace.call("DELETE", `${statements}/${await lastStatementId()}`);
    const failure = await failureOf(runSql(insert, joining, context));
    expect(failure.message).toContain("its changes are done");
    expect(await countOf()).toEqual([{ count: 1 }]);
  });

  const lastStatementId = async (): Promise<string> => {
    const { json } = await workspace.call("GET", history);
    return (json as { res: { query_id: string }[] }).res[0]?.query_id ?? "";
  };

  it("runs nothing where the history may not be read", async () => {
    await workspace.fault({
      path: history,
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "" },
    });
    const failure = await failureOf(runSql(insert, joining, newExecution()));
    expect(failure.message).toContain("Nothing was run.");
    expect(await countOf()).toEqual([{ count: 0 }]);
  });

  it.each<[string, (context: object) => object, object]>([
    ["another execution", () => newExecution(), {}],
    ["another iteration of a loop", (one) => ({ ...one, executionFrame: { loopPath: "Each:2" } }), {}],
    ["the same call after it has succeeded", (one) => one, {}],
    ["an unknown execution", () => ({ executionId: "" }), {}],
    ["another row limit", (one) => one, { rowLimit: 5 }],
  ])("runs the statement of %s", async (_name, change, given) => {
    const context = newExecution();
    await runSql(insert, joining, context);
    await runSql(insert, { ...joining, ...given }, change(context));
    expect(await countOf()).toEqual([{ count: 2 }]);
  });

  it("says where the history has more statements than are looked through", async () => {
    const foreign = { query_id: "foreign", status: "FINISHED", query_start_time_ms: 9e12 };
    const page = { res: [foreign], next_page_token: "more", has_next_page: true };
    await workspace.fault({ path: history, status: 200, body: page, times: 20 });
    await runSql(insert, joining, newExecution());
    expect(await looks()).toBe(10);
    expect(warnings()).toEqual([expect.stringMatching(/^Only the newest 1000 statements of the warehouse/)]);
  });

  it("has the server wait no longer than the step still may, whatever the look into the history took", async () => {
    await workspace.fault({ path: history, status: 429, headers: { "Retry-After": "30" } });
    await inVirtualTime(() => runSql(insert, { ...joining, timeoutSeconds: 60 }, newExecution()));
    const [sent] = (await workspace.requests()).filter(({ path }) => path === statements).slice(-1);
    const { wait_timeout = "" } = (sent?.body ?? {}) as { wait_timeout?: string };
    expect(Number.parseInt(wait_timeout, 10)).toBeLessThanOrEqual(20);
  });

  it("looks for no statement that only reads", async () => {
    await runSql("SELECT 1", joining, newExecution());
    expect(await looks()).toBe(0);
  });

  it("needs room for its own tag", async () => {
    const queryTags = Array.from({ length: 20 }, (_, index) => ({ key: `own ${index}`, value: "1" }));
    const failure = await failureOf(runSql(insert, { ...joining, queryTags }, newExecution()));
    expect(failure.message).toMatch(/^Query Tags must be 19 at most/);
    expect(await countOf()).toEqual([{ count: 0 }]);
  });

  it.each(["default", "off"])(
    "says that its own tag is refused where the workspace accepts none: Cost Tags are %s",
    async (costTags) => {
      const message = "Could not parse request object: unknown field query_tags";
      const refusal = { status: 400, body: { error_code: "MALFORMED_REQUEST", message } };
      await workspace.fault({ method: "POST", path: statements, times: 2, ...refusal });
      const fields = costTags === "off" ? { costTags } : {};
      const failure = await failureOf(runSql(insert, joining, newExecution(), fields));
      expect(failure.message).toContain(message);
      expect(failure.message).toMatch(/Join Earlier Statement adds a query tag of its own: it must be false/);
      await workspace.clearFaults();
      expect(await countOf()).toEqual([{ count: 0 }]);
    },
  );

  it("works without cost tags", async () => {
    const context = newExecution();
    await runSql(insert, joining, context, { costTags: "off" });
    const { json } = await workspace.call("GET", history);
    const tags = (json as { res: { query_tags?: { key: string }[] }[] }).res.map((one) => one.query_tags);
    expect(tags[0]?.map(({ key }) => key)).toEqual(["statement_key"]);
  });
});
