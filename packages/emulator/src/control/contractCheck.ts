/** Validates every request against Databricks' API description before a route handles it. */
import type { FastifyInstance } from "fastify";
import { HttpError, legacyError } from "../apiError";
import { checkQuery, operationOf, readBody } from "../contract/requestReader";

const isLegacy = (route: string): boolean => route.startsWith("/api/1.2/");

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
      // API 1.2 has an envelope of its own.
      throw error instanceof HttpError && isLegacy(route)
        ? legacyError(error.status, `IllegalArgumentException: ${error.message}`)
        : error;
    }
  });
}
