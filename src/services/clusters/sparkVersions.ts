/**
 * The Spark runtimes that clusters can be made with.
 * https://docs.databricks.com/api/workspace/clusters/sparkversions
 */

import { nonBlank, object, orAbsent } from "../../http/schema";

/** One runtime: the key is what a cluster is made with. */
export interface SparkVersion {
  key: string;
  name: string;
}

/** A runtime in a response. */
export const sparkVersionSchema = object<Partial<SparkVersion>>({});

/** A runtime that can be chosen. */
export const sparkVersionChoiceSchema = object<Pick<SparkVersion, "key"> & Partial<SparkVersion>>({
  key: nonBlank,
  name: orAbsent(nonBlank),
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
