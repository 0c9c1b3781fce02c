/** The serving endpoints of the default seed. */
import { echoModelSummary } from "../services/serving/echoModel";
import type { ServingEndpoint } from "../services/serving/endpoint";

const madeAt = Date.UTC(2025, 10, 17, 9, 30);

const echoEndpoint = (name: string, task: string, id: string, entity = "deterministic_echo") =>
  ({
    name,
    id,
    creator: "ada@example.com",
    creation_timestamp: madeAt,
    last_updated_timestamp: madeAt,
    state: { ready: "READY", config_update: "NOT_UPDATING" },
    config: {
      served_entities: [
        {
          name: echoModelSummary.name,
          entity_name: `system.ai.${entity}`,
          entity_version: "1",
          foundation_model: echoModelSummary,
          scale_to_zero_enabled: false,
          creator: "ada@example.com",
          creation_timestamp: madeAt,
          state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
        },
      ],
      traffic_config: { routes: [{ served_model_name: echoModelSummary.name, traffic_percentage: 100 }] },
      config_version: 1,
    },
    task,
    permission_level: "CAN_MANAGE",
    route_optimized: false,
  }) satisfies ServingEndpoint;

/** A chat endpoint. */
export const chatEndpoint = echoEndpoint("echo-chat", "llm/v1/chat", "b1f3a6e0c2d94f5e8a7b6c5d4e3f2a1b");

/** An endpoint of a completion model, and one of an embedding model. */
const completionEndpoint = echoEndpoint(
  "echo-completions",
  "llm/v1/completions",
  "c2e4b7f1d3ea506f9b8c7d6e5f403b2c",
  "deterministic_echo_completions",
);
const embeddingEndpoint = echoEndpoint(
  "echo-embeddings",
  "llm/v1/embeddings",
  "d3f5c802e4fb617aac9d8e7f60514c3d",
  "deterministic_echo_embeddings",
);

/** An endpoint that serves a version of a registered model, a Python function, and scales to zero. */
export const modelEndpoint = {
  name: "flight-delays",
  id: "a0e29f5bd1c83e4d79a6b5c4d3e2f10a",
  creator: "ada@example.com",
  creation_timestamp: madeAt,
  last_updated_timestamp: madeAt,
  description: "Minutes of delay to expect of a flight.",
  tags: [{ key: "team", value: "analytics" }],
  state: { ready: "READY", config_update: "NOT_UPDATING" },
  config: {
    served_entities: [
      {
        name: "flight_delays-2",
        entity_name: "workspace.default.flight_delays",
        entity_version: "2",
        workload_size: "Small",
        workload_type: "CPU",
        scale_to_zero_enabled: true,
        creator: "ada@example.com",
        creation_timestamp: madeAt,
        state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
      },
    ],
    traffic_config: { routes: [{ served_model_name: "flight_delays-2", traffic_percentage: 100 }] },
    config_version: 1,
  },
  permission_level: "CAN_MANAGE",
  route_optimized: false,
} satisfies ServingEndpoint;

/** Every endpoint, in the order in which a list answers them. */
export const servingEndpoints = [
  modelEndpoint,
  chatEndpoint,
  completionEndpoint,
  embeddingEndpoint,
] satisfies ServingEndpoint[];
