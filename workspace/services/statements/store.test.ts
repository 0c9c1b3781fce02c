/** How long statements and sessions are known, and to whom. */
import { HttpError } from "../../apiError";
import { hour, miniature, owner, turns } from "./miniature";

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
    const all = miniature();
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
    const { execute, clock, store, run } = miniature();
    const statement = await execute();
    await run();
    clock.advance(48 * hour);
    expect((await store.get(statement.id, owner)).state).toBe("RUNNING");
  });
});

describe("who may see a statement", () => {
  it("refuses another principal, and an unknown id", async () => {
    const { execute, store } = miniature();
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
    const { execute } = miniature();
    expect(await refusal(() => execute({ warehouse_id: "none" }))).toMatchObject({
      status: 404,
      error_code: "RESOURCE_DOES_NOT_EXIST",
    });
  });
});

describe("sessions", () => {
  const inSession = async (...statements: string[]) => {
    const { store, execute, run, runs } = miniature();
    const { id } = store.openSession({ warehouse_id: "warm", catalog: "main", schema: "a" }, owner);
    for (const [index, statement] of statements.entries()) {
      const executed = await execute({ statement, session_id: id });
      (await run(index)).succeed();
      await executed.settled;
      await turns();
    }
    const last = runs.at(-1)?.options;
    return { catalog: last?.catalog, schema: last?.schema };
  };

  it.each([
    [["SELECT 1"], { catalog: "main", schema: "a" }],
    [["USE b", "SELECT 1"], { catalog: "main", schema: "b" }],
    [["use schema `b.c`;", "SELECT 1"], { catalog: "main", schema: "b.c" }],
    [["-- go\nUSE other.b", "SELECT 1"], { catalog: "other", schema: "b" }],
    [["USE CATALOG other", "SELECT 1"], { catalog: "other", schema: undefined }],
    [["USE b; DROP TABLE x", "SELECT 1"], { catalog: "main", schema: "a" }],
  ])("runs each statement where the ones before left the session: %j", async (statements, expected) => {
    expect(await inSession(...statements)).toEqual(expected);
  });

  it("knows no closed session and nobody else's", async () => {
    const { store, execute } = miniature();
    const { id } = store.openSession({ warehouse_id: "warm" }, owner);
    expect(await refusal(() => store.sessions.get(id, "eve@example.com"))).toMatchObject({ status: 404 });
    store.sessions.close(id, owner);
    expect(await refusal(() => execute({ session_id: id }))).toMatchObject({ status: 404 });
  });
});
