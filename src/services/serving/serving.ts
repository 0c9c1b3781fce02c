/**
 * Model serving endpoints, API 2.0.
 * https://docs.databricks.com/api/workspace/servingendpoints
 */

import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";

/** Whether an endpoint is ready, and whether its configuration changes. Open lists: Databricks may add to them. */
export interface EndpointState {
  ready?: "READY" | "NOT_READY" | (string & {});
  config_update?: "NOT_UPDATING" | "IN_PROGRESS" | "UPDATE_FAILED" | "UPDATE_CANCELED" | (string & {});
}

/** What an endpoint serves: a version of a registered model, or a foundation model. */
export interface ServedEntity {
  name?: string;
  entity_name?: string;
  entity_version?: string;
  foundation_model?: { name?: string; display_name?: string; description?: string; docs?: string };
  external_model?: { name: string; provider: string; task: string };
  workload_size?: string;
  workload_type?: string;
  scale_to_zero_enabled?: boolean;
  creator?: string;
  creation_timestamp?: number;
  state?: { deployment?: string; deployment_state_message?: string };
}

/** The share of the requests for each served entity, in percent. */
export interface TrafficConfig {
  routes?: { served_model_name?: string; served_entity_name?: string; traffic_percentage: number }[];
}

/** The configuration that an endpoint has. */
export interface EndpointConfig {
  served_entities?: ServedEntity[];
  traffic_config?: TrafficConfig;
  config_version?: number;
}

/** One serving endpoint, as `get` returns it; `list` returns only a part of it. */
export interface ServingEndpoint {
  name: string;
  id?: string;
  creator?: string;
  creation_timestamp?: number;
  last_updated_timestamp?: number;
  description?: string;
  task?: string;
  tags?: { key: string; value?: string }[];
  state?: EndpointState;
  config?: EndpointConfig;
  pending_config?: EndpointConfig & { start_time?: number };
  permission_level?: string;
  route_optimized?: boolean;
  endpoint_url?: string;
}

const configFields = {
  served_entities: optionalSchema(
    listSchema(
      objectSchema<ServedEntity>({
        name: optionalSchema(textSchema),
        state: optionalSchema(
          objectSchema({
            deployment: optionalSchema(textSchema),
            deployment_state_message: optionalSchema(textSchema),
          }),
        ),
      }),
    ),
  ),
};

/** An endpoint in a response. */
export const servingEndpointSchema = objectSchema<Partial<ServingEndpoint>>({
  state: optionalSchema(
    objectSchema<EndpointState>({
      ready: optionalSchema(textSchema),
      config_update: optionalSchema(textSchema),
    }),
  ),
  config: optionalSchema(objectSchema<EndpointConfig>(configFields)),
  pending_config: optionalSchema(objectSchema<EndpointConfig>(configFields)),
});

/** An endpoint as a choice. */
export const servingEndpointChoiceSchema = objectSchema<Pick<ServingEndpoint, "name" | "state">>({
  name: nonBlankSchema,
  state: lenientSchema(objectSchema<EndpointState>({ ready: optionalSchema(textSchema) })),
});

/** One choice in the response of a chat or completion model. */
export interface CompletionChoice {
  index?: number;
  message?: { role?: string; content?: unknown };
  text?: string;
  finish_reason?: string;
  finishReason?: string;
}

const plainText = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** The text of a message's content: text unchanged, or the text parts joined. */
const contentText = (content: unknown): string | undefined => {
  if (!Array.isArray(content)) return plainText(content);
  const parts = content.map((part: { text?: unknown } | null) => plainText(part?.text));
  const found = parts.filter((part) => part !== undefined);
  return found.length > 0 ? found.join("") : undefined;
};

/** The text of the first choice of a chat or completion model; undefined if there is none, as in a tool call. */
export const answerText = (response: { choices?: unknown }): string | undefined => {
  if (!Array.isArray(response.choices)) return undefined;
  const [first] = response.choices as (CompletionChoice | null)[];
  return contentText(first?.message?.content) ?? plainText(first?.text);
};

/** The states of the entities of an endpoint, in words. */
export const deploymentsOf = ({ config, pending_config }: Partial<ServingEndpoint>): string =>
  [...(pending_config?.served_entities ?? []), ...(config?.served_entities ?? [])]
    .map(({ name = "an entity", state = {} }) =>
      [name, state.deployment, state.deployment_state_message].filter(Boolean).join(" "),
    )
    .join("; ");

/** Whether an endpoint will not become ready on its own: its update has failed and nothing is ready. */
export const hasFailed = ({ state }: Partial<ServingEndpoint>): boolean =>
  state?.ready === "NOT_READY" && /^UPDATE_(?:FAILED|CANCELED)$/.test(state.config_update ?? "");

const madeAt = Date.UTC(2025, 10, 17, 9, 30);

/** The deterministic substitute for language models in the local workspace. */
export const echoModel = {
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
          name: echoModel.name,
          entity_name: `system.ai.${entity}`,
          entity_version: "1",
          foundation_model: echoModel,
          scale_to_zero_enabled: false,
          creator: "ada@example.com",
          creation_timestamp: madeAt,
          state: { deployment: "DEPLOYMENT_READY", deployment_state_message: "" },
        },
      ],
      traffic_config: { routes: [{ served_model_name: echoModel.name, traffic_percentage: 100 }] },
      config_version: 1,
    },
    task,
    permission_level: "CAN_MANAGE",
    route_optimized: false,
  }) satisfies ServingEndpoint;

/** A chat endpoint: the example of queries. */
export const chatEndpoint = echoEndpoint("echo-chat", "llm/v1/chat", "b1f3a6e0c2d94f5e8a7b6c5d4e3f2a1b");

/** An endpoint of a completion model, and one of an embedding model. */
export const completionEndpoint = echoEndpoint(
  "echo-completions",
  "llm/v1/completions",
  "c2e4b7f1d3ea506f9b8c7d6e5f403b2c",
  "deterministic_echo_completions",
);
export const embeddingEndpoint = echoEndpoint(
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

/** Every example endpoint, in the order in which a list returns them. */
export const servingEndpointExamples = [
  modelEndpoint,
  chatEndpoint,
  completionEndpoint,
  embeddingEndpoint,
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
export const chatPrompt = "Which flights are late today?";

/** The response of the example endpoint. */
export const chatResponse = {
  id: "chatcmpl-5a70d5064cd5fed19481a93be11e1849",
  object: "chat.completion",
  created: Date.UTC(2025, 10, 18, 12) / 1000,
  model: echoModel.name,
  choices: [
    {
      index: 0,
      message: { role: "assistant", content: chatPrompt },
      finish_reason: "stop",
    },
  ],
  usage: { prompt_tokens: 5, completion_tokens: 5, total_tokens: 10 },
};
