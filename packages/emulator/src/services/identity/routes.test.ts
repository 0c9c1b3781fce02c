import { createPublicKey, verify } from "node:crypto";
import { resetWorkspace } from "../../resetWorkspace";
import { currentUser } from "../../seed/identity";
import { type RunningWorkspace, startWorkspace } from "../../server";

const FORM = "application/x-www-form-urlencoded";

describe("signing in", () => {
  let running: RunningWorkspace;
  beforeAll(async () => {
    running = await startWorkspace({ clock: "manual", startAt: 1_763_467_200_000 });
  });
  afterEach(() => resetWorkspace(running));
  afterAll(() => running.close());

  const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

  const askForToken = async (form: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${running.url}/oidc/v1/token`, {
      method: "POST",
      headers: { "content-type": FORM, ...headers },
      body: form,
    });
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  };

  const signIn = () =>
    askForToken("grant_type=client_credentials&scope=all-apis", {
      authorization: basic(running.clientId, running.clientSecret),
    });

  const me = (authorization?: string, query = "") =>
    fetch(`${running.url}/api/2.0/preview/scim/v2/Me${query}`, {
      headers: authorization === undefined ? {} : { authorization },
    });

  describe("with a token", () => {
    it("shows its user", async () => {
      const response = await me(`Bearer ${running.token}`);
      expect(await response.json()).toEqual(currentUser);
      expect(response.headers.get("content-type")).toContain("application/scim+json");
      expect(response.headers.get("server")).toBe("databricks");
      expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(response.headers.get("x-databricks-org-id")).toMatch(/^\d{16}$/);
    });

    it("shows only the attributes asked for", async () => {
      const token = `Bearer ${running.token}`;
      const { id, schemas, userName, groups } = currentUser;
      const some = await me(token, "?attributes=userName,%20groups");
      expect(await some.json()).toEqual({ id, schemas, userName, groups });
      const others = await me(
        token,
        "?excludedAttributes=name,emails,entitlements,id,active,displayName,groups",
      );
      expect(await others.json()).toEqual({ id, schemas, userName });
    });

    it("that is unknown is refused as Databricks refuses it", async () => {
      for (const token of ["dapi0", `${running.token}x`, "eyJ.eyJ.x"]) {
        const response = await me(`Bearer ${token}`);
        expect(response.status).toBe(403);
        expect(response.headers.get("x-databricks-reason-phrase")).toBe("Invalid access token.");
        expect(response.headers.get("x-request-id")).toBeTruthy();
        expect(response.headers.get("x-databricks-org-id")).toBeTruthy();
        expect(await response.json()).toEqual({ error_code: 403, message: "Invalid access token." });
      }
    });

    it("that is missing, or of another kind, is asked for", async () => {
      for (const authorization of [undefined, "", "Bearer", basic("token", running.token), running.token]) {
        const response = await me(authorization);
        expect(response.status).toBe(401);
        expect(response.headers.get("www-authenticate")).toBe('Bearer realm="DatabricksRealm"');
        expect(await response.json()).toEqual({
          error_code: 401,
          message: "Credential was not sent or was of an unsupported type for this API.",
        });
      }
    });
  });

  describe("as a service principal", () => {
    it("gives a token for an hour and no refresh token", async () => {
      const { status, headers, body } = await signIn();
      expect(status).toBe(200);
      expect(headers.get("cache-control")).toBe("no-store");
      expect(body).toEqual({
        access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        token_type: "Bearer",
        expires_in: 3600,
        scope: "all-apis",
      });
      const shown = await (await me(`Bearer ${body.access_token}`)).json();
      expect(shown).toMatchObject({ userName: running.clientId, active: true });
      expect(shown).not.toHaveProperty("emails");
    });

    it("takes the credentials from the form as well, and the scopes that are asked for", async () => {
      const form = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: running.clientId,
        client_secret: running.clientSecret,
        scope: "sql offline_access",
      });
      const { status, body } = await askForToken(form.toString());
      expect(status).toBe(200);
      expect(body.scope).toBe("sql offline_access");
      expect(body).not.toHaveProperty("refresh_token");
    });

    it("gives a token that expires by the workspace's clock", async () => {
      const { body } = await signIn();
      const authorization = `Bearer ${body.access_token}`;
      running.workspace.clock.advance(3_599_999);
      expect((await me(authorization)).status).toBe(200);
      running.workspace.clock.advance(1);
      const expired = await me(authorization);
      expect(expired.status).toBe(403);
      expect(await expired.json()).toEqual({ error_code: 403, message: "Invalid access token." });
      expect((await me(`Bearer ${running.token}`)).status).toBe(200);
    });

    it("gives another token each time, signed with the key that it publishes", async () => {
      const first = await signIn();
      const second = await signIn();
      expect(second.body.access_token).not.toBe(first.body.access_token);
      const [header, claims, signature] = String(first.body.access_token).split(".");
      const { kid } = JSON.parse(Buffer.from(header ?? "", "base64url").toString());
      const { keys } = JSON.parse(await (await fetch(`${running.url}/oidc/jwks.json`)).text());
      const key = keys.find((candidate: { kid: string }) => candidate.kid === kid);
      const publicKey = createPublicKey({ key, format: "jwk" });
      const signed = Buffer.from(`${header}.${claims}`);
      expect(verify(null, signed, publicKey, Buffer.from(signature ?? "", "base64url"))).toBe(true);
    });

    it("reaches the workspace of the service principal and no other", async () => {
      const made = await fetch(`${running.url}/__workspace/workspaces`, { method: "POST" });
      const { client_id, client_secret } = JSON.parse(await made.text());
      const { body } = await askForToken("grant_type=client_credentials", {
        authorization: basic(client_id, client_secret),
      });
      expect(await (await me(`Bearer ${body.access_token}`)).json()).toMatchObject({ userName: client_id });
      const mixed = await askForToken("grant_type=client_credentials", {
        authorization: basic(client_id, running.clientSecret),
      });
      expect(mixed.body.error).toBe("invalid_client");
    });

    const good = "grant_type=client_credentials";
    it.each([
      ["a wrong secret", good, () => basic(running.clientId, "dose0"), 401, "invalid_client"],
      ["an unknown client", good, () => basic("nobody", running.clientSecret), 401, "invalid_client"],
      ["a header that is no Basic", good, () => `Bearer ${running.token}`, 401, "invalid_client"],
      ["a header that cannot be read", good, () => "Basic %%%", 401, "invalid_client"],
      ["no credentials", good, undefined, 401, "invalid_client"],
      [
        "a secret of Entra",
        good,
        () => basic(running.entra.clientId, running.entra.clientSecret),
        401,
        "invalid_client",
      ],
      [
        "credentials in two places",
        `${good}&client_id=a&client_secret=b`,
        () => basic("a", "b"),
        400,
        "invalid_request",
      ],
      ["no grant", "scope=all-apis", undefined, 400, "invalid_request"],
      ["two grants", `${good}&${good}`, undefined, 400, "invalid_request"],
      ["an unknown grant", "grant_type=password", undefined, 400, "unsupported_grant_type"],
      ["a code without a client", "grant_type=authorization_code&code=1", undefined, 401, "invalid_client"],
      ["no code", "grant_type=authorization_code", undefined, 400, "invalid_request"],
      [
        "a grant that is for apps",
        "grant_type=refresh_token&refresh_token=1",
        () => basic(running.clientId, running.clientSecret),
        400,
        "unauthorized_client",
      ],
      [
        "an unknown scope",
        `${good}&scope=all-apis+moon`,
        () => basic(running.clientId, running.clientSecret),
        400,
        "invalid_scope",
      ],
    ])("is refused in OAuth's own shape for %s", async (_what, form, authorization, status, error) => {
      const answer = await askForToken(form, authorization && { authorization: authorization() });
      expect(answer.status).toBe(status);
      expect(answer.body).toEqual({ error, error_description: expect.any(String) });
    });

    it("is refused for JSON in the place of a form", async () => {
      const answer = await askForToken('{"grant_type":"client_credentials"}', {
        "content-type": "application/json",
      });
      expect(answer).toMatchObject({ status: 400, body: { error: "invalid_request" } });
    });
  });

  it("can be discovered, also as the newer clients do", async () => {
    const { url } = running;
    const server = await fetch(`${url}/oidc/.well-known/oauth-authorization-server`);
    expect(await server.json()).toMatchObject({
      issuer: `${url}/oidc`,
      token_endpoint: `${url}/oidc/v1/token`,
      authorization_endpoint: `${url}/oidc/v1/authorize`,
      grant_types_supported: ["client_credentials", "authorization_code", "refresh_token"],
    });
    const host = await fetch(`${url}/.well-known/databricks-config`);
    expect(await host.json()).toMatchObject({ oidc_endpoint: `${url}/oidc`, host_type: "workspace" });
  });
});
