/** Loads of files whose responses are lost, that conflict with others or fail. */

import { failureOf } from "./support/component";
import { refusedHistory } from "./support/refusedHistory";
import { useSqlLoads } from "./support/sqlLoads";
import { statements } from "./support/sqlRuns";

const always = 1000;

const { sql, load, put, rowsOf, copies } = useSqlLoads();

/** The statement runs, but its response is lost. */
const lostCopy = {
  method: "POST",
  path: statements,
  statement: "^COPY",
  phase: "after",
  drop: true,
} as const;

describe("a response that is lost, without a query history", () => {
  beforeEach(() => sql.workspace.fault(refusedHistory));

  test("is no reason to load anything twice, and the result tells it", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault(lostCopy);
    expect(await load()).toMatchObject({
      inserted: 0,
      alreadyLoaded: true,
      message: expect.stringMatching(/^The response of an earlier attempt of this step was lost/),
    });
    expect(await rowsOf()).toHaveLength(1);
    expect(sql.lines.filter(({ level }) => level === "warn")).not.toEqual([]);
  });

  test("by force is an error that says so, and nothing runs again", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault(lostCopy);
    const { message } = await failureOf(load({ force: true }));
    expect(message).toContain("with Force, another run may append their rows once more");
    expect(await copies()).toHaveLength(1);
    expect(await rowsOf()).toHaveLength(1);
  });

  test("always is an error that says that another run is safe", async () => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault({ ...lostCopy, times: always });
    const { message } = await failureOf(load());
    expect(message).toContain("Another run is safe: it passes over those that were.");
    expect(await copies()).toHaveLength(3);
  });
});

describe("a conflict with another writer", () => {
  test.each([
    ["COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED", "25000"],
    ["COPY_INTO_STATE_INTERNAL_ERROR", "55019"],
    ["DELTA_METADATA_CHANGED", "2D521"],
  ])("%s is repeated", async (condition, sql_state) => {
    await put("a.csv", "id,name,price\n1,one,1\n");
    await sql.workspace.fault({
      statement: "^COPY",
      error: { message: `[${condition}] Try again.`, sql_state },
      times: 2,
    });
    expect((await load()).inserted).toBe(1);
    expect(await copies()).toHaveLength(3);
  });
});

describe("an error tells what to do", () => {
  test.each([
    [
      "[COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED] The source directory did not contain any parsable files.",
      "42KD9",
      /No readable file is at Source Path/,
    ],
    ["[PATH_NOT_FOUND] Path does not exist: /Volumes/a.", "42K03", /No readable file is at Source Path/],
    [
      "[COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE] A schema mismatch was detected.",
      "42KDG",
      /set Evolve Schema to add new ones/,
    ],
    [
      "[DELTA_MISSING_DELTA_TABLE_COPY_INTO] Table doesn't exist.",
      "42P01",
      /The table must exist: create it first/,
    ],
    [
      "[DELTA_COPY_INTO_TARGET_FORMAT] COPY INTO target must be a Delta table.",
      "0AKDD",
      /Only a Delta table can be loaded/,
    ],
    ["[COPY_INTO_COLUMN_ARITY_MISMATCH] Cannot write.", "21S01", /another number of columns/],
    [
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have READ VOLUME on Volume 'main.default.landing'.",
      "42501",
      /lacks READ VOLUME on the volume main\.default\.landing/,
    ],
    [
      "[INSUFFICIENT_PERMISSIONS] Insufficient privileges: User does not have MODIFY on Table 'main.default.orders'.",
      "42501",
      /lacks MODIFY on the table main\.default\.orders/,
    ],
  ])("%s", async (text, sql_state, hint) => {
    await sql.workspace.fault({ statement: "^COPY", error: { message: text, sql_state } });
    const { message } = await failureOf(load());
    expect(message).toContain(text.slice(0, text.indexOf("]")));
    expect(message).toMatch(hint);
    expect(await copies()).toHaveLength(1);
  });

  test("and keeps the values of the files for itself", async () => {
    const text = `[CAST_INVALID_INPUT] The value 'secret-7' of the type "STRING" cannot be cast to "INT" because it is malformed.`;
    await sql.workspace.fault({ statement: "^COPY", error: { message: text, sql_state: "22018" } });
    const { message } = await failureOf(load());
    expect(message).toContain("A value of the files does not fit its column");
    expect(message).not.toContain("secret-7");
  });
});

test("the deadline cancels the statement", async () => {
  await sql.workspace.statements({ run_ms: 3_600_000 });
  const { message } = await failureOf(load({ timeoutSeconds: 3 }));
  expect(message).toContain("was cancelled (state CANCELED)");
});
