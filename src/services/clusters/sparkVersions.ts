/**
 * The Spark runtimes for clusters. https://docs.databricks.com/api/workspace/clusters/sparkversions
 */

import { lenientSchema, nonBlankSchema, objectSchema } from "../../http/schema";

/** One runtime: clusters refer to its key. */
export interface SparkVersion {
  key: string;
  name: string;
}

/** A runtime in a response. */
export const sparkVersionSchema = objectSchema<Partial<SparkVersion>>({});

/** A runtime as a choice. */
export const sparkVersionChoiceSchema = objectSchema<Pick<SparkVersion, "key"> & Partial<SparkVersion>>({
  key: nonBlankSchema,
  name: lenientSchema(nonBlankSchema),
});

/** The runtimes of the example workspace. */
export const sparkVersionExamples = [
  { key: "16.4.x-scala2.12", name: "16.4 LTS (includes Apache Spark 3.5.2, Scala 2.12)" },
  { key: "16.4.x-photon-scala2.12", name: "16.4 LTS Photon (includes Apache Spark 3.5.2, Scala 2.12)" },
  { key: "15.4.x-scala2.12", name: "15.4 LTS (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "15.4.x-photon-scala2.12", name: "15.4 LTS Photon (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "15.4.x-cpu-ml-scala2.12", name: "15.4 LTS ML (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "14.3.x-scala2.12", name: "14.3 LTS (includes Apache Spark 3.5.0, Scala 2.12)" },
  { key: "13.3.x-scala2.12", name: "13.3 LTS (includes Apache Spark 3.4.1, Scala 2.12)" },
] satisfies SparkVersion[];
