/** The models that an endpoint serves, as choices. Those that cannot be offered are omitted. */

import type { DatabricksClient } from "../../client";
import { lenientSchema, listSchema, nonBlankSchema, objectSchema, textSchema } from "../../http/schema";
import { fetchEndpoint } from "./serving";

/** A model that an endpoint serves: the name under which it is served, and the model. */
export interface ServedEntityChoice {
  name: string;
  entity_name?: string;
  entity_version?: string;
  foundation_model?: { display_name?: string };
  external_model?: { name?: string };
}

const entitySchema = objectSchema<ServedEntityChoice>({
  name: nonBlankSchema,
  entity_name: lenientSchema(nonBlankSchema),
  entity_version: lenientSchema(textSchema),
  foundation_model: lenientSchema(
    objectSchema<{ display_name?: string }>({ display_name: lenientSchema(nonBlankSchema) }),
  ),
  external_model: lenientSchema(objectSchema<{ name?: string }>({ name: lenientSchema(nonBlankSchema) })),
});

/** An entity by its older names. */
interface ServedModel {
  name: string;
  model_name?: string;
  model_version?: string;
}

const modelSchema = objectSchema<ServedModel>({
  name: nonBlankSchema,
  model_name: lenientSchema(nonBlankSchema),
  model_version: lenientSchema(textSchema),
});

interface Config {
  served_entities?: ServedEntityChoice[];
  /** The same by their older names, which alone some endpoints have. */
  served_models?: ServedModel[];
}

const configSchema = lenientSchema(
  objectSchema<Config>({
    served_entities: lenientSchema(listSchema(lenientSchema(entitySchema))),
    served_models: lenientSchema(listSchema(lenientSchema(modelSchema))),
  }),
);

const entitiesOf = ({ served_entities, served_models = [] }: Config = {}): ServedEntityChoice[] =>
  served_entities ??
  served_models.map(({ name, model_name, model_version }) => ({
    name,
    entity_name: model_name,
    entity_version: model_version,
  }));

const endpointSchema = objectSchema<{ config?: Config; pending_config?: Config }>({
  config: configSchema,
  pending_config: configSchema,
});

/** The models that an endpoint serves, and those that it will serve, or failed to, each name once. */
export const fetchServedEntities = async (
  client: DatabricksClient,
  endpointName: string,
): Promise<ServedEntityChoice[]> => {
  const { config, pending_config } = await fetchEndpoint(client, endpointName, endpointSchema);
  const all = [config, pending_config].flatMap(entitiesOf);
  return [...new Map(all.map((entity) => [entity.name, entity])).values()];
};
