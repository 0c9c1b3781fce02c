/** Example endpoints, and a question to a chat endpoint with its response. */
import type { ServedEntity, ServingEndpoint } from "./serving";
import type { ServingLog } from "./servingLogs";

const madeAt = Date.UTC(2025, 10, 17, 9, 30);

/** An endpoint of a model that Databricks hosts and bills by token. */
const hostedEndpoint = (
  name: string,
  task: string,
  id: string,
  model: { entity: string; display_name: string; description: string },
) =>
  ({
    name,
    id,
    creation_timestamp: madeAt,
    last_updated_timestamp: madeAt,
    state: { ready: "READY", config_update: "NOT_UPDATING" },
    config: {
      served_entities: [
        {
          name,
          entity_name: `system.ai.${model.entity}`,
          entity_version: "1",
          foundation_model: {
            name: `system.ai.${model.entity}`,
            display_name: model.display_name,
            description: model.description,
          },
          state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
        },
      ],
      traffic_config: { routes: [{ served_model_name: name, traffic_percentage: 100 }] },
      config_version: 1,
    },
    task,
    permission_level: "CAN_QUERY",
    route_optimized: false,
  }) satisfies ServingEndpoint;

/** A chat endpoint: the example of queries. */
export const chatEndpointExample = hostedEndpoint(
  "databricks-meta-llama-3-3-70b-instruct",
  "llm/v1/chat",
  "b1f3a6e0c2d94f5e8a7b6c5d4e3f2a1b",
  {
    entity: "llama_v3_3_70b_instruct",
    display_name: "Meta Llama 3.3 70B Instruct",
    description: "A large language model of Meta for dialogue in several languages.",
  },
);

/** An endpoint of an embedding model. */
const embeddingEndpointExample = hostedEndpoint(
  "databricks-gte-large-en",
  "llm/v1/embeddings",
  "d3f5c802e4fb617aac9d8e7f60514c3d",
  {
    entity: "gte_large_en_v1_5",
    display_name: "GTE Large (En)",
    description: "An embedding model for English text.",
  },
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

/** A question for the example endpoint, and its answer. */
export const chatAnswerExample = {
  endpoint: chatEndpointExample.name,
  question: "Write one sentence for a passenger whose flight is 40 minutes late.",
  answer:
    "We are sorry: the departure is now about 40 minutes later than planned, and the gate stays the same.",
  model: "meta-llama-3.3-70b-instruct-121024",
  prompt_tokens: 49,
  completion_tokens: 23,
};

/** The response of the example endpoint. */
export const chatResponseExample = {
  id: "chatcmpl_5a70d506-4cd5-fed1-9481-a93be11e1849",
  object: "chat.completion",
  created: Date.UTC(2025, 10, 18, 12) / 1000,
  model: chatAnswerExample.model,
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: chatAnswerExample.answer },
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 49, completion_tokens: 23, total_tokens: 72 },
};

const [entity] = modelEndpointExample.config.served_entities;

/** The service log of the example. */
export const servingLogExample = {
  logs: `[2025-11-17 09:30:00 +0000] [INFO] Serving ${entity?.entity_name} version ${entity?.entity_version} as ${entity?.name}\n`,
} satisfies ServingLog;

const content = {
  "application/json": {
    schema: {
      oneOf: ["dataframe_split", "dataframe_records", "instances", "inputs"].map((field) => ({
        type: "object",
        properties: { [field]: {} },
      })),
    },
  },
};

/** The OpenAPI document of the example endpoint. */
export const endpointSchemaExample = {
  openapi: "3.1.0",
  info: { title: modelEndpointExample.name, version: "1" },
  paths: {
    [`/served-models/${entity?.name}/invocations`]: { post: { requestBody: { content }, responses: {} } },
  },
};
