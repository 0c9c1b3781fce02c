import { databricksAction } from "../../databricksAction";
import { databricksSqlAccess } from "../../errors/requiredGrant";
import { statementId } from "../../inputs/sql/sqlInputs";
import { statementHandleExample } from "../../services/sql/sqlExamples";
import { cancelStatementAndWatch as cancelAndWatch } from "../../services/sql/statementExecution";

/**
 * Takes a statement's id, cancels it and gives its final state: a cancellation that is too late changes nothing.
 * https://docs.databricks.com/api/workspace/statementexecution/cancelexecution
 */
export const cancelStatement = databricksAction({
  label: "SQL: Cancel Statement",
  description:
    "Cancel an SQL statement and return its final state. A statement that has already ended keeps its state.",
  effect: "write",
  grants: [databricksSqlAccess],
  inputs: { statementId },
  perform: async (client, { statementId }) => {
    const { statement_id, status } = await cancelAndWatch(client, statementId);
    return { statement_id, status };
  },
  example: statementHandleExample,
});
