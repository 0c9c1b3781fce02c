/** Validates every request against Databricks' API description before a route handles it. */
import type { FastifyInstance } from "fastify";
import { HttpError, legacyError, scimError } from "../apiError";
import { checkQuery, operationOf, readBody } from "../contract/requestReader";

/** A refusal in the envelope of the route: API 1.2 and SCIM have their own. */
function inEnvelopeOf(route: string, { status, message }: HttpError): HttpError | undefined {
  if (route.startsWith("/api/1.2/")) return legacyError(status, `IllegalArgumentException: ${message}`);
  return route.includes("/scim/v2/") ? scimError(status, message, "invalidValue") : undefined;
}

/** Requests reach their routes with what the description knows of them, or are answered with 400. */
export function checkContract(app: FastifyInstance): void {
  app.addHook("preHandler", async (request) => {
    const { url: route = "" } = request.routeOptions;
    const operation = request.is404 ? undefined : operationOf(request.method, route);
    if (!operation) return;
    try {
      checkQuery(operation, { ...(request.query as object) });
      if (request.method !== "GET") request.body = readBody(operation, request.body);
    } catch (error) {
      throw error instanceof HttpError ? (inEnvelopeOf(route, error) ?? error) : error;
    }
  });
}
