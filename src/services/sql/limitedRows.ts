/** The rows of a query, up to a limit. */

import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import type { SqlRow } from "../../results/statementRows";
import { readResult } from "./result";
import { readOperation } from "./resultChecks";
import type { ExecuteStatementRequest, StatementResponse } from "./statements";
import { runStatement } from "./submission";

/** How many rows are wanted, and what happens if there are more. */
export interface RowQueryLimit {
  /** The maximum number of rows. */
  rowLimit: number;
  moreRows: "firstRows" | "error";
}

const tooManyRows = (statement: StatementResponse, rowLimit: number): DatabricksError =>
  new DatabricksError({
    operation: readOperation(statement),
    message: `the query has more rows than the ${rowLimit} of Row Limit`,
    hint: "Raise Row Limit, narrow the query, or let More Rows return the first rows.",
    resourceIds: { statementId: statement.statement_id },
  });

/**
 * Reads the rows of a successful statement that was run with a row limit.
 * @throws DatabricksError if there are more rows than the limit and that is to be an error
 */
const readLimited = async (
  client: DatabricksClient,
  statement: StatementResponse,
  { rowLimit, moreRows }: RowQueryLimit,
): Promise<SqlRow[]> => {
  const { manifest } = statement;
  if (manifest?.truncated) {
    if (moreRows === "error") throw tooManyRows(statement, rowLimit);
    client.logger.warn(
      `The query has more rows than the ${rowLimit} of Row Limit: only the first ${rowLimit} are returned`,
    );
  }
  const told = { ...statement, ...(manifest && { manifest: { ...manifest, truncated: false } }) };
  const result = await readResult(client, told, "rows");
  return "rows" in result ? (result.rows ?? []) : [];
};

/**
 * Runs a statement that reads and gives its rows, up to a limit. Reading them may take longer than the statement's own
 * time.
 * @throws DatabricksError as `runStatement` and `readResult` do, or if there are more rows and that is to be an error
 */
export const fetchLimitedRows = async (
  client: DatabricksClient,
  request: ExecuteStatementRequest,
  limit: RowQueryLimit & { timeoutSeconds: number },
): Promise<SqlRow[]> => {
  const timed = client.withTimeout(limit.timeoutSeconds);
  const ended = await runStatement(timed, { ...request, row_limit: limit.rowLimit }, "automatic");
  return readLimited(client, ended, limit);
};
