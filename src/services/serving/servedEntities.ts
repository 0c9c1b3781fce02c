/** The models that an endpoint serves, as choices. Those that cannot be offered are omitted. */

import type { DatabricksClient } from "../../client";
import { path } from "../../http/path";
import { lenientSchema, listSchema, nonBlankSchema, objectSchema, textSchema } from "../../http/schema";

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

const endpointSchema = objectSchema<{ config?: { served_entities?: ServedEntityChoice[] } }>({
  config: lenientSchema(
    objectSchema<{ served_entities?: ServedEntityChoice[] }>({
      served_entities: lenientSchema(listSchema(lenientSchema(entitySchema))),
    }),
  ),
});

/** The models that an endpoint serves; none if it does not serve any yet. */
export const fetchServedEntities = async (
  client: DatabricksClient,
  endpointName: string,
): Promise<ServedEntityChoice[]> => {
  const { config } = await client.get(path`/api/2.0/serving-endpoints/${endpointName}`, {
    schema: endpointSchema,
  });
  return config?.served_entities ?? [];
};
