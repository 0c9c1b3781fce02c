/**
 * Errors with Databricks' messages and SQLSTATEs.
 * https://docs.databricks.com/aws/en/error-messages/
 */

/** A statement that Databricks would end as FAILED. */
export class SqlError extends Error {
  /**
   * @param message Databricks' text, such as `[TABLE_OR_VIEW_NOT_FOUND] The table or view ...`
   * @param sqlState five characters, where known
   * @param errorCode one of `sql.ServiceErrorCode`
   */
  constructor(
    message: string,
    readonly sqlState?: string,
    readonly errorCode: string = "BAD_REQUEST",
  ) {
    super(message);
    this.name = "SqlError";
  }
}

/** An error of one condition, with the SQLSTATE at the end of its message. */
export function sqlError(condition: string, text: string, sqlState: string): SqlError {
  return new SqlError(`[${condition}] ${text} SQLSTATE: ${sqlState}`, sqlState);
}

/** The error for what the engine does not support, though Databricks may. */
export function unsupported(what: string): SqlError {
  return sqlError(
    "UNSUPPORTED_FEATURE.LOCAL_WORKSPACE",
    `The local workspace does not support ${what}.`,
    "0A000",
  );
}

/** The error for a text that is not a statement, with the position where parsing stopped. */
export function parseError(
  sql: string,
  at: number,
  near: string,
  condition = "PARSE_SYNTAX_ERROR",
): SqlError {
  const before = sql.slice(0, at).split("\n");
  const position = `(line ${before.length}, pos ${before.at(-1)?.length ?? 0})`;
  const text =
    condition === "PARSE_SYNTAX_ERROR"
      ? `Syntax error at or near ${near === "" ? "end of input" : `'${near}'`}.`
      : "Found an unclosed bracketed comment. Please, append */ at the end of the comment.";
  const line = (before.length > 0 ? sql.split("\n")[before.length - 1] : "") ?? "";
  const pointer = `\n\n== SQL ==\n${line.slice(0, 1000)}\n${"-".repeat(Math.min(before.at(-1)?.length ?? 0, 1000))}^^^\n`;
  return new SqlError(`[${condition}] ${text} SQLSTATE: 42601 ${position}${pointer}`, "42601");
}
