/** The logs of what an endpoint serves. https://docs.databricks.com/api/workspace/servingendpoints/logs */
import { objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { modelEndpointExample } from "./servingExamples";

/** The log of a served entity. */
interface ServingLog {
  logs: string;
}

/** A log in a response; one without lines may be absent. */
export const servingLogSchema = objectSchema<ServingLog>({
  logs: (value) => optionalSchema(textSchema)(value) ?? "",
});

/** The kinds of logs, with the last part of their paths. */
export const servingLogKinds = { service: "logs", build: "build-logs" };

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
