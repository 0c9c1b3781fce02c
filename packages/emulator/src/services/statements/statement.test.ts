/** One statement from its submission to its end, over workspace time. */

import { SqlError } from "databricks-sql-engine";
import { HttpError } from "../../apiError";
import { hour, owner, sqlResultOf, statementFixture, turns } from "./statementFixture";

describe("the states of a statement", () => {
  it("answers PENDING at once for a wait of 0s, then RUNNING, then SUCCEEDED with manifest and result", async () => {
    const { execute, answer, run, store } = statementFixture();
    const statement = await execute();
    expect(answer(statement)).toEqual({ statement_id: statement.id, status: { state: "PENDING" } });
    const engineRun = await run();
    expect(answer(statement)).toEqual({ statement_id: statement.id, status: { state: "RUNNING" } });
    const result = sqlResultOf([["1"], [null]]);
    engineRun.succeed(result);
    await statement.settled;
    expect(answer(await store.get(statement.id, owner))).toEqual({
      statement_id: statement.id,
      status: { state: "SUCCEEDED" },
      manifest: {
        format: "JSON_ARRAY",
        schema: {
          column_count: 1,
          columns: [{ name: "n", position: 0, type_name: "STRING", type_text: "STRING" }],
        },
        total_chunk_count: 1,
        chunks: [{ chunk_index: 0, row_offset: 0, row_count: 2 }],
        total_row_count: 2,
        truncated: false,
      },
      result: { chunk_index: 0, row_offset: 0, row_count: 2, data_array: [["1"], [null]] },
    });
    expect(result.closed).toBe(1);
  });

  it("waits as PENDING for a cold warehouse and runs nothing before it is up", async () => {
    const { execute, clock, runs, run } = statementFixture();
    const statement = await execute({ warehouse_id: "cold" });
    await turns();
    clock.advance(4999);
    await turns();
    expect([statement.state, runs.length]).toEqual(["PENDING", 0]);
    clock.advance(1);
    await run();
    expect(statement.state).toBe("RUNNING");
  });

  it("runs as long as the settings say before it does anything", async () => {
    const { execute, clock, runs, run, store } = statementFixture();
    store.configure({ run_ms: 1500 });
    const statement = await execute();
    await turns();
    expect([statement.state, runs.length]).toEqual(["RUNNING", 0]);
    clock.advance(1500);
    (await run()).succeed();
    await statement.settled;
    expect(statement.state).toBe("SUCCEEDED");
  });

  it("ends as FAILED with the engine's code, message and SQL state, without manifest or result", async () => {
    const { execute, answer, run } = statementFixture();
    const statement = await execute();
    (await run()).fail(new SqlError("[PARSE_SYNTAX_ERROR] Syntax error", "42601"));
    await statement.settled;
    expect(answer(statement)).toEqual({
      statement_id: statement.id,
      status: {
        state: "FAILED",
        error: { error_code: "BAD_REQUEST", message: "[PARSE_SYNTAX_ERROR] Syntax error" },
        sql_state: "42601",
      },
    });
  });

  it.each([
    ["a code of its own invention", new SqlError("odd", undefined, "ODD_CODE"), "UNKNOWN"],
    ["an error of the engine itself", new Error("out of memory"), "INTERNAL_ERROR"],
    ["a warehouse that went away", new HttpError(404, {}, "gone"), "NOT_FOUND"],
  ])("names only documented codes: %s", async (_, error, code) => {
    const { execute, run } = statementFixture();
    const statement = await execute();
    (await run()).fail(error);
    await statement.settled;
    expect(statement.status).toEqual({
      state: "FAILED",
      error: { error_code: code, message: error.message },
    });
  });

  it("fails when the rows cannot be read although the statement ran", async () => {
    const { execute, run } = statementFixture();
    const statement = await execute();
    const result = sqlResultOf([["1"]]);
    (await run()).succeed({
      ...result,
      textRows: async () => Promise.reject(new SqlError("[CAST_INVALID_INPUT] x")),
    });
    await statement.settled;
    expect(statement.status.error?.message).toBe("[CAST_INVALID_INPUT] x");
  });
});

describe("waiting on the server", () => {
  it("answers the id and the state alone when the wait is over first", async () => {
    const { execute, answer, clock, run, store } = statementFixture();
    const waiting = execute({ wait_timeout: "5s" });
    const engineRun = await run();
    clock.advance(5000);
    const statement = await waiting;
    expect(answer(statement)).toEqual({ statement_id: statement.id, status: { state: "RUNNING" } });
    engineRun.succeed();
    await statement.settled;
    expect((await store.get(statement.id, owner)).state).toBe("SUCCEEDED");
  });

  it("answers PENDING when the warehouse takes longer than the wait", async () => {
    const { execute, clock, answer } = statementFixture();
    const start = execute({ warehouse_id: "slow", wait_timeout: "5s" });
    await turns();
    clock.advance(5000);
    const statement = await start;
    expect(answer(statement)).toEqual({ statement_id: statement.id, status: { state: "PENDING" } });
  });

  it("answers with the result when the statement ends within the wait, and leaves no sleeper behind", async () => {
    const { execute, answer, run } = statementFixture();
    const waiting = execute({ wait_timeout: "50s" });
    (await run()).succeed();
    expect(answer(await waiting).result.data_array).toEqual([["1"]]);
  });

  it("cancels when the wait is over and CANCEL was asked for", async () => {
    const { execute, answer, clock, run } = statementFixture();
    const waiting = execute({ wait_timeout: "10s", on_wait_timeout: "CANCEL" });
    await run();
    clock.advance(10_000);
    const statement = await waiting;
    expect(answer(statement)).toEqual({ statement_id: statement.id, status: { state: "CANCELED" } });
  });

  it("ignores on_wait_timeout for a wait of 0s", async () => {
    const { execute } = statementFixture();
    const statement = await execute({ on_wait_timeout: "CANCEL" });
    expect(statement.state).toBe("PENDING");
  });

  it("waits 10 s where nothing is said", async () => {
    const { clock, run, store } = statementFixture();
    const waiting = store.execute({ statement: "SELECT 1", warehouse_id: "warm" }, owner);
    let answered = false;
    void waiting.then(() => {
      answered = true;
    });
    await run();
    clock.advance(9_999);
    await turns();
    expect(answered).toBe(false);
    clock.advance(1);
    expect((await waiting).state).toBe("RUNNING");
  });
});

describe("cancelling and closing", () => {
  it("cancels a statement that waits for its warehouse, and it never runs", async () => {
    const { execute, clock, runs } = statementFixture();
    const statement = await execute({ warehouse_id: "cold" });
    await statement.cancel();
    clock.advance(hour);
    await turns();
    expect([statement.status, runs.length]).toEqual([{ state: "CANCELED" }, 0]);
  });

  it("cancels a statement that runs by interrupting the engine", async () => {
    const { execute, run } = statementFixture();
    const statement = await execute();
    const { options } = await run();
    await statement.cancel();
    expect([statement.state, options.signal?.aborted]).toEqual(["CANCELED", true]);
  });

  it("lets a statement that failed for a reason of its own end as FAILED although a cancel came", async () => {
    const { execute, run } = statementFixture();
    const statement = await execute();
    (await run()).fail(new SqlError("[DIVIDE_BY_ZERO] Division by zero"));
    await statement.cancel();
    expect(statement.state).toBe("FAILED");
  });

  it("lets a statement that has taken effect succeed although a cancel came", async () => {
    const { execute, run } = statementFixture();
    const statement = await execute();
    (await run()).succeed();
    await statement.cancel();
    expect(statement.state).toBe("SUCCEEDED");
  });

  it("stops reading a large result when a cancel comes between two chunks", async () => {
    const { execute, run, store } = statementFixture();
    store.configure({ rows_per_chunk: 1 });
    const statement = await execute({ disposition: "EXTERNAL_LINKS" });
    const rows = sqlResultOf([["1"], ["2"], ["3"]]);
    let cancelled: Promise<void> | undefined;
    (await run()).succeed({
      ...rows,
      textRows: (offset, count) => {
        cancelled ??= statement.cancel();
        return rows.textRows(offset, count);
      },
    });
    await statement.settled;
    await cancelled;
    expect(statement.state).toBe("CANCELED");
  });

  it("changes nothing when the cancel comes too late, however often", async () => {
    const { execute, run, answer } = statementFixture();
    const statement = await execute();
    (await run()).succeed();
    await statement.settled;
    const before = answer(statement);
    await statement.cancel();
    await statement.cancel();
    expect(answer(statement)).toEqual(before);
  });

  it("closes a statement that succeeded: its result is gone and it is no failure", async () => {
    const { execute, run, answer, chunk } = statementFixture();
    const statement = await execute();
    (await run()).succeed();
    await statement.settled;
    await statement.close();
    expect(answer(statement)).toEqual({ statement_id: statement.id, status: { state: "CLOSED" } });
    expect(() => chunk(statement, 0)).toThrow(`The statement ${statement.id} is CLOSED`);
  });

  it("ends everything when the workspace closes", async () => {
    const { execute, store, clock } = statementFixture();
    const running = await execute();
    const pending = await execute({ warehouse_id: "cold" });
    clock.close();
    await store.close();
    expect([running.state, pending.state]).toEqual(["CANCELED", "CANCELED"]);
  });
});
