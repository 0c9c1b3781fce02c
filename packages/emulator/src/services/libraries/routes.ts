/** https://docs.databricks.com/api/workspace/libraries */
import type { FastifyInstance } from "fastify";
import { fieldsOf, requiredText } from "../../control/requests";

/** The routes of the libraries of a cluster, API 2.0. */
export function libraryRoutes(app: FastifyInstance): void {
  const base = "/api/2.0/libraries";

  app.get(`${base}/cluster-status`, async ({ workspace, grants, query }) => {
    const cluster_id = requiredText(query, "cluster_id");
    grants.require("cluster", cluster_id);
    const library_statuses = workspace.libraries.list(cluster_id);
    return { cluster_id, ...(library_statuses.length > 0 && { library_statuses }) };
  });

  for (const verb of ["install", "uninstall"] as const) {
    app.post(`${base}/${verb}`, async ({ workspace, grants, body }) => {
      const cluster_id = requiredText(body, "cluster_id");
      grants.require("cluster", cluster_id, "CAN_MANAGE");
      workspace.libraries[verb](cluster_id, fieldsOf(body).libraries);
      return {};
    });
  }
}
