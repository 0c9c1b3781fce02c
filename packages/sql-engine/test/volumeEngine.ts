/** An engine with a volume, started afresh for each test of a file. */
import { createSqlEngine } from "../src/duckdbEngine";
import type { SqlEngine } from "../src/engine";
import { MemoryVolumes } from "./memoryVolumes";

/** The root of the volume. */
export const volumeRoot = "/Volumes/workspace/default/v";

/** What was found: the rows, and the columns with their types. */
interface Answer {
  rows: (string | null)[][];
  columns: string[];
}

/** Starts the engine before each test. @param setUp statements that run first */
export const volumeEngine = (...setUp: string[]) => {
  let engine: SqlEngine;
  let volumes: MemoryVolumes;
  /** What is refused: a privilege and a name, such as `READ_VOLUME workspace.default.v`. */
  const denied = new Set<string>();

  const answer = async (statement: string): Promise<Answer> => {
    const result = await engine.run(statement);
    const rows = await result.textRows(0, result.rowCount);
    await result.close();
    return { rows, columns: result.columns.map(({ name, type_text }) => `${name} ${type_text}`) };
  };
  const rows = async (statement: string) => (await answer(statement)).rows;

  beforeEach(async () => {
    denied.clear();
    volumes = new MemoryVolumes();
    engine = await createSqlEngine(
      undefined,
      (path, privilege) => (denied.has(`${privilege} ${path.join(".")}`) ? `No ${privilege}.` : undefined),
      volumes,
    );
    for (const statement of setUp) await rows(statement);
  });
  afterEach(async () => {
    await engine.close();
    volumes.close();
  });

  return {
    denied,
    answer,
    rows,
    /** Writes a file of the volume. */
    write: (name: string, content: string | Uint8Array) => volumes.write(`${volumeRoot}/${name}`, content),
    /** Expects that a statement fails with a condition and its SQLSTATE. */
    failing: (statement: string, condition: string, sqlState: string) =>
      expect(rows(statement)).rejects.toMatchObject({
        message: expect.stringContaining(`[${condition}`),
        sqlState,
      }),
  };
};
