/** Whatever text a server answers, or an input holds: what is thrown, logged or offered is fit to be told. */
import { inspect } from "node:util";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { type Step, useScriptedServer } from "../test/support/scriptedServer";
import { leaks } from "../test/support/secretSearch";
import { keepingLogger, testToken, tokenConnection } from "../test/support/testClient";
import component from "./index";

const { server } = useScriptedServer();
const harness = createHarness(component);

/** Another Databricks token, and one that is no secret of the connection but looks like one. */
const otherToken = `dapi${"fedcba9876543210".repeat(2)}-2`;
const webToken = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJlLW9mLWFkYQ";
const half = Math.floor(testToken.length / 2);

const secrets = [
  { name: "the token", value: testToken },
  { name: "half of the token", value: testToken.slice(0, half) },
  { name: "the other half of the token", value: testToken.slice(half) },
  { name: "another token", value: otherToken },
  { name: "a web token", value: webToken },
];

/** The token, split by what does not show. */
const splitTokens = ["\u0000", "\u200b", "\u202e", "\u00ad", "\u001b[0m"].map((mark) =>
  [...testToken].join(mark),
);

const reason = "the reason";

/** Everything hostile in one text, which tells its reason first. */
const hostile = [
  `\r\n\n${reason} \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u009b1m a\rb \u202egnp.exe\u2066 \u200b\ufeff \u0000\u0007 \ud83d half`,
  `token ${testToken} and ${otherToken} and ${webToken}, Bearer ${testToken}`,
  ...splitTokens,
  "x".repeat(1_000_000),
  `${testToken}\r\n`,
].join(" ");

/** Text whose token stands where an error could be cut. */
const atTheCut = Array.from({ length: 400 }, (_one, index) => `${testToken}${index % 10}`).join("");

/** As it may stand in a header. */
const inHeader = hostile.slice(0, 700).replace(/[^\x20-\x7e]/g, "");

const unfit =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u;

const connection = () => tokenConnection(server.url);

type Kind = "action" | "dataSource" | "trigger";

/** Runs a step and gives what it throws, or what it gives, and its log. */
const outcomeOf = async (kind: Kind, key: string, parameters: object) => {
  const { logger, lines } = keepingLogger();
  const given = { connection: connection(), ...parameters } as never;
  const context = { logger, instanceState: {} } as never;
  const running =
    kind === "action"
      ? harness.action(key, given, context)
      : kind === "dataSource"
        ? harness.dataSource(key, given, context)
        : harness.trigger(key, {} as never, given, context);
  const outcome = await Promise.resolve(running).then(
    (result): { result: unknown; error?: Error } => ({ result }),
    (error: Error) => ({ error, result: undefined }),
  );
  return { ...outcome, lines };
};

/** Every text that an error holds. */
const textsOf = (error: Error): string[] =>
  [error.message, error.stack ?? "", String(error)].concat(
    Reflect.ownKeys(error).flatMap((key) => {
      const value: unknown = Reflect.get(error, key);
      return typeof value === "string"
        ? [value]
        : typeof value === "object" && value !== null
          ? [...Object.keys(value), ...Object.values(value).map(String)]
          : [];
    }),
  );

const expectFit = (error: Error | undefined, lines: readonly string[]): void => {
  expect(leaks({ error, lines }, secrets)).toEqual([]);
  for (const line of lines) {
    expect(line).not.toMatch(unfit);
    expect(line).not.toMatch(/\n/);
    expect(line.length).toBeLessThan(40_000);
  }
  if (!error) return;
  for (const text of textsOf(error)) expect(text).not.toMatch(unfit);
  expect(error.message.length).toBeLessThanOrEqual(5000);
  expect(inspect(error, { showHidden: true, depth: null, maxStringLength: null }).length).toBeLessThan(
    60_000,
  );
};

const sql = { warehouseId: "475b94ddc7cd5211", sqlStatement: "SELECT 1" };
const code = {
  clusterId: "1118-093000-k3yboard",
  contextId: "1",
  language: "python",
  command: "1",
  waitForCompletion: true,
  failOnError: true,
};
const ended = (text: string) => ({
  life_cycle_state: "TERMINATED",
  result_state: "FAILED",
  state_message: text,
});

/** Where text of a server comes in: what is run, and what is answered. */
const places: [string, Kind, string, object, (text: string) => Step[]][] = [
  [
    "a message",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { error_code: "X", message: text } }],
  ],
  [
    "an error code",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { error_code: text, message: reason } }],
  ],
  [
    "details",
    "action",
    "getCurrentUser",
    {},
    (text) => [
      {
        status: 400,
        body: {
          error_code: "X",
          message: reason,
          details: [{ request_id: text, field_violations: [{ field: text, description: text }] }],
        },
      },
    ],
  ],
  [
    "the error of API 1.2",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { error: text } }],
  ],
  [
    "what stands beside an error",
    "action",
    "getCurrentUser",
    {},
    (text) => [
      {
        status: 400,
        body: { error: "short", [text.slice(0, 3000)]: text, external: { message: text, token: "s" } },
      },
    ],
  ],
  [
    "an error of SCIM",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: { schemas: [], detail: text, status: "400", scimType: text } }],
  ],
  [
    "an error of OAuth",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 401, body: { error: text, error_description: text } }],
  ],
  [
    "a page",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: `<html><pre>${text}</pre></html>` }],
  ],
  ["plain text", "action", "getCurrentUser", {}, (text) => [{ status: 400, body: text }]],
  [
    "text with a code",
    "action",
    "getCurrentUser",
    {},
    (text) => [{ status: 400, body: `PERMISSION_DENIED: ${text}` }],
  ],
  ["no JSON", "action", "getCurrentUser", {}, (text) => [{ status: 200, body: text }]],
  [
    "the reason of a status",
    "action",
    "getCurrentUser",
    {},
    () => [
      {
        status: 400,
        headers: { "x-databricks-reason-phrase": inHeader, "x-request-id": inHeader },
        body: "",
      },
    ],
  ],
  [
    "the id of an unusable answer",
    "action",
    "getCurrentUser",
    {},
    () => [{ status: 200, headers: { "x-request-id": inHeader }, body: "no" }],
  ],
  [
    "a redirect",
    "action",
    "getCurrentUser",
    {},
    () => [{ status: 302, headers: { location: `/${encodeURIComponent(inHeader)}` }, body: "" }],
  ],
  [
    "a retry",
    "action",
    "getCurrentUser",
    {},
    (text) => [
      { status: 503, body: text },
      { status: 400, body: text },
    ],
  ],
  [
    "the error of a statement",
    "action",
    "runSql",
    sql,
    (text) => [
      {
        body: {
          statement_id: text,
          status: { state: "FAILED", error: { error_code: text, message: text }, sql_state: text },
        },
      },
    ],
  ],
  [
    "the message of a statement",
    "action",
    "runSql",
    sql,
    (text) => [
      { body: { statement_id: "1", status: { state: "FAILED", error: { error_code: "X", message: text } } } },
    ],
  ],
  [
    "the state of a run",
    "action",
    "runJob",
    { jobId: "1", waitForCompletion: true },
    (text) => [
      { body: { run_id: 7 } },
      { body: { run_id: 7, run_name: text, run_page_url: text, state: ended(text) } },
    ],
  ],
  [
    "the tasks of a run",
    "action",
    "runJob",
    { jobId: "1", waitForCompletion: true },
    (text) => [
      { body: { run_id: 7 } },
      ...[0, 1].map(() => ({
        body: { run_id: 7, state: ended(reason), tasks: [{ task_key: text, run_id: 8, state: ended(text) }] },
      })),
      { body: { error: text, error_trace: text } },
    ],
  ],
  [
    "the summary of a command",
    "action",
    "runCommand",
    code,
    (text) => [
      { body: { id: "7" } },
      {
        body: {
          id: "7",
          status: "Finished",
          results: { resultType: "error", summary: text, cause: `${text}\nend` },
        },
      },
    ],
  ],
  [
    "the status of a command",
    "action",
    "runCommand",
    code,
    (text) => [
      { body: { id: text.slice(0, 2000) } },
      { body: { id: "7", status: "Error", results: { resultType: "error", summary: "", cause: text } } },
    ],
  ],
  [
    "the end of a cluster",
    "action",
    "startTerminatedCluster",
    { clusterId: "1", waitForCompletion: true, timeoutSeconds: "60" },
    (text) => [
      { body: {} },
      {
        body: {
          cluster_id: "1",
          state: "TERMINATED",
          state_message: text,
          termination_reason: { code: "X", type: text, parameters: { [text.slice(0, 500)]: text } },
        },
      },
    ],
  ],
  [
    "the state of a cluster",
    "action",
    "startTerminatedCluster",
    { clusterId: "1", waitForCompletion: true, timeoutSeconds: "60" },
    (text) => [{ body: {} }, { body: { cluster_id: "1", state: text, state_message: text } }],
  ],
  [
    "the health of a warehouse",
    "action",
    "startWarehouse",
    { warehouseId: "1", waitForCompletion: true, timeoutSeconds: "60" },
    (text) => [
      { body: {} },
      { body: { id: "1", state: "STARTING", health: { status: "FAILED", summary: text, details: text } } },
    ],
  ],
  [
    "a page token",
    "action",
    "listClusters",
    {},
    (text) => [{ body: { clusters: [], next_page_token: text.slice(0, 1000) } }],
  ],
  [
    "a failing poll",
    "trigger",
    "jobRunCompleted",
    {},
    (text) => [{ status: 400, body: { error_code: "X", message: text } }],
  ],
  [
    "a failing choice",
    "dataSource",
    "selectCluster",
    {},
    (text) => [{ status: 400, body: { error_code: "X", message: text } }],
  ],
];

describe.each(places)("%s of a server", (place, kind, key, parameters, steps) => {
  it.each([
    ["hostile", hostile],
    ["cut anywhere", atTheCut],
    ["the token alone", testToken],
  ])("can be %s", async (name, text) => {
    for (const debugRequest of kind === "dataSource" ? [undefined] : ["false", "true"]) {
      server.script(...steps(text));
      const { error, result, lines } = await outcomeOf(kind, key, {
        ...parameters,
        ...(debugRequest && { debugRequest }),
      });
      expect(error ?? result).toBeInstanceOf(Error);
      expectFit(error, lines);
      if (debugRequest) expect(lines.length > 0 || debugRequest === "false").toBe(true);
      if (name === "hostile" && !/redirect|unusable|page token|no JSON|status of a command/.test(place)) {
        expect(error?.message).toContain(reason);
      }
    }
  });
});

describe("a failure's text", () => {
  it("has no line break where it begins and ends", async () => {
    server.script({
      body: {
        statement_id: "1",
        status: { state: "FAILED", error: { error_code: "X", message: `\r\n${reason}\n\r\n` } },
      },
    });
    const { error } = await outcomeOf("action", "runSql", sql);
    expect(error?.message).toMatch(/^Statement 1 failed \(X\): the reason\. See the query history: \S+$/);
  });

  it("leaves what is to be done next behind a long one", async () => {
    server.script({
      body: {
        statement_id: "1",
        status: {
          state: "FAILED",
          error: { error_code: "X", message: `${reason} ${"x".repeat(1_000_000)}` },
        },
      },
    });
    const { error } = await outcomeOf("action", "runSql", sql);
    expect(error?.message).toMatch(
      /^Statement 1 failed \(X\): the reason x+\.{4} See the query history: \S+$/s,
    );
  });
});

describe("an input", () => {
  it.each<[string, Kind, string, object]>([
    ["a name", "action", "runSql", { ...sql, sqlParameters: JSON.stringify([{ name: hostile, value: 1 }]) }],
    [
      "a name that comes twice",
      "action",
      "runSql",
      { ...sql, sqlParameters: JSON.stringify([{ name: "a", value: 1, [hostile]: 2 }]) },
    ],
    ["no JSON", "action", "runSql", { ...sql, sqlParameters: `[${hostile}` }],
    ["an id", "action", "getCluster", { clusterId: `${hostile}` }],
    [
      "a long key",
      "action",
      "logMlflowBatch",
      { runId: "1", tags: [{ key: `${testToken}${"x".repeat(300)}`, value: "1" }] },
    ],
    ["a path", "action", "rawRequest", { url: `/api/2.0/${hostile}`, method: "GET" }],
    [
      "a column",
      "trigger",
      "newRows",
      { warehouseId: "1", table: hostile, keyColumn: hostile, startFrom: hostile },
    ],
    ["a host", "action", "getCurrentUser", { connection: tokenConnection(hostile.slice(0, 5000)) }],
  ])(
    "that is hostile as %s is refused in words that are fit to be told",
    async (_name, kind, key, parameters) => {
      server.script({ status: 400, body: { error_code: "X", message: hostile } });
      const { error, result, lines } = await outcomeOf(kind, key, parameters);
      expect(error ?? result).toBeInstanceOf(Error);
      expectFit(error, lines);
    },
  );
});

describe("choices", () => {
  const shownIn = (result: unknown): string[] =>
    ((result as { result: { label: string }[] }).result ?? []).map(({ label }) => label);

  it("are fit to be shown", async () => {
    server.script({
      body: {
        clusters: [
          { cluster_id: "1", cluster_name: hostile },
          { cluster_id: "2", cluster_name: testToken },
          { cluster_id: "3", cluster_name: "\u202e\u0000" },
          { cluster_id: testToken, cluster_name: "the fourth" },
        ],
      },
    });
    const { result } = await outcomeOf("dataSource", "selectCluster", {});
    const labels = shownIn(result);
    expect(labels).toEqual(["[redacted]", "3", expect.stringMatching(/^the reason red /)]);
    expect(leaks({ result }, secrets)).toEqual([]);
    for (const label of labels) {
      expect(label).not.toMatch(unfit);
      expect(label.length).toBeLessThanOrEqual(200);
    }
  });

  it("of a form are fit to be shown, and their columns exact", async () => {
    const type_json = JSON.stringify({ metadata: { CURRENT_DEFAULT: hostile } });
    server.script({
      body: {
        columns: [
          {
            name: "a\u202eb",
            type_text: hostile,
            type_name: hostile,
            comment: hostile,
            type_json,
            position: 0,
          },
          { name: testToken, type_text: "int", position: 1 },
        ],
      },
    });
    const { result } = await outcomeOf("dataSource", "mapTableColumns", {
      catalog: "main",
      schema: "s",
      table: "t",
      fields: ["one\u0007", testToken],
    });
    const form = (
      result as { result: { schema: { properties: Record<string, { title: string; description: string }> } } }
    ).result;
    expect(leaks({ form }, secrets)).toEqual([]);
    expect(Object.keys(form.schema.properties)).toEqual(["a\u202eb"]);
    const [shown] = Object.values(form.schema.properties);
    expect([shown?.title, shown?.description].join()).not.toMatch(unfit);
    expect(shown?.title).toMatch(/^ab \(the reason red /);
  });
});
