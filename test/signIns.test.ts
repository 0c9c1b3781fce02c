/**
 * Sign-in by OAuth from end to end, as the platform does it: with the addresses that the component publishes, against
 * the token services of the local workspace.
 */
import type { ConnectionValue } from "@prismatic-io/spectral/dist/serverTypes";
import { currentUserExample } from "../src/services/users/usersExamples";
import { exampleParameters, failureOf, run, subjects, tokenConnection, whoAmI } from "./support/component";
import { leaks } from "./support/secretSearch";
import { entraFields, fieldsOf, renewed, signInAs, userFields } from "./support/signIns";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

const minute = 60_000;

/** The connection must be refused as the connection's fault, in words that give nothing away. */
const expectConnectionError = async (connection: ConnectionValue, says: RegExp): Promise<void> => {
  const error = await failureOf(whoAmI(connection));
  expect(error.name).toBe("ConnectionError");
  expect(error).toMatchObject({ isSpectralError: true });
  expect(error.message).toMatch(says);
  const secrets = [connection.fields.clientSecret, connection.token?.access_token]
    .filter((value): value is string => typeof value === "string" && value !== "")
    .map((value) => ({ name: "a secret", value }));
  expect(leaks({ error }, secrets)).toEqual([]);
};

const principalFields = (): Record<string, string> => ({
  tokenUrl: `${workspace.url}/oidc/v1/token`,
  clientId: workspace.clientId,
  clientSecret: workspace.clientSecret,
});

describe("every connection signs in", () => {
  it("with a personal access token, as the user", async () => {
    expect(await whoAmI(tokenConnection(workspace))).toEqual(currentUserExample);
  });

  it.each(["header", "form"] as const)("as the workspace's service principal, by the %s", async (way) => {
    const connection = await signInAs("workspaceServicePrincipal", principalFields(), way);
    expect(await whoAmI(connection)).toMatchObject({ userName: workspace.clientId });
  });

  it.each([
    ["an app with a secret, by the header", "secret", "header"],
    ["an app with a secret, by the form", "secret", "form"],
    ["an app without a secret", "public", "form"],
  ] as const)("as a user, through %s", async (_name, app, way) => {
    const connection = await signInAs("userOAuth", userFields(workspace, app), way);
    expect(connection.token).toMatchObject({ scope: "all-apis offline_access" });
    expect(await whoAmI(connection)).toEqual(currentUserExample);
  });

  it.each(["header", "form"] as const)("as an application of Microsoft Entra ID, by the %s", async (way) => {
    const connection = await signInAs("azureServicePrincipal", entraFields(workspace), way);
    expect(await whoAmI(connection)).toMatchObject({ userName: workspace.clients.entra_client_id });
  });
});

describe.each([
  ["userOAuth", () => userFields(workspace)],
  ["azureServicePrincipal", () => entraFields(workspace)],
])("%s", (key, typed) => {
  it("runs every action and data source that a token runs", async () => {
    const connection = await signInAs(key, typed());
    await workspace.forget();
    for (const one of subjects.filter(({ readsOnly, inputs }) => readsOnly && inputs.length <= 2)) {
      await run(one, { connection, parameters: exampleParameters(one) });
    }
    const callers = (await workspace.requests()).map(({ headers }) => headers.authorization);
    expect(new Set(callers)).toEqual(new Set([`Bearer ${connection.token?.access_token}`]));
  });

  it("works until its token expires, and then the error says what to do", async () => {
    const connection = await signInAs(key, typed());
    await workspace.advance(59 * minute);
    expect(await whoAmI(connection)).toMatchObject({ active: true });
    await workspace.advance(2 * minute);
    await expectConnectionError(connection, /HTTP 403.*Invalid access token.*Renew it in the connection/);
  });

  it.each([
    ["with slashes at its end", (url: string) => `${url}//`],
    ["as a deep link", (url: string) => `${url}/sql/warehouses/1?o=123#top`],
    ["with white space around it", (url: string) => ` ${url}\n`],
    ["in capitals", (url: string) => url.toUpperCase()],
  ])("takes its host %s, once there is a token", async (_name, pasted) => {
    const { fields, ...connection } = await signInAs(key, typed());
    const changed = { ...connection, fields: { ...fields, host: pasted(workspace.url) } };
    expect(await whoAmI(changed)).toMatchObject({ active: true });
  });

  const secret = "s3cret-of-the-connection";
  const made = (fields: Record<string, unknown>, token?: Record<string, unknown>): ConnectionValue => ({
    configVarKey: "",
    key,
    fields: { ...fieldsOf(key, { host: "dbc-1.cloud.databricks.com", clientSecret: secret }), ...fields },
    token,
  });

  it.each<[string, unknown, RegExp]>([
    ["nothing", "", /^Host is empty/],
    ["no text", 7, /^Host is empty/],
    ["half a host", "adb-1234567890123456", /^Host is not a host name with its whole domain/],
    ["the account console", "accounts.azuredatabricks.net", /^Host is the host of an account console/],
    ["a user in it", `https://ada:${secret}@dbc-1.cloud.databricks.com`, /^Host holds a user name/],
  ])("is refused when its host is %s", async (_name, host, says) => {
    await expectConnectionError(made({ host }, { access_token: secret }), says);
  });

  it.each<[string, Record<string, unknown> | undefined]>([
    ["no token at all", undefined],
    ["no access token", { token_type: "Bearer", refresh_token: secret }],
    ["an empty access token", { access_token: "" }],
    ["an access token that is no text", { access_token: 7 }],
  ])("is refused with %s", async (_name, token) => {
    await expectConnectionError(made({}, token), /has no access token\. Connect it again: check /);
  });

  it("is refused by a workspace that does not know its token", async () => {
    const { host } = typed();
    const connection = made({ host: `http://${host}` }, { access_token: "eyJ.of.another" });
    await expectConnectionError(connection, /HTTP 403.*Invalid access token/);
  });
});

describe("a user's sign-in", () => {
  it("is made of the host, at the addresses of the workspace", () => {
    expect(fieldsOf("userOAuth", { host: "dbc-1.cloud.databricks.com" })).toMatchObject({
      host: "dbc-1.cloud.databricks.com",
      clientId: "",
      clientSecret: "",
      scopes: "all-apis offline_access",
      authorizeUrl: "https://dbc-1.cloud.databricks.com/oidc/v1/authorize",
      tokenUrl: "https://dbc-1.cloud.databricks.com/oidc/v1/token",
      workspaceId: "",
    });
  });

  it("is renewed by its refresh token after the access token has expired", async () => {
    const first = await signInAs("userOAuth", userFields(workspace));
    await workspace.advance(61 * minute);
    const second = await renewed(first);
    expect(await whoAmI(second)).toEqual(currentUserExample);
    await expect(renewed(first)).rejects.toThrow(/invalid_grant/);
    expect(await whoAmI(await renewed(second))).toEqual(currentUserExample);
  });

  it("cannot be renewed without offline_access", async () => {
    const connection = await signInAs("userOAuth", { ...userFields(workspace), scopes: "all-apis" });
    expect(connection.token).not.toHaveProperty("refresh_token");
    expect(await whoAmI(connection)).toEqual(currentUserExample);
  });

  it("that its host's form has spoilt is told so", async () => {
    const fields = fieldsOf("userOAuth", { host: "https://dbc-1.cloud.databricks.com/" });
    expect(fields.tokenUrl).toBe("https://https://dbc-1.cloud.databricks.com//oidc/v1/token");
    const connection = { key: "userOAuth", configVarKey: "", fields, token: undefined };
    await expectConnectionError(
      connection,
      /Connect it again: enter the Host alone, as dbc-1\.cloud\.databricks\.com, without https:\/\//,
    );
  });
});

describe("an application of Microsoft Entra ID", () => {
  it("signs in at its tenant's token endpoint and calls the workspace, never the other way round", () => {
    const { tokenUrl, scopes } = fieldsOf("azureServicePrincipal", {
      host: "adb-1234567890123456.7.azuredatabricks.net",
      tenantId: "3f0c8a52-6d1e-4b97-a4c2-58e7d9b01f36",
    });
    expect(tokenUrl).toBe(
      "https://login.microsoftonline.com/3f0c8a52-6d1e-4b97-a4c2-58e7d9b01f36/oauth2/v2.0/token",
    );
    expect(scopes).toBe("2ff814a6-3304-4ab8-85cb-cd0e6f879c1d/.default");
  });

  it("signs in at the login host of another cloud", () => {
    const { tokenUrl } = fieldsOf("azureServicePrincipal", {
      tenantId: "t",
      loginHost: "login.microsoftonline.us",
    });
    expect(tokenUrl).toBe("https://login.microsoftonline.us/t/oauth2/v2.0/token");
  });

  it("of another tenant is told which inputs to check", async () => {
    const connection = await signInAs("azureServicePrincipal", entraFields(workspace, "other"));
    await expectConnectionError(
      connection,
      /HTTP 400.*Expected iss claim.*another Microsoft Entra tenant.*check Tenant ID.*Host/,
    );
  });

  it("with a token for something else is told to check the scopes", async () => {
    const scopes = "https://management.core.windows.net//.default";
    const connection = await signInAs("azureServicePrincipal", { ...entraFields(workspace), scopes });
    await expectConnectionError(
      connection,
      /HTTP 400.*Expected aud claim.*Scopes in the connection must be 2ff814a6/,
    );
  });

  it("cannot sign in at the workspace's own token endpoint, nor the workspace's principal at Entra", async () => {
    const { entra_client_id: clientId, entra_client_secret: clientSecret } = workspace.clients;
    const crossed = { ...principalFields(), clientId, clientSecret };
    await expect(signInAs("workspaceServicePrincipal", crossed)).rejects.toThrow(/401.*invalid_client/);
    const own = {
      ...entraFields(workspace),
      clientId: workspace.clientId,
      clientSecret: workspace.clientSecret,
    };
    await expect(signInAs("azureServicePrincipal", own)).rejects.toThrow(/400.*AADSTS700016/);
  });
});
