/** https://docs.databricks.com/api/workspace/alertsv2 and https://docs.databricks.com/api/workspace/alerts: read only. */
import type { FastifyInstance } from "fastify";
import { pageFields, pageOf } from "../../control/pages";
import type { ById } from "../../control/paths";

const PAGE_SIZES = { defaultSize: 20, maxSize: 100 };

/** The routes of alerts, and of those of the older kind. */
export function alertRoutes(app: FastifyInstance): void {
  app.get("/api/2.0/alerts", async ({ workspace, grants, query }) => {
    const seen = grants.visible("alert", workspace.alerts.list(), ({ id }) => id);
    return pageFields("alerts", pageOf(seen, query, PAGE_SIZES));
  });

  app.get<ById>("/api/2.0/alerts/:id", async ({ workspace, grants, params }) => {
    const alert = workspace.alerts.get(params.id);
    grants.require("alert", params.id);
    return alert;
  });

  app.get("/api/2.0/sql/alerts", async ({ workspace, grants, query }) => {
    const seen = grants.visible("alert", workspace.alerts.legacy(), ({ id }) => id);
    return pageFields("results", pageOf(seen, query, PAGE_SIZES));
  });
}
