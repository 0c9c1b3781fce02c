/** https://docs.databricks.com/api/workspace/clusterpolicies: read only. */
import type { FastifyInstance } from "fastify";

/** The route of cluster policies, API 2.0. The list has no pages. */
export function clusterPolicyRoutes(app: FastifyInstance): void {
  app.get("/api/2.0/policies/clusters/list", async ({ workspace, grants }) => {
    const { policies } = workspace.clusters;
    const seen = grants.visible("cluster_policy", policies, ({ policy_id = "" }) => policy_id);
    return seen.length > 0 ? { policies: seen } : {};
  });
}
