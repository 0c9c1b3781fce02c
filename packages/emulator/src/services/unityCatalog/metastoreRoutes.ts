/** The metastore that the workspace is attached to. https://docs.databricks.com/api/workspace/metastores */
import type { FastifyInstance } from "fastify";
import { LosslessNumber, stringify } from "lossless-json";
import { catalogStamps, defaultCatalog, metastoreId } from "./seedStamps";

const base = "/api/2.1/unity-catalog";
const [cloud, region] = ["aws", "us-east-1"];

/** The routes that tell of it. */
export function metastoreRoutes(app: FastifyInstance): void {
  app.get(`${base}/metastore_summary`, async ({ workspace: { options } }) => ({
    ...catalogStamps(options.seed, defaultCatalog),
    name: "workspace",
    cloud,
    region,
    global_metastore_id: `${cloud}:${region}:${metastoreId(options.seed)}`,
    privilege_model_version: "1.0",
  }));

  app.register(async (scope) => {
    // The workspace's id is a number, perhaps beyond what a double holds.
    scope.setReplySerializer((payload) => stringify(payload) ?? "");
    scope.get(`${base}/current-metastore-assignment`, async ({ workspace }) => ({
      default_catalog_name: defaultCatalog,
      metastore_id: metastoreId(workspace.options.seed),
      workspace_id: new LosslessNumber(workspace.credentials.organizationId),
    }));
  });
}
