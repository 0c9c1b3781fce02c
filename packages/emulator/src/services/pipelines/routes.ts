/** https://docs.databricks.com/api/workspace/pipelines: read only. */
import type { FastifyInstance } from "fastify";
import { apiError } from "../../apiError";
import { pageOf } from "../../control/pages";
import { fieldsOf, invalidParameter } from "../../control/requests";
import { toPipelineStatus } from "./pipeline";

const PAGE_SIZES = { defaultSize: 25, maxSize: 100 };

/** The routes of pipelines, API 2.0. */
export function pipelineRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/pipelines";

  app.get(base, async ({ workspace, grants, query }) => {
    const { filter, order_by, max_results } = fieldsOf(query);
    if (filter !== undefined || order_by !== undefined) {
      throw apiError(501, "NOT_IMPLEMENTED", "The local workspace does not filter or order pipelines.");
    }
    if (Number(max_results ?? 0) > PAGE_SIZES.maxSize) {
      throw invalidParameter(`max_results must be at most ${PAGE_SIZES.maxSize}`);
    }
    const seen = grants.visible("pipeline", workspace.pipelines.list(), ({ pipeline_id }) => pipeline_id);
    const { items, next } = pageOf(seen, query, PAGE_SIZES, "max_results");
    const statuses = items.map(toPipelineStatus);
    return { ...(statuses.length > 0 && { statuses }), ...(next && { next_page_token: next }) };
  });

  app.get<{ Params: { id: string } }>(`${base}/:id`, async ({ workspace, grants, params }) => {
    grants.require("pipeline", params.id);
    return workspace.pipelines.get(params.id);
  });
}
