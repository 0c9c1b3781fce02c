/** Whatever fails, nothing of a connection's secrets can be reached from what is thrown or logged. */
import { inspect } from "node:util";
import { isConnectionError } from "@prismatic-io/spectral";
import { type Step, useScriptedServer } from "../../test/support/scriptedServer";
import {
  failureOf,
  keepingLogger,
  testClient,
  testToken,
  tokenConnection,
} from "../../test/support/testClient";
import { createClient } from "../client";
import { DatabricksError, toError } from "./errors";
import { path } from "./path";

const { server } = useScriptedServer();

/** Everything that can be reached from an error, however it is looked at. */
const everything = (error: Error): string =>
  [
    String(error),
    error.stack,
    JSON.stringify(error),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    inspect(error, { showHidden: true, depth: null, getters: true, maxStringLength: null }),
    inspect(structuredClone(error), { showHidden: true, depth: null, maxStringLength: null }),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    inspect((error as { cause?: unknown }).cause, { depth: null }),
  ].join("\n");

const half = Math.floor(testToken.length / 2);
const expectNoSecret = (text: string): void => {
  expect(text).not.toContain(testToken);
  expect(text).not.toContain(testToken.slice(0, half));
  expect(text).not.toContain(testToken.slice(half));
  expect(text).not.toContain(Buffer.from(`x:${testToken}`).toString("base64").slice(8, 40));
};

const echo = `token ${testToken}, Bearer ${testToken}, ${encodeURIComponent(`/${testToken}`)}`;
const steps: Step[] = [
  { status: 400, body: { error_code: testToken, message: echo, details: [{ request_id: testToken }] } },
  { status: 400, body: { error_code: "X", message: `${"x".repeat(1980)}${testToken}` } },
  { status: 401, headers: { "x-request-id": testToken, "www-authenticate": echo }, body: { error: echo } },
  { status: 403, headers: { "x-databricks-reason-phrase": echo }, body: "" },
  { status: 404, body: `<html><title>${echo}</title></html>` },
  { status: 302, headers: { location: `https://elsewhere.example/?t=${testToken}` }, body: "" },
  { status: 500, body: `${"y".repeat(70)} ${echo}` },
  { status: 200, body: `${"y".repeat(70)}${testToken}` },
  { status: 200, body: `{"echo": "${testToken}"` },
  { status: 429, headers: { "retry-after": "9999" }, body: echo },
  "dropAfter",
  "dropMidAnswer",
  "hang",
  "notHttp",
];

describe.each(steps.map((step) => [step]))("when the server does %j", (step) => {
  it.each([true, false])("no secret can be reached from the error or the log (debug %s)", async (debug) => {
    server.script(step);
    const { client, lines } = testClient(tokenConnection(server.url), debug);
    for (const call of [
      () => client.get(path`/api/2.0/${testToken}`, { query: { token: testToken } }),
      () => client.post(path`/api/2.0/x`, { password: "hunter2", echo }),
    ]) {
      const failure = await failureOf(call());
      expect(failure).not.toHaveProperty("config");
      expect(failure).not.toHaveProperty("cause");
      expectNoSecret(everything(failure));
    }
    expectNoSecret(lines.join("\n"));
    expect(lines.join("\n")).not.toContain("hunter2");
  });
});

it("knows a secret that terminal codes have split", async () => {
  const split = `dapi\u001b[31m${testToken.slice(4)} ${testToken.slice(0, 9)}\u001b[0m${testToken.slice(9)}`;
  server.script({ status: 400, body: { error_code: "X", message: split } });
  const { client } = testClient(tokenConnection(server.url));
  expectNoSecret(everything(await failureOf(client.get(path`/api/2.0/x`))));
});

it("keeps secrets out of what is thrown instead of an axios error", async () => {
  const { client } = testClient(tokenConnection(server.url));
  const failure = await failureOf(
    client.send({ method: "GET", url: `/api/${testToken}`, headers: { "X-Odd": `${testToken}\u0001ü€` } }),
  );
  expectNoSecret(everything(failure));
});

describe("a connection that cannot be used", () => {
  const secret = "s3cr3t-value-of-a-client";
  const connection = (fields: Record<string, unknown>, token: Record<string, unknown> = {}) => ({
    key: "workspaceServicePrincipal",
    configVarKey: "Databricks Connection",
    fields: { scopes: "all-apis", clientId: "5b6a1f0e", clientSecret: secret, ...fields },
    token,
  });
  const refused = (value: unknown): Error => {
    try {
      createClient(value as Parameters<typeof createClient>[0], {
        logger: keepingLogger().logger,
        debug: false,
      });
    } catch (error) {
      return error as Error;
    }
    throw new Error("the connection was accepted");
  };

  it.each([
    [
      connection({ tokenUrl: "https://dbc-REPLACE-ME.cloud.databricks.com/oidc/v1/token" }),
      /^Token URL still holds REPLACE-ME/,
    ],
    [
      connection({ tokenUrl: `https://ada:${secret}@dbc.cloud.databricks.com` }),
      /^Token URL holds a user name/,
    ],
    [connection({ tokenUrl: "https://accounts.cloud.databricks.com/oidc/v1/token" }), /account console/],
    [connection({ tokenUrl: "https://dbc.cloud.databricks.com" }), /has no access token/],
    [
      connection(
        { tokenUrl: "https://dbc.cloud.databricks.com" },
        { access_token: `${testToken} ${secret}` },
      ),
      /^The access token contains white space/,
    ],
    [tokenConnection("", testToken), /^Host is empty/],
    [tokenConnection(testToken, testToken), /^Host is not a host name/],
    [tokenConnection("dbc.cloud.databricks.com", ""), /^Personal Access Token is empty/],
    [tokenConnection("dbc.cloud.databricks.com", null), /^Personal Access Token is empty/],
    [tokenConnection(undefined, `${testToken}\n${testToken}`), /^Host is empty/],
    [{ ...tokenConnection("x", testToken), key: "other" }, /^Connection is empty or of an unknown kind/],
    [{ key: "personalAccessToken" }, /^Host is empty/],
    [undefined, /^Connection is empty or of an unknown kind/],
    ["", /^Connection is empty or of an unknown kind/],
  ])("is a ConnectionError without secrets: case %#", (value, message) => {
    const failure = refused(value);
    expect(isConnectionError(failure)).toBe(true);
    expect(failure.message).toMatch(message);
    expectNoSecret(everything(failure));
    expect(everything(failure)).not.toContain(secret);
  });

  it("still says which connection it is and what was typed", () => {
    expect(refused(connection({ tokenUrl: "dbc-REPLACE-ME.cloud.databricks.com" }))).toMatchObject({
      connection: {
        key: "workspaceServicePrincipal",
        configVarKey: "Databricks Connection",
        fields: { tokenUrl: "dbc-REPLACE-ME.cloud.databricks.com", scopes: "all-apis", clientId: "5b6a1f0e" },
      },
    });
  });
});

describe("the error hook", () => {
  it("hands every Error on as it is, and so can run any number of times", () => {
    const failure = new DatabricksError({ operation: "GET /x", message: "gone" });
    expect(toError(toError(failure))).toBe(failure);
  });

  it.each([
    ["text", "text"],
    [{ message: "told" }, "told"],
    [undefined, "The step failed without a reason."],
    [{}, "The step failed without a reason."],
  ])("makes an Error of %j", (thrown, message) => {
    expect(toError(thrown)).toBeInstanceOf(Error);
    expect(toError(thrown).message).toBe(message);
  });
});
