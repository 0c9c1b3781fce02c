/** https://docs.databricks.com/api/workspace/alertsv2 and https://docs.databricks.com/api/workspace/alerts: read only. */
import type { FastifyInstance } from "fastify";
import { pageOf } from "../../control/pages";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

interface IdParams {
  Params: { id: string };
}

/** The routes of alerts, and of those of the older kind. */
export function alertRoutes(app: FastifyInstance): void {
  app.get("/api/2.0/alerts", async ({ workspace, grants, query }) => {
    const seen = grants.visible("alert", workspace.alerts.list(), ({ id }) => id);
    const { items, next } = pageOf(seen, query, PAGE_SIZES);
    return { ...(items.length > 0 && { alerts: items }), ...(next && { next_page_token: next }) };
  });

  app.get<IdParams>("/api/2.0/alerts/:id", async ({ workspace, grants, params }) => {
    const alert = workspace.alerts.get(params.id);
    grants.require("alert", params.id);
    return alert;
  });

  app.get("/api/2.0/sql/alerts", async ({ workspace, grants, query }) => {
    const seen = grants.visible("alert", workspace.alerts.legacy(), ({ id }) => id);
    const { items, next } = pageOf(seen, query, PAGE_SIZES);
    return { ...(items.length > 0 && { results: items }), ...(next && { next_page_token: next }) };
  });
}
