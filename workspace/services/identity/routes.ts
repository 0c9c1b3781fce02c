import type { FastifyInstance } from "fastify";

/** Who signs in, and as what. */
export function identityRoutes(app: FastifyInstance): void {
  app.get("/api/2.0/preview/scim/v2/Me", async ({ principal }) => principal.user);
}
