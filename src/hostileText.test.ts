/** Whatever text a server answers, or an input holds: what is thrown, logged or offered is fit to be told. */
import { inspect } from "node:util";
import { createHarness } from "@prismatic-io/spectral/dist/testing";
import { type Kind, places, sql } from "../test/support/hostilePlaces";
import { atTheCut, hostile, reason, secrets } from "../test/support/hostileTexts";
import { useScriptedServer } from "../test/support/scriptedServer";
import { leaks } from "../test/support/secretSearch";
import { keepingLogger, testToken, tokenConnection } from "../test/support/testClient";
import component from "./index";

const { server } = useScriptedServer();
const harness = createHarness(component);

const unfit =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\p{Surrogate}]/u;

const connection = () => tokenConnection(server.url);

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
  expect(lines.filter((line) => unfit.test(line) || line.includes("\n"))).toEqual([]);
  expect(lines.map(({ length }) => length).filter((length) => length >= 40_000)).toEqual([]);
  if (!error) return;
  expect(textsOf(error).filter((text) => unfit.test(text))).toEqual([]);
  expect(error.message.length).toBeLessThanOrEqual(5000);
  expect(inspect(error, { showHidden: true, depth: null, maxStringLength: null }).length).toBeLessThan(
    60_000,
  );
};

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
