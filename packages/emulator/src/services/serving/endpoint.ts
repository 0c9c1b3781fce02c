import type {
  EndpointCoreConfigOutput,
  ServedEntityOutput,
  ServingEndpointDetailed,
} from "../../contract/wireTypes";

/** What an endpoint serves: a version of a registered model, or a foundation model. */
export type ServedEntity = ServedEntityOutput;

/** The configuration that an endpoint has. */
export type EndpointConfig = EndpointCoreConfigOutput;

/** One serving endpoint. */
export interface ServingEndpoint extends ServingEndpointDetailed {
  name: string;
}

/** An entity as a list answers it: what it is, not how it runs. */
const entitySummary = ({
  name,
  entity_name,
  entity_version,
  foundation_model,
}: ServedEntity): ServedEntity => ({
  ...(name !== undefined && { name }),
  ...(entity_name !== undefined && { entity_name }),
  ...(entity_version !== undefined && { entity_version }),
  ...(foundation_model !== undefined && { foundation_model }),
});

/** An endpoint as a list answers it. */
export const toEndpointSummary = (endpoint: ServingEndpoint): ServingEndpoint => {
  const { config, pending_config, permission_level, route_optimized, endpoint_url, ...others } = endpoint;
  return {
    ...others,
    ...(config && { config: { served_entities: config.served_entities?.map(entitySummary) } }),
  };
};
