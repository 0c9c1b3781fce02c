import { resetWorkspace } from "../../resetWorkspace";
import { currentUser } from "../../seed/identity";
import { basic, type Fields, SignInClient, verifier } from "./signInClient";

let app: SignInClient;
beforeAll(async () => {
  app = await SignInClient.start();
});
afterEach(() => resetWorkspace(app.running));
afterAll(() => app.close());

describe("a user who signs in", () => {
  it("is sent back to the app at once, with a code and the state", async () => {
    const { status, location } = await app.authorize();
    expect(status).toBe(302);
    expect(location?.origin).toBe("http://localhost:8020");
    expect(location?.pathname).toBe("/callback");
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      kept: "1",
      code: expect.stringMatching(/^dcod[0-9a-f]{64}$/),
      state: "a state / ü",
    });
  });

  it("is the one that the app's token stands for", async () => {
    const { status, body } = await app.redeem(await app.codeOf());
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: "Bearer",
      expires_in: 3600,
      scope: "all-apis offline_access",
      refresh_token: expect.stringMatching(/^doau[0-9a-f]{64}$/),
    });
    expect(await app.whoIs(body.access_token)).toEqual({ status: 200, body: currentUser });
  });

  it("may come from an app without a secret, which proves itself by the verifier alone", async () => {
    const client = { client_id: app.running.publicAppClientId };
    for (const secret of [undefined, ""]) {
      const fields = { ...client, client_secret: secret };
      const answer = await app.redeemByForm(await app.codeOf(client), fields);
      expect(answer.status).toBe(200);
      const again = await app.post({
        ...fields,
        grant_type: "refresh_token",
        refresh_token: answer.body.refresh_token,
      });
      expect(again.status).toBe(200);
    }
  });

  it("may come from an app that sends its secret in the form", async () => {
    const { clientId, clientSecret } = app.running.app;
    const answer = await app.redeemByForm(await app.codeOf(), {
      client_id: clientId,
      client_secret: clientSecret,
    });
    expect(answer.status).toBe(200);
  });

  it("may be sent to the platform, and to any port of loopback", async () => {
    for (const address of [
      "https://oauth2.prismatic.io/callback",
      "http://127.0.0.1:1/x",
      "http://[::1]:65535",
    ]) {
      expect((await app.authorize({ redirect_uri: address })).location?.href).toMatch(address);
    }
  });

  it("allows all APIs and no offline access where nothing is asked for", async () => {
    const { body } = await app.redeem(await app.codeOf({ scope: undefined }));
    expect(body).toMatchObject({ scope: "all-apis" });
    expect(body).not.toHaveProperty("refresh_token");
  });

  it("reaches the workspace that the app belongs to", async () => {
    const made = await fetch(`${app.running.url}/__workspace/workspaces`, { method: "POST" });
    const other = JSON.parse(await made.text());
    const code = await app.codeOf({ client_id: other.app_client_id });
    expect((await app.redeem(code)).body).toMatchObject({ error: "invalid_grant" });
    const own = await app.redeem(
      await app.codeOf({ client_id: other.app_client_id }),
      {},
      basic(other.app_client_id, other.app_client_secret),
    );
    const listed = await fetch(`${app.running.url}/__workspace/requests`, {
      headers: { authorization: `Bearer ${other.token}` },
    });
    await app.whoIs(own.body.access_token);
    expect(own.status).toBe(200);
    expect(JSON.stringify(await listed.json())).toContain("/oidc/v1/authorize");
  });
});

describe("the authorization endpoint", () => {
  it.each<[string, Fields]>([
    ["no client", { client_id: undefined }],
    ["an unknown client", { client_id: "nobody" }],
    ["no address", { redirect_uri: undefined }],
    ["another address", { redirect_uri: "https://evil.example/callback" }],
    [
      "an address that only begins as the registered one",
      { redirect_uri: "https://oauth2.prismatic.io/callbacks" },
    ],
    ["an address that is none", { redirect_uri: "callback" }],
    ["an address of another scheme", { redirect_uri: "javascript://localhost/%0aalert(1)" }],
    ["an address with a fragment", { redirect_uri: "http://localhost/#a" }],
    ["an address with a user", { redirect_uri: "http://localhost@evil.example/" }],
  ])("sends nobody anywhere for %s", async (_what, changes) => {
    const { status, location, body } = await app.authorize(changes);
    expect(status).toBe(400);
    expect(location).toBeUndefined();
    expect(JSON.parse(body)).toEqual({
      error: expect.stringMatching(/^invalid_(?:client|request)$/),
      error_description: expect.any(String),
    });
  });

  it("does not take the service principal for an app", async () => {
    expect((await app.authorize({ client_id: app.running.clientId })).status).toBe(400);
  });

  it.each<[string, Fields, string]>([
    ["no response type", { response_type: undefined }, "invalid_request"],
    ["another response type", { response_type: "token" }, "unsupported_response_type"],
    ["another response mode", { response_mode: "fragment" }, "invalid_request"],
    ["an unknown scope", { scope: "all-apis moon" }, "invalid_scope"],
    ["a plain challenge", { code_challenge_method: "plain" }, "invalid_request"],
    ["a challenge without its method", { code_challenge_method: undefined }, "invalid_request"],
    ["a method without its challenge", { code_challenge: undefined }, "invalid_request"],
    ["a challenge that is no digest", { code_challenge: verifier }, "invalid_request"],
  ])("tells the app of %s by the redirect", async (_what, changes, error) => {
    const { status, location } = await app.authorize(changes);
    expect(status).toBe(302);
    expect(Object.fromEntries(location?.searchParams ?? [])).toEqual({
      kept: "1",
      error,
      error_description: expect.any(String),
      state: "a state / ü",
    });
  });

  it("wants a challenge from an app without a secret, and leaves it to one that has one", async () => {
    const none = { code_challenge: undefined, code_challenge_method: undefined };
    const { location } = await app.authorize({ ...none, client_id: app.running.publicAppClientId });
    expect(location?.searchParams.get("error")).toBe("invalid_request");
    expect((await app.redeem(await app.codeOf(none), { code_verifier: undefined })).status).toBe(200);
    expect((await app.redeem(await app.codeOf(none))).body.error).toBe("invalid_grant");
  });
});
