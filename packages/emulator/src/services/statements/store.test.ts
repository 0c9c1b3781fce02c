/** How long statements and sessions are known, and to whom. */

import type { SessionChange } from "databricks-sql-engine";
import { HttpError } from "../../apiError";
import { hour, owner, sqlResultOf, statementFixture, turns } from "./statementFixture";

const bodyOf = (error: unknown) =>
  error instanceof HttpError ? { status: error.status, ...Object(error.body) } : error;

const refusal = async (work: () => unknown) => {
  try {
    await work();
  } catch (error) {
    return bodyOf(error);
  }
  throw new Error("it was not refused");
};

describe("expiry", () => {
  const succeeded = async () => {
    const all = statementFixture();
    const statement = await all.execute();
    (await all.run()).succeed();
    await statement.settled;
    return { ...all, statement };
  };

  it("keeps a result for one hour, and reading it does not prolong that", async () => {
    const { clock, store, statement } = await succeeded();
    clock.advance(hour - 1);
    expect((await store.get(statement.id, owner)).state).toBe("SUCCEEDED");
    clock.advance(1);
    expect((await store.get(statement.id, owner)).status).toEqual({ state: "CLOSED" });
  });

  it("knows a statement for twelve hours after its end, and not longer", async () => {
    const { clock, store, statement } = await succeeded();
    clock.advance(12 * hour - 1);
    expect((await store.get(statement.id, owner)).state).toBe("CLOSED");
    clock.advance(1);
    expect(await refusal(() => store.get(statement.id, owner))).toMatchObject({
      status: 404,
      error_code: "NOT_FOUND",
    });
  });

  it("never forgets a statement that goes on", async () => {
    const { execute, clock, store, run } = statementFixture();
    const statement = await execute();
    await run();
    clock.advance(48 * hour);
    expect((await store.get(statement.id, owner)).state).toBe("RUNNING");
  });
});

describe("who may see a statement", () => {
  it("refuses another principal, and an unknown id", async () => {
    const { execute, store } = statementFixture();
    const statement = await execute();
    expect(await refusal(() => store.get(statement.id, "eve@example.com"))).toMatchObject({
      status: 403,
      error_code: "PERMISSION_DENIED",
    });
    expect(await refusal(() => store.get("01f00000-0000-1000-a000-000000000000", owner))).toMatchObject({
      status: 404,
      error_code: "NOT_FOUND",
    });
  });

  it("refuses an unknown warehouse", async () => {
    const { execute } = statementFixture();
    expect(await refusal(() => execute({ warehouse_id: "none" }))).toMatchObject({
      status: 404,
      error_code: "RESOURCE_DOES_NOT_EXIST",
    });
  });
});

describe("sessions", () => {
  /** Where the last statement runs in a session that the ones before it change. */
  const inSession = async (changes: (SessionChange | undefined)[], confs = {}) => {
    const { store, execute, run, runs } = statementFixture();
    const opened = { warehouse_id: "warm", catalog: "main", schema: "a", session_confs: confs };
    const { id } = store.openSession(opened, owner);
    for (const [index, session] of [...changes, undefined].entries()) {
      const executed = await execute({ session_id: id });
      (await run(index)).succeed({ ...sqlResultOf([["1"]]), session });
      await executed.settled;
      await turns();
    }
    const last = runs.at(-1)?.options;
    return { catalog: last?.catalog, schema: last?.schema, configuration: last?.configuration };
  };
  const tokyo = { timezone: "Asia/Tokyo" };

  it.each([
    [[], { catalog: "main", schema: "a", configuration: {} }],
    [[undefined], { catalog: "main", schema: "a", configuration: {} }],
    [[{ schema: "b" }], { catalog: "main", schema: "b", configuration: {} }],
    [[{ catalog: "other", schema: undefined }], { catalog: "other", schema: undefined, configuration: {} }],
    [[{ configuration: tokyo }, { schema: "b" }], { catalog: "main", schema: "b", configuration: tokyo }],
    [[{ configuration: tokyo }, { configuration: {} }], { catalog: "main", schema: "a", configuration: {} }],
  ])("runs each statement where the ones before left the session: %j", async (changes, expected) => {
    expect(await inSession(changes)).toEqual(expected);
  });

  it("begin with the parameters that they are opened with", async () => {
    expect((await inSession([], { TIMEZONE: "Asia/Tokyo" })).configuration).toEqual(tokyo);
    expect(await refusal(() => inSession([], { timezone: "Moon" }))).toMatchObject({
      status: 400,
      error_code: "INVALID_PARAMETER_VALUE",
    });
  });

  it("knows no closed session and nobody else's", async () => {
    const { store, execute } = statementFixture();
    const { id } = store.openSession({ warehouse_id: "warm" }, owner);
    expect(await refusal(() => store.sessions.get(id, "eve@example.com"))).toMatchObject({ status: 404 });
    store.sessions.close(id, owner);
    expect(await refusal(() => execute({ session_id: id }))).toMatchObject({ status: 404 });
  });
});
