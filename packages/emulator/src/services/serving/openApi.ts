/**
 * The OpenAPI document of an endpoint: what it accepts.
 * https://docs.databricks.com/api/workspace/servingendpoints/getopenapi
 */
import type { ServingEndpoint } from "./endpoint";

const byTask: Record<string, string> = {
  "llm/v1/chat": "messages",
  "llm/v1/completions": "prompt",
  "llm/v1/embeddings": "input",
};

/** The fields by which Python models take their data. */
const modelFields = ["dataframe_split", "dataframe_records", "instances", "inputs"];

/** Describes the invocations of each served model. */
export function openApiOf({ name, task, config = {} }: ServingEndpoint): object {
  const fields = task === undefined ? modelFields : [byTask[task] ?? ""];
  const schema = { oneOf: fields.map((field) => ({ type: "object", properties: { [field]: {} } })) };
  const content = { "application/json": { schema } };
  const served = (config.served_entities ?? []).map((entity) => [
    `/served-models/${entity.name}/invocations`,
    { post: { requestBody: { content }, responses: {} } },
  ]);
  return { openapi: "3.1.0", info: { title: name, version: "1" }, paths: Object.fromEntries(served) };
}
