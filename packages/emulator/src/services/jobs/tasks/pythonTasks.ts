/** Notebooks and Python files, each in a Python process of its own. */

import { splitStatements } from "databricks-sql-engine";
import { notebookCells } from "../../../code/notebookSource";
import { OUTPUT_BYTES, PythonTask, type TaskOutcome, type TaskStep } from "../../../code/pythonTask";
import { CommandSqlSession } from "../../commands/sqlSession";
import { TaskRefused, type TaskResult, type TaskRun } from "../taskRun";
import type { RunContext } from "./runContext";

/** Runs a notebook with the task's parameters as its widgets. @throws TaskRefused where there is no such notebook */
export async function runNotebook(
  run: RunContext,
  attempt: TaskRun,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { notebook_path: path = "", warehouse_id: warehouse } = attempt.resolved.notebook_task ?? {};
  const found = run.environment.objects.find(path);
  if (found?.language === undefined) {
    throw new TaskRefused(
      "RESOURCE_NOT_FOUND",
      `Unable to access the notebook "${path}". Either it does not exist, or the identity used to run this job, ` +
        `${run.runAs}, lacks the required permissions.`,
    );
  }
  attempt.source = found.content.toString("utf8");
  const cells = notebookCells(attempt.source, found.language);
  // On a warehouse only the SQL of a notebook is run.
  const steps = cells.flatMap(({ language, code }, index) =>
    language === "md" || (warehouse !== undefined && language !== "sql")
      ? []
      : [step(language, code, index + 1)],
  );
  const outcome = await perform(run, attempt, steps, signal);
  return { output: { notebook_output: notebookOutput(outcome), ...errorOf(outcome) } };
}

/** Runs a file as a program with the task's parameters as its arguments. Throws as `runNotebook` does. */
export async function runPythonFile(
  run: RunContext,
  attempt: TaskRun,
  signal: AbortSignal,
): Promise<TaskResult> {
  const { python_file: path = "", parameters = [] } = attempt.resolved.spark_python_task ?? {};
  const found = path.startsWith("/") ? run.environment.objects.find(path) : undefined;
  if (!found)
    throw new TaskRefused(
      "RESOURCE_NOT_FOUND",
      `Cannot read the python file ${path}. Please check driver logs for more details.`,
    );
  attempt.source = found.content.toString("utf8");
  const steps: TaskStep[] = [{ kind: "file", name: path, code: attempt.source, arguments: parameters }];
  const outcome = await perform(run, attempt, steps, signal);
  const { logs, logsTruncated } = outcome;
  return { output: { logs, logs_truncated: logsTruncated, ...errorOf(outcome) } };
}

function perform(
  run: RunContext,
  attempt: TaskRun,
  steps: TaskStep[],
  signal: AbortSignal,
): Promise<TaskOutcome> {
  const session = new CommandSqlSession(run.environment.sql, run.runAs);
  const task = new PythonTask(
    {
      run: (statement, options) => session.run(statement, options),
      setValue: (key, value) => void attempt.values.set(key, value),
      getValue: (key, name) => run.valueOf(key, name),
    },
    { parameters: attempt.resolved.notebook_task?.base_parameters ?? {}, steps },
  );
  return run.environment.clock.during(task.run(signal));
}

/** A cell in a language that the workspace has no engine for fails when its turn comes. */
function step(language: string, code: string, number: number): TaskStep {
  const name = `<command-${number}>`;
  if (language === "sql") return { kind: "sql", name, statements: statementsOf(code) };
  if (language === "python") return { kind: "python", name, code };
  const reason = `The local workspace runs cells in python and sql, not ${language}.`;
  return { kind: "python", name, code: `raise NotImplementedError(${JSON.stringify(reason)})` };
}

/** Text that cannot be split is one statement, which the engine then refuses in its own words. */
function statementsOf(code: string): string[] {
  try {
    return splitStatements(code);
  } catch {
    return [code];
  }
}

function notebookOutput({ exit }: TaskOutcome): { result?: string; truncated?: boolean } {
  if (exit === undefined) return {};
  const bytes = Buffer.from(exit);
  if (bytes.length <= OUTPUT_BYTES) return { result: exit, truncated: false };
  return { result: bytes.subarray(0, OUTPUT_BYTES).toString("utf8"), truncated: true };
}

const errorOf = ({ error }: TaskOutcome) => error && { error: error.message, error_trace: error.trace };
