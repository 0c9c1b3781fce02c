/** https://docs.databricks.com/api/workspace/servingendpoints */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { notImplemented } from "../../apiError";
import type { ByName } from "../../control/paths";
import { fieldsOf, keptFields, optionalText, requiredText } from "../../control/requests";
import { type ServingEndpoint, toEndpointSummary } from "./endpoint";
import { openApiOf } from "./openApi";

type ByModel = { Params: { name: string; model: string } };

/** Answers a query. @param model the served model, where the request names it */
const answerQuery = async (
  { workspace, grants, body, rawBody }: FastifyRequest,
  reply: FastifyReply,
  name: string,
  model?: string,
) => {
  grants.require("serving_endpoint", name, "CAN_QUERY");
  const query = workspace.serving.query(name, fieldsOf(body), rawBody?.length ?? 0, model);
  const { response, servedModel } = await query;
  return reply.header("served-model-name", servedModel).send(response);
};

/** The fields of an endpoint that are stored and returned, but have no effect here. */
const KEPT_FIELDS = ["ai_gateway", "budget_policy_id", "email_notifications"];

/** Settings that are not supported, since they would change what an endpoint does. */
const UNSUPPORTED_FIELDS = ["rate_limits", "route_optimized", "telemetry_config"];

/** What a new endpoint is said to be, beside what it serves. Throws HttpError 501 for what no endpoint here can do. */
const described = (body: unknown): Partial<ServingEndpoint> => {
  const description = optionalText(body, "description");
  const { tags, ...fields } = fieldsOf(body);
  const setting = UNSUPPORTED_FIELDS.find((name) => fields[name]);
  if (setting !== undefined) {
    throw notImplemented(`has no ${setting} of serving endpoints.`);
  }
  return {
    ...(description !== undefined && { description }),
    ...(Array.isArray(tags) && tags.length > 0 && { tags }),
    ...keptFields(fields, KEPT_FIELDS),
  };
};

/** The routes of serving endpoints, API 2.0, and of queries, which stand below no API. */
export function servingRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/serving-endpoints";

  app.get(base, async ({ workspace, grants }) => {
    const seen = grants.visible("serving_endpoint", workspace.serving.list(), ({ name }) => name);
    const endpoints = seen.map(toEndpointSummary);
    return endpoints.length > 0 ? { endpoints } : {};
  });

  app.post(base, async ({ workspace, principal, body }) =>
    workspace.serving.create(
      requiredText(body, "name"),
      fieldsOf(body).config,
      described(body),
      principal.user.userName,
    ),
  );

  app.get<ByName>(`${base}/:name`, async ({ workspace, grants, params }) => {
    grants.require("serving_endpoint", params.name);
    const endpoint = workspace.serving.get(params.name);
    return { ...endpoint, permission_level: grants.levelOn("serving_endpoint", params.name) };
  });

  app.get<ByName>(`${base}/:name/openapi`, async ({ workspace, grants, params }) => {
    grants.require("serving_endpoint", params.name);
    return openApiOf(workspace.serving.get(params.name));
  });

  for (const [at, kind] of [
    ["logs", "service"],
    ["build-logs", "build"],
  ] as const) {
    app.get<ByModel>(`${base}/:name/served-models/:model/${at}`, async ({ workspace, grants, params }) => {
      grants.require("serving_endpoint", params.name);
      return { logs: workspace.serving.log(params.name, params.model, kind) };
    });
  }

  app.put<ByName>(`${base}/:name/config`, async ({ workspace, principal, grants, params, body }) => {
    grants.require("serving_endpoint", params.name, "CAN_MANAGE");
    return workspace.serving.updateConfig(params.name, body, principal.user.userName);
  });

  app.delete<ByName>(`${base}/:name`, async ({ workspace, grants, params }) => {
    grants.require("serving_endpoint", params.name, "CAN_MANAGE");
    workspace.serving.delete(params.name);
    return {};
  });

  app.post<ByName>("/serving-endpoints/:name/invocations", (request, reply) =>
    answerQuery(request, reply, request.params.name),
  );

  // https://docs.databricks.com/aws/en/machine-learning/model-serving/serve-multiple-models-to-serving-endpoint
  app.post<ByModel>("/serving-endpoints/:name/served-models/:model/invocations", (request, reply) =>
    answerQuery(request, reply, request.params.name, request.params.model),
  );
}
