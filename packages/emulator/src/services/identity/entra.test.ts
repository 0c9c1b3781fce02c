import { startAt } from "../../fixedStart";
import { resetWorkspace } from "../../resetWorkspace";
import { type RunningWorkspace, startWorkspace } from "../../server";

const databricks = "2ff814a6-3304-4ab8-85cb-cd0e6f879c1d";
const management = "https://management.core.windows.net/";

let running: RunningWorkspace;
beforeAll(async () => {
  running = await startWorkspace({ clock: "manual", startAt });
});
afterEach(() => resetWorkspace(running));
afterAll(() => running.close());

type Fields = Record<string, string | undefined>;

const ask = async (
  version: "/v2.0" | "",
  changes: Fields = {},
  tenant = running.entra.tenantId,
  headers: Record<string, string> = {},
) => {
  const fields: Fields = {
    grant_type: "client_credentials",
    client_id: running.entra.clientId,
    client_secret: running.entra.clientSecret,
    ...(version ? { scope: `${databricks}/.default` } : { resource: databricks }),
    ...changes,
  };
  const sent = Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const answer = await fetch(`${running.url}/${tenant}/oauth2${version}/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams(sent),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};

const me = (token: string) =>
  fetch(`${running.url}/api/2.0/preview/scim/v2/Me`, { headers: { authorization: `Bearer ${token}` } });

describe("Microsoft Entra ID", () => {
  it("gives a token that the workspace takes for the application's service principal", async () => {
    const { status, body } = await ask("/v2.0");
    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: "Bearer",
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    const shown = await (await me(body.access_token)).json();
    expect(shown).toMatchObject({ userName: running.entra.clientId, active: true });
    expect(shown).not.toHaveProperty("emails");
  });

  it("gives the same at its older endpoint, where numbers are text", async () => {
    const { status, body } = await ask("");
    expect(status).toBe(200);
    const now = startAt / 1000;
    expect(body).toEqual({
      token_type: "Bearer",
      expires_in: "3599",
      ext_expires_in: "3599",
      expires_on: String(now + 3599),
      not_before: String(now),
      resource: databricks,
      access_token: expect.any(String),
    });
    expect((await me(body.access_token)).status).toBe(200);
  });

  it("takes the credentials as HTTP Basic, too", async () => {
    const { clientId, clientSecret, tenantId } = running.entra;
    const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
    const none = { client_id: undefined, client_secret: undefined };
    expect((await ask("", none, tenantId, { authorization })).status).toBe(200);
  });

  it("gives a token that expires by the workspace's clock", async () => {
    const { body } = await ask("/v2.0");
    running.workspace.clock.advance(3_598_999);
    expect((await me(body.access_token)).status).toBe(200);
    running.workspace.clock.advance(1);
    const expired = await me(body.access_token);
    expect(expired.status).toBe(403);
    expect(await expired.json()).toEqual({ error_code: 403, message: "Invalid access token." });
  });

  it.each<[string, "/v2.0" | "", Fields, number, string, number]>([
    ["a wrong secret", "/v2.0", { client_secret: "dose0" }, 401, "invalid_client", 7000215],
    ["no secret", "/v2.0", { client_secret: undefined }, 401, "invalid_client", 7000218],
    ["an unknown application", "/v2.0", { client_id: "nobody" }, 400, "unauthorized_client", 700016],
    ["no application", "/v2.0", { client_id: undefined }, 400, "invalid_request", 900144],
    ["no grant", "/v2.0", { grant_type: undefined }, 400, "invalid_request", 900144],
    ["another grant", "/v2.0", { grant_type: "password" }, 400, "unsupported_grant_type", 70003],
    ["no scope", "/v2.0", { scope: undefined }, 400, "invalid_request", 900144],
    ["no resource", "", { resource: undefined }, 400, "invalid_request", 900144],
    ["a scope of Databricks' own", "/v2.0", { scope: "all-apis" }, 400, "invalid_scope", 1002012],
    ["an unknown resource", "/v2.0", { scope: "moon/.default" }, 400, "invalid_resource", 500011],
    ["an unknown resource of old", "", { resource: "moon" }, 400, "invalid_resource", 500011],
  ])("refuses %s in its own shape", async (_what, version, changes, status, error, code) => {
    expect(await ask(version, changes)).toEqual({
      status,
      body: {
        error,
        error_description: expect.stringMatching(
          new RegExp(`^AADSTS${code}: .* Timestamp: 2025-11-18 12:00:00Z$`),
        ),
        error_codes: [code],
        timestamp: "2025-11-18 12:00:00Z",
        trace_id: expect.any(String),
        correlation_id: expect.any(String),
        error_uri: `https://login.microsoftonline.com/error?code=${code}`,
      },
    });
  });

  it("does not know a tenant that there is not, nor the application in another's", async () => {
    expect((await ask("/v2.0", {}, "moon")).body.error_codes).toEqual([90002]);
    const made = await fetch(`${running.url}/__workspace/workspaces`, { method: "POST" });
    const { entra_tenant_id: other } = JSON.parse(await made.text());
    expect((await ask("/v2.0", {}, other)).body.error_codes).toEqual([700016]);
  });

  it("does not know the service principal of Databricks", async () => {
    const { clientId, clientSecret } = running;
    const answer = await ask("/v2.0", { client_id: clientId, client_secret: clientSecret });
    expect(answer.body.error_codes).toEqual([700016]);
  });
});

describe("the workspace refuses, with a web page and HTTP 400,", () => {
  const refusalOf = async (token: string) => {
    const answer = await me(token);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toMatch(/^text\/html/);
    return answer.text();
  };

  it("a token of another tenant", async () => {
    const { tenantId, otherTenantId } = running.entra;
    const { body } = await ask("/v2.0", {}, otherTenantId);
    const reason = `io.jsonwebtoken.IncorrectClaimException: Expected iss claim to be: https://sts.windows.net/${tenantId}/, but was: https://sts.windows.net/${otherTenantId}/.`;
    const page = await refusalOf(body.access_token);
    expect(page).toContain(`<title>Error 400 ${reason}</title>`);
    expect(page).toContain(`<pre>    ${reason}</pre>`);
    expect(page).toContain("Problem accessing /api/2.0/preview/scim/v2/Me.");
  });

  it("a token for another resource", async () => {
    const { body } = await ask("/v2.0", { scope: `${management}/.default` });
    expect(await refusalOf(body.access_token)).toContain(
      `Expected aud claim to be: ${databricks}, but was: ${management}.`,
    );
  });
});
