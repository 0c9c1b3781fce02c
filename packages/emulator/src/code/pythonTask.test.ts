import { SqlError } from "databricks-sql-engine";
import { noSql, nothing } from "./contextFixtures";
import {
  OUTPUT_BYTES,
  PythonTask,
  type TaskEnvironment,
  type TaskOutcome,
  type TaskStep,
} from "./pythonTask";

const surroundings = (more: Partial<TaskEnvironment> = {}): TaskEnvironment => ({
  ...noSql,
  setValue: () => {},
  getValue: () => undefined,
  ...more,
});

const cells = (...codes: string[]): TaskStep[] =>
  codes.map((code, index) => ({ kind: "python", name: `<command-${index + 1}>`, code }));

const run = (
  steps: TaskStep[],
  { parameters = {}, ...more }: Partial<TaskEnvironment> & { parameters?: Record<string, string> } = {},
): Promise<TaskOutcome> => new PythonTask(surroundings(more), { parameters, steps }).run();

const file = (code: string, args: string[] = []): TaskStep[] => [
  { kind: "file", name: "/Workspace/job.py", code, arguments: args },
];

describe("a notebook", () => {
  it("runs its cells in one namespace and keeps what they write", async () => {
    expect(await run(cells("x = 20", "import sys; print(x + 1)", "print('!', file=sys.stderr)"))).toEqual({
      logs: "21\n!\n",
      logsTruncated: false,
    });
  });

  it("ends where it exits, with the value, also within code that catches exceptions", async () => {
    const code = "try:\n  dbutils.notebook.exit({'rows': 3})\nexcept Exception:\n  print('caught')";
    expect(await run(cells(code, "print('not reached')"))).toEqual({
      logs: "",
      logsTruncated: false,
      exit: "{'rows': 3}",
    });
  });

  it("ends at the first cell that fails, with its error and a trace that begins in its code", async () => {
    const { error, logs } = await run(
      cells("print('before')", "def f():\n  return 1 / 0\nf()", "print('after')"),
    );
    expect(logs).toBe("before\n");
    expect(error?.message).toBe("ZeroDivisionError: division by zero");
    expect(error?.trace).toMatch(/^-{75}\nTraceback [\s\S]*File "<command-2>", line 3[\s\S]*return 1 \/ 0/);
    expect(error?.trace).not.toContain("driver.py");
  });

  it("reads its parameters as widgets, which go before the defaults", async () => {
    const code = [
      "w = dbutils.widgets",
      "w.text('day', 'monday'); w.dropdown('size', 's', ['s', 'm']); w.combobox('c', '1', ['1'])",
      "print(w.get('day'), w.get('size'), w.get('undeclared'), sorted(w.getAll()))",
      "w.get('missing')",
    ].join("\n");
    const { logs, error } = await run(cells(code), { parameters: { day: "friday", undeclared: "yes" } });
    expect(logs).toBe("friday s yes ['c', 'day', 'size', 'undeclared']\n");
    expect(error?.message).toBe("InputWidgetNotDefined: No input widget named missing is defined");
  });

  it("hands values on and reads those of other tasks", async () => {
    const set: [string, string][] = [];
    const code = [
      "v = dbutils.jobs.taskValues",
      "v.set(key='rows', value=[1, 'ä', None])",
      "print(v.get('load', 'count'), v.get(taskKey='load', key='none', default=7))",
      "v.get('load', 'none')",
    ].join("\n");
    const { logs, error } = await run(cells(code), {
      setValue: (key, value) => void set.push([key, value]),
      getValue: (task, key) => (`${task}.${key}` === "load.count" ? "42" : undefined),
    });
    expect(set.map(([key, value]) => [key, JSON.parse(value)])).toEqual([["rows", [1, "ä", null]]]);
    expect(logs).toBe("42 7\n");
    expect(error?.message).toBe("ValueError: No task value 'none' of task 'load' was found");
  });

  it("refuses a value of more than 48 KiB, and says which of its tools are not there", async () => {
    const big = await run(cells("dbutils.jobs.taskValues.set('big', 'x' * 50_000)"));
    expect(big.error?.message).toBe("ValueError: The value of task value 'big' has more than 48 KiB");
    const fs = await run(cells("dbutils.fs.ls('/')"));
    expect(fs.error?.message).toBe("AttributeError: 'dbutils' has no attribute 'fs' in the local workspace");
  });

  it("runs the statements of a SQL cell with widgets as the values of their markers", async () => {
    const seen: unknown[] = [];
    const steps: TaskStep[] = [
      { kind: "sql", name: "<command-1>", statements: ["SELECT :day", "SELECT '1'::INT"] },
      ...cells("print(_sqldf.columns)"),
    ];
    const sql: TaskEnvironment["run"] = async (statement, { parameters }) => {
      seen.push([statement, parameters]);
      return nothing;
    };
    const { logs } = await run(steps, { run: sql, parameters: { day: "friday", INT: "no" } });
    expect(seen).toEqual([
      ["SELECT :day", [{ name: "day", value: "friday", type: "STRING" }]],
      ["SELECT '1'::INT", []],
    ]);
    expect(logs).toBe("[]\n");
  });

  it("fails with the SQL engine's words", async () => {
    const { error } = await run([{ kind: "sql", name: "<command-1>", statements: ["SELECT"] }], {
      run: async () => {
        throw new SqlError("[PARSE_SYNTAX_ERROR] Syntax error", "42601");
      },
    });
    expect(error?.message).toBe("AnalysisException: [PARSE_SYNTAX_ERROR] Syntax error");
  });
});

describe("a file", () => {
  it("runs as a program with its arguments", async () => {
    const code = "import sys\nif __name__ == '__main__':\n  print(sys.argv, __file__)\n'not shown'";
    expect((await run(file(code, ["--day", "friday"]))).logs).toBe(
      "['/Workspace/job.py', '--day', 'friday'] /Workspace/job.py\n",
    );
  });

  it("succeeds where it exits with 0 and fails where it exits with anything else", async () => {
    expect((await run(file("import sys; sys.exit()"))).error).toBeUndefined();
    expect((await run(file("raise SystemExit(0)"))).error).toBeUndefined();
    expect((await run(file("import sys; sys.exit(3)"))).error?.message).toBe("SystemExit: 3");
  });

  it("fails with a trace that quotes its lines", async () => {
    const { error } = await run(file("def f():\n  raise KeyError('x')\nf()"));
    expect(error?.message).toBe("KeyError: 'x'");
    expect(error?.trace).toContain('File "/Workspace/job.py", line 2, in f\n    raise KeyError');
  });

  it("keeps the end of long logs", async () => {
    const { logs, logsTruncated } = await run(file("for i in range(7): print(str(i) * 1_000_000)"));
    expect(logsTruncated).toBe(true);
    expect(Buffer.byteLength(logs)).toBe(OUTPUT_BYTES);
    expect(logs.endsWith("6\n")).toBe(true);
  });

  it("fails where its process ends, and keeps what it had written", async () => {
    const { logs, error } = await run(file("import os; print('last words'); os._exit(9)"));
    expect(logs).toBe("last words\n");
    expect(error).toEqual({
      message: "Fatal error: The Python kernel is unresponsive.",
      trace: "The Python process exited with exit code 9.",
    });
  });

  it("is killed when it is told to stop, with what it has started", async () => {
    const stop = new AbortController();
    const code =
      "import subprocess; dbutils.jobs.taskValues.set('pid', 1); subprocess.run(['sleep', '1000'])";
    const task = new PythonTask(surroundings({ setValue: () => stop.abort() }), {
      parameters: {},
      steps: file(code),
    });
    const { error } = await task.run(stop.signal);
    expect(error?.trace).toBe("The Python process exited with signal SIGKILL.");
  });

  it("does not begin where it has been stopped before", async () => {
    const task = new PythonTask(surroundings(), { parameters: {}, steps: file("print(1)") });
    expect((await task.run(AbortSignal.abort())).logs).toBe("");
  });

  it("says that there is no interpreter", async () => {
    const task = new PythonTask(surroundings(), { parameters: {}, steps: [] }, "no-such-python");
    expect((await task.run()).error?.trace).toContain("no-such-python could not be started");
  });
});
