/** Where serving endpoints rightly depart from Databricks' API description. */
import type { Field } from "../../packages/emulator/src/contract/description";

const servingEndpoints = "https://docs.databricks.com/api/workspace/servingendpoints/list";

const field = (name: string, type: string): Field => ({ name, in: "body", type, required: false });

/** The list of endpoints. */
export const listServingEndpoints = {
  method: "GET",
  path: "/api/2.0/serving-endpoints",
  response: "serving.ListEndpointsResponse",
  why: "The description leaves out operations whose request has no fields.",
  source: servingEndpoints,
};

/** What the list of endpoints answers. */
export const servingTypes: { name: string; fields: Field[]; source: string }[] = [
  {
    name: "serving.ListEndpointsResponse",
    fields: [field("endpoints", "[]ServingEndpoint")],
    source: servingEndpoints,
  },
  {
    name: "serving.ServingEndpoint",
    fields: [
      field("name", "string"),
      field("id", "string"),
      field("creator", "string"),
      field("creation_timestamp", "int64"),
      field("last_updated_timestamp", "int64"),
      field("description", "string"),
      field("task", "string"),
      field("tags", "[]EndpointTag"),
      field("state", "EndpointState"),
      field("config", "EndpointCoreConfigSummary"),
    ],
    source: servingEndpoints,
  },
  {
    name: "serving.EndpointCoreConfigSummary",
    fields: [field("served_entities", "[]ServedEntitySpec")],
    source: servingEndpoints,
  },
  {
    name: "serving.ServedEntitySpec",
    fields: [
      field("name", "string"),
      field("entity_name", "string"),
      field("entity_version", "string"),
      field("foundation_model", "FoundationModel"),
    ],
    source: servingEndpoints,
  },
];

/** Why a model stopped. */
export const finishReason = {
  type: "serving.V1ResponseChoiceElement",
  field: field("finish_reason", "string"),
  why: "Chat and completion answers have the form of OpenAI's; the SDKs alone write finishReason.",
  source: "https://docs.databricks.com/aws/en/machine-learning/foundation-model-apis/api-reference",
};

/** Beside its data, a Python model takes parameters. */
export const modelParams = {
  type: "serving.QueryEndpointInput",
  field: field("params", "any"),
  why: "MLflow's scoring protocol has parameters, which Python models take by this name.",
  source: "https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/",
};

/** A query of one of several served models. */
export const queryServedModel = {
  method: "POST",
  path: "/serving-endpoints/{name}/served-models/{served_model}/invocations",
  as: "/serving-endpoints/{name}/invocations",
  why: "The description has the query of an endpoint alone.",
  source:
    "https://docs.databricks.com/aws/en/machine-learning/model-serving/serve-multiple-models-to-serving-endpoint",
};

/** What an endpoint takes is an OpenAPI document, which the description gives as bytes. */
export const openApiFields = ["openapi", "info", "paths"].map((name) => ({
  type: "serving.GetOpenApiResponse",
  field: field(name, "any"),
  why: "The response is an OpenAPI document itself.",
  source: "https://docs.databricks.com/api/workspace/servingendpoints/getopenapi",
}));
