/** https://docs.databricks.com/api/workspace/lakeview: read only. */
import type { FastifyInstance } from "fastify";
import { pageOf } from "../../control/pages";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

/** The routes of dashboards, API 2.0. */
export function dashboardRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/lakeview/dashboards";

  app.get(base, async ({ workspace, grants, query }) => {
    const seen = grants.visible("dashboard", workspace.dashboards.list(), ({ dashboard_id }) => dashboard_id);
    const { items, next } = pageOf(seen, query, PAGE_SIZES);
    return { ...(items.length > 0 && { dashboards: items }), ...(next && { next_page_token: next }) };
  });

  app.get<{ Params: { id: string } }>(`${base}/:id`, async ({ workspace, grants, params }) => {
    const dashboard = workspace.dashboards.get(params.id);
    grants.require("dashboard", params.id);
    return dashboard;
  });
}
