import { databricksAction } from "../../databricksAction";
import { statementId } from "../../inputs/sql/sqlInputs";
import { cancelStatementAndWatch as cancelAndWatch } from "../../services/sql/statementExecution";
import { statementHandle } from "../../services/sql/statements";

/**
 * Takes a statement's id, cancels it and gives its final state: a cancellation that is too late changes nothing.
 * https://docs.databricks.com/api/workspace/statementexecution/cancelexecution
 */
export const cancelStatement = databricksAction({
  label: "SQL: Cancel Statement",
  description:
    "Cancel an SQL statement and return its final state. A statement that has already ended keeps its state.",
  effect: "write",
  inputs: { statementId },
  perform: async (client, { statementId }) => {
    const { statement_id, status } = await cancelAndWatch(client, statementId);
    return { statement_id, status };
  },
  example: statementHandle,
});
