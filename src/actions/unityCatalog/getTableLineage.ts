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
 * Gives what a table was written from and what was written from it, one level in each direction, with the job or other
 * entity that did so, how often, and when last. Queries the system tables on a warehouse, which starts if it is
 * stopped.
 * https://docs.databricks.com/aws/en/admin/system-tables/lineage
 */
export const getTableLineage = databricksAction({
  label: "Get Table Lineage",
  description:
    "Get the tables and paths that a table was written from, and those written from it, as recorded in the lineage system tables.",
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
