/** Commands in SQL. */

import { SqlError } from "databricks-sql-engine";
import type { CommandResults } from "../services/commands/command";
import { type CodeContext, errorResult, type InterpreterLost, type SqlSource } from "./codeRunner";
import { tableOf } from "./tables";

/** Runs SQL commands one at a time on the workspace's engine. */
export class SqlContext implements CodeContext {
  readonly language = "sql";
  readonly lost = new Promise<InterpreterLost>(() => {});
  #running: AbortController | undefined;

  constructor(readonly sql: SqlSource) {}

  async start(): Promise<void> {}

  async run(code: string): Promise<CommandResults> {
    const running = new AbortController();
    this.#running = running;
    try {
      const result = await this.sql.run(code, { signal: running.signal });
      try {
        return await tableOf(result);
      } finally {
        await result.close();
      }
    } catch (error) {
      if (running.signal.aborted) return errorResult("The command was cancelled");
      if (error instanceof SqlError)
        return errorResult(`Error in SQL statement: ${error.message}`, error.message);
      throw error;
    } finally {
      this.#running = undefined;
    }
  }

  interrupt(): void {
    this.#running?.abort();
  }

  async close(): Promise<void> {
    this.interrupt();
  }
}
