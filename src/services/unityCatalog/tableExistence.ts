/** Whether a table exists. https://docs.databricks.com/api/workspace/tables/exists */
import type { DatabricksClient } from "../../client";
import { isObjectMissing } from "../../errors/kinds";
import { path } from "../../http/path";
import { booleanSchema, objectSchema, optionalSchema } from "../../http/schema";
import type { TableName } from "./catalogLists";

/** The response, in Databricks' own field. */
export interface TableExistence {
  table_exists: boolean;
}

const existenceSchema = objectSchema<Partial<TableExistence>>({
  table_exists: optionalSchema(booleanSchema),
});

/** Whether a table exists: no, if its schema or catalog does not. */
export const tableExistence = async (
  client: DatabricksClient,
  { catalog, schema, table }: TableName,
): Promise<TableExistence> => {
  try {
    const { table_exists = false } = await client.get(
      path`/api/2.1/unity-catalog/tables/${`${catalog}.${schema}.${table}`}/exists`,
      { schema: existenceSchema },
    );
    return { table_exists };
  } catch (error) {
    if (isObjectMissing(error)) return { table_exists: false };
    throw error;
  }
};
