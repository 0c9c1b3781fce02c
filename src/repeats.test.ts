/** When the client sends a request again, and when never. */
import dns from "node:dns";
import { isConnectionError } from "@prismatic-io/spectral";
import { type Step, startScriptedServer, useScriptedServer } from "../test/support/scriptedServer";
import { failureOf, testClient, testToken, tokenConnection } from "../test/support/testClient";
import { path } from "./http/path";

const { server, time } = useScriptedServer();
afterEach(() => jest.restoreAllMocks());

const client = () => testClient(tokenConnection(server.url)).client;
const me = path`/api/2.0/preview/scim/v2/Me`;
const statements = path`/api/2.0/sql/statements`;
const get = () => client().get(me);
const post = (idempotent = false) => client().post(statements, { statement: "SELECT 1" }, { idempotent });
const ok: Step = { body: { id: "1" } };
const error = (status: number, error_code: unknown, message: string) => ({
  status,
  body: { error_code, message },
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
    server.gaps().forEach((gap, index) => {
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
        /^warn: GET \/api\/2\.0\/things\/\[redacted\] got HTTP 503; retrying in \d+ ms \(attempt 2\)$/,
      ),
    ]);
  });

  it("says of half a response that the connection broke", async () => {
    server.script("dropMidAnswer", ok);
    const { client: told, lines } = testClient(tokenConnection(server.url));
    await told.get(me);
    expect(lines).toEqual([expect.stringMatching(/ got ECONNRESET; retrying in \d+ ms \(attempt 2\)$/)]);
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
      expect(server.gaps()[0]).toBeGreaterThanOrEqual(7000);
      expect(server.gaps()[0]).toBeLessThanOrEqual(8000);
    },
  );

  it("waits as long as the details of the body ask", async () => {
    const details = [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retry_delay: "3.5s" }];
    server.script({ status: 429, body: { error_code: "RESOURCE_EXHAUSTED", message: "", details } }, ok);
    await post();
    expect(server.gaps()[0]).toBeGreaterThanOrEqual(3500);
    expect(server.gaps()[0]).toBeLessThanOrEqual(4000);
  });

  it.each(["-5", "soon", "Infinity", "1e999", "Thu, 01 Jan 1970 00:00:00 GMT", ""])(
    "takes its own pause where Retry-After is %j",
    async (retryAfter) => {
      server.script({ status: 429, headers: { "retry-after": retryAfter } }, ok);
      await post();
      expect(server.gaps()[0]).toBeLessThanOrEqual(501);
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
      "too many. The server requests a delay of 3600 s, longer than this step may wait: try again later.",
    );
    expect(failure.message).not.toContain("limits the rate");
  });

  it("tells why there was no retry by the pause that it decided on, and not by another", async () => {
    server.script({ status: 503 });
    jest.spyOn(Math, "random").mockReturnValueOnce(0.99).mockReturnValue(0);
    const failure = await failureOf(client().withTimeout(0.3).get(me));
    expect(server.arrivals).toHaveLength(1);
    expect(failure).toMatchObject({ deadlineExceeded: true });
  });

  it.each<Step>([{ status: 503 }, { status: 500 }, { status: 504 }, "dropBefore", "dropAfter"])(
    "sends a POST once when it ends with %j, and says that its outcome is unknown",
    async (step) => {
      server.script(step);
      const failure = await failureOf(post());
      expect(server.arrivals).toHaveLength(1);
      expect(failure.message).toContain("It is not known whether the request was carried out.");
      expect(failure).toMatchObject({ name: "DatabricksError", outcomeUnknown: true });
    },
  );

  it.each([
    { error_code: "INTERNAL_ERROR", message: "INSERT INTO t VALUES ('REQUEST_LIMIT_EXCEEDED') failed" },
    { error_code: "INTERNAL_ERROR", message: "ClusterNotReadyException", details: [{ retry_delay: "1s" }] },
    { error: "job 'RPC token bucket limit has been exceeded' failed" },
    "worker env x not found",
  ])("sends a POST once when a server error repeats words that it was sent: %j", async (body) => {
    server.script({ status: 503, body });
    expect(await failureOf(post())).toMatchObject({ outcomeUnknown: true });
    expect(server.arrivals).toHaveLength(1);
  });

  it("says that an outcome is unknown when that was so of an earlier attempt", async () => {
    server.script({ status: 500 }, error(429, "REQUEST_LIMIT_EXCEEDED", "too many"));
    const failure = await failureOf(
      client().send({
        method: "POST",
        url: "/api/2.0/things",
        policy: { maxRetries: 1, retryBudgetMs: () => 60_000, shouldRetry: () => true, delayMs: () => 0 },
      }),
    );
    expect(server.arrivals).toHaveLength(2);
    expect(failure).toMatchObject({ status: 429, outcomeUnknown: true });
  });

  it.each<Step>(["dropMidAnswer", { status: 200, body: "no JSON" }])(
    "sends a POST once when it ends with %j, and says that it was carried out",
    async (step) => {
      server.script(step);
      const failure = await failureOf(post());
      expect(server.arrivals).toHaveLength(1);
      expect(failure.message).toContain("The request was carried out, but its response cannot be read.");
      expect(failure.message).not.toContain("not known");
      expect(failure).toMatchObject({ carriedOut: true, outcomeUnknown: undefined });
    },
  );

  it("repeats a POST that declares itself idempotent", async () => {
    server.script({ status: 503 }, "dropAfter", ok);
    expect(await post(true)).toEqual({ id: "1" });
  });

  it("says nothing of an unknown outcome where a POST was refused", async () => {
    server.script(error(400, "INVALID_PARAMETER_VALUE", "wrong"));
    expect(await failureOf(post())).toMatchObject({ outcomeUnknown: undefined });
  });

  it("repeats what was never sent, for every verb, for half a minute", async () => {
    const closed = await startScriptedServer();
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
        /failed \(ECONNREFUSED\): the host refused the connection\. Tried \d+ times within \d+ s\./,
      );
      expect(failure.message).not.toContain("not known");
    }
  });

  it.each([
    [
      "ENOTFOUND",
      true,
      /failed \(ENOTFOUND\): the host name is not known\. Check the host of the connection/,
    ],
    [
      "EAI_AGAIN",
      false,
      /failed \(EAI_AGAIN\): the host cannot be reached\. Tried \d+ times within \d+ s\.$/,
    ],
  ])("takes %s of a name for a wrong connection: %s", async (code, isWrong, message) => {
    const lookup = jest.spyOn(dns, "lookup").mockImplementation(((
      _host: string,
      _options: object,
      done: (error: Error) => void,
    ) => {
      done(Object.assign(new Error(code), { code, syscall: "getaddrinfo" }));
    }) as unknown as typeof dns.lookup);
    const failure = await failureOf(
      testClient(tokenConnection("dbc-1.cloud.databricks.com")).client.post(statements, {}),
    );
    lookup.mockRestore();
    expect(failure.message).toMatch(message);
    expect(isConnectionError(failure)).toBe(isWrong);
    expect(time.elapsedMs() === 0).toBe(isWrong);
  });

  it("gives a server up that never answers: a GET after two tries, a POST after one", async () => {
    server.script("hang");
    expect((await failureOf(get())).message).toMatch(
      /failed \(ETIMEDOUT\): no response was received within 60 s\. Sent 2 times within 12\d s\.$/,
    );
    expect(server.arrivals).toHaveLength(2);
    const before = time.elapsedMs();
    expect((await failureOf(post())).message).toMatch(
      /no response was received within 60 s\. It is not known/,
    );
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

  it("does not repeat a request whose response has too many headers, nor takes its host for a wrong one", async () => {
    server.script({ headers: { "x-trace": "a".repeat(50_000) }, body: { id: "1" } });
    const told = "(HPE_HEADER_OVERFLOW): the headers of the response are too long to be read.";
    expect((await failureOf(get())).message.endsWith(told)).toBe(true);
    expect((await failureOf(post())).message).toContain(`${told} It is not known`);
    expect(server.arrivals).toHaveLength(2);
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

  it("does not repeat a 403 for another object that the query names, but for another page of the same list", async () => {
    const denied = error(403, "PERMISSION_DENIED", "no");
    const walking = client();
    const list = (query: Record<string, string>) => walking.get(path`/api/2.0/workspace/list`, { query });
    server.script(ok, denied, denied, ok);
    await list({ path: "/a" });
    await failureOf(list({ path: "/b" }));
    expect(server.arrivals).toHaveLength(2);
    await list({ path: "/a", page_token: "2" });
    expect(server.arrivals).toHaveLength(4);
  });
});
