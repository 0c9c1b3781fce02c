/** Statements that fail because a test says so. */
import { type SqlEngine, SqlError } from "databricks-sql-engine";
import type { Faults } from "./faults";

/** An engine whose statements fail as the faults say, without having done anything. */
export const withStatementFaults = (engine: SqlEngine, faults: Faults): SqlEngine => ({
  reader: engine.reader,
  run: async (text, options) => {
    const error = faults.takeError(text);
    if (error) throw new SqlError(error.message, error.sql_state, error.error_code);
    return engine.run(text, options);
  },
  close: () => engine.close(),
});
