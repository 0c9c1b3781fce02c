import { databricksAction } from "../../databricksAction";
import { databricksSqlAccess } from "../../errors/requiredGrant";
import { resultFormat, statementId, waitForResult } from "../../inputs/sql/sqlInputs";
import { timeoutSeconds } from "../../inputs/waiting";
import type { BinaryFile } from "../../results/resultFile";
import { readResult, resultSchema, type StatementResult } from "../../services/sql/result";
import { statementHandleExample } from "../../services/sql/sqlExamples";
import { fetchStatement, waitForStatement } from "../../services/sql/statementExecution";
import type { StatementHandle } from "../../services/sql/statements";

/**
 * Takes a statement's id and gives its state; with waiting, its whole result, for an hour after its end. A statement
 * that is still running at the deadline continues.
 * https://docs.databricks.com/api/workspace/statementexecution/getstatement
 */
export const getStatement = databricksAction({
  label: "SQL: Get Statement",
  description:
    "Get either the current state of an SQL statement or, when it has ended, its whole result in the chosen format.",
  effect: "read",
  grants: [databricksSqlAccess],
  inputs: {
    statementId,
    waitForResult: waitForResult("the statement's state", false, "the state is known at once"),
    resultFormat,
    timeoutSeconds: timeoutSeconds(
      "for the statement to end",
      "A statement that has not ended by then continues to run, and the error says so.",
    ),
  },
  perform: async (client, given): Promise<StatementResult | StatementHandle | BinaryFile> => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const first = await fetchStatement(timed, given.statementId);
    if (!given.waitForResult) return { statement_id: first.statement_id, status: first.status };
    const ended = await waitForStatement(timed, first, { cancels: false });
    return readResult(client, ended, given.resultFormat);
  },
  preview: async (client, given) => {
    const { statement_id, status, manifest } = await fetchStatement(client, given.statementId);
    return { statement_id, status, ...(given.waitForResult && manifest && { manifest }) };
  },
  example: statementHandleExample,
  schema: resultSchema,
});
