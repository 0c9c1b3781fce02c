/** Notebooks and Python files, on the real engines. */
import { cluster } from "../../seed/clusters";
import { warehouse } from "../../seed/warehouses";
import type { JobRunResource } from "./job";
import { file, jobsClient, notebook, python, resultStateOf, results, source, taskRunOf } from "./jobsClient";

const client = jobsClient();
const { advance, create, ended, outputOf, post, put, run, start, submit, until } = client;

describe("a notebook task", () => {
  it("runs Python, SQL and text cells with the parameters of job, run and task", async () => {
    await put([
      python(
        "report",
        "# MAGIC %md\n# MAGIC # Report",
        "dbutils.widgets.text('state', 'none')\ndbutils.widgets.text('other', 'default')",
        "# MAGIC %sql\n# MAGIC CREATE OR REPLACE TABLE report AS SELECT :state AS state;\n# MAGIC SELECT * FROM report",
        "w = dbutils.widgets\ndbutils.notebook.exit(','.join([_sqldf.first().state, w.get('task'), w.get('run'), w.get('other')]))",
      ),
    ]);
    const job_id = await create({
      parameters: [{ name: "state", default: "CA" }],
      tasks: [notebook("a", "report", {}, { task: "{{task.name}}-{{job.id}}", run: "x", state: "no" })],
    });
    const run_id = await start(job_id, { notebook_params: { run: "y" }, job_parameters: { state: "HI" } });
    const whole = await ended(run_id);
    expect(await outputOf(whole, "a")).toEqual({
      notebook_output: { result: `HI,a-${job_id},y,default`, truncated: false },
    });
    expect(whole).toMatchObject({
      job_parameters: [{ name: "state", default: "CA", value: "HI" }],
      overriding_parameters: { notebook_params: { run: "y" } },
    });
    expect(taskRunOf(await run(run_id, { include_resolved_values: true }), "a").resolved_values).toEqual({
      notebook_task: { base_parameters: { task: `a-${job_id}`, run: "y", state: "HI" } },
    });
  });

  it("written in SQL runs on a warehouse, its cells in other languages left out", async () => {
    const content = "SELECT 1 AS one\n-- COMMAND ----------\n-- MAGIC %python\n-- MAGIC raise Exception()";
    await put([{ path: "/Shared/numbers", language: "SQL", content }]);
    const task = {
      task_key: "a",
      notebook_task: { notebook_path: "/Shared/numbers", warehouse_id: warehouse.id },
    };
    const whole = await ended(await submit([task]));
    expect(resultStateOf(whole)).toBe("SUCCESS");
    expect(await outputOf(whole, "a")).toEqual({ notebook_output: {} });
  });

  it("that fails says so in general, and in its output in full", async () => {
    await put([
      python("broken", "print('before')", "# MAGIC %sql\n# MAGIC SELECT * FROM nowhere"),
      python("shell", "# MAGIC %sh ls"),
    ]);
    const whole = await ended(await submit([notebook("a", "broken"), notebook("b", "shell")]));
    expect(taskRunOf(whole, "a")).toMatchObject({
      state: {
        life_cycle_state: "TERMINATED",
        result_state: "FAILED",
        state_message: "Workload failed, see run output for details",
      },
      status: { termination_details: { code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR" } },
    });
    expect(whole.state?.state_message).toContain(
      "Task a failed with message: Workload failed, see run output for details.",
    );
    const { error, error_trace } = await outputOf(whole, "a");
    expect(error).toContain("AnalysisException: [TABLE_OR_VIEW_NOT_FOUND]");
    expect(error_trace).toContain("[TABLE_OR_VIEW_NOT_FOUND]");
    expect((await outputOf(whole, "b")).error).toBe(
      "NotImplementedError: The local workspace runs cells in python and sql, not sh.",
    );
  });

  it("without its notebook cannot be run", async () => {
    const whole = await ended(await submit([notebook("a", "none")]));
    const { state, status } = taskRunOf(whole, "a");
    expect(state).toMatchObject({ life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED" });
    expect(status?.termination_details).toMatchObject({
      code: "RESOURCE_NOT_FOUND",
      message: expect.stringContaining(
        'Unable to access the notebook "/Shared/none". Either it does not exist',
      ),
    });
  });
});

describe("a Python file task", () => {
  it("takes the run's arguments in place of its own, and fails with its trace", async () => {
    await put([source("fail.py", "import sys\nprint('got', sys.argv[1])\nraise ValueError(sys.argv[1])")]);
    const job_id = await create({
      tasks: [file("a", "fail.py", ["own"], { existing_cluster_id: cluster.cluster_id })],
    });
    const whole = await ended(await start(job_id, { python_params: ["given"] }));
    const given = await outputOf(whole, "a");
    expect(given).toMatchObject({ error: "ValueError: given", logs: "got given\n" });
    expect(given.error_trace).toContain('File "/Workspace/Shared/fail.py", line 3');
    expect(taskRunOf(whole, "a").cluster_instance).toEqual({
      cluster_id: cluster.cluster_id,
      spark_context_id: cluster.spark_context_id,
    });
  });

  it("is really stopped when its run is cancelled, and keeps what it had written", async () => {
    await put([
      source(
        "hang.py",
        "import os, time\nprint('begun')\ndbutils.jobs.taskValues.set('pid', os.getpid())\ntime.sleep(1000)",
      ),
    ]);
    const run_id = await submit([file("a", "hang.py")]);
    const { workspace } = client.server();
    const pid = async (): Promise<number> => {
      for (;;) {
        const value = workspace.runs.get(run_id).attempt("a")?.values.get("pid");
        if (value !== undefined) return Number(value);
        await run(run_id);
      }
    };
    const child = await pid();
    process.kill(child, 0);
    await post("runs/cancel", { run_id });
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ a: "CANCELED" });
    expect(() => process.kill(child, 0)).toThrow("ESRCH");
    expect((await outputOf(whole, "a")).logs).toBe("begun\n");
  });

  it("is stopped by its time, and tried again where that is asked for", async () => {
    await put([source("hang.py", "import time; time.sleep(1000)")]);
    const task = file("a", "hang.py", [], { timeout_seconds: 60, max_retries: 1, retry_on_timeout: true });
    const run_id = await submit([task]);
    const running = (count: number) => (found: JobRunResource) =>
      found.tasks?.length === count && results(found).a === "RUNNING";
    await until(run_id, running(1));
    advance(60_000);
    await until(run_id, running(2));
    advance(60_000);
    const whole = await ended(run_id);
    expect(whole.tasks?.map(resultStateOf)).toEqual(["TIMEDOUT", "TIMEDOUT"]);
  });

  it("leaves nothing behind when the workspace closes", async () => {
    await put([source("hang.py", "import time; time.sleep(1000)")]);
    const job_id = await create({
      tasks: [file("a", "hang.py", [], { timeout_seconds: 60, max_retries: -1 })],
      timeout_seconds: 90,
    });
    const run_id = await start(job_id);
    await start(job_id);
    await until(run_id, (found) => results(found).a === "RUNNING");
    const { workspace } = client.server();
    const runs = workspace.runs.list();
    await workspace.close();
    expect(runs.filter(({ isActive }) => isActive)).toEqual([]);
  });
});
