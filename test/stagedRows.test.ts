/** Records that travel as a file: what is in the table and in the volume, what was sent, and what the builder is told. */
import { failureOf } from "./support/component";
import { stagingPath, useRecordRuns, type Written } from "./support/recordRuns";
import { statements } from "./support/sqlRuns";

// Before the hook that ends the workspace.
afterEach(async () => expect(await records.staged()).toEqual([]));

const records = useRecordRuns();
const { create, run, write, rows, sent, staged, statementTexts } = records;

/** Records of which two fit into one statement. */
const large = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, name: "é".repeat(200_000) }));

const ids = async (): Promise<string> =>
  (await rows("SELECT id FROM workspace.default.people ORDER BY id")).flat().join();

/** The same step of the same execution. */
const step = { executionId: "execution 1", stepId: "step 1" };

const insert = (given: unknown, more?: Record<string, unknown>, context: object = step): Promise<Written> =>
  write("insertRows", "people", given, { stagingVolume: "landing", ...more }, context);

const upsert = (given: unknown, more?: Record<string, unknown>): Promise<Written> =>
  write("upsertRows", "people", given, { stagingVolume: "landing", ...more }, step);

const file = `/api/2.0/fs/files${stagingPath}/records-*.json`;
const filePattern = "^/api/2.0/fs/files/";

const uploaded = [
  "GET /api/2.1/unity-catalog/tables/workspace.default.people",
  `PUT ${file}`,
  `HEAD ${file}`,
];

beforeEach(() =>
  create(
    "people",
    "id BIGINT NOT NULL PRIMARY KEY, name STRING, state STRING DEFAULT 'new'",
    "TBLPROPERTIES ('delta.feature.allowColumnDefaults' = 'supported')",
  ),
);

describe("Records beyond one statement with a Staging Volume", () => {
  test("are appended by one COPY INTO of one file, which is deleted, in five requests", async () => {
    expect(await insert(large(5))).toMatchObject({ inserted: 5, batches: 1 });
    expect(await sent()).toEqual([...uploaded, `POST ${statements}`, `DELETE ${file}`]);
    expect((await statementTexts())[0]).toMatch(/^COPY INTO `workspace`\.`default`\.`people` FROM \(SELECT /);
    expect(await ids()).toBe("1,2,3,4,5");
    expect(await rows("SELECT DISTINCT length(name), state FROM workspace.default.people")).toEqual([
      ["200000", "new"],
    ]);
  });

  test("are upserted by one MERGE", async () => {
    await run("INSERT INTO workspace.default.people VALUES (2, 'Emmy', 'old')");
    await records.workspace.forget();
    expect(await upsert(large(5))).toMatchObject({ inserted: 4, updated: 1, batches: 1 });
    expect(await sent()).toEqual([...uploaded, `POST ${statements}`, `DELETE ${file}`]);
    expect((await statementTexts())[0]).toMatch(
      /^MERGE INTO .* FROM read_files\('\/Volumes\/.*WHEN MATCHED THEN UPDATE/,
    );
    expect(await upsert(large(5))).toMatchObject({ inserted: 0, updated: 5 });
    expect(await rows("SELECT state FROM workspace.default.people ORDER BY id LIMIT 2")).toEqual([
      ["new"],
      ["old"],
    ]);
  });

  test("delete rows by one MERGE", async () => {
    await run("CREATE TABLE workspace.default.names (name STRING)");
    await run("INSERT INTO workspace.default.names SELECT repeat('é', 200000)");
    const given = large(5).map(({ name }) => ({ name }));
    const options = { stagingVolume: stagingPath, keyColumns: ["name"] };
    expect(await write("deleteRows", "names", given, options, step)).toMatchObject({
      deleted: 1,
      batches: 1,
    });
  });

  test.each([
    ["replace", "1,2,3"],
    ["replaceKeys", "1,2,3,9"],
  ])("replace rows by one statement in the mode %s", async (mode, expected) => {
    await run("INSERT INTO workspace.default.people VALUES (2, 'Emmy', 'old'), (9, 'Sonja', 'old')");
    const given = large(3).map((one) => ({ ...one, state: null }));
    expect(await insert(given, { mode })).toMatchObject({ inserted: 3 });
    expect(await ids()).toBe(expected);
    // A second time leaves the same table.
    await insert(given, { mode });
    expect(await ids()).toBe(expected);
  });

  test("may have one record that no statement takes", async () => {
    expect(await insert({ id: 1, name: "x".repeat(1_000_000) })).toMatchObject({ inserted: 1 });
  });

  test("that leave out different defaults are loaded by a file each, and get them", async () => {
    const given = large(6).map((one) => (one.id % 3 === 0 ? { ...one, state: "old" } : one));
    expect(await insert(given)).toMatchObject({ inserted: 6, batches: 2 });
    expect(
      await rows("SELECT state, count(*) FROM workspace.default.people GROUP BY state ORDER BY 1"),
    ).toEqual([
      ["new", "4"],
      ["old", "2"],
    ]);
  });

  test("but few enough for one statement need no file", async () => {
    expect(await insert({ id: 1 })).toMatchObject({ inserted: 1 });
    expect((await statementTexts())[0]).toMatch(/^INSERT INTO/);
  });
});

describe("A repeated step", () => {
  test("of the same execution loads nothing twice, and says so", async () => {
    await insert(large(3));
    expect(await insert(large(3))).toMatchObject({
      inserted: 3,
      alreadyLoaded: true,
      message: expect.stringContaining("3 of the records"),
    });
    expect(await ids()).toBe("1,2,3");
  });

  test("of another execution, another step or another iteration loads the records", async () => {
    for (const other of [
      step,
      { ...step, executionId: "execution 2" },
      { ...step, stepId: "step 2" },
      { ...step, executionFrame: { loopPath: "loop:2" } },
      { ...step, executionId: "" },
      { ...step, executionId: "" },
    ])
      expect((await insert(large(3), {}, other)).alreadyLoaded).toBeUndefined();
    expect(await rows("SELECT count(*) FROM workspace.default.people")).toEqual([["18"]]);
  });
});

describe("When something goes wrong on the way of a file", () => {
  test.each([
    ["the answer to the upload is lost", { method: "PUT", path: filePattern, phase: "after" }],
    ["the answer to the check of its size is lost", { method: "HEAD", path: filePattern }],
    ["the answer to the statement is lost", { method: "POST", path: statements, phase: "after" }],
    ["the answer to the deletion is lost", { method: "DELETE", path: filePattern, phase: "after" }],
    ["the answer to the reading of the table is lost", { method: "GET", path: "^/api/2.1/unity-catalog" }],
  ] as const)("%s: the records are in the table once", async (_name, fault) => {
    await records.workspace.fault({ ...fault, drop: true, times: 1 });
    expect(await insert(large(3))).toMatchObject({ inserted: 3 });
    expect(await ids()).toBe("1,2,3");
  });

  test("a lost answer to a statement that was carried out tells that the records were there", async () => {
    await records.workspace.fault({ method: "POST", path: statements, phase: "after", drop: true, times: 1 });
    expect(await insert(large(3))).toMatchObject({ inserted: 3, alreadyLoaded: true });
  });

  test("a refused upload is an error, and nothing is written", async () => {
    await records.workspace.fault({
      method: "PUT",
      path: filePattern,
      status: 403,
      body: { error_code: "PERMISSION_DENIED", message: "No." },
      times: 1,
    });
    const { message } = await failureOf(insert(large(3)));
    expect(message).toMatch(/WRITE VOLUME/);
    expect(message).toMatch(/The 3 records are not written\./);
    expect(await statementTexts()).toEqual([]);
  });

  test("a failed statement leaves no file", async () => {
    const error = {
      error_code: "BAD_REQUEST",
      message: "[DELTA_NOT_NULL_CONSTRAINT_VIOLATED] No.",
      sql_state: "23502",
    };
    await records.failStatements({ statement: "^COPY", times: 1, error });
    const { message } = await failureOf(insert(large(3)));
    expect(message).toMatch(
      /The 3 records are not written\. A retry of the step within the same execution loads nothing twice/,
    );
    expect(await ids()).toBe("");
  });

  test("a failed second file tells what the first one brought", async () => {
    const error = { error_code: "BAD_REQUEST", message: "[INTERNAL_ERROR] No.", sql_state: "XX000" };
    await records.failStatements({ statement: "^COPY", skip: 1, times: 1, error });
    const given = large(6).map((one) => (one.id > 4 ? { ...one, state: "old" } : one));
    const { message } = await failureOf(insert(given, { batchId: "message 7" }));
    expect(message).toMatch(
      /4 records are written \(statement 01f0[0-9a-f-]+\); the other 2 records are not written\. Repeating the step with the same Batch ID loads nothing twice\.$/,
    );
    expect(await insert(given, { batchId: "message 7" })).toMatchObject({ inserted: 6, alreadyLoaded: true });
    expect(await ids()).toBe("1,2,3,4,5,6");
  });

  test("a count of affected rows alone tells that nothing was loaded", async () => {
    const columns = [{ name: "num_affected_rows", type_name: "LONG", type_text: "BIGINT", position: 0 }];
    const body = {
      statement_id: "01f0",
      status: { state: "SUCCEEDED" },
      manifest: { format: "JSON_ARRAY", schema: { column_count: 1, columns }, total_row_count: 1 },
      result: { chunk_index: 0, row_count: 1, row_offset: 0, data_array: [["0"]] },
    };
    await records.workspace.fault({ method: "POST", path: statements, status: 200, body, times: 1 });
    expect(await insert(large(3))).toMatchObject({ inserted: 3, alreadyLoaded: true });
  });

  test("a conflict is repeated with the same file", async () => {
    const error = {
      error_code: "BAD_REQUEST",
      message: "[COPY_INTO_DUPLICATED_FILES_COPY_NOT_ALLOWED] Another COPY INTO has these files.",
      sql_state: "25000",
    };
    await records.failStatements({ statement: "^COPY", times: 2, error });
    expect(await insert(large(3))).toMatchObject({ inserted: 3 });
    expect((await sent()).filter((request) => request.startsWith("PUT"))).toHaveLength(1);
  });

  test("a file that another attempt has deleted is uploaded once more", async () => {
    const error = {
      error_code: "BAD_REQUEST",
      message: "[COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED] There is no file.",
      sql_state: "42KD9",
    };
    await records.failStatements({ statement: "^COPY", times: 1, error });
    expect(await insert(large(3))).toMatchObject({ inserted: 3 });
    expect((await sent()).filter((request) => request.startsWith("PUT"))).toHaveLength(2);
    await records.workspace.fault({ method: "HEAD", path: filePattern, status: 404, times: 1 });
    expect(await insert(large(5))).toMatchObject({ inserted: 5 });
    await records.failStatements({ statement: "^COPY", times: 2, error });
    expect((await failureOf(insert(large(4)))).message).toMatch(/COPY_INTO_SOURCE_SCHEMA_INFERENCE_FAILED/);
  });

  test("at the deadline the statement is cancelled and the file deleted all the same", async () => {
    await records.workspace.statements({ run_ms: 3_600_000 });
    const writing = failureOf(insert(large(3), { timeoutSeconds: "60" }));
    const isSubmitted = async (): Promise<boolean> =>
      (await records.workspace.requests()).some(({ path, status }) => path === statements && status === 200);
    while (!(await isSubmitted())) await records.workspace.advance(1000);
    const { message } = await writing;
    expect(message).toMatch(/The 3 records are not written\./);
    await records.workspace.statements({ run_ms: null });
  });
});

test("A file that cannot be deleted is a warning with its path, and the records are written", async () => {
  await records.workspace.fault({
    method: "DELETE",
    path: filePattern,
    status: 403,
    body: { error_code: "PERMISSION_DENIED", message: "No." },
    times: 1,
  });
  expect(await insert(large(3))).toMatchObject({ inserted: 3 });
  const [path = ""] = await staged();
  expect(records.lines.filter(({ level }) => level === "warn").map(({ text }) => text)).toEqual([
    expect.stringContaining(`The staging file ${path} could not be deleted, and may be deleted by hand: `),
  ]);
  await records.workspace.call("DELETE", `/api/2.0/fs/files${path}`);
});

test("A volume that is not found is an error that names it, before any statement", async () => {
  const { message } = await failureOf(insert(large(3), { stagingVolume: "missing" }));
  expect(message).toMatch(/missing/);
  expect(await statementTexts()).toEqual([]);
});

test("No record is in the log, though each request is", async () => {
  await insert([{ id: 1, name: "a secret name" }], { batchId: "b", debugRequest: "true" });
  expect(records.lines.length).toBeGreaterThan(5);
  expect(records.lines.filter(({ text }) => text.includes("a secret name"))).toEqual([]);
});
