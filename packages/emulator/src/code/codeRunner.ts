/** The interface of a running interpreter for the services. It does not depend on HTTP, clocks or clusters. */

import type { RunOptions, SqlResult } from "databricks-sql-engine";
import type { CommandResults, Language } from "../services/commands/command";

/** Where an interpreter's statements go. */
export interface SqlSource {
  /** Throws as `SqlEngine.run` does. */
  run(statement: string, options: RunOptions): Promise<SqlResult>;
}

/** An interpreter that is no longer there: it ended by itself, was killed, or never came up. */
export class InterpreterLost extends Error {
  constructor(message: string) {
    super(message);
    this.name = "InterpreterLost";
  }
}

/** One interpreter with its state: a Python process, or a SQL session. */
export interface CodeContext {
  readonly language: Language;
  /** Resolves with the reason as soon as the interpreter is lost; never where it cannot be. */
  readonly lost: Promise<InterpreterLost>;
  /**
   * Brings the interpreter up. Commands may be given before it has.
   * @throws InterpreterLost where it does not come up
   */
  start(): Promise<void>;
  /**
   * Runs one piece of code; an exception in it is a result of type `error`, not a rejection. One at a time.
   * @throws InterpreterLost where the interpreter ends meanwhile
   */
  run(code: string): Promise<CommandResults>;
  /** Stops what runs now, keeping the state; what ran then ends as an error that says it was cancelled. */
  interrupt(): void;
  /** Ends the interpreter. */
  close(): Promise<void>;
}

/** The result of code that failed: `summary` may hold HTML, `cause` is the whole story. */
export const errorResult = (summary: string, cause: string = summary): CommandResults => ({
  resultType: "error",
  summary,
  cause,
});
