import { workspaceAccess } from "../errors/requiredGrant";
import { lenientSchema } from "../http/schema";
import { sparkVersionExamples } from "../services/clusters/clustersExamples";
import {
  fetchSparkVersions,
  type SparkVersion,
  sparkVersionChoiceSchema,
} from "../services/clusters/sparkVersions";
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
    (await fetchSparkVersions(client, lenientSchema(sparkVersionChoiceSchema))).map(choice),
  example: sparkVersionExamples.map(choice),
});
