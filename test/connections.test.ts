/** Both connections from end to end: the host, the token, how long it lasts, and what to change when it is wrong. */
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import {
  exampleParameters,
  failureOf,
  principalConnection,
  run,
  subjects,
  tokenConnection,
  whoAmI,
} from "./support/component";
import { leaks } from "./support/secretSearch";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const expectConnectionError = async (connection: ConnectionValue, says: RegExp): Promise<void> => {
  const error = await failureOf(whoAmI(connection));
  expect(error.name).toBe("ConnectionError");
  expect(error).toMatchObject({ isSpectralError: true });
  expect(error.message).toMatch(says);
  const secret = { name: "the secret", value: "s3cret-of-the-connection" };
  expect(leaks({ error }, [secret])).toEqual([]);
};

describe("a service principal", () => {
  it("signs in with the token that its secret was exchanged for", async () => {
    const token = await workspace.signIn();
    expect(token).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
    const user = await whoAmI(principalConnection(workspace, token));
    expect(user).toMatchObject({ userName: workspace.clientId });
    const [, request] = await workspace.requests();
    expect(request?.headers.authorization).toBe(`Bearer ${token.access_token}`);
  });

  it("works until its token expires after an hour, and then the error says what to do", async () => {
    const connection = principalConnection(workspace, await workspace.signIn());
    await workspace.advance(59 * 60_000);
    expect(await whoAmI(connection)).toMatchObject({ active: true });
    await workspace.advance(2 * 60_000);
    await expectConnectionError(connection, /HTTP 40[13].*Renew it in the connection/);
    expect(await whoAmI(principalConnection(workspace, await workspace.signIn()))).toMatchObject({
      active: true,
    });
  });

  it("runs every action and data source that a token runs", async () => {
    const connection = principalConnection(workspace, await workspace.signIn());
    for (const one of subjects.filter(({ readsOnly, inputs }) => readsOnly && inputs.length <= 2)) {
      await run(one, { connection, parameters: exampleParameters(one) });
    }
    const callers = (await workspace.requests()).slice(1).map(({ headers }) => headers.authorization);
    expect(new Set(callers)).toEqual(new Set([`Bearer ${connection.token?.access_token}`]));
  });

  const withUrl = (tokenUrl: unknown): ConnectionValue =>
    principalConnection(
      { url: "", clientId: "an-id", clientSecret: "s3cret-of-the-connection" },
      { access_token: "s3cret-of-the-connection" },
      { tokenUrl },
    );

  it.each<[string, unknown, RegExp]>([
    [
      "its default",
      "https://dbc-REPLACE-ME.cloud.databricks.com/oidc/v1/token",
      /^Token URL still holds REPLACE-ME/,
    ],
    [
      "its default in lower case",
      "https://dbc-replace-me.cloud.databricks.com/oidc",
      /^Token URL still holds REPLACE-ME/,
    ],
    [
      "the account console",
      "https://accounts.cloud.databricks.com/oidc/accounts/1/v1/token",
      /^Token URL .*account/,
    ],
    ["the account console of Azure", "https://accounts.azuredatabricks.net/oidc", /^Token URL .*account/],
    ["nothing", "", /^Token URL is empty/],
    ["blank", "  ", /^Token URL is empty/],
    ["no text", 7, /^Token URL is empty/],
    ["half a host", "https://dbc-1234", /^Token URL is not a host/],
    ["no URL", "https://", /^Token URL is not a host/],
    ["another scheme", "ftp://dbc-1.cloud.databricks.com", /^Token URL is not a host/],
  ])("is refused when its token URL is %s", async (_name, tokenUrl, says) => {
    await expectConnectionError(withUrl(tokenUrl), says);
  });

  it.each<[string, Record<string, unknown> | undefined]>([
    ["no token at all", undefined],
    ["no access token", { token_type: "Bearer" }],
    ["an empty access token", { access_token: "" }],
    ["an access token that is no text", { access_token: 7 }],
  ])("is refused with %s", async (_name, token) => {
    await expectConnectionError(
      principalConnection(workspace, token),
      /has no access token\. Connect it again/,
    );
  });
});

describe("a personal access token", () => {
  const withFields = (fields: Record<string, unknown>): ConnectionValue => ({
    configVarKey: "",
    key: "personalAccessToken",
    fields: { host: workspace.url, apiKey: "s3cret-of-the-connection", ...fields },
  });

  it.each([
    ["with slashes at its end", (url: string) => `${url}//`],
    ["as a deep link", (url: string) => `${url}/sql/warehouses/1?o=123#top`],
    ["with white space around it", (url: string) => ` ${url}\n`],
    ["in capitals", (url: string) => url.toUpperCase()],
  ])("takes its host %s", async (_name, pasted) => {
    const connection = tokenConnection(workspace, { host: pasted(workspace.url) });
    expect(await whoAmI(connection)).toMatchObject({ active: true });
  });

  it("takes its token with white space around it", async () => {
    expect(await whoAmI(tokenConnection(workspace, { apiKey: ` ${workspace.token}\n` }))).toMatchObject({
      active: true,
    });
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["an empty host", { host: "" }, /^Host is empty/],
    ["no host", { host: undefined }, /^Host is empty/],
    ["a host to replace", { host: "dbc-REPLACE-ME.cloud.databricks.com" }, /^Host still holds REPLACE-ME/],
    ["the account console", { host: "accounts.gcp.databricks.com" }, /^Host .*account console/],
    ["half a host", { host: "dbc-1234567890123456" }, /^Host is not a host name with its whole domain/],
    ["a user in its host", { host: "https://me:pass@dbc-1.cloud.databricks.com" }, /^Host holds a user name/],
    ["an empty token", { apiKey: "" }, /^Personal Access Token is empty/],
    ["a blank token", { apiKey: " \n" }, /^Personal Access Token is empty/],
    [
      "a token with a line break",
      { apiKey: "dapi\r\nX-Header: 1" },
      /^Personal Access Token contains white space/,
    ],
    ["a token with other letters", { apiKey: "dapi\u2026" }, /^Personal Access Token contains/],
    ["a wrong token", {}, /HTTP 403.*Invalid access token.*Renew it in the connection/],
  ])("is refused with %s", async (_name, fields, says) => {
    await expectConnectionError(withFields(fields), says);
  });
});

describe("a connection", () => {
  it.each([
    ["empty", {} as ConnectionValue],
    ["missing", undefined as unknown as ConnectionValue],
    ["of an unknown kind", { key: "basicAuth", configVarKey: "", fields: {} } as ConnectionValue],
  ])("is refused when it is %s", async (_name, connection) => {
    const error = await failureOf(whoAmI(connection));
    expect(error.name).toBe("ConnectionError");
    expect(error.message).toContain("Databricks Personal Access Token");
  });
});
