/** The statements of a file, on a SQL warehouse. */

import { SqlError, type SqlResult, splitStatements } from "databricks-sql-engine";
import { notebookCells } from "../../../code/notebookSource";
import { CommandSqlSession } from "../../commands/sqlSession";
import { TaskRefused, type TaskResult, type TaskRun } from "../taskRun";
import type { RunContext } from "./runContext";

/** How many rows of the last statement later tasks may refer to. */
const KEPT_ROWS = 1000;

/**
 * Runs a SQL task. Parameters stand in its text as `{{name}}` or as `:name`.
 * @throws TaskRefused where there is no such file, or what it is to run is no file
 */
export async function runSqlTask(
  run: RunContext,
  attempt: TaskRun,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { file, parameters = {}, warehouse_id } = attempt.resolved.sql_task ?? { warehouse_id: "" };
  if (!file) {
    const reason =
      "The local workspace runs no saved queries, alerts and legacy dashboards in SQL tasks: a SQL task runs a file.";
    throw new TaskRefused("INVALID_RUN_CONFIGURATION", reason);
  }
  const script = sourceOf(run, file.path).replace(
    /\{\{\s*(\w+)\s*\}\}/g,
    (whole, name) => parameters[name] ?? whole,
  );
  attempt.source = script;
  const output = (statements: string[]) => ({
    sql_output: {
      query_output: {
        query_text: script,
        warehouse_id,
        endpoint_id: warehouse_id,
        sql_statements: statements.map(() => ({ lookup_key: run.lookupKey() })),
      },
    },
  });
  const done: string[] = [];
  try {
    const work = runAll(run, splitStatements(script), { parameters, signal, done });
    const rows = await run.environment.clock.during(work);
    return { output: output(done), rows };
  } catch (error) {
    if (error instanceof SqlError) return { output: { ...output(done), error: error.message } };
    throw error;
  }
}

function sourceOf(run: RunContext, path: string): string {
  const found = run.environment.objects.find(path);
  if (!found) throw new TaskRefused("RESOURCE_NOT_FOUND", `The SQL file ${path} does not exist.`);
  const source = found.content.toString("utf8");
  if (found.language === undefined) return source;
  return notebookCells(source, found.language)
    .filter(({ language }) => language === "sql")
    .map(({ code }) => code.replace(/;?\s*$/, ";"))
    .join("\n");
}

interface Script {
  parameters: Record<string, string>;
  signal: AbortSignal;
  /** The statements that have begun. */
  done: string[];
}

/** Runs the statements one after another; gives the first rows of the last. */
async function runAll(run: RunContext, statements: string[], { parameters, signal, done }: Script) {
  const session = new CommandSqlSession(run.environment.sql, run.runAs);
  let rows: Record<string, string | null>[] = [];
  for (const statement of statements) {
    done.push(statement);
    const result = await session.run(statement, { parameters: valuesFor(statement, parameters), signal });
    rows = await firstRows(result).finally(() => result.close());
  }
  return rows;
}

/** The values of the markers that a statement may hold. */
function valuesFor(statement: string, parameters: Record<string, string>) {
  const names = new Set([...statement.matchAll(/(?<!:):(\w+)/g)].map(([, name = ""]) => name));
  return Object.entries(parameters)
    .filter(([name]) => names.has(name))
    .map(([name, value]) => ({ name, value, type: "STRING" }));
}

async function firstRows(result: SqlResult): Promise<Record<string, string | null>[]> {
  const rows = await result.textRows(0, KEPT_ROWS);
  return rows.map((row) =>
    Object.fromEntries(result.columns.map(({ name }, index) => [name, row[index] ?? null])),
  );
}
