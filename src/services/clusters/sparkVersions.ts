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
