/** The signed-in identity, and sign-in. */
import type { FastifyInstance } from "fastify";
import { doesNotExist } from "../../apiError";
import { authorizeRoute } from "./authorizeEndpoint";
import { authorizationServer, hostConfiguration } from "./discovery";
import { entraRoutes } from "./entraEndpoint";
import { scimRoutes } from "./scimRoutes";
import { selectAttributes } from "./selectAttributes";
import { tokenRoute } from "./tokenEndpoint";

/** The routes of SCIM, of OAuth discovery, and of where a sign-in begins and ends. */
export function identityRoutes(app: FastifyInstance): void {
  app.get("/api/2.0/preview/scim/v2/Me", async ({ principal, query }, reply) => {
    reply.type("application/scim+json");
    return JSON.stringify(selectAttributes(principal.user, query));
  });

  app.get("/oidc/.well-known/oauth-authorization-server", async () =>
    authorizationServer(app.workspaces.url),
  );

  app.get<{ Params: { accountId: string } }>(
    "/oidc/accounts/:accountId/.well-known/oauth-authorization-server",
    async ({ params: { accountId } }) => {
      requireAccount(app, accountId);
      return authorizationServer(app.workspaces.url, accountId);
    },
  );

  app.get("/.well-known/databricks-config", async ({ workspace }) =>
    hostConfiguration(app.workspaces.url, workspace.credentials),
  );

  app.get("/oidc/jwks.json", async () => ({
    keys: app.workspaces.all().map(({ identity }) => identity.publicKey()),
  }));

  scimRoutes(app);
  authorizeRoute(app);
  tokenRoute(app);
  entraRoutes(app);
}

/** An account knows itself alone. Throws HttpError 404 for another one. */
function requireAccount(app: FastifyInstance, accountId: string): void {
  if (accountId === app.workspaces.accountId) return;
  throw doesNotExist(`Account ${accountId} does not exist`);
}
