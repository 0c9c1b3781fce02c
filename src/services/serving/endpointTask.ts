/** What an endpoint takes, as Databricks describes it. */

import type { DatabricksClient } from "../../client";
import { isForbidden } from "../../errors/kinds";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import { path } from "../../http/path";
import { lenientSchema, listSchema, objectSchema, textSchema } from "../../http/schema";
import { fetchEndpoint } from "./serving";

/** The kinds of endpoints by what they take. */
export type EndpointKind = "chat" | "responses" | "completions" | "embeddings" | "custom";

/** What an endpoint takes. */
export interface EndpointTask {
  kind: EndpointKind;
  /** The fields that a custom model takes, where Databricks says so. */
  fields?: ReadonlySet<string>;
}

interface Served {
  external_model?: { task?: string };
  foundation_model?: { task?: string };
}

interface Config {
  served_entities?: Served[];
}

interface Described {
  task?: string;
  config?: Config;
  pending_config?: Config;
}

const withTask = lenientSchema(objectSchema<{ task?: string }>({ task: lenientSchema(textSchema) }));

const configSchema = lenientSchema(
  objectSchema<Config>({
    served_entities: lenientSchema(
      listSchema(
        lenientSchema(objectSchema<Served>({ external_model: withTask, foundation_model: withTask })),
      ),
    ),
  }),
);

const describedSchema = objectSchema<Described>({
  task: lenientSchema(textSchema),
  config: configSchema,
  pending_config: configSchema,
});

/** The task of an endpoint: its own, or that of what it serves. */
const taskOf = ({ task, config, pending_config }: Described): string | undefined =>
  [
    task,
    ...[config, pending_config]
      .flatMap((one) => one?.served_entities ?? [])
      .flatMap(({ external_model, foundation_model }) => [external_model?.task, foundation_model?.task]),
  ].find((one) => one !== undefined && one.trim() !== "");

const kinds: readonly EndpointKind[] = ["chat", "responses", "completions", "embeddings"];

/** The kind of a task such as `llm/v1/chat` or `agent/v1/responses`: its last part. */
const kindOf = (task: string): EndpointKind | undefined =>
  kinds.find((kind) => task.trim().toLowerCase().endsWith(`/${kind}`));

/** The fields by which custom models take data. */
const customFields = ["dataframe_records", "dataframe_split", "instances", "inputs"];

/** Deeper than any description of a request. */
const maxDepth = 40;

/** The names of all properties within a part of an OpenAPI document. */
const propertyNames = (part: unknown, found = new Set<string>(), depth = 0): Set<string> => {
  if (typeof part !== "object" || part === null || depth > maxDepth) return found;
  for (const [key, value] of Object.entries(part)) {
    if (key === "properties" && typeof value === "object" && value !== null) {
      for (const name of Object.keys(value)) found.add(name);
    }
    propertyNames(value, found, depth + 1);
  }
  return found;
};

/** What a request consists of according to an OpenAPI document: the properties of its request bodies. */
const requestProperties = (part: unknown, depth = 0): Set<string> => {
  if (typeof part !== "object" || part === null || depth > maxDepth) return new Set();
  const found = Object.entries(part).map(([key, value]) =>
    key === "requestBody" ? propertyNames(value) : requestProperties(value, depth + 1),
  );
  return new Set(found.flatMap((names) => [...names]));
};

const byProperty: [string, EndpointKind][] = [
  ["messages", "chat"],
  ["prompt", "completions"],
  ["input", "embeddings"],
];

/** What an endpoint without a task takes: what its OpenAPI document says, or else what custom models take. */
const taskOfDocument = async (client: DatabricksClient, name: string): Promise<EndpointTask> => {
  try {
    const properties = requestProperties(await client.get(path`/api/2.0/serving-endpoints/${name}/openapi`));
    const fields = new Set(customFields.filter((field) => properties.has(field)));
    if (fields.size > 0) return { kind: "custom", fields };
    const [, kind] = byProperty.find(([property]) => properties.has(property)) ?? [];
    return { kind: kind ?? "custom" };
  } catch (error) {
    // A model without a signature has no document.
    if (error instanceof DatabricksError && !error.deadlineExceeded) return { kind: "custom" };
    throw error;
  }
};

const viewHint =
  "An automatic query reads the endpoint, which the permission to query it may not include: choose another kind of Query.";

/**
 * Reads what an endpoint takes.
 * @throws DatabricksError when it cannot be read, or has a task of another kind
 */
export const fetchEndpointTask = async (client: DatabricksClient, name: string): Promise<EndpointTask> => {
  const described = await fetchEndpoint(client, name, describedSchema).catch(
    rethrowWithHint(viewHint, isForbidden),
  );
  const task = taskOf(described);
  if (task === undefined) return taskOfDocument(client, name);
  const kind = kindOf(task);
  if (kind) return { kind };
  throw new DatabricksError({
    operation: `Query of the serving endpoint ${name}`,
    message: `it has the task ${task.slice(0, 100)}, for which no request is known`,
    hint: "Choose another kind of Query, such as Raw.",
    resourceIds: { endpointName: name },
  });
};
