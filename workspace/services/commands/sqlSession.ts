/** The Spark session of one execution context: what USE sets holds for its commands in every language. */
import type { SqlSource } from "../../engine/code/codeRunner";
import type { RunOptions, SqlResult } from "../../engine/sql/engine";
import type { Workspace } from "../../workspace";
import { afterUse } from "../statements/sessions";

export class CommandSqlSession implements SqlSource {
  #session: Parameters<typeof afterUse>[0];

  constructor(
    readonly workspace: Workspace,
    contextId: string,
  ) {
    this.#session = { id: contextId, owner: "", warehouseId: "" };
  }

  /** Runs one statement in the session's catalog and schema. Throws as `SqlEngine.run` does. */
  async run(statement: string, options: RunOptions): Promise<SqlResult> {
    const engine = await this.workspace.sql();
    const { catalog, schema } = this.#session;
    const result = await engine.run(statement, { catalog, schema, ...options });
    this.#session = afterUse(this.#session, statement);
    return result;
  }
}
