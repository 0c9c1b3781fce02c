/**
 * Model serving endpoints, API 2.0.
 * https://docs.databricks.com/api/workspace/servingendpoints
 */

import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import {
  lenientSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** Whether an endpoint is ready, and whether its configuration changes. Open lists: Databricks may add to them. */
interface EndpointState {
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
interface TrafficConfig {
  routes?: { served_model_name?: string; served_entity_name?: string; traffic_percentage: number }[];
}

/** The configuration that an endpoint has. */
interface EndpointConfig {
  served_entities?: ServedEntity[];
  /** The same by their older names, which alone some endpoints have. */
  served_models?: ServedEntity[];
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

const servedSchema = optionalSchema(
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
);

const configFields = { served_entities: servedSchema, served_models: servedSchema };

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

/** Reads an endpoint. @param schema what is read of it */
export const fetchEndpoint = <T>(
  client: DatabricksClient,
  name: string,
  schema: ResponseSchema<T>,
): Promise<T> => client.get(path`/api/2.0/serving-endpoints/${name}`, { schema });

/** Every endpoint that the identity may see. The list has no pages. @param item what is read of each; absent ones are omitted */
export const fetchEndpoints = <Item>(client: DatabricksClient, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.0/serving-endpoints`, pagesOf("endpoints", item));

/** One choice in the response of a chat or completion model. */
interface CompletionChoice {
  index?: number;
  message?: { role?: string; content?: unknown };
  text?: string;
  finish_reason?: string;
  finishReason?: string;
}

const stringOrUndefined = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

/** The text of a message's content: text unchanged, or the text parts joined. */
const contentText = (content: unknown): string | undefined => {
  if (!Array.isArray(content)) return stringOrUndefined(content);
  const parts = content.map((part: { text?: unknown } | null) => stringOrUndefined(part?.text));
  const found = parts.filter((part) => part !== undefined);
  return found.length > 0 ? found.join("") : undefined;
};

/** One step of an agent of the task `agent/v1/responses`: a message, a tool call, its result. */
interface OutputItem {
  type?: string;
  content?: unknown;
}

/** The fields of a response that may hold text. */
interface TextResponse {
  choices?: unknown;
  output?: unknown;
  messages?: unknown;
  content?: unknown;
}

/** The messages of an agent, joined as OpenAI's own clients do. */
const outputText = (output: (OutputItem | null)[]): string | undefined => {
  const texts = output.filter((item) => item?.type === "message").map((item) => contentText(item?.content));
  const found = texts.filter((text) => text !== undefined);
  return found.length > 0 ? found.join("") : undefined;
};

/**
 * The text of a response: the first choice of a chat or completion model, the messages of an agent, the last message, the
 * content or the bare text of an older one.
 * https://docs.databricks.com/aws/en/generative-ai/agent-framework/query-agent
 * @returns undefined if there is none, as in a tool call
 */
export const answerText = (response: unknown): string | undefined => {
  const [answer, ...others] = Array.isArray(response) ? response : [response];
  if (others.length > 0) return undefined;
  if (typeof answer !== "object" || answer === null) return stringOrUndefined(answer);
  const { choices, output, messages, content }: TextResponse = answer;
  if (Array.isArray(choices)) {
    const [first] = choices as (CompletionChoice | null)[];
    return contentText(first?.message?.content) ?? stringOrUndefined(first?.text);
  }
  if (Array.isArray(output)) return outputText(output);
  return contentText(Array.isArray(messages) ? (messages.at(-1) as OutputItem | null)?.content : content);
};

/** The states of the entities of an endpoint, as text. */
export const describeDeployments = ({ config, pending_config }: Partial<ServingEndpoint>): string =>
  [pending_config, config]
    .flatMap((one) => one?.served_entities ?? one?.served_models ?? [])
    .map(({ name = "an entity", state = {} }) =>
      [name, state.deployment, state.deployment_state_message].filter(Boolean).join(" "),
    )
    .join("; ");

/** Whether an endpoint will not become ready on its own: its update has failed and nothing is ready. */
export const hasFailed = ({ state }: Partial<ServingEndpoint>): boolean =>
  state?.ready === "NOT_READY" && /^UPDATE_(?:FAILED|CANCELED)$/.test(state.config_update ?? "");
