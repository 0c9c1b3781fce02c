/** https://docs.databricks.com/api/workspace/servingendpoints */
import type { FastifyInstance } from "fastify";
import { fieldsOf, optionalText, requiredText } from "../../control/requests";
import { type ServingEndpoint, toEndpointSummary } from "./endpoint";

type ByName = { Params: { name: string } };

/** What a new endpoint is said to be, beside what it serves. */
const described = (body: unknown): Partial<ServingEndpoint> => {
  const description = optionalText(body, "description");
  const { tags } = fieldsOf(body);
  return {
    ...(description !== undefined && { description }),
    ...(Array.isArray(tags) && tags.length > 0 && { tags }),
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

  app.put<ByName>(`${base}/:name/config`, async ({ workspace, principal, grants, params, body }) => {
    grants.require("serving_endpoint", params.name, "CAN_MANAGE");
    return workspace.serving.updateConfig(params.name, body, principal.user.userName);
  });

  app.delete<ByName>(`${base}/:name`, async ({ workspace, grants, params }) => {
    grants.require("serving_endpoint", params.name, "CAN_MANAGE");
    workspace.serving.delete(params.name);
    return {};
  });

  app.post<ByName>("/serving-endpoints/:name/invocations", async (request, reply) => {
    const { workspace, grants, params, body, rawBody } = request;
    grants.require("serving_endpoint", params.name, "CAN_QUERY");
    const { response, servedModel } = await workspace.serving.query(
      params.name,
      fieldsOf(body),
      rawBody?.length ?? 0,
    );
    return reply.header("served-model-name", servedModel).send(response);
  });
}
