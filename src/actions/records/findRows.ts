import { databricksAction } from "../../databricksAction";
import { readTableGrants, useWarehouseGrants } from "../../errors/requiredGrant";
import { findInputs, withAllConditions } from "../../inputs/records/findInputs";
import { withFullTable } from "../../inputs/records/writeInputs";
import { previewLimit } from "../../previewLimit";
import { type FoundRows, fetchRows } from "../../services/records/findRows";
import { foundRowsExample } from "../../services/records/recordsExamples";
import { expectRunningWarehouse } from "../../services/sql/preview";

/**
 * Finds rows of a table by conditions on its columns, without SQL to write: values are compared as the types of the
 * columns in Unity Catalog say.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export const findRows = databricksAction({
  label: "Find Rows",
  description:
    "Find rows of a table or view by conditions on its columns, and return them with exact, typed values.",
  effect: "read",
  grants: [...useWarehouseGrants, ...readTableGrants],
  inputs: findInputs,
  perform: (client, given): Promise<FoundRows> => fetchRows(client, withFullTable(withAllConditions(given))),
  preview: async (client, given) => {
    const search = withFullTable(withAllConditions(given));
    await expectRunningWarehouse(client, given.warehouseId);
    return fetchRows(client, { ...search, limit: previewLimit(given.limit) });
  },
  example: foundRowsExample,
});
