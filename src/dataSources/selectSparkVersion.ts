import { workspaceAccess } from "../errors/requiredGrant";
import { pagesOf } from "../http/paginate";
import { path } from "../http/path";
import { lenientSchema } from "../http/schema";
import { sparkVersionExamples } from "../services/clusters/clustersExamples";
import { type SparkVersion, sparkVersionChoiceSchema } from "../services/clusters/sparkVersions";
import { picklist } from "./picklist";

const choice = ({ key, name }: Pick<SparkVersion, "key"> & Partial<SparkVersion>) => ({
  key,
  label: name || key,
});

/**
 * Every Spark runtime by name. https://docs.databricks.com/api/workspace/clusters/sparkversions
 */
export const selectSparkVersion = picklist({
  label: "Select Spark Version",
  description: "Select a Spark runtime for a cluster.",
  grants: [workspaceAccess],
  choices: async (client) =>
    (
      await client.list(
        path`/api/2.1/clusters/spark-versions`,
        pagesOf("versions", lenientSchema(sparkVersionChoiceSchema)),
      )
    ).map(choice),
  example: sparkVersionExamples.map(choice),
});
