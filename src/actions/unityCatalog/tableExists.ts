import { databricksAction } from "../../databricksAction";
import { readTableGrants } from "../../errors/requiredGrant";
import { fullTable } from "../../inputs/tables";
import { namedTableInputs } from "../../inputs/unityCatalog/tableInputs";
import { type TableExistence, tableExistence } from "../../services/unityCatalog/tableExistence";

/**
 * Says whether a table or view exists: it does not if its schema or catalog does not exist. Throws an error if it may
 * not be seen and Databricks says so.
 * https://docs.databricks.com/api/workspace/tables/exists
 */
export const tableExists = databricksAction({
  label: "Table Exists",
  description:
    "Check whether a table or view of Unity Catalog exists. One that the connection's identity may not see can be reported as missing.",
  effect: "read",
  grants: readTableGrants,
  inputs: namedTableInputs,
  perform: async (client, name): Promise<TableExistence> => tableExistence(client, fullTable(name)),
  example: { table_exists: true },
});
