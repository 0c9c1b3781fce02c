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

/** Why a result is not whole, in words, and what to do; undefined if it is. */
const shortageOf = (
  { manifest }: StatementResponse,
  rowLimit: number,
): { message: string; hint: string } | undefined => {
  const { truncated = false, total_row_count: rows = 0 } = manifest ?? {};
  // Not every statement heeds the limit that it was sent with.
  if (rows > rowLimit || (truncated && rows === rowLimit)) {
    const hint = "Raise Row Limit, narrow the query";
    return { message: `the query has more rows than the ${rowLimit} of Row Limit`, hint };
  }
  return truncated
    ? {
        message: "Databricks cut the result below Row Limit, at a limit of its own",
        hint: "Narrow the query",
      }
    : undefined;
};

/**
 * Reads the rows of a successful statement that was run with a row limit.
 * @throws DatabricksError if there are more rows than the limit and that is to be an error
 */
const readLimited = async (
  client: DatabricksClient,
  statement: StatementResponse,
  { rowLimit, moreRows }: RowQueryLimit,
): Promise<SqlRow[]> => {
  const { statement_id: statementId, manifest } = statement;
  const shortage = shortageOf(statement, rowLimit);
  if (shortage && moreRows === "error") {
    throw new DatabricksError({
      operation: readOperation(statement),
      message: shortage.message,
      hint: `${shortage.hint}, or let More Rows return the first rows.`,
      resourceIds: { statementId },
    });
  }
  const uncut = { ...statement, ...(manifest && { manifest: { ...manifest, truncated: false } }) };
  const result = await readResult(client, uncut, "rows");
  const rows = "rows" in result ? (result.rows ?? []).slice(0, rowLimit) : [];
  if (shortage) {
    client.logger.warn(
      `Statement ${statementId}: ${shortage.message}. Only the first ${rows.length} are returned`,
    );
  }
  return rows;
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
