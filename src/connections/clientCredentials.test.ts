/** The component's own sign-in: when a token is fetched, for whom, how long it is used, and what goes wrong. */
import { inspect } from "node:util";
import type { Connection } from "@prismatic-io/spectral";
import {
  type Arrival,
  type ScriptedServer,
  type Step,
  startScriptedServer,
  useScriptedServer,
} from "../../test/support/scriptedServer";
import { failureOf, keepingLogger, testClient } from "../../test/support/testClient";
import { createClient } from "../client";
import { Deadline } from "../http/deadline";
import { path } from "../http/path";

const { server, time } = useScriptedServer();

const clientId = "5b6a1f0e-7c3d-4f21-9a0e-2d8c4b7f6e15";
const clientSecret = "an-opaque-secret-of-the-principal";

const connection = (host: unknown = server.url, fields: Record<string, unknown> = {}): Connection => ({
  key: "servicePrincipal",
  configVarKey: "Databricks Connection",
  fields: { host, clientId, clientSecret, ...fields },
});

const isSignIn = ({ url }: Arrival): boolean => url === "/oidc/v1/token";

const signIns = (): Arrival[] => server.arrivals.filter(isSignIn);

const calls = (): Arrival[] => server.arrivals.filter((arrival) => !isSignIn(arrival));

const tokenNumber = (number: number, more: object = {}): Step => ({
  body: {
    access_token: `opaque-token-number-${number}-of-it`,
    token_type: "Bearer",
    expires_in: 3600,
    ...more,
  },
});

/** Scripts the sign-in, one step after the other and the last one for ever, beside what the API answers. */
const answer = (tokenSteps: Step[], api: (call: Arrival) => Step = () => ({ body: {} })): void => {
  server.script((arrival) => {
    if (!isSignIn(arrival)) return api(arrival);
    return (tokenSteps.length > 1 ? tokenSteps.shift() : tokenSteps[0]) ?? "dropBefore";
  });
};

const somePath = path`/api/2.0/clusters/list`;

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const minute = 60_000;

/** A request that is given up closes its connection, which the server learns a little later. */
const untilClosed = async (): Promise<void> => {
  while ((await server.connections()) > 0) await new Promise(setImmediate);
};

/** A client whose time is not up however much of it passes. */
const patientClient = () => testClient(connection()).client.withDeadline(Deadline.after(2000 * minute));

const refusal: Step = { status: 403, body: { error_code: 403, message: "Invalid access token." } };

describe("a service principal", () => {
  it("signs in with its first request, as Databricks documents it", async () => {
    answer([tokenNumber(1)]);
    await testClient(connection(server.url, { workspaceId: "12" })).client.get(somePath);
    const [signIn, call] = server.arrivals;
    expect(signIn).toMatchObject({
      method: "POST",
      url: "/oidc/v1/token",
      headers: {
        authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`,
        "content-type": "application/x-www-form-urlencoded",
      },
    });
    expect(signIn?.body.toString()).toBe("grant_type=client_credentials&scope=all-apis");
    expect(signIn?.headers).not.toHaveProperty("x-databricks-org-id");
    expect(call?.headers).toMatchObject({
      authorization: "Bearer opaque-token-number-1-of-it",
      "x-databricks-org-id": "12",
    });
  });

  it("fetches one token for all steps that need it at the same time, and for those that follow", async () => {
    answer([tokenNumber(1), tokenNumber(2)]);
    const clients = [1, 2, 3].map(() => testClient(connection()).client);
    await Promise.all(clients.flatMap((client) => [client.get(somePath), client.get(somePath)]));
    await testClient(connection()).client.get(somePath);
    expect(signIns()).toHaveLength(1);
    expect(new Set(calls().map(({ headers }) => headers.authorization))).toEqual(
      new Set(["Bearer opaque-token-number-1-of-it"]),
    );
  });

  it.each([
    ["another secret", { clientSecret: "another-secret-of-the-principal" }],
    ["another client", { clientId: "another-client" }],
  ])("with %s gets a token of its own", async (_name, fields) => {
    answer([tokenNumber(1), tokenNumber(2)]);
    await testClient(connection()).client.get(somePath);
    await testClient(connection(server.url, fields)).client.get(somePath);
    expect(calls().map(({ headers }) => headers.authorization)).toEqual([
      "Bearer opaque-token-number-1-of-it",
      "Bearer opaque-token-number-2-of-it",
    ]);
  });

  it.each([3600, "3600"])("uses a token of %j seconds until two minutes before its end", async (lifetime) => {
    answer([tokenNumber(1, { expires_in: lifetime }), tokenNumber(2)]);
    const client = patientClient();
    await client.get(somePath);
    await pass(57 * minute);
    await client.get(somePath);
    expect(signIns()).toHaveLength(1);
    await pass(1.1 * minute);
    await client.get(somePath);
    expect(calls().at(-1)?.headers.authorization).toBe("Bearer opaque-token-number-2-of-it");
  });

  it.each([
    ["without a lifetime for less than ten minutes", { expires_in: undefined }, 7.9, 8.1],
    ["of a minute for half of it", { expires_in: 60 }, 0.4, 0.6],
    ["of a lifetime without end for a day", { expires_in: 1e12 }, 1437, 1439],
  ])("uses a token %s", async (_name, more, before, after) => {
    answer([tokenNumber(1, more), tokenNumber(2)]);
    const patient = patientClient();
    await patient.get(somePath);
    await pass(before * minute);
    await patient.get(somePath);
    expect(signIns()).toHaveLength(1);
    await pass((after - before) * minute);
    await patient.get(somePath);
    expect(signIns()).toHaveLength(2);
  });

  it.each([0, -5])("uses a token of %s seconds once", async (lifetime) => {
    answer([tokenNumber(1, { expires_in: lifetime })]);
    const { client } = testClient(connection());
    await client.get(somePath);
    await client.get(somePath);
    expect(signIns()).toHaveLength(2);
  });

  it("renews a token that expired while the process was paused, and minds no clock that is set back", async () => {
    answer([tokenNumber(1), tokenNumber(2)]);
    const { client } = testClient(connection());
    await client.get(somePath);
    jest.setSystemTime(Date.now() - 600 * minute);
    await client.get(somePath);
    expect(signIns()).toHaveLength(1);
    jest.setSystemTime(Date.now() + 700 * minute);
    await client.get(somePath);
    expect(signIns()).toHaveLength(2);
  });
});

describe("a token that is refused in the middle", () => {
  const refuseFirst = ({ headers }: Arrival): Step =>
    headers.authorization?.includes("number-1") ? refusal : { body: { fine: true } };

  it.each<[string, Step]>([
    ["403", refusal],
    ["401", { status: 401, body: { error_code: "UNAUTHENTICATED", message: "no" } }],
  ])("with %s is replaced once, and the request sent once more", async (_name, step) => {
    answer([tokenNumber(1), tokenNumber(2)], ({ headers }) =>
      headers.authorization?.includes("number-1") ? step : { body: { fine: true } },
    );
    const { client, lines } = testClient(connection());
    expect(await client.post(path`/api/2.1/jobs/run-now`, { job_id: 1 })).toEqual({ fine: true });
    expect(server.arrivals.map(({ url }) => url)).toEqual([
      "/oidc/v1/token",
      "/api/2.1/jobs/run-now",
      "/oidc/v1/token",
      "/api/2.1/jobs/run-now",
    ]);
    expect(new Set(calls().map(({ body }) => body.toString()))).toEqual(new Set(['{"job_id":1}']));
    expect(lines).toEqual([expect.stringMatching(/warn: POST .*run-now got HTTP 40[13].*signing in again/)]);
  });

  it("is replaced once for all requests that it was refused to", async () => {
    answer([tokenNumber(1), tokenNumber(2)], refuseFirst);
    const { client } = testClient(connection());
    await Promise.all([client.get(somePath), client.get(somePath), client.get(somePath)]);
    expect(signIns()).toHaveLength(2);
  });

  it("is an error of the connection where the next one is refused as well", async () => {
    answer([tokenNumber(1), tokenNumber(2)], () => refusal);
    const error = await failureOf(testClient(connection()).client.get(somePath));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toMatch(/HTTP 403.*Invalid access token/);
    expect([signIns().length, calls().length]).toEqual([2, 2]);
  });

  it.each<[string, Step]>([
    ["a missing grant", { status: 403, body: { error_code: "PERMISSION_DENIED", message: "no" } }],
    ["another workspace", { status: 403, body: { message: "Unauthorized access to Org: 12" } }],
  ])("is not confused with %s", async (_name, step) => {
    answer([tokenNumber(1)], () => step);
    await failureOf(testClient(connection()).client.get(somePath));
    expect([signIns().length, calls().length]).toEqual([1, 1]);
  });
});

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

  it.each<Step & string>(["hang", "hangMidAnswer"])(
    "by a server that does %s ends with the step's time",
    async (step) => {
      answer([step]);
      const { client } = testClient(connection());
      const error = await failureOf(client.withDeadline(Deadline.after(20_000)).get(somePath));
      expect(error.message).toMatch(
        /^GET \/api\/2\.0\/clusters\/list failed: it was not sent, since the timeout was reached \(20 s\)/,
      );
      expect(error).toMatchObject({ deadlineExceeded: true });
      expect(time.elapsedMs()).toBeLessThan(21_000);
      await untilClosed();
    },
  );

  it("by a server that never answers ends at its own limit", async () => {
    answer(["hang"]);
    const { error } = await attempt();
    expect(error.message).toMatch(/^POST \/oidc\/v1\/token failed.*no response was received within/);
    expect(time.elapsedMs()).toBeLessThan(125_000);
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
  const port = (url: ScriptedServer["url"]): string => new URL(url).port;

  it.each<[string, (url: string) => string]>([
    ["with slashes at its end", (url) => `${url}//`],
    ["as a deep link", (url) => `${url}/sql/warehouses/1?x=1#top`],
    ["with white space around it", (url) => ` ${url}\n`],
    ["in capitals", (url) => url.toUpperCase()],
    ["by its name", (url) => `http://localhost:${port(url)}`],
    ["as the token URL of the other connection", (url) => `${url}/oidc/v1/token`],
  ])("may be typed %s", async (_name, typed) => {
    answer([tokenNumber(1)]);
    await testClient(connection(typed(server.url))).client.get(somePath);
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
    expect(() => testClient(connection(server.url, fields))).toThrow(says);
  });
});
