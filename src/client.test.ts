import { isConnectionError } from "@prismatic-io/spectral";
import { type ScriptedServer, type Step, startScriptedServer } from "../test/support/scriptedServer";
import { failureOf, testClient, testToken, tokenConnection } from "../test/support/testClient";
import { startVirtualTime, type VirtualTime } from "../test/support/virtualTime";
import { DatabricksError } from "./http/errors";
import { path } from "./http/path";

let time: VirtualTime;
let server: ScriptedServer;

beforeEach(async () => {
  time = startVirtualTime();
  server = await startScriptedServer(time);
});

afterEach(async () => {
  await server.close();
  time.stop();
});

const client = () => testClient(tokenConnection(server.url)).client;
const me = path`/api/2.0/preview/scim/v2/Me`;
const statements = path`/api/2.0/sql/statements`;
const get = () => client().get(me);
const post = (repeatable = false) => client().post(statements, { statement: "SELECT 1" }, { repeatable });
const ok: Step = { body: { id: "1" } };
const error = (status: number, error_code: unknown, message: string) => ({
  status,
  body: { error_code, message },
});

/** The gaps between arrivals, in milliseconds. */
const gaps = (): number[] =>
  server.arrivals.slice(1).map(({ at }, index) => at - (server.arrivals[index]?.at ?? 0));

describe("a request", () => {
  it("carries the token, says who it is from and asks for JSON", async () => {
    server.script(ok);
    expect(await get()).toEqual({ id: "1" });
    expect(server.arrivals[0]).toMatchObject({
      method: "GET",
      url: "/api/2.0/preview/scim/v2/Me",
      headers: { authorization: `Bearer ${testToken}`, accept: "application/json" },
    });
    expect(server.arrivals[0]?.headers["user-agent"]).toMatch(/^databricks-component\/\d+\.\d+\.\d+$/);
  });

  it("repeats a query's name for each value of a list and leaves out what is undefined", async () => {
    server.script(ok);
    await client().get(me, { query: { a: ["1", "&2"], b: undefined, c: false, d: 0 } });
    expect(server.arrivals[0]?.url).toBe("/api/2.0/preview/scim/v2/Me?a=1&a=%262&c=false&d=0");
  });

  it("sends its body as JSON", async () => {
    server.script(ok);
    await client().post(statements, { statement: "SELECT 'ü'" });
    expect(server.arrivals[0]?.headers["content-type"]).toBe("application/json");
    expect(server.arrivals[0]?.body.toString()).toBe(`{"statement":"SELECT 'ü'"}`);
  });

  it("takes an empty answer to a POST for an empty object", async () => {
    server.script({ body: "" });
    expect(await post()).toEqual({});
  });

  it("reads an answer with a byte order mark, and long integers as digits", async () => {
    server.script({ body: '\ufeff{"id":12345678901234567890}' });
    expect(await get()).toEqual({ id: "12345678901234567890" });
  });
});

describe("an answer that cannot be used", () => {
  it.each([
    ["", "the answer is not JSON but an empty body"],
    ["<!DOCTYPE html><title>Sign in</title>", "the answer is not JSON but a web page. Check the host"],
    ['{"half": ', 'the answer is not JSON but "{"half":"'],
    ["\u001b[31moops\u0007", 'the answer is not JSON but "oops"'],
    [`echo ${testToken}`, 'the answer is not JSON but "echo [redacted]"'],
    ["[1]", "the answer is not a JSON object"],
    ["null", "the answer is not a JSON object"],
    ["{}", "the answer lacks statement_id and status"],
  ])("is an error that names the cause: %j", async (body, message) => {
    server.script({ body });
    const failure = await failureOf(client().get(me, { requires: ["statement_id", "status"] }));
    expect(failure).toBeInstanceOf(DatabricksError);
    expect(failure.message).toContain("GET /api/2.0/preview/scim/v2/Me failed (HTTP 200): ");
    expect(failure.message).toContain(message);
  });

  it("is a clear error however deep it is nested", async () => {
    server.script({ body: `{"id":12345678901234567890,"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}` });
    expect((await failureOf(get())).message).toContain("the answer is nested too deeply to be read");
  });

  it("tells after a POST that it is unknown whether it was carried out", async () => {
    server.script({ body: "<html></html>" });
    expect((await failureOf(post())).message).toContain(
      "It is not known whether the request was carried out.",
    );
    expect((await failureOf(post(true))).message).not.toContain("not known");
  });
});

describe("repeating", () => {
  it("repeats a GET after 503 with growing pauses until it succeeds", async () => {
    server.script(
      { status: 503 },
      { status: 500 },
      { status: 502 },
      "dropBefore",
      "dropAfter",
      "dropMidAnswer",
      ok,
    );
    expect(await get()).toEqual({ id: "1" });
    expect(server.arrivals).toHaveLength(7);
    gaps().forEach((gap, index) => {
      const longest = Math.min(500 * 2 ** index, 10_000);
      expect(gap).toBeGreaterThanOrEqual(longest / 2 - 1);
      expect(gap).toBeLessThanOrEqual(longest + 1);
    });
  });

  it("says in the log why it repeats, without secrets", async () => {
    server.script({ status: 503 }, ok);
    const { client: told, lines } = testClient(tokenConnection(server.url));
    await told.get(path`/api/2.0/things/${testToken}`);
    expect(lines).toEqual([
      expect.stringMatching(
        /^warn: GET \/api\/2\.0\/things\/\[redacted\] got HTTP 503; sending it again in \d+ ms \(repeat 1\)$/,
      ),
    ]);
  });

  it("gives a GET up after two minutes and says how often it was sent", async () => {
    server.script(error(503, "TEMPORARILY_UNAVAILABLE", "try later"));
    const failure = await failureOf(get());
    expect(time.elapsedMs()).toBeLessThanOrEqual(120_000);
    expect(time.elapsedMs()).toBeGreaterThan(105_000);
    expect(failure.message).toMatch(
      /^GET \/api\/2\.0\/preview\/scim\/v2\/Me failed \(HTTP 503 TEMPORARILY_UNAVAILABLE\): try later\. Sent \d+ times within 1\d\d s\.$/,
    );
  });

  it.each([[{ "retry-after": "7" }], [{ "retry-after": new Date("2026-01-02T03:04:12Z").toUTCString() }]])(
    "waits as long as %j asks, for a POST too",
    async (headers) => {
      server.script({ status: 429, headers }, ok);
      expect(await post()).toEqual({ id: "1" });
      expect(gaps()[0]).toBeGreaterThanOrEqual(7000);
      expect(gaps()[0]).toBeLessThanOrEqual(8000);
    },
  );

  it("waits as long as the details of the body ask", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retry_delay: "3.5s" }];
    server.script({ status: 429, body: { error_code: "RESOURCE_EXHAUSTED", message: "", details } }, ok);
    await post();
    expect(gaps()[0]).toBeGreaterThanOrEqual(3500);
    expect(gaps()[0]).toBeLessThanOrEqual(4000);
  });

  it.each(["-5", "soon", "Infinity", "1e999", "Thu, 01 Jan 1970 00:00:00 GMT", ""])(
    "takes its own pause where Retry-After is %j",
    async (retryAfter) => {
      server.script({ status: 429, headers: { "retry-after": retryAfter } }, ok);
      await post();
      expect(gaps()[0]).toBeLessThanOrEqual(501);
    },
  );

  it("stops at once when Retry-After is longer than it may wait, and says so", async () => {
    server.script({
      ...error(429, "REQUEST_LIMIT_EXCEEDED", "too many"),
      headers: { "retry-after": "3600" },
    });
    const failure = await failureOf(get());
    expect(server.arrivals).toHaveLength(1);
    expect(time.elapsedMs()).toBe(0);
    expect(failure.message).toContain(
      "too many. The server asks for a pause of 3600 s, longer than this step may wait: try again later.",
    );
    expect(failure.message).not.toContain("limits the rate");
  });

  it.each<Step>([
    { status: 503 },
    { status: 500 },
    { status: 504 },
    "dropBefore",
    "dropAfter",
    "dropMidAnswer",
  ])("sends a POST once when it ends with %j, and says that its outcome is unknown", async (step) => {
    server.script(step);
    const failure = await failureOf(post());
    expect(server.arrivals).toHaveLength(1);
    expect(failure.message).toContain("It is not known whether the request was carried out.");
    expect(failure).toMatchObject({ name: "DatabricksError", outcomeUnknown: true });
  });

  it("repeats a POST that declares itself repeatable", async () => {
    server.script({ status: 503 }, "dropAfter", ok);
    expect(await post(true)).toEqual({ id: "1" });
  });

  it("says nothing of an unknown outcome where a POST was refused", async () => {
    server.script(error(400, "INVALID_PARAMETER_VALUE", "wrong"));
    expect(await failureOf(post())).toMatchObject({ outcomeUnknown: undefined });
  });

  it("repeats what was never sent, for every verb, for half a minute", async () => {
    const closed = await startScriptedServer(time);
    await closed.close();
    for (const attempt of [
      (connected: ReturnType<typeof client>) => connected.get(me),
      (connected: ReturnType<typeof client>) => connected.post(statements, {}),
    ]) {
      const before = time.elapsedMs();
      const failure = await failureOf(attempt(testClient(tokenConnection(closed.url)).client));
      expect(time.elapsedMs() - before).toBeGreaterThan(20_000);
      expect(time.elapsedMs() - before).toBeLessThanOrEqual(30_000);
      expect(failure.message).toMatch(
        /failed \(ECONNREFUSED\): the host refused the connection\. Sent \d+ times within \d+ s\./,
      );
      expect(failure.message).not.toContain("not known");
    }
  });

  it("gives a server up that never answers: a GET after two tries, a POST after one", async () => {
    server.script("hang");
    expect((await failureOf(get())).message).toMatch(
      /failed \(ETIMEDOUT\): no answer came within 60 s\. Sent 2 times within 12\d s\.$/,
    );
    expect(server.arrivals).toHaveLength(2);
    const before = time.elapsedMs();
    expect((await failureOf(post())).message).toMatch(/no answer came within 60 s\. It is not known/);
    expect(server.arrivals).toHaveLength(3);
    expect(time.elapsedMs() - before).toBe(60_000);
  });

  it("waits as long as it is told for an answer", async () => {
    server.script("hang");
    await failureOf(client().post(statements, {}, { timeoutMs: 80_000 }));
    expect(time.elapsedMs()).toBe(80_000);
  });

  it("does not repeat what does not speak HTTP", async () => {
    server.script("notHttp");
    expect((await failureOf(get())).message).toContain(
      "the host does not speak HTTP. Check the host of the connection",
    );
    expect(server.arrivals).toHaveLength(1);
  });

  it("repeats a 403 for what was allowed a moment ago, as maintenance answers, and no other 403", async () => {
    const denied = error(403, "PERMISSION_DENIED", "no");
    const polling = client();
    server.script(ok, denied, denied, ok);
    await polling.get(me);
    expect(await polling.get(me)).toEqual({ id: "1" });
    expect(server.arrivals).toHaveLength(4);
    server.script(denied);
    await failureOf(polling.get(path`/api/2.0/other`));
    expect(server.arrivals).toHaveLength(5);
  });
});

describe("connections", () => {
  it("are kept between requests that may be repeated", async () => {
    server.script(ok);
    const shared = client();
    await shared.get(me);
    await shared.get(me);
    await shared.post(statements, {}, { repeatable: true });
    expect(new Set(server.arrivals.map(({ clientPort }) => clientPort)).size).toBe(1);
  });

  it("are new for a POST that must not be repeated, and kept for what follows", async () => {
    server.script(ok);
    const shared = client();
    await shared.get(me);
    await shared.post(statements, {});
    await shared.get(me);
    const [first, second, third] = server.arrivals.map(({ clientPort }) => clientPort);
    expect(second).not.toBe(first);
    expect(third).toBe(second);
  });
});

describe("an error that means the connection", () => {
  it.each([
    error(401, 401, "Credential was not sent or was of an unsupported type for this API."),
    error(403, 403, "Invalid access token."),
    error(403, 403, "Token is expiring within 30 seconds. (token expired)"),
    { status: 403, body: "<html><pre>Invalid access token</pre></html>" } as Step,
    { status: 403, headers: { "x-databricks-reason-phrase": "Invalid access token." }, body: "" } as Step,
  ])("is a ConnectionError that says what to do, once: %j", async (step) => {
    server.script(step);
    const failure = await failureOf(get());
    expect(isConnectionError(failure)).toBe(true);
    expect(failure.message.match(/Renew it in the connection\./g)).toHaveLength(1);
    expect(failure.message).not.toContain("lacks a permission");
    expect(server.arrivals).toHaveLength(1);
  });

  it.each([
    [
      error(403, "PERMISSION_DENIED", "User does not have CAN USE"),
      "The connection's identity lacks a permission",
    ],
    [
      error(403, 403, "Source IP address: 192.0.2.1 is blocked by Databricks IP ACL for workspace: 7"),
      "admits only certain IP addresses",
    ],
    [error(403, 403, "Workspace is under maintenance"), "maintenance. Try again later."],
  ])("is not made of %j", async (step, hint) => {
    server.script(step);
    const failure = await failureOf(get());
    expect(failure).toBeInstanceOf(DatabricksError);
    expect(failure.message).toContain(hint);
  });

  it("is not followed to the sign-in page that a redirect leads to", async () => {
    server.script({
      status: 302,
      headers: { location: "/login.html?error=private-link-validation-error:1" },
      body: "",
    });
    expect((await failureOf(get())).message).toContain(
      "(HTTP 302): the workspace refuses this network (Private Link)",
    );
    server.script({ status: 303, headers: { location: "https://elsewhere.example/" }, body: "" });
    expect((await failureOf(get())).message).toContain(
      "redirects elsewhere instead of answering. Check the host",
    );
    expect(server.arrivals).toHaveLength(2);
  });
});

describe("pages", () => {
  it("are read to the end", async () => {
    server.script(
      { body: { items: [1], next_page_token: "a b" } },
      { body: { next_page_token: "c" } },
      { body: { items: [2, 3] } },
    );
    const read = client().list(
      path`/api/2.1/things`,
      (page: { items?: number[]; next_page_token?: string }) => page.items,
      {
        page_size: 2,
      },
    );
    expect(await read).toEqual([1, 2, 3]);
    expect(server.arrivals.map(({ url }) => url)).toEqual([
      "/api/2.1/things?page_size=2",
      "/api/2.1/things?page_size=2&page_token=a+b",
      "/api/2.1/things?page_size=2&page_token=c",
    ]);
  });
});
