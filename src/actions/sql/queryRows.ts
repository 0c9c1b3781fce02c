import { databricksAction } from "../../databricksAction";
import { queryGrants } from "../../errors/requiredGrant";
import { queriedStatement, queryRowsInputs } from "../../inputs/sql/queryRowsInputs";
import { previewLimit } from "../../previewLimit";
import type { SqlRow } from "../../results/statementRows";
import { fetchLimitedRows } from "../../services/sql/limitedRows";
import { expectRunningWarehouse } from "../../services/sql/preview";
import { statementResultExample } from "../../services/sql/sqlExamples";

/**
 * Runs a query on a warehouse, which starts if it is stopped, and gives its rows as objects of exact, typed values, up to
 * a limit. A statement that does not certainly only read is refused before anything is sent.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export const queryRows = databricksAction({
  label: "SQL: Query Rows",
  description:
    "Run an SQL query on a SQL warehouse and return its rows. Statements that may write are refused.",
  important: true,
  effect: "read",
  grants: queryGrants,
  inputs: queryRowsInputs,
  perform: (client, given): Promise<SqlRow[]> =>
    fetchLimitedRows(client, queriedStatement(given, client.logger), given),
  preview: async (client, given) => {
    const request = queriedStatement(given, client.logger);
    await expectRunningWarehouse(client, given.warehouseId);
    const rowLimit = previewLimit(given.rowLimit);
    return fetchLimitedRows(client, request, { ...given, rowLimit, moreRows: "firstRows" });
  },
  example: statementResultExample.rows,
});
