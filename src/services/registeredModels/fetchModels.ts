/** Reads registered models and their versions. */

import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import type { ResponseSchema } from "../../http/schema";
import { type RegisteredModel, registeredModelSchema } from "./registeredModels";

/** The requested page size. */
const pageSize = 1000;

/** Reads a model with its aliases. */
export const fetchModel = (client: DatabricksClient, fullName: string): Promise<Partial<RegisteredModel>> =>
  client.get(path`/api/2.1/unity-catalog/models/${fullName}`, {
    schema: registeredModelSchema,
    query: { include_aliases: true },
  });

/** Every model of a schema, or of all schemas. @param item what is read of each; absent ones are omitted */
export const fetchModels = <Item>(
  client: DatabricksClient,
  item: ResponseSchema<Item>,
  query: { catalog_name?: string; schema_name?: string } = {},
) =>
  client.list(path`/api/2.1/unity-catalog/models`, pagesOf("registered_models", item), {
    ...query,
    max_results: pageSize,
  });

/** Every version of a model. @param item what is read of each; absent ones are omitted */
export const fetchVersions = <Item>(client: DatabricksClient, fullName: string, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.1/unity-catalog/models/${fullName}/versions`, pagesOf("model_versions", item), {
    max_results: pageSize,
  });
