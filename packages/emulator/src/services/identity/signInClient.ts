/** An app that users sign in through, as a test of the local workspace plays it. */
import { createHash } from "node:crypto";
import { type RunningWorkspace, startWorkspace } from "../../server";

/** Fields of a query or a form; one that is undefined is not sent. */
export type Fields = Record<string, string | undefined>;

/** What the app keeps to itself, and what it shows of it. */
export const verifier = "a-verifier-of-forty-three-characters-or-more-~._";
export const challenge = createHash("sha256").update(verifier).digest("base64url");

/** Where the app has users sent back to. */
const redirectUri = "http://localhost:8020/callback?kept=1";

const encoded = (fields: Fields): URLSearchParams =>
  new URLSearchParams(
    Object.entries(fields).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

/** HTTP Basic credentials. */
export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`;

/** A workspace whose clock stands still, and what the app asks it. */
export class SignInClient {
  constructor(readonly running: RunningWorkspace) {}

  static async start(): Promise<SignInClient> {
    return new SignInClient(await startWorkspace({ clock: "manual", startAt: 1_763_467_200_000 }));
  }

  close(): Promise<void> {
    return this.running.close();
  }

  advance(ms: number): void {
    this.running.workspace.clock.advance(ms);
  }

  /** Sends a user to sign in, with what is valid except for the given changes. */
  async authorize(changes: Fields = {}) {
    const query = encoded({
      response_type: "code",
      client_id: this.running.app.clientId,
      redirect_uri: redirectUri,
      scope: "all-apis offline_access",
      state: "a state / ü",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...changes,
    });
    const answer = await fetch(`${this.running.url}/oidc/v1/authorize?${query}`, { redirect: "manual" });
    const location = answer.headers.get("location");
    return {
      status: answer.status,
      location: location === null ? undefined : new URL(location),
      body: await answer.text(),
    };
  }

  /** The code that a sign-in brings. */
  async codeOf(changes: Fields = {}): Promise<string> {
    const { status, location } = await this.authorize(changes);
    expect(status).toBe(302);
    return location?.searchParams.get("code") ?? "";
  }

  /** Asks the token endpoint. */
  async post(fields: Fields, authorization?: string) {
    const answer = await fetch(`${this.running.url}/oidc/v1/token`, {
      method: "POST",
      headers: authorization === undefined ? {} : { authorization },
      body: encoded(fields),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  }

  /** The credentials of the app that has a secret. */
  get ofApp(): string {
    return basic(this.running.app.clientId, this.running.app.clientSecret);
  }

  /** Exchanges a code, with what is valid except for the given changes. */
  redeem(code: string, changes: Fields = {}, authorization: string = this.ofApp) {
    const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    return this.post({ ...grant, code_verifier: verifier, ...changes }, authorization);
  }

  /** The same as an app that has no header to send. */
  redeemByForm(code: string, client: Fields) {
    const grant = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
    return this.post({ ...grant, code_verifier: verifier, ...client });
  }

  refresh(token: string, changes: Fields = {}, authorization: string = this.ofApp) {
    return this.post({ grant_type: "refresh_token", refresh_token: token, ...changes }, authorization);
  }

  /** Who the workspace takes the bearer of a token for. */
  async whoIs(token: string) {
    const answer = await fetch(`${this.running.url}/api/2.0/preview/scim/v2/Me`, {
      headers: { authorization: `Bearer ${token}` },
    });
    return { status: answer.status, body: await answer.json() };
  }
}
