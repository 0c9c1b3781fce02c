/** https://docs.databricks.com/api/workspace/registeredmodels */
import type { FastifyInstance } from "fastify";
import { pageFields } from "../../control/pages";
import { paginate } from "../../control/pagination";
import type { ByName } from "../../control/paths";
import { fieldsOf, invalidParameter, optionalText } from "../../control/requests";

const MODELS_OF_A_SCHEMA = { defaultSize: 10_000, maxSize: 10_000 };
const ALL_MODELS = { defaultSize: 100, maxSize: 1000 };
const VERSIONS = { defaultSize: 100, maxSize: 1000 };

type OfVersion = { Params: { name: string; version: string } };
type OfAlias = { Params: { name: string; alias: string } };

const withAliases = (query: unknown): boolean => fieldsOf(query).include_aliases === "true";

const versionNumber = (value: unknown): number => {
  const number = typeof value === "number" ? value : /^\d+$/.test(String(value)) ? Number(value) : Number.NaN;
  if (Number.isSafeInteger(number) && number > 0) return number;
  throw invalidParameter(`Invalid model version: ${String(value)}`);
};

/** The routes of registered models, API 2.1. */
export function registeredModelRoutes(app: FastifyInstance): void {
  const base = "/api/2.1/unity-catalog/models";

  app.get(base, async ({ workspace, grants, query }) => {
    const catalog = optionalText(query, "catalog_name");
    const models = workspace.registeredModels.list(catalog, optionalText(query, "schema_name"));
    const sizes = catalog === undefined ? ALL_MODELS : MODELS_OF_A_SCHEMA;
    const seen = grants.visible("registered_model", models, ({ full_name }) => full_name);
    return pageFields("registered_models", paginate(seen, query, sizes, workspace.pagination));
  });

  app.get<ByName>(`${base}/:name`, async ({ workspace, grants, params, query }) => {
    grants.require("registered_model", params.name);
    return workspace.registeredModels.get(params.name, withAliases(query));
  });

  app.get<ByName>(`${base}/:name/versions`, async ({ workspace, grants, params, query }) => {
    grants.require("registered_model", params.name);
    const versions = workspace.registeredModels.versions(params.name);
    return pageFields("model_versions", paginate(versions, query, VERSIONS, workspace.pagination));
  });

  app.get<OfVersion>(`${base}/:name/versions/:version`, async ({ workspace, grants, params, query }) => {
    grants.require("registered_model", params.name);
    return workspace.registeredModels.version(params.name, versionNumber(params.version), withAliases(query));
  });

  app.get<OfAlias>(`${base}/:name/aliases/:alias`, async ({ workspace, grants, params, query }) => {
    grants.require("registered_model", params.name);
    return workspace.registeredModels.byAlias(params.name, params.alias, withAliases(query));
  });

  app.put<OfAlias>(`${base}/:name/aliases/:alias`, async ({ workspace, grants, params, body }) => {
    grants.require("registered_model", params.name);
    const version = versionNumber(fieldsOf(body).version_num);
    return workspace.registeredModels.setAlias(params.name, params.alias, version);
  });

  app.delete<OfAlias>(`${base}/:name/aliases/:alias`, async ({ workspace, grants, params }) => {
    grants.require("registered_model", params.name);
    workspace.registeredModels.deleteAlias(params.name, params.alias);
    return {};
  });
}
