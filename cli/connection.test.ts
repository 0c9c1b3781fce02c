import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { component } from "@prismatic-io/spectral";
import type { Component } from "@prismatic-io/spectral/dist/serverTypes";
import { azureServicePrincipal } from "../src/connections/azureServicePrincipal";
import { personalAccessToken } from "../src/connections/personalAccessToken";
import { userOAuth } from "../src/connections/userOAuth";
import { workspaceServicePrincipal } from "../src/connections/workspaceServicePrincipal";
import { openAccess } from "./connection";

const sample: Component = component({
  key: "sample",
  public: false,
  display: { label: "A label", description: "A description.", iconPath: "icon.png" },
  connections: [personalAccessToken, workspaceServicePrincipal, userOAuth, azureServicePrincipal],
  actions: {},
});

const clientSecret = "dose-0123 secret/+";

/** One request to the token endpoint. */
interface TokenRequest {
  authorization?: string;
  form: string;
}

let server: Server;
let host: string;
let asked: TokenRequest[];
let answer: { status: number; body: string; location?: string };

const read = async (request: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

beforeAll(async () => {
  server = createServer(async (request, response) => {
    asked.push({ authorization: request.headers.authorization, form: await read(request) });
    const { status, body, location } = answer;
    response
      .writeHead(status, { "content-type": "application/json", ...(location && { location }) })
      .end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  asked = [];
  answer = { status: 200, body: JSON.stringify({ access_token: "eyJ-token", expires_in: 3600 }) };
});

const open = (env: Record<string, string>, wanted?: string) => openAccess(sample, env, wanted);

const principal = () => ({
  DATABRICKS_HOST: host,
  DATABRICKS_CLIENT_ID: "client",
  DATABRICKS_CLIENT_SECRET: clientSecret,
});

const application = () => ({
  DATABRICKS_HOST: host,
  ARM_TENANT_ID: "a tenant",
  ARM_CLIENT_ID: "app",
  ARM_CLIENT_SECRET: clientSecret,
});

describe("The environment names a workspace", () => {
  test("a token makes a connection with a personal access token", async () => {
    const { connection, secrets } = await open({
      DATABRICKS_HOST: "https://dbc-1.cloud.databricks.com/?o=123",
      DATABRICKS_TOKEN: "dapi1",
    });
    expect(connection).toMatchObject({
      key: "personalAccessToken",
      fields: { host: "https://dbc-1.cloud.databricks.com", apiKey: "dapi1" },
    });
    expect(secrets).toEqual(["dapi1"]);
  });

  test("a client id and secret make a service principal, with the token that the platform would fetch", async () => {
    const { connection, secrets } = await open(principal());
    expect(connection).toMatchObject({
      key: "workspaceServicePrincipal",
      fields: { tokenUrl: `${host}/oidc/v1/token`, scopes: "all-apis", clientId: "client", clientSecret },
      token: { access_token: "eyJ-token" },
    });
    expect(secrets.sort()).toEqual([clientSecret, "eyJ-token"].sort());
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from(`client:${clientSecret}`).toString("base64")}`,
        form: "grant_type=client_credentials&scope=all-apis",
      },
    ]);
  });

  test("an application of Entra is taken to be the local workspace's where that is the host", async () => {
    const { connection, secrets } = await open(application());
    expect(connection).toMatchObject({
      key: "azureServicePrincipal",
      fields: {
        host,
        tenantId: "a tenant",
        clientId: "app",
        clientSecret,
        scopes: "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default",
        loginHost: new URL(host).host,
        tokenUrl: `${host}/a%20tenant/oauth2/v2.0/token`,
      },
      token: { access_token: "eyJ-token" },
    });
    expect(secrets.sort()).toEqual([clientSecret, "eyJ-token"].sort());
    expect(asked).toEqual([
      {
        authorization: `Basic ${Buffer.from(`app:${clientSecret}`).toString("base64")}`,
        form: "grant_type=client_credentials&scope=2ff814a6-3304-4ab8-85cb-cd0e6f879c1d%2F.default",
      },
    ]);
    const both = { ...application(), ...principal() };
    expect((await open(both)).connection.key).toBe("workspaceServicePrincipal");
    expect((await open(both, "azureServicePrincipal")).connection.key).toBe("azureServicePrincipal");
  });

  test("--connection chooses where both are there", async () => {
    const both = { ...principal(), DATABRICKS_TOKEN: "dapi1" };
    expect((await open(both)).connection.key).toBe("personalAccessToken");
    expect((await open(both, "workspaceServicePrincipal")).connection.key).toBe("workspaceServicePrincipal");
  });

  test.each([
    [
      "a host without a sign-in",
      { DATABRICKS_HOST: "dbc-1.cloud.databricks.com" },
      /no sign-in: set DATABRICKS_TOKEN/,
    ],
    [
      "half a service principal",
      { DATABRICKS_HOST: "dbc-1.cloud.databricks.com", DATABRICKS_CLIENT_ID: "a" },
      /no sign-in/,
    ],
    [
      "a token without a host",
      { DATABRICKS_TOKEN: "x" },
      /DATABRICKS_TOKEN is set, but DATABRICKS_HOST is not/,
    ],
    ["a secret without a host", { DATABRICKS_CLIENT_SECRET: "x" }, /DATABRICKS_CLIENT_SECRET is set/],
    [
      "a host that is none",
      { DATABRICKS_HOST: "nowhere", DATABRICKS_TOKEN: "x" },
      /^DATABRICKS_HOST is not a host name/,
    ],
    [
      "an account console",
      { DATABRICKS_HOST: "accounts.cloud.databricks.com", DATABRICKS_TOKEN: "x" },
      /account console/,
    ],
  ])("%s is refused", async (_name, env, message) => {
    await expect(open(env as Record<string, string>)).rejects.toThrow(message);
  });

  test("an unknown kind of connection is told with the nearest one", async () => {
    await expect(open({}, "personalAcessToken")).rejects.toThrow(/Did you mean personalAccessToken\?/);
  });

  test("a kind that the environment does not hold is refused", async () => {
    await expect(
      open({ DATABRICKS_HOST: host, DATABRICKS_TOKEN: "x" }, "workspaceServicePrincipal"),
    ).rejects.toThrow(
      "The environment holds a connection personalAccessToken, not workspaceServicePrincipal.",
    );
  });
});

describe("The token endpoint gives no token", () => {
  test.each([
    [
      "a refusal",
      401,
      '{"error":"invalid_client","error_description":"Unknown client"}',
      /HTTP 401.*invalid_client: Unknown client/,
    ],
    [
      "a reason that a terminal would obey",
      401,
      JSON.stringify({
        error: "no\u001b[31m_client",
        error_description: `\u001b]0;t\u0007${"x".repeat(100_000)}`,
      }),
      /HTTP 401\): no_client: x{1000,2000}…?[^\u001b\u0007]{0,40}$/,
    ],
    ["a web page", 502, "<html>", /HTTP 502.*gives no reason/],
    ["a refusal without words", 400, "{}", /HTTP 400.*gives no reason/],
    ["an answer that is no JSON", 200, "access_token=eyJ-token", /answers without an access token\.$/],
    ["an answer without a token", 200, "{}", /answers without an access token/],
  ])("%s", async (_name, status, body, message) => {
    answer = { status, body };
    const refused = open(principal());
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.not.toThrow(clientSecret);
  });

  test("a redirect is not followed with the secret", async () => {
    answer = { status: 307, body: "", location: `${host}/elsewhere` };
    await expect(open(principal())).rejects.toThrow(/cannot be reached/);
    expect(asked).toHaveLength(1);
  });
});

describe("The platform's command line provides the connection", () => {
  test.each([
    [
      { key: "personalAccessToken", fields: { host: "127.0.0.1", workspaceHost: "adb-1.example" } },
      "adb-1.example",
    ],
    [{ key: "personalAccessToken", fields: { apiKey: "dapi1" } }, "a workspace that is not named"],
  ])("its workspace is what a person reads: %j", async (value, where) => {
    expect((await open({ PRISMATIC_CONNECTION_VALUE: JSON.stringify(value) })).where).toBe(where);
  });

  const provide = (value: unknown, wanted?: string) =>
    open({ PRISMATIC_CONNECTION_VALUE: typeof value === "string" ? value : JSON.stringify(value) }, wanted);

  test("the fields tell its kind", async () => {
    const token = await provide({ fields: { host: "h", apiKey: "k" } });
    expect(token.connection).toMatchObject({
      key: "personalAccessToken",
      fields: { host: "h", apiKey: "k" },
    });
    const fields = { tokenUrl: "u", scopes: "s", clientId: "i", clientSecret };
    const service = await provide({ fields, token: { access_token: "t", refresh_token: "r" }, context: {} });
    expect(service.connection).toMatchObject({
      key: "workspaceServicePrincipal",
      token: { access_token: "t" },
    });
    expect(service.secrets.sort()).toEqual([clientSecret, "r", "t"]);
  });

  test("the fields of one kind are not taken for those of another that needs fewer", async () => {
    const client = { scopes: "s", clientId: "i", clientSecret, tokenUrl: "u" };
    const kindOf = async (fields: object) => (await provide({ fields, token: {} })).connection.key;
    expect(await kindOf(client)).toBe("workspaceServicePrincipal");
    expect(await kindOf({ ...client, host: "h", authorizeUrl: "a" })).toBe("userOAuth");
    expect(await kindOf({ host: "h", scopes: "s", clientId: "i" })).toBe("userOAuth");
    const entra = { host: "h", tenantId: "t", loginHost: "l" };
    expect(await kindOf({ ...client, ...entra })).toBe("azureServicePrincipal");
    expect(await kindOf({ scopes: "s", clientId: "i", clientSecret, ...entra })).toBe(
      "azureServicePrincipal",
    );
  });

  test("a key of its own decides", async () => {
    const { connection } = await provide({
      key: "workspaceServicePrincipal",
      fields: { host: "h", apiKey: "k" },
    });
    expect(connection.key).toBe("workspaceServicePrincipal");
  });

  test("it goes before a host in the environment", async () => {
    const value = JSON.stringify({ fields: { host: "h", apiKey: "k" } });
    const { connection } = await open({ PRISMATIC_CONNECTION_VALUE: value, DATABRICKS_HOST: host });
    expect(connection.fields).toEqual({ host: "h", apiKey: "k" });
  });

  test.each([
    ["secret{", /^PRISMATIC_CONNECTION_VALUE is not JSON\.$/],
    ["[]", /not a JSON object/],
    ["null", /not a JSON object/],
    [{}, /fields of no kind of connection/],
    [{ fields: { host: "h" } }, /fields of no kind of connection/],
  ])("%j is refused", async (value, message) => {
    await expect(provide(value)).rejects.toThrow(message);
  });
});
