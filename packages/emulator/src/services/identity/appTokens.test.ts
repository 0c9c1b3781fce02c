import { resetWorkspace } from "../../resetWorkspace";
import { currentUser } from "../../seed/identity";
import { basic, challenge, type Fields, SignInClient, verifier } from "./signInClient";

const minute = 60_000;

let app: SignInClient;
beforeAll(async () => {
  app = await SignInClient.start();
});
afterEach(() => resetWorkspace(app.running));
afterAll(() => app.close());

describe("an authorization code", () => {
  const refused = (body: unknown) => expect(body).toMatchObject({ error: "invalid_grant" });

  it("is good once", async () => {
    const code = await app.codeOf();
    expect((await app.redeem(code)).status).toBe(200);
    refused((await app.redeem(code)).body);
  });

  it("expires after ten minutes of workspace time", async () => {
    const [first, second] = [await app.codeOf(), await app.codeOf()];
    app.advance(10 * minute - 1);
    expect((await app.redeem(first)).status).toBe(200);
    app.advance(1);
    refused((await app.redeem(second)).body);
  });

  it.each<[string, Fields]>([
    ["another verifier", { code_verifier: `${verifier}x` }],
    ["no verifier", { code_verifier: undefined }],
    ["the challenge in the verifier's place", { code_verifier: challenge }],
    ["another address", { redirect_uri: "http://localhost:8020/" }],
    ["no address", { redirect_uri: undefined }],
  ])("is refused with %s, and then it is spent", async (_what, changes) => {
    const code = await app.codeOf();
    refused((await app.redeem(code, changes)).body);
    refused((await app.redeem(code)).body);
  });

  it("is good for the app that it was given to alone", async () => {
    const code = await app.codeOf({ client_id: app.running.publicAppClientId });
    refused((await app.redeem(code)).body);
  });

  it.each([
    ["a wrong secret", () => basic(app.running.app.clientId, "dose0")],
    ["an empty secret", () => basic(app.running.app.clientId, "")],
    [
      "a secret for the app that has none",
      () => basic(app.running.publicAppClientId, app.running.app.clientSecret),
    ],
    ["the service principal's secret", () => basic(app.running.app.clientId, app.running.clientSecret)],
  ])("is refused with %s", async (_what, authorization) => {
    const answer = await app.redeem(await app.codeOf(), {}, authorization());
    expect(answer).toMatchObject({ status: 401, body: { error: "invalid_client" } });
  });

  it("cannot be had by an app's secret alone", async () => {
    const { body } = await app.post({ grant_type: "client_credentials" }, app.ofApp);
    expect(body).toMatchObject({ error: "unauthorized_client" });
  });
});

describe("a refresh token", () => {
  const signedIn = async (changes: Fields = {}) => (await app.redeem(await app.codeOf(changes))).body;

  it("gives another access token when the first has expired, and another refresh token each time", async () => {
    const first = await signedIn();
    app.advance(60 * minute);
    expect((await app.whoIs(first.access_token)).status).toBe(403);
    const second = (await app.refresh(first.refresh_token)).body;
    expect((await app.whoIs(second.access_token)).body).toEqual(currentUser);
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await app.refresh(first.refresh_token)).body).toMatchObject({ error: "invalid_grant" });
    expect((await app.refresh(second.refresh_token)).status).toBe(200);
  });

  it("expires after a week of workspace time", async () => {
    const { refresh_token: token } = await signedIn();
    app.advance(10_080 * minute);
    expect(await app.refresh(token)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("is good for its app alone, and outlives the attempt of another", async () => {
    const { refresh_token: token } = await signedIn();
    const stolen = await app.refresh(token, { client_id: app.running.publicAppClientId }, "");
    expect(stolen.status).toBe(401);
    const byPublic = await app.post({
      grant_type: "refresh_token",
      refresh_token: token,
      client_id: app.running.publicAppClientId,
    });
    expect(byPublic.body).toMatchObject({ error: "invalid_grant" });
    expect((await app.refresh(token)).status).toBe(200);
  });

  it("gives no more than the user allowed", async () => {
    const { refresh_token: token } = await signedIn({ scope: "sql offline_access" });
    expect((await app.refresh(token, { scope: "all-apis" })).body).toMatchObject({ error: "invalid_scope" });
    expect((await app.refresh(token, { scope: "sql offline_access" })).status).toBe(200);
  });

  it("that nobody gave is refused", async () => {
    expect((await app.refresh("doau0")).body).toMatchObject({ error: "invalid_grant" });
    expect((await app.refresh("")).body).toMatchObject({ error: "invalid_request" });
  });
});
