/** Records of several batches, conflicts, refusals and lost answers: what is in the table, and what the builder is told. */

import { failureOf } from "./support/component";
import { useRecordRuns } from "./support/recordRuns";
import { refusedHistory } from "./support/refusedHistory";
import { statements } from "./support/sqlRuns";

const records = useRecordRuns();
const { create, write, rows, statementTexts } = records;

/** Records of which two fit into one statement. */
const large = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, name: "é".repeat(200_000) }));

const ids = async (): Promise<string> =>
  (await rows("SELECT id FROM workspace.default.people ORDER BY id")).flat().join();

const insert = (given: unknown, more?: Record<string, unknown>) => write("insertRows", "people", given, more);

const conflict = {
  error_code: "BAD_REQUEST",
  message: "[DELTA_CONCURRENT_APPEND.ROW_LEVEL_CHANGES] Files were added by another transaction.",
  sql_state: "2D521",
};

beforeEach(() => create("people", "id BIGINT NOT NULL PRIMARY KEY, name STRING"));

describe("Records beyond one statement", () => {
  test("go one batch after the other", async () => {
    const result = await insert(large(5));
    expect(result).toMatchObject({ inserted: 5, batches: 3 });
    expect(new Set(result.statementIds).size).toBe(3);
    expect(await ids()).toBe("1,2,3,4,5");
    expect(records.lines.map(({ text }) => text).filter((text) => /^Batch/.test(text))).toEqual([
      "Batch 1 of 3 is written: records 1 to 2",
      "Batch 2 of 3 is written: records 3 to 4",
      "Batch 3 of 3 is written: record 5",
    ]);
  });

  test("are refused where they must be replaced at once, or where one alone is too large", async () => {
    expect((await failureOf(insert(large(3), { mode: "replace" }))).message).toBe(
      "Staging Volume is empty, but without it the records take 2 statements, and rows must be replaced by one.",
    );
    const tooLarge = [...large(1), { id: 2, name: "x".repeat(900_000) }];
    expect((await failureOf(insert(tooLarge))).message).toMatch(
      /^Records: record 2 takes more than 900000 bytes.* With Staging Volume set, it can be written\.$/,
    );
    expect(await statementTexts()).toEqual([]);
  });

  const refuseSecondBatch = () =>
    records.failStatements({
      statement: "^INSERT",
      skip: 1,
      times: 1,
      error: {
        error_code: "BAD_REQUEST",
        message: "[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] No.",
        sql_state: "23502",
      },
    });

  test("whose second batch is refused: the error says what is in, and what to send again", async () => {
    await refuseSecondBatch();
    // The numbers are those of the list, in which a bad record comes first.
    const { message } = await failureOf(insert([{ id: "x" }, ...large(5)], { badRecords: "skip" }));
    expect(message).toMatch(/1 of 3 batches are written: records 2 to 3 \(statement 01f0[0-9a-f-]+\)\./);
    expect(message).toMatch(
      /Those of batch 2 \(records 4 to 5\) are not written, and no later batch was sent\./,
    );
    expect(message).toMatch(/To continue, insert only record 4 and those after it\.$/);
    expect(await ids()).toBe("1,2");
  });

  test("whose second batch is refused: duplicates that were left out are not to be sent again", async () => {
    await refuseSecondBatch();
    const given = [...large(5), ...large(1)];
    const { message } = await failureOf(insert(given, { duplicateKeys: "firstWins", keyColumns: ["id"] }));
    expect(message).toMatch(/only record 3 and those after it, without duplicates of earlier records\.$/);
  });

  test("whose second answer is lost, without a query history: an insert is not sent again, and the error says that it is unknown", async () => {
    await records.workspace.fault(refusedHistory);
    await records.workspace.fault({ path: statements, phase: "after", drop: true, skip: 1, times: 1 });
    const { message } = await failureOf(insert(large(5)));
    expect(message).toMatch(/batch 2 \(records 3 to 4\) may or may not be written/);
    expect(message).toMatch(/could insert them twice: look in the table for records 3 to 4 first\.$/);
    expect(await statementTexts()).toHaveLength(2);
    expect(await ids()).toBe("1,2,3,4");
  });

  test("whose second answer is lost: an upsert is sent again", async () => {
    await records.workspace.fault({ path: statements, phase: "after", drop: true, skip: 1, times: 1 });
    expect(await write("upsertRows", "people", large(5))).toMatchObject({
      inserted: 3,
      updated: 2,
      batches: 3,
      message: expect.stringMatching(
        /^The records are written, but .* is not certain, since a response was lost \(statement 01f0[0-9a-f-]+\)\.$/,
      ),
    });
    expect(await statementTexts()).toHaveLength(4);
    expect(await ids()).toBe("1,2,3,4,5");
  });

  test.each([
    ["insertRows", { inserted: 1 }],
    ["upsertRows", { inserted: 0, updated: 0, message: expect.stringContaining("is not certain") }],
  ])("whose result is closed before it is read are written: %s", async (key, result) => {
    const body = { statement_id: "01f0", status: { state: "CLOSED" } };
    await records.workspace.fault({ method: "POST", path: statements, status: 200, body, times: 1 });
    expect(await write(key, "people", { id: 1, name: "x" })).toMatchObject(result);
  });

  test("whose answer is lost and whose repetition fails: the error says that it is unknown", async () => {
    await records.workspace.fault({ path: statements, phase: "after", drop: true, times: 1 });
    const error = { message: "[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] No.", sql_state: "23502" };
    await records.failStatements({ statement: "^MERGE", skip: 1, times: 1, error });
    const { message } = await failureOf(write("upsertRows", "people", { id: 1, name: "x" }));
    expect(message).toMatch(
      /The records may or may not be written\. Repeating the step with all records is safe\.$/,
    );
    expect(await ids()).toBe("1");
  });

  test("that miss the deadline: the statement is cancelled, and the error says what is in", async () => {
    await records.workspace.statements({ run_ms: 3_600_000 });
    const writing = failureOf(insert(large(5), { timeoutSeconds: "60" }));
    const isSubmitted = async (): Promise<boolean> =>
      (await records.workspace.requests()).some(({ path, status }) => path === statements && status === 200);
    while (!(await isSubmitted())) await records.workspace.advance(1000);
    const { message } = await writing;
    expect(message).toMatch(/was cancelled/);
    expect(message).toMatch(
      /No batch is written\. Those of batch 1 \(records 1 to 2\) are not written, and no later batch was sent\./,
    );
    await records.workspace.statements({ run_ms: null });
    expect(await ids()).toBe("");
  });
});

test.each([
  ...[408, 429].map((status) => ({ phase: "before" as const, status })),
  ...(["before", "after"] as const).flatMap((phase) => [
    { phase, drop: true },
    ...[500, 502, 503, 504].map((status) => ({ phase, status })),
  ]),
])("A plain insert is carried out once at most, and the error tells what is known: %j", async (fault) => {
  await records.workspace.fault({ method: "POST", path: statements, ...fault, times: 1 });
  const message = await insert({ id: 1 }).then(
    ({ inserted }) => `inserted ${inserted}`,
    (error: Error) => error.message,
  );
  const count = (await rows("SELECT count(*) FROM workspace.default.people")).flat().join();
  expect(["0", "1"]).toContain(count);
  if (/are not written/.test(message)) expect(count).toBe("0");
  else if (!/may or may not be written/.test(message)) expect([message, count]).toEqual(["inserted 1", "1"]);
});

describe("A conflict with another writer", () => {
  test("is repeated after growing pauses, since nothing was written, and told in the log", async () => {
    await records.failStatements({ statement: "^INSERT", times: 3, error: conflict });
    expect(await insert({ id: 1 })).toMatchObject({ inserted: 1 });
    expect(await ids()).toBe("1");
    const told = records.lines.filter(({ level }) => level === "warn").map(({ text }) => text);
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(
      /^Statement 01f0[0-9a-f-]+ \(DELTA_CONCURRENT_APPEND\) changed nothing, since another writer changed the same table; running it again in [\d.]+ s$/,
    );
    expect(records.time.elapsedMs()).toBeGreaterThanOrEqual(3500);
  });

  test("that does not pass is an error after some repeats", async () => {
    await records.failStatements({ statement: "^MERGE", times: 100, error: conflict });
    const { message } = await failureOf(write("upsertRows", "people", { id: 1, name: "x" }));
    expect(message).toMatch(
      /It changed nothing, since other writers changed the same table, 6 times\. The records are not written\./,
    );
    expect(await statementTexts()).toHaveLength(6);
  });

  test("is not repeated beyond the deadline", async () => {
    await records.failStatements({ statement: "^MERGE", times: 100, error: conflict });
    await failureOf(write("upsertRows", "people", { id: 1, name: "x" }, { timeoutSeconds: "2" }));
    expect((await statementTexts()).length).toBeLessThanOrEqual(3);
    expect(records.time.elapsedMs()).toBeLessThanOrEqual(2000);
  });

  test.each([
    [
      "23001",
      "[DELTA_VIOLATE_CONSTRAINT_WITH_VALUES] CHECK constraint a (id > 0) violated by row with values:\n - id : 4711",
    ],
    ["22018", '[CAST_INVALID_INPUT] The value \'4711\' of the type "STRING" cannot be cast to "DATE".'],
  ])("is not what %s is, which is never repeated and told without its values", async (sql_state, message) => {
    await records.failStatements({
      statement: "^INSERT",
      times: 1,
      error: { error_code: "BAD_REQUEST", message, sql_state },
    });
    const error = await failureOf(insert({ id: 4711 }, { debugRequest: "true" }));
    expect(await statementTexts()).toHaveLength(1);
    const condition = /\[\w+\]/.exec(message)?.[0] ?? "";
    expect(error.message).toContain(condition);
    expect(error.message).toContain("(not shown)");
    expect(error.message).toContain("The records are not written.");
    const told = [
      error.message,
      error.stack ?? "",
      JSON.stringify(error),
      ...records.lines.map(({ text }) => text),
    ];
    expect(told.filter((text) => text.includes("4711"))).toEqual([]);
    expect(records.lines.some(({ text }) => text.includes("INSERT INTO"))).toBe(true);
  });
});
