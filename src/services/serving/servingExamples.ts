/** Example endpoints, and the response of a chat endpoint. */
import type { ServedEntity, ServingEndpoint } from "./serving";

const madeAt = Date.UTC(2025, 10, 17, 9, 30);

/** The deterministic substitute for language models in the local workspace. */
export const echoModelExample = {
  name: "deterministic-echo",
  display_name: "Deterministic Echo",
  description: "Repeats what it is asked, word for word: a stand-in for a language model.",
};

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
          name: echoModelExample.name,
          entity_name: `system.ai.${entity}`,
          entity_version: "1",
          foundation_model: echoModelExample,
          scale_to_zero_enabled: false,
          creator: "ada@example.com",
          creation_timestamp: madeAt,
          state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
        },
      ],
      traffic_config: { routes: [{ served_model_name: echoModelExample.name, traffic_percentage: 100 }] },
      config_version: 1,
    },
    task,
    permission_level: "CAN_MANAGE",
    route_optimized: false,
  }) satisfies ServingEndpoint;

/** A chat endpoint: the example of queries. */
export const chatEndpointExample = echoEndpoint(
  "echo-chat",
  "llm/v1/chat",
  "b1f3a6e0c2d94f5e8a7b6c5d4e3f2a1b",
);

/** An endpoint of a completion model, and one of an embedding model. */
const completionEndpointExample = echoEndpoint(
  "echo-completions",
  "llm/v1/completions",
  "c2e4b7f1d3ea506f9b8c7d6e5f403b2c",
  "deterministic_echo_completions",
);

const embeddingEndpointExample = echoEndpoint(
  "echo-embeddings",
  "llm/v1/embeddings",
  "d3f5c802e4fb617aac9d8e7f60514c3d",
  "deterministic_echo_embeddings",
);

/** An endpoint that serves a version of a registered model, a Python function, and scales to zero. */
export const modelEndpointExample = {
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

/** Every example endpoint, in the order in which a list returns them. */
export const servingEndpointExamples = [
  modelEndpointExample,
  chatEndpointExample,
  completionEndpointExample,
  embeddingEndpointExample,
] satisfies ServingEndpoint[];

/** An entity as a list returns it: what it is, not how it runs. */
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

/** An endpoint as a list returns it. */
export const endpointSummary = (endpoint: ServingEndpoint): ServingEndpoint => {
  const { config, pending_config, permission_level, route_optimized, endpoint_url, ...others } = endpoint;
  return {
    ...others,
    ...(config && { config: { served_entities: config.served_entities?.map(entitySummary) } }),
  };
};

/** The prompt that the example endpoint is queried with. */
export const chatPromptExample = "Which flights are late today?";

/** The response of the example endpoint. */
export const chatResponseExample = {
  id: "chatcmpl-5a70d5064cd5fed19481a93be11e1849",
  object: "chat.completion",
  created: Date.UTC(2025, 10, 18, 12) / 1000,
  model: echoModelExample.name,
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: chatPromptExample },
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
};
