import { databricksAction } from "../../databricksAction";
import { onlyWhen, selectGrant, useWarehouseGrants, writeVolumeGrants } from "../../errors/requiredGrant";
import { exportedStatement, exportInputs, exportTarget } from "../../inputs/sql/exportInputs";
import { exportedResultExample } from "../../services/sql/exportExamples";
import { exportStatement } from "../../services/sql/exportToVolume";

/**
 * Runs a statement once and writes its whole result to files in a volume, streamed and split by size: no part of it has
 * to fit into the step. Gives the paths, rows and sizes in bytes. A failure leaves no file, unless they are to stay.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 * https://docs.databricks.com/api/workspace/files/upload
 */
export const exportToVolume = databricksAction({
  label: "SQL: Export Result To Volume",
  description:
    "Run an SQL statement and write its result, of any size, to CSV or JSON Lines files in a volume.",
  effect: "write",
  grants: [
    ...useWarehouseGrants,
    ...writeVolumeGrants,
    ...onlyWhen("for each table that the query reads", [selectGrant]),
  ],
  inputs: exportInputs,
  repeat: {
    kind: "refused",
    advice:
      "The statement runs again, and an existing file is an error. With Overwrite, the files are replaced.",
  },
  perform: (client, given) =>
    exportStatement(
      client.withTimeout(given.timeoutSeconds),
      exportedStatement(given, client.logger),
      exportTarget(given),
    ),
  example: exportedResultExample,
});
