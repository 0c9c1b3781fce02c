/**
 * The Spark runtimes for clusters. https://docs.databricks.com/api/workspace/clusters/sparkversions
 */

import type { DatabricksClient } from "../../client";
import { pagesOf } from "../../http/paginate";
import { path } from "../../http/path";
import { lenientSchema, nonBlankSchema, objectSchema, type ResponseSchema } from "../../http/schema";

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

/** Every runtime. The list has no pages. @param item what is read of each; absent ones are omitted */
export const fetchSparkVersions = <Item>(client: DatabricksClient, item: ResponseSchema<Item>) =>
  client.list(path`/api/2.1/clusters/spark-versions`, pagesOf("versions", item));
