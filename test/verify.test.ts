/** The check of a real workspace: what it tries, what it reports, and that it leaves nothing. */
import { clusterExample } from "../src/services/clusters/clustersExamples";
import type { Check } from "../verify/check";
import { checks } from "../verify/checks";
import type { CheckContext } from "../verify/context";
import { kinds, volumeKind } from "../verify/kinds";
import { planText } from "../verify/plan";
import { untried } from "../verify/untried";
import { component, subjects } from "./support/component";
import { bodyOf, useHandlerServer } from "./support/handlerServer";
import { outcomes, toldBy, VerifiedWorkspace, verification } from "./support/verification";

const keys = [...subjects.map(({ key }) => key), ...Object.keys(component.triggers)];

let workspace: VerifiedWorkspace;

beforeAll(async () => {
  workspace = await VerifiedWorkspace.start();
});
afterAll(() => workspace.close());

/** A check of a test's own. */
const check = (run: (context: CheckContext) => Promise<string>, more: Partial<Check> = {}): Check => ({
  id: "own",
  title: "Something holds",
  tries: "it",
  source: "https://docs.databricks.com/",
  run,
  ...more,
});

const named = (...ids: string[]): Check[] => checks.filter(({ id }) => ids.includes(id));

describe("the checks", () => {
  it("run every action, trigger and data source, or say why not", () => {
    const covered = new Set([
      ...checks.flatMap(({ covers = [] }) => covers),
      ...untried.map(({ key }) => key),
    ]);
    expect(keys.filter((key) => !covered.has(key))).toEqual([]);
    expect([...covered].filter((key) => !keys.includes(key))).toEqual([]);
  });

  it("do not run what they say that they do not run", () => {
    const covered = checks.flatMap(({ covers = [] }) => covers);
    expect(untried.filter(({ key }) => covered.includes(key))).toEqual([]);
  });

  it("have an ID of their own each, and a page of Databricks", () => {
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length);
    for (const { source } of checks) expect(source).toMatch(/^https:\/\/docs\.databricks\.com\/\S+$/);
  });
});

describe("a run", () => {
  it("says what it will make and may cost, and makes nothing where it is only asked for the plan", async () => {
    const { code, told } = await toldBy(workspace.env, checks, ["--plan"]);
    expect(code).toBe(0);
    expect(told).toMatch(
      /a schema workspace\.databricks_connector_check_[0-9a-f]{12} with a volume.*May cost, roughly:.*made only with --with-compute/s,
    );
    expect(await workspace.leftOvers()).toEqual([]);
  });

  it("names every kind of object in the plan that a run can make", () => {
    const everything = { warehouseId: "w", catalog: "c", webhookUrl: "https://w.example", webhookPort: 0 };
    const allowed = { withJobs: true, withCompute: true, withExperiment: true };
    const [made] = planText(checks, { ...everything, ...allowed }, "run").split("May cost");
    for (const { noun } of [...kinds, volumeKind]) expect(made).toContain(noun.replace(/ of$/, ""));
  });

  it("makes and removes nothing if the connection only reads, and still prints the plan", async () => {
    const { DATABRICKS_HOST: host, DATABRICKS_TOKEN: apiKey } = workspace.env;
    const value = JSON.stringify({ fields: { host, apiKey, readOnly: "true" } });
    const env = { ...workspace.env, PRISMATIC_CONNECTION_VALUE: value };
    for (const args of [["--yes"], ["--clean", "--yes"]]) {
      await expect(toldBy(env, checks, args)).rejects.toThrow(
        /^Read Only is on in the connection, and a run makes and removes objects of its own\./,
      );
    }
    expect((await toldBy(env, checks, ["--plan"])).code).toBe(0);
  });

  it("tries nothing without a yes, or where its report cannot be written", async () => {
    const run = jest.fn(async () => "never");
    expect((await toldBy(workspace.env, [check(run)])).code).toBe(1);
    const nowhere = toldBy(workspace.env, [check(run)], ["--yes", "--out", "/nowhere/at/all/report.md"]);
    await expect(nowhere).rejects.toThrow("The report cannot be written to /nowhere/at/all");
    expect(run).not.toHaveBeenCalled();
  });

  it("reports what agrees, differs and is not tried, and goes on after an exception", async () => {
    const own = [
      check(async () => "as assumed", { id: "good" }),
      check(
        async () => {
          throw new TypeError("x is not a function");
        },
        { id: "broken" },
      ),
      check((context) => new Promise((_, reject) => context.signal.addEventListener("abort", reject)), {
        id: "endless",
        minutes: 0.001,
      }),
      check(async () => "never", { id: "unmet", needs: ["secondIdentity"] }),
    ];
    const done = await verification(workspace.env, own);
    expect(outcomes(done)).toEqual({
      good: "agreed",
      broken: "differed",
      endless: "differed",
      unmet: "not tried",
    });
    expect(done.report.results.map(({ seen }) => seen)).toEqual([
      "as assumed",
      "it failed: x is not a function",
      "it was not over in the time that the check may take",
      "DATABRICKS_SECOND_TOKEN is not set",
    ]);
    expect(done.code).toBe(1);
  });

  it("agrees with the emulator, removes what it made, and names neither host, person nor secret", async () => {
    const some = named("sql.value.timestamp", "sql.parameters.257", "sql.error.table", "identity.check");
    const done = await verification(workspace.env, some);
    expect(done.report.results.filter(({ outcome }) => outcome !== "agreed")).toEqual([]);
    expect(done.code).toBe(0);
    expect(await workspace.leftOvers()).toEqual([]);
    const { DATABRICKS_TOKEN: token = "", DATABRICKS_HOST: host = "" } = workspace.env;
    for (const hidden of [token, new URL(host).host, "ada@example.com", "Ada Example"]) {
      expect(done.files + done.told).not.toContain(hidden);
    }
  });

  it("removes everything when it is stopped in the middle of a check", async () => {
    const stop = new AbortController();
    const own = [
      check(
        async (context) => {
          await context.rows(`CREATE TABLE ${context.table("t")} (id INT)`);
          stop.abort("SIGINT");
          await context.pause(60_000);
          return "never";
        },
        { needs: ["schema"] },
      ),
      check(async () => "never", { id: "later" }),
    ];
    const done = await verification(workspace.env, own, [], { stop: stop.signal });
    expect(outcomes(done)).toEqual({ own: "not tried", later: "not tried" });
    expect(done.report.stopped).toBe("SIGINT");
    expect(done.code).toBe(1);
    expect(await workspace.leftOvers()).toEqual([]);
  });

  it("removes everything although something cannot be closed", async () => {
    const own = [
      check(
        async ({ run }) => {
          const refuse = async (): Promise<void> => {
            throw new Error("it is stuck");
          };
          run.closing.push(refuse);
          return "made";
        },
        { needs: ["schema"] },
      ),
    ];
    const done = await verification(workspace.env, own);
    expect(done.told).toContain("not closed: it is stuck");
    expect(done.told).toMatch(/removed: schema databricks_connector_check_/);
    expect(await workspace.leftOvers()).toEqual([]);
  });

  it.each(["commands.context", "commands.cancel"])(
    "ends the execution context of %s where the check breaks off",
    async (id) => {
      await workspace.fault({ method: "POST", path: "/api/1.2/commands/execute", status: 400, body: {} });
      const done = await verification(workspace.env, named(id));
      expect(outcomes(done)).toEqual({ [id]: "differed" });
      const [, contextId] = /removed: execution context (\d+)/.exec(done.told) ?? [];
      const query = new URLSearchParams({
        clusterId: clusterExample.cluster_id,
        contextId: String(contextId),
      });
      await expect(workspace.call("GET", `/api/1.2/contexts/status?${query}`)).rejects.toThrow("not found");
    },
  );

  it("tells what it cannot remove, and how a person does; a later run removes it, and nothing that only looks like it", async () => {
    await workspace.sql("CREATE SCHEMA workspace.databricks_connector_check_0123456789ab COMMENT 'mine'");
    await workspace.fault({
      statement: "^DROP SCHEMA",
      error: { message: "[NO] It is kept", sql_state: "42000", error_code: "BAD_REQUEST" },
    });
    const own = [check(async () => "made", { needs: ["schema"] })];
    const done = await verification(workspace.env, own);
    expect(done.code).toBe(1);
    const [left] = done.report.leftOver;
    expect(left).toMatchObject({
      what: expect.stringMatching(/^schema databricks_connector_check_/),
      why: expect.stringContaining("It is kept"),
      byHand: expect.stringMatching(/DROP SCHEMA <catalog>\.databricks_connector_check_[0-9a-f]{12} CASCADE/),
    });
    const { told } = await toldBy(workspace.env, own, ["--clean", "--yes"]);
    expect(told).toContain(`removed: ${left?.what}`);
    expect(await workspace.leftOvers()).toEqual(["databricks_connector_check_0123456789ab"]);
    await workspace.sql("DROP SCHEMA workspace.databricks_connector_check_0123456789ab");
  });

  it("says so where the workspace does not accept the sign-in, without the token", async () => {
    const DATABRICKS_TOKEN = "dapi-not-a-token-of-anybody";
    const refused = verification({ ...workspace.env, DATABRICKS_TOKEN }, checks);
    await expect(refused).rejects.toThrow(/does not accept the sign-in: HTTP 40[13]/);
    await expect(refused).rejects.not.toThrow(DATABRICKS_TOKEN);
  });
});

describe("a server that lies", () => {
  const server = useHandlerServer();

  /** Passes everything on, and changes some answers. */
  const lie = (change: (sent: string, answer: string) => { status?: number; body: string } | undefined) =>
    server.handle(async (request, response) => {
      const sent = await bodyOf(request);
      const answer = await fetch(`${workspace.env.DATABRICKS_HOST}${request.url}`, {
        method: request.method,
        headers: { authorization: request.headers.authorization ?? "", "content-type": "application/json" },
        body: ["GET", "HEAD"].includes(request.method ?? "") ? undefined : sent,
      });
      const body = await answer.text();
      const changed = change(sent.toString(), body);
      response.writeHead(changed?.status ?? answer.status, { "content-type": "application/json" });
      response.end(changed?.body ?? body);
    });

  it("is found out, and what came is reported", async () => {
    lie((sent, answer) => {
      if (sent.includes('"3s"')) return { status: 418, body: '{"error_code":"TEAPOT","message":"no"}' };
      if (sent.includes("789123Z")) return { body: answer.replace(".789123", ".789") };
      return undefined;
    });
    const some = named("sql.value.timestamp", "sql.value.date", "sql.error.waitTimeout");
    const done = await verification({ ...workspace.env, DATABRICKS_HOST: server.url }, some);
    expect(outcomes(done)).toEqual({
      "sql.value.timestamp": "differed",
      "sql.value.date": "agreed",
      "sql.error.waitTimeout": "differed",
    });
    const seen = Object.fromEntries(done.report.results.map((result) => [result.id, result.seen]));
    expect(seen["sql.value.timestamp"]).toBe("TIMESTAMP 2021-06-15T12:34:56.789Z");
    expect(seen["sql.error.waitTimeout"]).toBe("HTTP 418 TEAPOT no");
    expect(done.code).toBe(1);
  });

  it("that breaks connections is reported with the request and the known reason", async () => {
    server.handle((request, response) => {
      if (request.url?.includes("scim")) response.end('{"userName":"ada@example.com"}');
      else request.socket.destroy();
    });
    const asks = check(async (context) => (await context.ask("GET", "/api/2.0/secrets/scopes/list")).text);
    const done = await verification({ ...workspace.env, DATABRICKS_HOST: server.url }, [asks]);
    expect(done.report.results[0]?.seen).toMatch(
      /^it failed: GET \/api\/2\.0\/secrets\/scopes\/list has no response: other side closed$/,
    );
  });

  it("puts neither secrets, nor markup, nor megabytes into the report", async () => {
    const { DATABRICKS_TOKEN: token } = workspace.env;
    const message = `\u001b[31m${token}\u200b \`\`\`\n# <script>|${"x".repeat(1_000_000)}`;
    lie((sent) =>
      sent.includes('"3s"')
        ? { status: 418, body: JSON.stringify({ error_code: "TEAPOT", message }) }
        : undefined,
    );
    const env = { ...workspace.env, DATABRICKS_HOST: server.url };
    const done = await verification(env, named("sql.error.waitTimeout"));
    expect(done.code).toBe(1);
    expect(done.files.length).toBeLessThan(20_000);
    expect(done.files + done.told).not.toContain(token);
    expect(done.page).not.toMatch(/[\u001b\u200b]|```|^# </m);
    expect(done.page).toMatch(/- result: `HTTP 418 TEAPOT \[redacted\] ''' # <script>\|x+\.\.\.`/);
  });
});
