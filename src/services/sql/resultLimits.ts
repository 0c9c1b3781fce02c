/** The limits of a connection on results: a result above them is refused, and never cut without a word. */
import type { DatabricksClient } from "../../client";
import { DatabricksError } from "../../http/errors";
import { switchLabels } from "../../http/switchLabels";
import { sizeRefusal } from "../resultSize";
import { readOperation } from "./resultChecks";
import { onlyReads } from "./sqlEffects";
import type { ExecuteStatementRequest, StatementResponse } from "./statements";

type Limits = Pick<DatabricksClient, "switches">;

const refused = (
  { statement_id: statementId, ...statement }: StatementResponse,
  message: string,
  hint: string,
) =>
  new DatabricksError({
    operation: readOperation({ statement_id: statementId, ...statement }),
    message,
    hint: `${hint} The statement itself has run.`,
    resourceIds: { statementId },
  });

const tooManyRows = (statement: StatementResponse, rows: number, limit: number): DatabricksError =>
  refused(
    statement,
    `${switchLabels.maxResultRows} of the connection is ${limit}, but the result has ${
      statement.manifest?.truncated ? `more than ${limit}` : rows
    } rows`,
    `Request fewer rows, such as by a limit below ${limit}.`,
  );

const tooManyBytes = (statement: StatementResponse, limit: number, bytes?: number): DatabricksError =>
  refused(statement, sizeRefusal(limit, "the result", bytes), "Request fewer rows or columns.");

/** @throws DatabricksError that names the switch, when there are more rows than the connection allows */
export const expectRowsWithinLimit = ({ switches }: Limits, statement: StatementResponse, rows = 0): void => {
  const { maxResultRows: limit = Number.POSITIVE_INFINITY } = switches;
  if (rows > limit) throw tooManyRows(statement, rows, limit);
};

/** @throws DatabricksError that names the switch, when there are more bytes than the connection allows */
const expectBytesWithinLimit = ({ switches }: Limits, statement: StatementResponse, bytes = 0): void => {
  const { maxResultBytes: limit = Number.POSITIVE_INFINITY } = switches;
  if (bytes > limit) throw tooManyBytes(statement, limit, bytes);
};

/** Checks what the manifest says, before any row is read. @throws DatabricksError that names the switch */
export const expectWithinLimits = (limits: Limits, statement: StatementResponse): void => {
  const { total_row_count: rows, total_byte_count: bytes } = statement.manifest ?? {};
  expectRowsWithinLimit(limits, statement, rows);
  expectBytesWithinLimit(limits, statement, bytes);
};

/** The size of a chunk in bytes, about that of the text of its cells. */
const sizeOfChunk = (chunk: Buffer | readonly (readonly (string | null)[])[]): number =>
  Buffer.isBuffer(chunk)
    ? chunk.length
    : chunk.reduce(
        (sum, row) => row.reduce((size, cell) => size + Buffer.byteLength(cell ?? "") + 3, sum),
        0,
      );

/**
 * Counts the bytes of a chunk, where the connection limits them.
 * @param before the bytes of the chunks before
 * @returns those with this chunk
 * @throws DatabricksError that names the switch
 */
export const countBytes = (
  limits: Limits,
  statement: StatementResponse,
  before: number,
  chunk: Parameters<typeof sizeOfChunk>[0],
): number => {
  if (limits.switches.maxResultBytes === undefined) return before;
  const bytes = before + sizeOfChunk(chunk);
  expectBytesWithinLimit(limits, statement, bytes);
  return bytes;
};

/**
 * The request with the connection's limits, so that the warehouse computes no more than what shows that a result is too
 * large. A statement that may write has none: its result is small, and whether it is cut is none of its business.
 */
export const withLimits = (
  request: ExecuteStatementRequest,
  { switches }: Limits,
): ExecuteStatementRequest => {
  const { maxResultRows, maxResultBytes } = switches;
  if ((maxResultRows ?? maxResultBytes) === undefined || !onlyReads(request.statement)) return request;
  const { row_limit = Number.POSITIVE_INFINITY, byte_limit = Number.POSITIVE_INFINITY } = request;
  return {
    ...request,
    ...(maxResultRows !== undefined && row_limit > maxResultRows && { row_limit: maxResultRows + 1 }),
    ...(maxResultBytes !== undefined && byte_limit > maxResultBytes && { byte_limit: maxResultBytes }),
  };
};

/**
 * Checks a result that a request with limits gave: what Databricks cut at a limit of the connection is refused.
 * @param wanted the request without the connection's limits
 * @param sent the same with them
 * @throws DatabricksError that names the switch
 */
export const expectUncut = (
  limits: Limits,
  wanted: ExecuteStatementRequest,
  sent: ExecuteStatementRequest,
  ended: StatementResponse,
): void => {
  expectWithinLimits(limits, ended);
  const { truncated = false, total_row_count: rows = 0 } = ended.manifest ?? {};
  const { byte_limit: limit, row_limit: rowLimit = Number.POSITIVE_INFINITY } = sent;
  // With all rows of its own limit, it was cut there.
  if (truncated && limit !== undefined && limit !== wanted.byte_limit && rows < rowLimit) {
    throw tooManyBytes(ended, limit);
  }
};
