/** Example endpoints just after their creation, and just after the request to update them. */
import type { ServingEndpoint } from "./serving";
import { modelEndpointExample } from "./servingExamples";

/** The time of the examples' requests. */
const requestedAt = Date.UTC(2025, 10, 18, 12);

const creating = {
  deployment: "DEPLOYMENT_CREATING",
  deployment_state_message: "Creating the resources.",
};

const pendingConfig = (config_version: number) => ({
  served_entities: modelEndpointExample.config.served_entities.map((entity) => ({
    ...entity,
    creation_timestamp: requestedAt,
    state: creating,
  })),
  traffic_config: modelEndpointExample.config.traffic_config,
  config_version,
  start_time: requestedAt,
});

/** The new endpoint just after its creation. */
export const createdEndpointExample = {
  name: "flight-delays-preview",
  id: "5a70d5064cd5fed19481a93be11e1849",
  creator: "ada@example.com",
  creation_timestamp: requestedAt,
  last_updated_timestamp: requestedAt,
  description: "Preview of the model that predicts the delay of a flight.",
  state: { ready: "NOT_READY", config_update: "IN_PROGRESS" },
  pending_config: pendingConfig(1),
  permission_level: "CAN_MANAGE",
  route_optimized: false,
} satisfies ServingEndpoint;

/** The example endpoint just after the request to update it. */
export const updatingEndpointExample = {
  ...modelEndpointExample,
  last_updated_timestamp: requestedAt,
  state: { ready: "READY", config_update: "IN_PROGRESS" },
  pending_config: pendingConfig(2),
} satisfies ServingEndpoint;
