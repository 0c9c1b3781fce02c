/** https://docs.databricks.com/api/workspace/instancepools: read only. */
import type { FastifyInstance } from "fastify";

/** The route of instance pools, API 2.0. The list has no pages. */
export function instancePoolRoutes(app: FastifyInstance): void {
  app.get("/api/2.0/instance-pools/list", async ({ workspace, grants }) => {
    const { pools } = workspace.clusters;
    const seen = grants.visible("instance_pool", pools, ({ instance_pool_id }) => instance_pool_id);
    return seen.length > 0 ? { instance_pools: seen } : {};
  });
}
