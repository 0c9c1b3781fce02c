/** The signed-in identity, and sign-in. */
import type { FastifyInstance } from "fastify";
import { apiError } from "../../apiError";
import { fieldsOf } from "../../control/requests";
import { authorizeRoute } from "./authorizeEndpoint";
import { authorizationServer, hostConfiguration } from "./discovery";
import { entraRoutes } from "./entraEndpoint";
import { tokenRoute } from "./tokenEndpoint";
import type { UserResource } from "./user";

/** The routes of SCIM Me, of OAuth discovery, and of where a sign-in begins and ends. */
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

  authorizeRoute(app);
  tokenRoute(app);
  entraRoutes(app);
}

/** An account knows itself alone. Throws HttpError 404 for another one. */
function requireAccount(app: FastifyInstance, accountId: string): void {
  if (accountId === app.workspaces.accountId) return;
  throw apiError(404, "RESOURCE_DOES_NOT_EXIST", `Account ${accountId} does not exist`);
}

const names = (value: unknown): string[] | undefined =>
  typeof value === "string" && value !== "" ? value.split(",").map((name) => name.trim()) : undefined;

/** SCIM's `attributes` and `excludedAttributes`; the id and the schemas are always there. */
function selectAttributes(user: UserResource, query: unknown): Partial<UserResource> {
  const fields = fieldsOf(query);
  const wanted = names(fields.attributes);
  const unwanted = names(fields.excludedAttributes);
  const selected = Object.entries(user).filter(
    ([name]) =>
      name === "id" ||
      name === "schemas" ||
      ((wanted?.includes(name) ?? true) && !(unwanted?.includes(name) ?? false)),
  );
  return Object.fromEntries(selected);
}
