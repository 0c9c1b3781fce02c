/** https://docs.databricks.com/api/workspace/warehouses */
import type { FastifyInstance } from "fastify";
import { pageFields, pageOf } from "../../control/pages";
import type { ById } from "../../control/paths";
import { fieldsOf } from "../../control/requests";

const PAGE_SIZES = { defaultSize: 100, maxSize: 1000 };

/** The routes of SQL warehouses, API 2.0. */
export function warehouseRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/sql/warehouses";

  app.get(base, async ({ workspace, grants, query }) => {
    const seen = grants.visible("warehouse", workspace.warehouses.list(), ({ id }) => id);
    return pageFields("warehouses", pageOf(seen, query, PAGE_SIZES));
  });

  app.get<ById>(`${base}/:id`, async ({ workspace, grants, params }) => {
    grants.require("warehouse", params.id);
    return workspace.warehouses.get(params.id);
  });

  app.post(base, async ({ workspace, principal, body }) => ({
    id: workspace.warehouses.create(fieldsOf(body), principal.user.userName),
  }));

  app.post<ById>(`${base}/:id/edit`, async ({ workspace, grants, params, body }) => {
    grants.require("warehouse", params.id, "CAN_MANAGE");
    workspace.warehouses.edit(params.id, fieldsOf(body));
    return {};
  });

  app.delete<ById>(`${base}/:id`, async ({ workspace, grants, params }) => {
    grants.require("warehouse", params.id, "CAN_MANAGE");
    workspace.warehouses.delete(params.id);
    return {};
  });

  app.post<ById>(`${base}/:id/start`, async ({ workspace, grants, params }) => {
    grants.require("warehouse", params.id, "CAN_USE");
    workspace.warehouses.start(params.id);
    return {};
  });

  app.post<ById>(`${base}/:id/stop`, async ({ workspace, grants, params }) => {
    grants.require("warehouse", params.id, "CAN_MANAGE");
    workspace.warehouses.stop(params.id);
    return {};
  });
}
