/** The Spark session of one execution context, the example user's: what USE and SET set holds for its commands in every language. */

import type { RunOptions, SessionChange, SqlResult, StatementRunner } from "databricks-sql-engine";
import type { SqlSource } from "../../code/codeRunner";
import { changed } from "../statements/sessions";

export class CommandSqlSession implements SqlSource {
  #session: SessionChange = {};

  /**
   * @param engine starts the engine, or gives the one that has been started
   * @param user whose session it is
   */
  constructor(
    readonly engine: () => Promise<StatementRunner>,
    readonly user: string,
  ) {}

  /** Runs one statement as the session has been set. Throws as `StatementRunner.run` does. */
  async run(statement: string, options: RunOptions): Promise<SqlResult> {
    const engine = await this.engine();
    const result = await engine.run(statement, { ...this.#session, user: this.user, ...options });
    this.#session = changed(this.#session, result.session);
    return result;
  }
}
