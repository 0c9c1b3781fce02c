/** Reads one registered model. */

import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { type RegisteredModel, registeredModelSchema } from "./registeredModels";

/** Reads a model with its aliases. */
export const fetchModel = (client: DatabricksClient, fullName: string): Promise<Partial<RegisteredModel>> =>
  client.get(path`/api/2.1/unity-catalog/models/${fullName}`, {
    schema: registeredModelSchema,
    query: { include_aliases: true },
  });
