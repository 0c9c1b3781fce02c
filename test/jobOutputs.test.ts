/** Outputs of tasks: one by its key, results of notebooks as values, and what is not complete. */
import { jobRunExample } from "../src/services/jobs/jobsExamples";
import { failureOf, type LogLine, runIn } from "./support/component";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace();

interface Output {
  task_key: string;
  result?: unknown;
  result_truncated?: boolean;
  notebook_output?: { result?: string };
}

const runId = String(jobRunExample.run_id);

const outputs = (taskKey?: string, lines: LogLine[] = []): Promise<Output[]> =>
  runIn(workspace, "getJobRunOutput", { runId, taskKey }, { lines }) as Promise<Output[]>;

/** The output of the notebook task, where Databricks gives this of it. */
const withNotebookOutput = async (notebook_output: object, lines: LogLine[] = []): Promise<Output> => {
  await workspace.fault({ path: "/api/2.2/jobs/runs/get-output", status: 200, body: { notebook_output } });
  const [output] = await outputs("count_airports", lines);
  if (!output) throw new Error("There is no output");
  return output;
};

describe("the output of one task", () => {
  it("is selected by the task's key", async () => {
    const [count, check] = await outputs();
    expect(await outputs("count_airports")).toEqual([count]);
    expect(await outputs(" check_airports ")).toEqual([check]);
    const asked = (await workspace.requests()).filter(({ path }) => path.endsWith("/get-output"));
    expect(asked).toHaveLength(4);
  });

  it("is selected by the key of a task's run, too", async () => {
    const [, check] = jobRunExample.tasks;
    const given = { runId: String(check?.run_id), taskKey: "check_airports" };
    expect(await runIn(workspace, "getJobRunOutput", given)).toHaveLength(1);
    const other = runIn(workspace, "getJobRunOutput", { ...given, taskKey: "count_airports" });
    expect((await failureOf(other)).message).toContain(
      "it has no task count_airports; its tasks are: check_airports",
    );
  });

  it("is the latest attempt's", async () => {
    const task = (run_id: number, attempt_number: number) => ({ task_key: "a", run_id, attempt_number });
    await workspace.fault({
      path: "/api/2.2/jobs/runs/get",
      status: 200,
      body: { run_id: 1, tasks: [task(2, 0), task(3, 1)] },
    });
    await workspace.fault({ path: "/api/2.2/jobs/runs/get-output", status: 200, body: { logs: "again" } });
    expect(await runIn(workspace, "getJobRunOutput", { runId: "1", taskKey: "a" })).toEqual([
      { task_key: "a", run_id: 3, outcome: "running", logs: "again" },
    ]);
  });

  it("of a key that no task has is an error that names those that there are, 20 at most", async () => {
    expect((await failureOf(outputs("none"))).message).toContain(
      "it has no task none; its tasks are: count_airports, check_airports",
    );
    const tasks = Array.from({ length: 30 }, (_, index) => ({
      task_key: `task_${index}`,
      run_id: index + 2,
    }));
    await workspace.fault({ path: "/api/2.2/jobs/runs/get", status: 200, body: { run_id: 1, tasks } });
    const { message } = await failureOf(runIn(workspace, "getJobRunOutput", { runId: "1", taskKey: "none" }));
    expect(message).toContain("task_19 and 10 more");
  });
});

describe("the result of a notebook", () => {
  it.each<[string, unknown]>([
    ['{"rows": [1, 2.5], "next": null}', { rows: [1, 2.5], next: null }],
    ["16", 16],
    ['"text"', "text"],
    ["[9007199254740993, 1]", ["9007199254740993", 1]],
    ['{"id": 9007199254740993}', { id: "9007199254740993" }],
    [" true\n", true],
  ])("%s is given as a value beside its text", async (text, value) => {
    const output = await withNotebookOutput({ result: text, truncated: false });
    expect(output.result).toEqual(value);
    expect(output.notebook_output?.result).toBe(text);
  });

  it.each(["", "OK", "{rows: 1}", "2025-11-18", "[".repeat(200_000), '{"a": 1'])(
    "that is not JSON is text alone: %j",
    async (text) => {
      const output = await withNotebookOutput({ result: text });
      expect(output).not.toHaveProperty("result");
      expect(output.notebook_output?.result).toBe(text);
    },
  );

  it("that is not complete is told, and not read as a value", async () => {
    const lines: LogLine[] = [];
    const output = await withNotebookOutput({ result: "16", truncated: true }, lines);
    expect(output).toMatchObject({ result_truncated: true, notebook_output: { result: "16" } });
    expect(output).not.toHaveProperty("result");
    expect(lines.map(({ level, text }) => `${level}: ${text}`)).toContain(
      "warn: The result of the task count_airports is not complete: Databricks returns its first 5 MB.",
    );
  });

  it("that the notebook does not give is no value", async () => {
    expect(await withNotebookOutput({ truncated: false })).not.toHaveProperty("result");
  });
});
