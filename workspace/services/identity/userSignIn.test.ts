import { createHash } from "node:crypto";
import { currentUser } from "../../../src/api/users";
import { type RunningWorkspace, startWorkspace } from "../../server";

const verifier = "a-verifier-of-forty-three-characters-or-more-~._";
const challenge = createHash("sha256").update(verifier).digest("base64url");
const redirectUri = "http://localhost:8020/callback?kept=1";
const minute = 60_000;

let running: RunningWorkspace;
beforeEach(async () => {
  running = await startWorkspace({ clock: "manual", startAt: 1_763_467_200_000 });
});
afterEach(() => running.close());

type Fields = Record<string, string | undefined>;

const encoded = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

const good = (): Fields => ({
  response_type: "code",
  client_id: running.app.clientId,
  redirect_uri: redirectUri,
  scope: "all-apis offline_access",
  state: "a state / ü",
  code_challenge: challenge,
  code_challenge_method: "S256",
});

const authorize = async (changes: Fields = {}) => {
  const query = encoded({ ...good(), ...changes });
  const answer = await fetch(`${running.url}/oidc/v1/authorize?${query}`, { redirect: "manual" });
  const location = answer.headers.get("location");
  return {
    status: answer.status,
    location: location === null ? undefined : new URL(location),
    body: await answer.text(),
  };
};

const codeOf = async (changes: Fields = {}): Promise<string> => {
  const { status, location } = await authorize(changes);
  expect(status).toBe(302);
  return location?.searchParams.get("code") ?? "";
};

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

const post = async (fields: Fields, authorization?: string) => {
  const answer = await fetch(`${running.url}/oidc/v1/token`, {
    method: "POST",
    headers: authorization === undefined ? {} : { authorization },
    body: encoded(fields),
  });
  return { status: answer.status, body: JSON.parse(await answer.text()) };
};

const ofApp = () => basic(running.app.clientId, running.app.clientSecret);

const redeem = (code: string, changes: Fields = {}, authorization: string | undefined = ofApp()) =>
  post(
    {
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    },
    authorization,
  );

const refresh = (token: string, changes: Fields = {}, authorization: string | undefined = ofApp()) =>
  post({ grant_type: "refresh_token", refresh_token: token, ...changes }, authorization);

const whoIs = async (token: string) => {
  const answer = await fetch(`${running.url}/api/2.0/preview/scim/v2/Me`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, body: await answer.json() };
};

describe("a user who signs in", () => {
  it("is sent back to the app at once, with a code and the state", async () => {
    const { status, location } = await authorize();
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
    const { status, body } = await redeem(await codeOf());
    expect(status).toBe(200);
    expect(body).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: "Bearer",
      expires_in: 3600,
      scope: "all-apis offline_access",
      refresh_token: expect.stringMatching(/^doau[0-9a-f]{64}$/),
    });
    expect(await whoIs(body.access_token)).toEqual({ status: 200, body: currentUser });
  });

  it("may come from an app without a secret, which proves itself by the verifier alone", async () => {
    const client = { client_id: running.publicAppClientId };
    for (const secret of [undefined, ""]) {
      const fields = { ...client, client_secret: secret };
      const answer = await post({
        ...fields,
        grant_type: "authorization_code",
        code: await codeOf(client),
        redirect_uri: redirectUri,
        code_verifier: verifier,
      });
      expect(answer.status).toBe(200);
      const again = await post({
        ...fields,
        grant_type: "refresh_token",
        refresh_token: answer.body.refresh_token,
      });
      expect(again.status).toBe(200);
    }
  });

  it("may come from an app that sends its secret in the form", async () => {
    const { clientId, clientSecret } = running.app;
    const answer = await post({
      grant_type: "authorization_code",
      code: await codeOf(),
      redirect_uri: redirectUri,
      code_verifier: verifier,
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
      expect((await authorize({ redirect_uri: address })).location?.href).toMatch(address);
    }
  });

  it("allows all APIs and no offline access where nothing is asked for", async () => {
    const { body } = await redeem(await codeOf({ scope: undefined }));
    expect(body).toMatchObject({ scope: "all-apis" });
    expect(body).not.toHaveProperty("refresh_token");
  });

  it("reaches the workspace that the app belongs to", async () => {
    const made = await fetch(`${running.url}/__workspace/workspaces`, { method: "POST" });
    const other = JSON.parse(await made.text());
    const code = await codeOf({ client_id: other.app_client_id });
    expect((await redeem(code)).body).toMatchObject({ error: "invalid_grant" });
    const own = await redeem(
      await codeOf({ client_id: other.app_client_id }),
      {},
      basic(other.app_client_id, other.app_client_secret),
    );
    const listed = await fetch(`${running.url}/__workspace/requests`, {
      headers: { authorization: `Bearer ${other.token}` },
    });
    await whoIs(own.body.access_token);
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
    const { status, location, body } = await authorize(changes);
    expect(status).toBe(400);
    expect(location).toBeUndefined();
    expect(JSON.parse(body)).toEqual({
      error: expect.stringMatching(/^invalid_(?:client|request)$/),
      error_description: expect.any(String),
    });
  });

  it("does not take the service principal for an app", async () => {
    expect((await authorize({ client_id: running.clientId })).status).toBe(400);
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
    const { status, location } = await authorize(changes);
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
    const { location } = await authorize({ ...none, client_id: running.publicAppClientId });
    expect(location?.searchParams.get("error")).toBe("invalid_request");
    expect((await redeem(await codeOf(none), { code_verifier: undefined })).status).toBe(200);
    expect((await redeem(await codeOf(none))).body.error).toBe("invalid_grant");
  });
});

describe("an authorization code", () => {
  const refused = (body: unknown) => expect(body).toMatchObject({ error: "invalid_grant" });

  it("is good once", async () => {
    const code = await codeOf();
    expect((await redeem(code)).status).toBe(200);
    refused((await redeem(code)).body);
  });

  it("expires after ten minutes of workspace time", async () => {
    const [first, second] = [await codeOf(), await codeOf()];
    running.workspace.clock.advance(10 * minute - 1);
    expect((await redeem(first)).status).toBe(200);
    running.workspace.clock.advance(1);
    refused((await redeem(second)).body);
  });

  it.each<[string, Fields]>([
    ["another verifier", { code_verifier: `${verifier}x` }],
    ["no verifier", { code_verifier: undefined }],
    ["the challenge in the verifier's place", { code_verifier: challenge }],
    ["another address", { redirect_uri: "http://localhost:8020/" }],
    ["no address", { redirect_uri: undefined }],
  ])("is refused with %s, and then it is spent", async (_what, changes) => {
    const code = await codeOf();
    refused((await redeem(code, changes)).body);
    refused((await redeem(code)).body);
  });

  it("is good for the app that it was given to alone", async () => {
    const code = await codeOf({ client_id: running.publicAppClientId });
    refused((await redeem(code)).body);
  });

  it.each([
    ["a wrong secret", () => basic(running.app.clientId, "dose0")],
    ["an empty secret", () => basic(running.app.clientId, "")],
    ["a secret for the app that has none", () => basic(running.publicAppClientId, running.app.clientSecret)],
    ["the service principal's secret", () => basic(running.app.clientId, running.clientSecret)],
  ])("is refused with %s", async (_what, authorization) => {
    const answer = await redeem(await codeOf(), {}, authorization());
    expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  it("cannot be had by an app's secret alone", async () => {
    const { body } = await post({ grant_type: "client_credentials" }, ofApp());
    expect(body).toMatchObject({ error: "unauthorized_client" });
  });
});

describe("a refresh token", () => {
  const signedIn = async (changes: Fields = {}) => (await redeem(await codeOf(changes))).body;

  it("gives another access token when the first has expired, and another refresh token each time", async () => {
    const first = await signedIn();
    running.workspace.clock.advance(60 * minute);
    expect((await whoIs(first.access_token)).status).toBe(403);
    const second = (await refresh(first.refresh_token)).body;
    expect((await whoIs(second.access_token)).body).toEqual(currentUser);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await refresh(first.refresh_token)).body).toMatchObject({ error: "invalid_grant" });
    expect((await refresh(second.refresh_token)).status).toBe(200);
  });

  it("expires after a week of workspace time", async () => {
    const { refresh_token: token } = await signedIn();
    running.workspace.clock.advance(10_080 * minute);
    expect(await refresh(token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("is good for its app alone, and outlives the attempt of another", async () => {
    const { refresh_token: token } = await signedIn();
    const stolen = await refresh(token, { client_id: running.publicAppClientId }, "");
    expect(stolen.status).toBe(401);
    const byPublic = await post({
      grant_type: "refresh_token",
      refresh_token: token,
      client_id: running.publicAppClientId,
    });
    expect(byPublic.body).toMatchObject({ error: "invalid_grant" });
    expect((await refresh(token)).status).toBe(200);
  });

  it("gives no more than the user allowed", async () => {
    const { refresh_token: token } = await signedIn({ scope: "sql offline_access" });
    expect((await refresh(token, { scope: "all-apis" })).body).toMatchObject({ error: "invalid_scope" });
    expect((await refresh(token, { scope: "sql offline_access" })).status).toBe(200);
  });

  it("that nobody gave is refused", async () => {
    expect((await refresh("doau0")).body).toMatchObject({ error: "invalid_grant" });
    expect((await refresh("")).body).toMatchObject({ error: "invalid_request" });
  });
});
