/**
 * Code of the official clients, unmodified, judges how the local workspace signs users and applications in. Where the
 * two disagree, the workspace is wrong. Their whole flows take addresses of https alone (the SDK's for Entra, the
 * driver's for users), so what is run here is the parts that those flows consist of, led to loopback.
 */
import { once } from "node:events";
import { createRequire } from "node:module";
import { type AddressInfo, createServer } from "node:net";
import { WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import { currentUserExample } from "../../src/services/users/usersExamples";

/** The OAuth library that the SQL driver uses, and its own part that gets a code: as far as they are used here. */
interface OAuthClient {
  grant(
    form: Record<string, string>,
  ): Promise<{ access_token?: string; refresh_token?: string; scope?: string }>;
  refresh(token: string): Promise<{ access_token?: string; refresh_token?: string }>;
}
interface OAuthLibrary {
  Issuer: {
    discover(url: string): Promise<{ Client: new (metadata: Record<string, unknown>) => OAuthClient }>;
  };
}
interface CodeGetter {
  fetch(scopes: string[]): Promise<{ code: string; verifier: string; redirectUri: string }>;
}
interface DriverPart {
  default: new (options: Record<string, unknown>) => CodeGetter;
}

/** The SDK's client of a token endpoint, as far as it is used here. */
interface SdkPart {
  Client: new (
    issuer: { tokenEndpoint: URL },
    options: { clientId: string; clientSecret: string; useHeader: boolean },
  ) => { exchangeToken(form: Record<string, unknown>): Promise<{ accessToken: string; expiry: number }> };
}

const fromDriver = createRequire(require.resolve("@databricks/sql"));
const { Issuer } = fromDriver("openid-client") as OAuthLibrary;
const { default: AuthorizationCode } = fromDriver(
  "./connection/auth/DatabricksOAuth/AuthorizationCode",
) as DriverPart;
const { Client: SdkClient } = createRequire(require.resolve("@databricks/sdk-experimental"))(
  "./config/oauth/Client",
) as SdkPart;

let running: RunningWorkspace;
beforeEach(async () => {
  running = await startWorkspace({ seed, clock: "manual", startAt: Date.UTC(2025, 10, 18, 12) });
});
afterEach(() => running.close());

/** Who the SDK sees with a token. */
const whoIs = (token: string | undefined) =>
  new WorkspaceClient({ host: running.url, loaders: [], token }).currentUser.me();

/** A port that is free now; the driver wants to be told one. */
const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
};

/** Goes where a browser would: to the sign-in, and from there back to the driver's own server. */
const browse = async (address: string): Promise<void> => {
  const answer = await fetch(address, { headers: { connection: "close" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
};

describe("the SQL driver's sign-in of a user", () => {
  const clientOf = async (secret: string | undefined): Promise<OAuthClient> => {
    const issuer = await Issuer.discover(`${running.url}/oidc/.well-known/oauth-authorization-server`);
    return new issuer.Client({
      client_id: secret === undefined ? running.publicAppClientId : running.app.clientId,
      client_secret: secret,
      token_endpoint_auth_method: secret === undefined ? "none" : "client_secret_basic",
    });
  };

  it.each(["with a secret", "without a secret"])("%s gets a token and renews it", async (kind) => {
    const client = await clientOf(kind === "with a secret" ? running.app.clientSecret : undefined);
    const logger = { log: () => undefined };
    const context = { getLogger: () => logger };
    const getter = new AuthorizationCode({ client, ports: [await freePort()], context, openAuthUrl: browse });
    const { code, verifier, redirectUri } = await getter.fetch(["sql", "offline_access"]);
    const grant = {
      grant_type: "authorization_code",
      code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    };
    const first = await client.grant(grant);
    expect(first.scope).toBe("sql offline_access");
    expect(await whoIs(first.access_token)).toEqual(currentUserExample);
    const second = await client.refresh(first.refresh_token ?? "");
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await whoIs(second.access_token)).toEqual(currentUserExample);
    await expect(client.grant(grant)).rejects.toMatchObject({ error: "invalid_grant" });
    await expect(client.refresh(first.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" });
  });
});

describe("the SDK's sign-in of an application of Microsoft Entra ID", () => {
  const ask = (clientSecret: string, tenantId: string) => {
    const tokenEndpoint = new URL(`${running.url}/${tenantId}/oauth2/token`);
    const client = new SdkClient(
      { tokenEndpoint },
      {
        clientId: running.entra.clientId,
        clientSecret,
        useHeader: true,
      },
    );
    return client.exchangeToken({ resource: ["2ff814a6-3304-4ab8-85cb-cd0e6f879c1d"] });
  };

  it("gets a token that the workspace takes for its service principal", async () => {
    const { clientSecret, tenantId, clientId } = running.entra;
    const { accessToken, expiry } = await ask(clientSecret, tenantId);
    expect(Math.abs(expiry - Date.now() - 3_599_000)).toBeLessThan(60_000);
    expect(await whoIs(accessToken)).toMatchObject({ userName: clientId, active: true });
  });

  it("is told what is wrong", async () => {
    const { clientSecret, tenantId, otherTenantId } = running.entra;
    await expect(ask("dose0", tenantId)).rejects.toThrow(/invalid_client AADSTS7000215/);
    await expect(ask(clientSecret, "moon")).rejects.toThrow(/invalid_request AADSTS90002/);
    const { accessToken } = await ask(clientSecret, otherTenantId);
    await expect(whoIs(accessToken)).rejects.toThrow(/Expected iss claim/);
  });
});
