/** What Raw Request does with hosts other than the workspace. */
import dns from "node:dns";
import { type ScriptedServer, type Step, startScriptedServer } from "../../../test/support/scriptedServer";
import { failureOf, runAction, testToken, tokenConnection } from "../../../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../../../test/support/virtualTime";

let time: VirtualTime;
let workspace: ScriptedServer;
/** Another server, reached under any name that ends in `.example`. */
let foreign: ScriptedServer;

beforeEach(async () => {
  time = startVirtualTime();
  workspace = await startScriptedServer(time);
  foreign = await startScriptedServer(time);
  jest.spyOn(dns, "lookup").mockImplementation(((
    _host: string,
    options: { all?: boolean },
    done: (...found: unknown[]) => void,
  ) => {
    if (options.all) done(null, [{ address: "127.0.0.1", family: 4 }]);
    else done(null, "127.0.0.1", 4);
  }) as unknown as typeof dns.lookup);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await workspace.close();
  await foreign.close();
  time.stop();
});

/** Runs Raw Request and gives its data. */
const run = async (inputs: Record<string, unknown>): Promise<unknown> => {
  const own = { connection: tokenConnection(workspace.url), method: "GET", url: "/2.0/x" };
  return (await runAction("rawRequest", { ...own, ...inputs })).data;
};

const foreignUrl = (host = "storage.example", path = "/file"): string =>
  `${foreign.url.replace("127.0.0.1", host)}${path}`;

const ok: Step = { body: { ok: true } };

describe("another host", () => {
  it("gets neither the token nor a header made from it", async () => {
    foreign.script(ok);
    expect(await run({ url: foreignUrl() })).toEqual({ ok: true });
    expect(foreign.arrivals[0]?.headers).not.toHaveProperty("authorization");
    expect(JSON.stringify(foreign.arrivals[0])).not.toContain(testToken);
    expect(workspace.arrivals).toHaveLength(0);
  });

  it("gets the token neither over http nor at another port, though its name is Databricks' own", async () => {
    foreign.script(ok);
    for (const host of ["accounts.cloud.databricks.com", "dbc-1.cloud.databricks.com"]) {
      await run({ url: foreignUrl(host) });
    }
    for (const { headers } of foreign.arrivals) expect(headers).not.toHaveProperty("authorization");
  });

  it("gets an Authorization header that a builder gave for it", async () => {
    foreign.script(ok);
    await run({ url: foreignUrl(), headers: [{ key: "Authorization", value: "Bearer theirs" }] });
    expect(foreign.arrivals[0]?.headers.authorization).toBe("Bearer theirs");
  });

  it("is named in the error, without hints about the workspace", async () => {
    foreign.script({ status: 401, body: "no" });
    const failure = await failureOf(run({ url: foreignUrl() }));
    expect(failure.name).toBe("DatabricksError");
    expect(failure.message).toMatch(
      /^GET http:\/\/storage\.example:\d+\/file failed \(HTTP 401\): no\. The connection's token was not sent/,
    );
  });

  it("may redirect a GET; what was given for it stays with it", async () => {
    foreign.script(
      { status: 302, headers: { location: foreignUrl("other.example", "/moved") }, body: "" },
      ok,
    );
    const headers = [
      { key: "Authorization", value: "Bearer theirs" },
      { key: "X-Api-Key", value: "k" },
    ];
    expect(await run({ url: foreignUrl(), headers })).toEqual({ ok: true });
    const [first, second] = foreign.arrivals;
    expect(first?.headers).toMatchObject({ authorization: "Bearer theirs", "x-api-key": "k" });
    expect(second?.url).toBe("/moved");
    expect(second?.headers).not.toHaveProperty("authorization");
    expect(second?.headers).not.toHaveProperty("x-api-key");
  });

  it("cannot redirect a GET to the machine itself, nor get a token by redirecting to the workspace", async () => {
    foreign.script({ status: 302, headers: { location: `${workspace.url}/api/2.0/x` }, body: "" });
    expect((await failureOf(run({ url: foreignUrl() }))).message).toContain(
      "redirects to an address that is not allowed",
    );
    expect(workspace.arrivals).toHaveLength(0);
  });

  it.each([
    "http://169.254.169.254/latest/meta-data",
    "http://2852039166/",
    "http://[::ffff:169.254.169.254]/",
    "http://[fd00:ec2::254]/",
    "http://metadata.google.internal./",
    "http://100.100.100.200/",
    "http://localhost:1/",
  ])("cannot redirect a GET to %s", async (location) => {
    foreign.script({ status: 302, headers: { location }, body: "" });
    expect((await failureOf(run({ url: foreignUrl() }))).message).toContain(
      "redirects to an address that is not allowed",
    );
    expect(foreign.arrivals).toHaveLength(1);
  });

  it.each(["169.254.169.254", "fd00:ec2::254", "::ffff:169.254.169.254", "64:ff9b::a9fe:a9fe"])(
    "is not asked where its name leads to %s, at once or by a redirect",
    async (address) => {
      const known = dns.lookup as unknown as jest.Mock;
      const usual = known.getMockImplementation() as (...given: unknown[]) => void;
      known.mockImplementation((host: string, options: object, done: (...found: unknown[]) => void) =>
        host === "inside.example" ? done(null, [{ address, family: 4 }]) : usual(host, options, done),
      );
      const says = "the host resolves to an address that is not allowed";
      expect((await failureOf(run({ url: "https://inside.example/x" }))).message).toContain(says);
      foreign.script({ status: 302, headers: { location: "https://inside.example/x" }, body: "" });
      expect((await failureOf(run({ url: foreignUrl() }))).message).toContain(says);
      expect(time.elapsedMs()).toBeLessThan(1000);
    },
  );

  it("cannot redirect a POST", async () => {
    foreign.script({ status: 307, headers: { location: foreignUrl("other.example", "/moved") }, body: "" });
    const failure = await failureOf(run({ url: foreignUrl(), method: "POST", data: "secret" }));
    expect(failure.message).toMatch(
      /redirects elsewhere instead of responding\. It points to http:\/\/other\.example:\d+\/moved\./,
    );
    expect(foreign.arrivals).toHaveLength(1);
  });

  it("cannot redirect for ever", async () => {
    foreign.script({ status: 302, headers: { location: foreignUrl() }, body: "" });
    expect((await failureOf(run({ url: foreignUrl() }))).message).toContain(
      "the host redirects too many times",
    );
  });

  it("never comes into play through the workspace, whose redirects are not followed", async () => {
    workspace.script({ status: 302, headers: { location: foreignUrl() }, body: "" });
    expect((await failureOf(run({}))).message).toContain("redirects elsewhere instead of responding");
    expect(foreign.arrivals).toHaveLength(0);
  });
});
