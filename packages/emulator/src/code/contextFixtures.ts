/** What the tests of interpreters share. */

import { SqlError, type SqlResult } from "databricks-sql-engine";
import type { CommandResults } from "../services/commands/command";
import type { SqlSource } from "./codeRunner";
import { PythonContext, type PythonOptions } from "./pythonContext";

/** An engine that refuses every statement. */
export const noSql: SqlSource = {
  run: async (statement) => {
    throw new SqlError(`[TEST] no engine for ${statement}`, "42000");
  },
};

/** A result without columns and rows, as DDL has it. */
export const nothing: SqlResult = {
  columns: [],
  rowCount: 0,
  textRows: async () => [],
  arrowStream: async () => new Uint8Array(),
  close: async () => {},
};

/** Makes Python contexts; all of them are closed after each test of the file that calls this. */
export const pythonContexts = () => {
  const open: PythonContext[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((each) => each.close()));
  });
  return (sql: SqlSource = noSql, options?: PythonOptions): PythonContext => {
    const made = new PythonContext(sql, options);
    open.push(made);
    return made;
  };
};

/** A result of type text. */
export const text = (data: string): CommandResults => ({ resultType: "text", data });
