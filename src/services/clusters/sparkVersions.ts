/**
 * The Spark runtimes that clusters can be made with.
 * https://docs.databricks.com/api/workspace/clusters/sparkversions
 */

import { lenientSchema, nonBlankSchema, objectSchema } from "../../http/schema";

/** One runtime: the key is what a cluster is made with. */
export interface SparkVersion {
  key: string;
  name: string;
}

/** A runtime in a response. */
export const sparkVersionSchema = objectSchema<Partial<SparkVersion>>({});

/** A runtime that can be chosen. */
export const sparkVersionChoiceSchema = objectSchema<Pick<SparkVersion, "key"> & Partial<SparkVersion>>({
  key: nonBlankSchema,
  name: lenientSchema(nonBlankSchema),
});
