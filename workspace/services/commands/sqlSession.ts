/** The Spark session of one execution context, the example user's: what USE sets holds for its commands in every language. */
import { currentUser } from "../../../src/api/users";
import type { SqlSource } from "../../engine/code/codeRunner";
import type { RunOptions, SqlResult, StatementRunner } from "../../engine/sql/engine";
import { afterUse, type SqlSession } from "../statements/sessions";

export class CommandSqlSession implements SqlSource {
  #session: SqlSession = { id: "", owner: "", warehouseId: "" };

  /** @param engine starts the engine, or gives the one that has been started */
  constructor(readonly engine: () => Promise<StatementRunner>) {}

  /** Runs one statement in the session's catalog and schema. Throws as `StatementRunner.run` does. */
  async run(statement: string, options: RunOptions): Promise<SqlResult> {
    const engine = await this.engine();
    const { catalog, schema } = this.#session;
    const result = await engine.run(statement, { catalog, schema, user: currentUser.userName, ...options });
    this.#session = afterUse(this.#session, statement);
    return result;
  }
}
