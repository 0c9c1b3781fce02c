import { databricksAction } from "../../databricksAction";
import { onlyWhen, readTableGrants, useWarehouseGrants } from "../../errors/requiredGrant";
import { fullTable } from "../../inputs/tables";
import { lineageInputs } from "../../inputs/unityCatalog/lineageInputs";
import { schemaOf } from "../../outputSchema";
import { previewLimit } from "../../previewLimit";
import { expectRunningWarehouse } from "../../services/sql/preview";
import { columnLineageExample, tableLineageExample } from "../../services/unityCatalog/lineageExamples";
import { fetchTableLineage, type TableLineage } from "../../services/unityCatalog/tableLineage";

const { upstream, downstream } = tableLineageExample;

/**
 * Gives what a table was made from and what was made from it, one level in each direction, with what moved the data, how
 * often, and when last: by a query of the system tables on a warehouse, which starts if it is stopped.
 * https://docs.databricks.com/aws/en/admin/system-tables/lineage
 */
export const getTableLineage = databricksAction({
  label: "Get Table Lineage",
  description:
    "Get the tables and paths that a table was made from, and what was made from it, from the system tables of lineage.",
  effect: "read",
  grants: [...useWarehouseGrants, ...onlyWhen("for the tables of system.access", readTableGrants)],
  inputs: lineageInputs,
  perform: async (client, given): Promise<TableLineage> =>
    fetchTableLineage(client, { ...given, table: fullTable(given) }),
  preview: async (client, given) => {
    const query = { ...given, table: fullTable(given), limit: previewLimit(given.limit) };
    await expectRunningWarehouse(client, given.warehouseId);
    return fetchTableLineage(client, query);
  },
  example: tableLineageExample,
  schema: schemaOf({
    ...tableLineageExample,
    upstream: [...upstream, columnLineageExample],
    downstream: [...downstream, columnLineageExample],
  }),
});
