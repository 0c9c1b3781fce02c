/** https://docs.databricks.com/api/workspace/secrets: scopes that Databricks keeps, and secrets. */
import type { FastifyInstance } from "fastify";
import { notImplemented } from "../../apiError";
import { fieldsOf, invalidParameter, requiredText } from "../../control/requests";

const base = "/api/2.0/secrets";

function secretBytes(body: unknown): Buffer {
  const { string_value: text, bytes_value: bytes } = fieldsOf(body);
  if ((text === undefined) === (bytes === undefined)) {
    throw invalidParameter("Exactly one of string_value and bytes_value must be given.");
  }
  if (bytes === undefined) return Buffer.from(String(text));
  if (/^[A-Za-z0-9+/]*={0,2}$/.test(String(bytes))) return Buffer.from(String(bytes), "base64");
  throw invalidParameter("Field bytes_value must be base64");
}

/** The routes of scopes and secrets, API 2.0. */
export function secretRoutes(app: FastifyInstance): void {
  app.get(`${base}/scopes/list`, async ({ workspace }) => {
    const scopes = workspace.secrets.scopes();
    return scopes.length > 0 ? { scopes } : {};
  });

  app.post(`${base}/scopes/create`, async ({ workspace, body }) => {
    const { initial_manage_principal: principal, scope_backend_type: backend = "DATABRICKS" } =
      fieldsOf(body);
    if (principal !== undefined && principal !== "users") {
      throw invalidParameter("The only initial_manage_principal is users.");
    }
    if (backend !== "DATABRICKS") {
      throw notImplemented("has no scopes of Azure Key Vault.");
    }
    workspace.secrets.createScope(requiredText(body, "scope"));
    return {};
  });

  app.post(`${base}/scopes/delete`, async ({ workspace, body }) => {
    workspace.secrets.deleteScope(requiredText(body, "scope"));
    return {};
  });

  app.get(`${base}/list`, async ({ workspace, query }) => {
    const secrets = workspace.secrets.list(requiredText(query, "scope"));
    return secrets.length > 0 ? { secrets } : {};
  });

  app.get(`${base}/get`, async ({ workspace, query }) => {
    const key = requiredText(query, "key");
    return { key, value: workspace.secrets.get(requiredText(query, "scope"), key).toString("base64") };
  });

  app.post(`${base}/put`, async ({ workspace, body }) => {
    const value = secretBytes(body);
    workspace.secrets.put(requiredText(body, "scope"), requiredText(body, "key"), value);
    return {};
  });

  app.post(`${base}/delete`, async ({ workspace, body }) => {
    workspace.secrets.delete(requiredText(body, "scope"), requiredText(body, "key"));
    return {};
  });
}
