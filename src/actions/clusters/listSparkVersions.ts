import { databricksAction } from "../../databricksAction";
import { workspaceAccess } from "../../errors/requiredGrant";
import { sparkVersionExamples } from "../../services/clusters/clustersExamples";
import { fetchSparkVersions, sparkVersionSchema } from "../../services/clusters/sparkVersions";

/**
 * Gives the runtimes that a cluster can be made with. There are no pages.
 * https://docs.databricks.com/api/workspace/clusters/sparkversions
 */
export const listSparkVersions = databricksAction({
  label: "List Spark Versions",
  description: "List the Spark runtimes available for clusters.",
  effect: "read",
  grants: [workspaceAccess],
  inputs: {},
  perform: (client) => fetchSparkVersions(client, sparkVersionSchema),
  example: sparkVersionExamples,
});
