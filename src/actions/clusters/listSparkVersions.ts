import { databricksAction } from "../../databricksAction";
import { workspaceAccess } from "../../errors/requiredGrant";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { sparkVersionExamples } from "../../services/clusters/clustersExamples";
import { sparkVersionSchema } from "../../services/clusters/sparkVersions";

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
  perform: (client) =>
    client.list(path`/api/2.1/clusters/spark-versions`, pagesOf("versions", sparkVersionSchema)),
  example: sparkVersionExamples,
});
