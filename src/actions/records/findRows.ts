import { databricksAction } from "../../databricksAction";
import { readTableGrants, useWarehouseGrants } from "../../errors/requiredGrant";
import { findInputs } from "../../inputs/records/findInputs";
import { withFullTable } from "../../inputs/records/writeInputs";
import { type FoundRows, fetchRows } from "../../services/records/findRows";
import { foundRowsExample } from "../../services/records/recordsExamples";

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
  perform: (client, given): Promise<FoundRows> => fetchRows(client, withFullTable(given)),
  example: foundRowsExample,
});
