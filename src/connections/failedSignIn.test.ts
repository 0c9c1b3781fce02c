/** A sign-in that fails: how often it is tried, what the error says, and what it keeps to itself. */
import { inspect } from "node:util";
import { type Step, startScriptedServer } from "../../test/support/scriptedServer";
import { clientId, clientSecret, tokenNumber, useSignInServer } from "../../test/support/signInServer";
import { failureOf, keepingLogger, testClient } from "../../test/support/testClient";
import { createClient } from "../client";
import { Deadline } from "../http/deadline";
import { maxBodyBytes } from "../http/download";
import { path } from "../http/path";

const { server, time, connection, answer, signIns, calls, untilClosed } = useSignInServer();

const somePath = path`/api/2.0/clusters/list`;

describe("a sign-in that fails", () => {
  const attempt = async () => {
    const { client, lines } = testClient(connection(), true);
    return { error: await failureOf(client.get(somePath)), lines };
  };

  it.each<[string, Step, RegExp]>([
    [
      "a refused secret",
      { status: 401, body: { error: "invalid_client", error_description: "Client authentication failed" } },
      /^POST \/oidc\/v1\/token failed \(HTTP 401 invalid_client\): Client authentication failed\. Check Client ID and Client Secret/,
    ],
    [
      "a refused secret with another status",
      { status: 400, body: { error: "unauthorized_client", error_description: "no" } },
      /HTTP 400 unauthorized_client.*Check Client ID and Client Secret.*Databricks Azure Service Principal/,
    ],
    ["a host without sign-in", { status: 404, body: "<html>nothing</html>" }, /HTTP 404.*Check the host/],
    ["a web page", { body: "<!DOCTYPE html><html>hello</html>" }, /not JSON but a web page\. Check the host/],
    ["half a body", { body: '{"access_token": "abc' }, /not JSON/],
    ["another shape", { body: ["token"] }, /not a JSON object/],
    ["no token", { body: { token: "abc" } }, /the response's access_token is missing/],
    [
      "an empty token",
      { body: { access_token: " " } },
      /access_token is a text, not a text that is not blank/,
    ],
    [
      "a token that no header can have",
      { body: { access_token: "opaque\r\nx-more: 1" } },
      /access_token has characters that a token cannot have/,
    ],
    [
      "a token that is a mere word",
      { body: { access_token: "bearer" } },
      /access_token has 6 characters, which a token does not have/,
    ],
    [
      "a token that fits into no header",
      { body: { access_token: "x".repeat(1_000_000) } },
      /access_token has 1000000 characters, which a token does not have/,
    ],
    [
      "a body without end",
      { body: Buffer.alloc(maxBodyBytes + 1, " ") },
      /failed: the response is larger than 134 MB, .*Check the host/,
    ],
    ["a lifetime that is none", tokenNumber(1, { expires_in: "soon" }), /expires_in is a text, not a number/],
  ])("by %s is an error of the connection, and not repeated", async (_name, step, says) => {
    answer([step]);
    const { error } = await attempt();
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(says);
    expect(server.arrivals).toHaveLength(1);
  });

  it("by a redirect takes the secret nowhere", async () => {
    const other = await startScriptedServer();
    try {
      answer([{ status: 307, headers: { location: `${other.url}/oidc/v1/token` } }]);
      const { error } = await attempt();
      expect(error.name).toBe("ConnectionError");
      expect(error.message).toMatch(/the host redirects elsewhere.*Check the host/);
      expect([server.arrivals.length, other.arrivals.length]).toEqual([1, 0]);
    } finally {
      await other.close();
    }
  });

  it("for a network that is not allowed does not blame the secret", async () => {
    answer([
      { status: 403, body: { error_code: 403, message: "Unauthorized network access to workspace: 12" } },
    ]);
    const { error } = await attempt();
    expect(error.message).not.toMatch(/Client Secret/);
    expect(error.message).toMatch(/network/);
  });

  it.each<[string, Step, number]>([
    ["429 with a delay", { status: 429, headers: { "retry-after": "7" } }, 7000],
    ["503 with a delay", { status: 503, headers: { "retry-after": "5" } }, 5000],
    ["a broken connection", "dropAfter", 250],
  ])("by %s is repeated after a while", async (_name, step, delayMs) => {
    answer([step, tokenNumber(1)]);
    await testClient(connection()).client.get(somePath);
    expect(signIns()).toHaveLength(2);
    expect(server.gaps()[0]).toBeGreaterThanOrEqual(delayMs);
    expect(calls()).toHaveLength(1);
  });

  it("by a delay that is too long says so at once", async () => {
    answer([{ status: 429, headers: { "retry-after": "900" } }]);
    const { error } = await attempt();
    expect(error.message).toMatch(/POST \/oidc\/v1\/token failed \(HTTP 429\).*delay of 900 s/);
    expect(time.elapsedMs()).toBeLessThan(1000);
  });

  it.each<Step & string>(["hang", "hangMidAnswer", "drip"])(
    "by a server that does %s ends with the step's time",
    async (step) => {
      answer([step]);
      const { client } = testClient(connection());
      const error = await failureOf(client.withDeadline(Deadline.after(20_000)).get(somePath));
      expect(error.message).toMatch(
        /^GET \/api\/2\.0\/clusters\/list failed: it was not sent, since the timeout was reached \(20 s\) before the sign-in had ended/,
      );
      expect(error).toMatchObject({ deadlineExceeded: true });
      expect(time.elapsedMs()).toBeLessThan(21_000);
      await untilClosed();
    },
  );

  it.each<[Step & string, string]>([
    ["hang", "no response was received within"],
    ["drip", "the response had not ended after 120 s, when the timeout was reached"],
  ])("by a server that does %s ends at its own limit", async (step, said) => {
    answer([step]);
    const { error } = await attempt();
    expect(error.message).toMatch(new RegExp(`^POST /oidc/v1/token failed.*${said}`));
    expect(time.elapsedMs()).toBeLessThan(125_000);
    await untilClosed();
  });

  it("for one step that has no time left goes on for the others", async () => {
    answer([{ status: 429, headers: { "retry-after": "30" } }, tokenNumber(1)]);
    const { client } = testClient(connection());
    const hurried = failureOf(client.withDeadline(Deadline.after(5000)).get(somePath));
    const patient = client.get(somePath);
    expect((await hurried).message).toMatch(/the timeout was reached \(5 s\)/);
    expect(await patient).toEqual({});
    expect(signIns()).toHaveLength(2);
  });

  it("gives every step that waits for it an error of its own", async () => {
    answer([{ status: 401, body: { error: "invalid_client", error_description: "no" } }]);
    const { client } = testClient(connection());
    const [one, other] = await Promise.all([
      failureOf(client.get(somePath)),
      failureOf(client.get(somePath)),
    ]);
    expect(one).not.toBe(other);
    expect(one.message).toBe(other.message);
    expect(signIns()).toHaveLength(1);
  });

  it.each<[string, Step, string]>([
    [
      "fails",
      { status: 401, body: { error: "invalid_client", error_description: "no" } },
      ", signed in again by POST /oidc/v1/token, failed (HTTP 401 invalid_client): no.",
    ],
    [
      "does not end",
      "hang",
      " failed: it was not sent again, since the timeout was reached (100 s) before the sign-in had ended.",
    ],
  ])(
    "in the middle of a write that may have been carried out says that, too: one that %s",
    async (_how, step, says) => {
      const refused: Step = { status: 401, body: { error_code: 401, message: "Token is expired" } };
      const api: Step[] = [{ status: 503 }];
      answer([tokenNumber(1), step], () => api.pop() ?? refused);
      const { client } = testClient(connection());
      const { message } = await failureOf(client.withDeadline(Deadline.after(100_000)).delete(somePath));
      expect(message).toContain(
        `DELETE ${somePath}${says} It is not known whether the request was carried out.`,
      );
      expect(signIns().length).toBeGreaterThan(1);
    },
  );

  it("is tried again by the next step", async () => {
    answer([{ status: 401, body: { error: "invalid_client" } }, tokenNumber(1)]);
    const { client } = testClient(connection());
    await failureOf(client.get(somePath));
    expect(await client.get(somePath)).toEqual({});
  });

  it("is given up when its request is no longer needed", async () => {
    answer(["hang"]);
    const stopping = new AbortController();
    const error = failureOf(testClient(connection()).client.get(somePath, { signal: stopping.signal }));
    while (server.arrivals.length === 0) await new Promise(setImmediate);
    stopping.abort();
    expect((await error).message).toMatch(/it was aborted/);
    await untilClosed();
  });
});

describe("nothing secret", () => {
  const token = "opaque-token-number-1-of-it";
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");

  it.each<[string, Step, Step]>([
    [
      "the sign-in",
      { status: 401, body: { error: clientSecret, error_description: `${basic} ${clientSecret}` } },
      {},
    ],
    [
      "a refused request",
      tokenNumber(1),
      { status: 400, body: { error_code: token, message: `Bearer ${token} ${token}` } },
    ],
    ["a response that is none", tokenNumber(1), { body: `oh ${token} ${basic}` }],
  ])("of %s can be reached from the error or the log", async (_name, signIn, api) => {
    answer([signIn], () => api);
    const { logger, lines } = keepingLogger();
    const error = await failureOf(createClient(connection(), { logger, debug: true }).get(somePath));
    const all = [inspect(error, { showHidden: true, depth: null }), error.stack, ...lines].join("\n");
    expect(lines.length).toBeGreaterThan(0);
    for (const secret of [clientSecret, token, basic]) expect(all).not.toContain(secret);
  });
});

describe("a host", () => {
  const port = (url: string): string => new URL(url).port;

  it.each<[string, (url: string) => string]>([
    ["with slashes at its end", (url) => `${url}//`],
    ["as a deep link", (url) => `${url}/sql/warehouses/1?x=1#top`],
    ["with white space around it", (url) => ` ${url}\n`],
    ["in capitals", (url) => url.toUpperCase()],
    ["by its name", (url) => `http://localhost:${port(url)}`],
    ["as the token URL of the other connection", (url) => `${url}/oidc/v1/token`],
  ])("may be typed %s", async (_name, typed) => {
    answer([tokenNumber(1)]);
    await testClient(connection({ host: typed(server.url) })).client.get(somePath);
    expect([signIns().length, calls().length]).toEqual([1, 1]);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    [
      "an account console",
      { host: "https://accounts.cloud.databricks.com" },
      /^Host is the host of an account/,
    ],
    ["metadata of a cloud", { host: "http://169.254.169.254/" }, /^Host leads to 169\.254\.169\.254/],
    ["an IPv6 address of a link", { host: "https://[fe80::1]:443" }, /^Host leads to/],
    ["no client", { clientId: " " }, /^Client ID is empty/],
    ["no secret", { clientSecret: undefined }, /^Client Secret is empty/],
    ["a secret with a line break", { clientSecret: "dose\r\nX: 1" }, /^Client Secret contains white space/],
    ["another script", { clientId: "5b6a\u0430" }, /^Client ID contains/],
  ])("or a client that is %s is refused before anything is sent", async (_name, fields, says) => {
    expect(() => testClient(connection(fields))).toThrow(says);
  });
});
