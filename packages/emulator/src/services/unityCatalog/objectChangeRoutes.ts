/**
 * Creates and deletes catalogs, schemas and tables.
 * https://docs.databricks.com/api/workspace/catalogs/create, the same for schemas, and
 * https://docs.databricks.com/api/workspace/tables/delete
 */
import type { FastifyInstance } from "fastify";
import { notImplemented } from "../../apiError";
import type { ByName } from "../../control/paths";
import { fieldsOf, requiredText } from "../../control/requests";
import { booleanParameter } from "./lists";
import { objectPath, schemaPath } from "./names";

const base = "/api/2.1/unity-catalog";

/** What a catalog or a schema may be made with and the local workspace does not have. */
const ELSEWHERE = [
  "connection_name",
  "custom_max_retention_hours",
  "managed_encryption_settings",
  "options",
  "provider_name",
  "share_name",
];

/** @throws HttpError 501 for what the local workspace does not have */
function refuseElsewhere(body: unknown): void {
  const found = ELSEWHERE.find((name) => Object.hasOwn(fieldsOf(body), name));
  if (found === undefined) return;
  throw notImplemented(`makes nothing with ${found}.`);
}

/** The routes that make and delete what statements do, too. */
export function objectChangeRoutes(app: FastifyInstance): void {
  app.post(`${base}/catalogs`, async ({ workspace, principal, body }) => {
    refuseElsewhere(body);
    return workspace.objectChanges.createCatalog(body, principal.user.userName);
  });

  app.delete<ByName>(`${base}/catalogs/:name`, async ({ workspace, grants, principal, params, query }) => {
    grants.require("catalog", params.name, "MANAGE");
    const force = booleanParameter(query, "force");
    await workspace.objectChanges.deleteCatalog(params.name, { force, user: principal.user.userName });
    return {};
  });

  app.post(`${base}/schemas`, async ({ workspace, grants, principal, body }) => {
    refuseElsewhere(body);
    grants.require("catalog", requiredText(body, "catalog_name"), "CREATE_SCHEMA");
    return workspace.objectChanges.createSchema(body, principal.user.userName);
  });

  app.delete<ByName>(`${base}/schemas/:name`, async ({ workspace, grants, principal, params, query }) => {
    grants.require("schema", params.name, "MANAGE");
    const path = schemaPath("DeleteSchema", params.name);
    const force = booleanParameter(query, "force");
    await workspace.objectChanges.deleteSchema(path, { force, user: principal.user.userName });
    return {};
  });

  app.delete<ByName>(`${base}/tables/:name`, async ({ workspace, grants, principal, params }) => {
    grants.require("table", params.name, "MANAGE");
    const path = objectPath("DeleteTable", params.name);
    await workspace.objectChanges.deleteTable(path, principal.user.userName);
    return {};
  });
}
