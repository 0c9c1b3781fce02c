/** https://docs.databricks.com/api/workspace/lakeview: read only. */
import type { FastifyInstance } from "fastify";
import { pageFields, pageOf } from "../../control/pages";
import type { ById } from "../../control/paths";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

/** The routes of dashboards, API 2.0. */
export function dashboardRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/lakeview/dashboards";

  app.get(base, async ({ workspace, grants, query }) => {
    const seen = grants.visible("dashboard", workspace.dashboards.list(), ({ dashboard_id }) => dashboard_id);
    return pageFields("dashboards", pageOf(seen, query, PAGE_SIZES));
  });

  app.get<ById>(`${base}/:id`, async ({ workspace, grants, params }) => {
    const dashboard = workspace.dashboards.get(params.id);
    grants.require("dashboard", params.id);
    return dashboard;
  });
}
