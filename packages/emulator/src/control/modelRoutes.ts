/** The control API of models: seeds registered models and endpoints, and sets how lists are split into pages. */
import type { FastifyInstance } from "fastify";
import type { ModelVersion, RegisteredModel, StoredModel } from "../services/registeredModels/model";
import type { ServingEndpoint } from "../services/serving/endpoint";
import type { Workspace } from "../workspace";
import { defaultPagination } from "./pagination";
import { CONTROL_PREFIX } from "./paths";
import { fieldsOf, invalidParameter, onlyFields, optionalText, requiredText } from "./requests";

const FIELDS = ["registered_models", "serving_endpoints", "most_per_page", "empty_pages", "replace"];

/** Registers `POST /__workspace/models`. Everything is read before anything changes. */
export function modelControlRoutes(app: FastifyInstance): void {
  app.post(`${CONTROL_PREFIX}/models`, async ({ workspace, body }) => {
    const fields = onlyFields(body, FIELDS);
    const models = list(fields, "registered_models")?.map((given) => modelOf(given, workspace));
    const endpoints = list(fields, "serving_endpoints")?.map(endpointOf);
    const maxPageSize = count(fields, "most_per_page");
    const emptyPages = count(fields, "empty_pages");
    const replaceAll = fields.replace === true;
    if (models) workspace.registeredModels.put(models, replaceAll);
    if (endpoints) workspace.serving.put(endpoints, replaceAll);
    workspace.pagination = {
      ...defaultPagination,
      ...(maxPageSize !== undefined && { maxPageSize }),
      ...(emptyPages !== undefined && { emptyPages }),
    };
    return {};
  });
}

/** An endpoint as it is given; it must have a name. */
const endpointOf = (given: Record<string, unknown>): ServingEndpoint => ({
  ...given,
  name: requiredText(given, "name"),
});

/** A model with versions, of which each may have Python code, and aliases by version. */
function modelOf(given: Record<string, unknown>, workspace: Workspace): StoredModel {
  const full_name = requiredText(given, "full_name");
  const [catalog_name = "", schema_name = "", name = ""] = full_name.split(".");
  const now = workspace.clock.now();
  const model: RegisteredModel = {
    name,
    catalog_name,
    schema_name,
    full_name,
    created_at: now,
    updated_at: now,
  };
  const versions = (list(given, "versions") ?? [{}]).map((fields, index) => ({
    version: {
      model_name: name,
      catalog_name,
      schema_name,
      version: index + 1,
      status: optionalText(fields, "status") ?? "READY",
      created_at: now,
    } satisfies ModelVersion,
    python: optionalText(fields, "python"),
  }));
  const aliases = Object.entries(fieldsOf(given.aliases)).map(([alias_name, version]) => ({
    alias_name,
    version_num: Number(version),
  }));
  return { model, versions, aliases };
}

function count(fields: Record<string, unknown>, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0))
    return value as number | undefined;
  throw invalidParameter(`Invalid ${name}: ${JSON.stringify(value)}`);
}

function list(fields: Record<string, unknown>, name: string): Record<string, unknown>[] | undefined {
  const value = fields[name];
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw invalidParameter(`Invalid ${name}: it is not a list`);
  return value.map(fieldsOf);
}
