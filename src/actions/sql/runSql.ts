import { databricksAction } from "../../databricksAction";
import { statementGrants } from "../../errors/requiredGrant";
import { runSqlInputs, statementRequest } from "../../inputs/sql/runSqlInputs";
import type { BinaryFile } from "../../results/resultFile";
import { runPreview } from "../../services/sql/preview";
import { readResult, resultSchema, type StatementResult } from "../../services/sql/result";
import { statementResultExample } from "../../services/sql/sqlExamples";
import type { StatementHandle } from "../../services/sql/statements";
import { inStatementTurn } from "../../services/sql/statementTurns";
import { runStatement, submitStatement } from "../../services/sql/submission";
import { withStepToken } from "../../services/stepToken";

/**
 * Runs a statement on a warehouse, which starts if it is stopped, and gives its whole result: rows of exact, typed
 * values, Databricks' own response, or a file. A statement that fails, is cancelled or misses the deadline is an error
 * with the statement's id. Without waiting it gives the id and the state at once.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export const runSql = databricksAction({
  label: "SQL: Execute an SQL Statement",
  description:
    "Run an SQL statement on a SQL warehouse and return either its whole result in the chosen format or, without waiting, its ID.",
  important: true,
  effect: "write",
  grants: statementGrants,
  mayOnlyRead: true,
  inputs: runSqlInputs,
  repeat: {
    kind: "again",
    advice:
      "A statement that writes runs again, unless Join Earlier Statement finds the statement of the earlier attempt. MERGE, UPDATE, DELETE, COPY INTO and INSERT with REPLACE WHERE can be written so that the table is the same afterwards.",
  },
  perform: async (client, given): Promise<StatementResult | StatementHandle | BinaryFile> => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const request = statementRequest(given, client.logger);
    const run = async (stepToken?: string): Promise<StatementResult | StatementHandle | BinaryFile> => {
      const { disposition } = given;
      if (!given.waitForResult) {
        // Its end is not known here, so it counts as running until it is accepted.
        const { statement_id, status } = await inStatementTurn(timed, () =>
          submitStatement(timed, request, disposition, 0, { stepToken }),
        );
        return { statement_id, status };
      }
      const ended = await runStatement(timed, request, disposition, { stepToken });
      return readResult(client, ended, given.resultFormat);
    };
    return given.joinEarlier ? withStepToken(client.step, request, run) : run();
  },
  preview: async (client, given) => {
    const ended = await runPreview(client, statementRequest(given, client.logger), "SQL Statement");
    const { statement_id, status } = ended;
    return given.waitForResult ? readResult(client, ended, given.resultFormat) : { statement_id, status };
  },
  example: statementResultExample,
  schema: resultSchema,
});
