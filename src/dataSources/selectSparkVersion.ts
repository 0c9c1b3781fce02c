import { type SparkVersion, type SparkVersionList, sparkVersions } from "../api/sparkVersions";
import { path } from "../http/path";
import { picklist } from "./picklist";

const choice = ({ key, name }: SparkVersion) => ({ key, label: name || key });

/**
 * Every Spark runtime by name. https://docs.databricks.com/api/workspace/clusters/sparkversions
 */
export const selectSparkVersion = picklist({
  label: "Select Spark Version",
  description: "Select a Spark runtime that a cluster can be made with.",
  choices: async (client) =>
    ((await client.get<SparkVersionList>(path`/api/2.1/clusters/spark-versions`)).versions ?? []).map(choice),
  example: sparkVersions.map(choice),
});
