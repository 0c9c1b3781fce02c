import { createSqlEngine } from "../src/duckdbEngine";
import type { RunOptions, SqlEngine } from "../src/engine";

/** An engine with short ways to run a statement and to read all its rows. */
export interface TestEngine extends SqlEngine {
  rows(statement: string, options?: RunOptions): Promise<(string | null)[][]>;
  /** Columns as `name TYPE`. */
  columns(statement: string): Promise<string[]>;
}

/** @param now the time that the engine goes by; the system's where left out */
export async function openEngine(now?: () => number): Promise<TestEngine> {
  const engine = await createSqlEngine(now);
  return {
    run: (statement, options) => engine.run(statement, options),
    close: () => engine.close(),
    reader: engine.reader,
    async rows(statement, options) {
      const result = await engine.run(statement, options);
      try {
        return await result.textRows(0, result.rowCount);
      } finally {
        await result.close();
      }
    },
    async columns(statement) {
      const result = await engine.run(statement);
      await result.close();
      return result.columns.map((column) => `${column.name} ${column.type_text}`);
    },
  };
}
