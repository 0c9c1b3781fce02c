import { input } from "@prismatic-io/spectral";
import { databricksAction } from "../../databricksAction";
import { requiredText } from "../../inputs/clean";
import { warehouseId } from "../../inputs/shared";
import { bindParameters, readingHint } from "../../inputs/sql/bindParameters";
import * as sqlInputs from "../../inputs/sql/sqlInputs";
import { sqlParameters } from "../../inputs/sql/sqlParameters";
import type { BinaryFile } from "../../results/resultFile";
import { readResult, resultSchema, type StatementResult } from "../../services/sql/result";
import { type StatementHandle, statementInputs, statementResult } from "../../services/sql/statements";
import { runStatement, submitStatement } from "../../services/sql/submission";

const sqlStatement = input({
  label: "SQL Statement",
  type: "string",
  required: true,
  placeholder: statementInputs.sqlStatement,
  example: statementInputs.sqlStatement,
  comments: "The SQL statement to run. Values are best given as parameters, written :name in the statement.",
  clean: requiredText("SQL Statement"),
});

/**
 * Runs a statement on a warehouse, which starts if it is stopped, and gives its whole result: rows of exact, typed
 * values, Databricks' own response, or a file. A statement that fails, is cancelled or misses the deadline is an error
 * with the statement's id. Without waiting it gives the id and the state at once.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export const runSql = databricksAction({
  label: "SQL: Execute an SQL Statement",
  description:
    "Run an SQL statement on a SQL warehouse and either wait for its whole result, in the chosen format, or get its ID at once.",
  effect: "write",
  inputs: { warehouseId, sqlStatement, sqlParameters, ...sqlInputs.runInputs },
  perform: async (client, given): Promise<StatementResult | StatementHandle | BinaryFile> => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const { statement, parameters } = bindParameters(given.sqlStatement, given.sqlParameters);
    for (const { name, isJson } of given.sqlParameters) {
      if (isJson) client.logger.info(`SQL Parameters send "${name}" as text. ${readingHint(name)}`);
    }
    const request = {
      warehouse_id: given.warehouseId,
      statement,
      ...(parameters.length > 0 && { parameters }),
      ...(given.catalog && { catalog: given.catalog }),
      ...(given.schema && { schema: given.schema }),
      ...(given.rowLimit > 0 && { row_limit: given.rowLimit }),
      ...(given.byteLimit > 0 && { byte_limit: given.byteLimit }),
      ...(given.queryTags.length > 0 && { query_tags: given.queryTags }),
    };
    if (!given.waitForResult) {
      const { statement_id, status } = await submitStatement(timed, request, given.disposition, 0);
      return { statement_id, status };
    }
    const ended = await runStatement(timed, request, given.disposition);
    return readResult(client, ended, given.resultFormat);
  },
  example: statementResult,
  schema: resultSchema,
});
