/** What tasks do, on the real engines. */
import { cluster, terminatedCluster } from "../../../src/api/clusters";
import type { Run } from "../../../src/api/jobs";
import { stoppedWarehouse, warehouse } from "../../../src/api/warehouses";
import { PENDING_MS } from "../clusters/store";
import { STARTING_MS } from "../warehouses/store";
import { jobsClient, resultOf, results, startAt, succeeding, taskOf, waitingFor } from "./jobsClient";

const client = jobsClient();
const { advance, create, ended, output, post, put, refused, run, start, submit, until } = client;

const notebook = (task_key: string, name: string, more: object = {}, base_parameters?: object) => ({
  task_key,
  notebook_task: { notebook_path: `/Shared/${name}`, ...(base_parameters && { base_parameters }) },
  ...more,
});
const file = (task_key: string, name: string, parameters: string[] = [], more: object = {}) => ({
  task_key,
  spark_python_task: { python_file: `/Workspace/Shared/${name}`, parameters },
  ...more,
});
const sql = (task_key: string, name: string, parameters: object = {}, more: object = {}) => ({
  task_key,
  sql_task: { warehouse_id: warehouse.id, file: { path: `/Shared/${name}` }, parameters },
  ...more,
});

const python = (name: string, ...cells: string[]) => ({
  path: `/Shared/${name}`,
  language: "PYTHON",
  content: cells.join("\n# COMMAND ----------\n"),
});
const source = (name: string, content: string) => ({ path: `/Shared/${name}`, content });

const outputOf = async (whole: Run, key: string) => {
  const { metadata, ...given } = await output(taskOf(whole, key).run_id);
  expect(metadata?.run_id).toBe(taskOf(whole, key).run_id);
  return given;
};

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
    expect(taskOf(await run(run_id, { include_resolved_values: true }), "a").resolved_values).toEqual({
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
    expect(resultOf(whole)).toBe("SUCCESS");
    expect(await outputOf(whole, "a")).toEqual({ notebook_output: {} });
  });

  it("that fails says so in general, and in its output in full", async () => {
    await put([
      python("broken", "print('before')", "# MAGIC %sql\n# MAGIC SELECT * FROM nowhere"),
      python("shell", "# MAGIC %sh ls"),
    ]);
    const whole = await ended(await submit([notebook("a", "broken"), notebook("b", "shell")]));
    expect(taskOf(whole, "a")).toMatchObject({
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
    const { state, status } = taskOf(whole, "a");
    expect(state).toMatchObject({ life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED" });
    expect(status?.termination_details).toMatchObject({
      code: "RESOURCE_NOT_FOUND",
      message: expect.stringContaining(
        'Unable to access the notebook "/Shared/none". Either it does not exist',
      ),
    });
  });
});

describe("tasks that work together", () => {
  it("hand on values, and refer to each other and to their run", async () => {
    await put([
      source(
        "load.sql",
        "CREATE TABLE loaded AS SELECT * FROM VALUES (1, 'a'), (2, 'b') AS t(id, name);\nSELECT count(*) AS rows FROM loaded",
      ),
      python(
        "sum",
        "total = spark.sql('SELECT sum(id) AS s FROM loaded').first().s\ndbutils.jobs.taskValues.set('total', total)",
      ),
      source("tell.py", "import sys\nprint(sys.argv[1:])"),
    ]);
    const references = [
      "{{tasks.load.output.first_row.rows}}",
      "{{tasks.load.output.rows}}",
      "{{tasks.sum.values.total}}",
      "{{tasks.sum.result_state}}",
      "{{job.name}} {{job.run_id}} {{run.id}} {{job.repair_count}} {{job.trigger.type}}",
      "{{job.start_time.iso_date}} {{start_date}}",
      "{{task.execution_count}} {{task_key}} {{parent_run_id}} {{job_id}}",
      "{{workspace.id}} {{unknown}}",
    ];
    const job_id = await create({
      name: "Load",
      tasks: [
        sql("load", "load.sql"),
        notebook("sum", "sum", waitingFor("load")),
        {
          task_key: "big",
          ...waitingFor("sum"),
          condition_task: { op: "GREATER_THAN", left: "{{tasks.sum.values.total}}", right: "2" },
        },
        file("tell", "tell.py", references, { depends_on: [{ task_key: "big", outcome: "true" }] }),
      ],
    });
    const run_id = await start(job_id);
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ load: "SUCCESS", sum: "SUCCESS", big: "SUCCESS", tell: "SUCCESS" });
    expect(taskOf(whole, "big").condition_task).toEqual({
      op: "GREATER_THAN",
      left: "3",
      right: "2",
      outcome: "true",
    });
    const told = [
      "2",
      '[{"rows":"2"}]',
      "3",
      "success",
      `Load ${run_id} ${run_id} 0 one_time`,
      "2025-11-18 2025-11-18",
      `1 tell ${run_id} ${job_id}`,
      `${client.server().workspace.credentials.organizationId} {{unknown}}`,
    ];
    const list = `[${told.map((text) => `'${text}'`).join(", ")}]\n`;
    expect(await outputOf(whole, "tell")).toEqual({ logs: list, logs_truncated: false });
    const { sql_output } = await outputOf(whole, "load");
    expect(sql_output).toMatchObject({
      query_output: { warehouse_id: warehouse.id, sql_statements: [{ lookup_key: expect.any(String) }, {}] },
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
    expect(taskOf(whole, "a").cluster_instance).toEqual({
      cluster_id: cluster.cluster_id,
      spark_context_id: cluster.spark_context_id,
    });
  });

  it("is really stopped when its run is cancelled, and keeps what it had written", async () => {
    await put([
      source(
        "hang.py",
        "import os, time\ndbutils.jobs.taskValues.set('pid', os.getpid())\nprint('begun')\ntime.sleep(1000)",
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
    const running = (count: number) => (found: Run) =>
      found.tasks?.length === count && results(found).a === "RUNNING";
    await until(run_id, running(1));
    advance(60_000);
    await until(run_id, running(2));
    advance(60_000);
    const whole = await ended(run_id);
    expect(whole.tasks?.map(resultOf)).toEqual(["TIMEDOUT", "TIMEDOUT"]);
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

describe("a SQL task", () => {
  it("replaces its parameters, both in the older way and as markers", async () => {
    await put([source("q.sql", "SELECT '{{day}}' AS a, :day AS b, ':other' AS c")]);
    const job_id = await create({
      tasks: [
        sql("q", "q.sql", { day: "{{job.parameters.day}}" }),
        {
          ...succeeding("c"),
          ...waitingFor("q"),
          condition_task: { op: "EQUAL_TO", left: "{{tasks.q.output.rows}}", right: "" },
        },
      ],
      parameters: [{ name: "day", default: "friday" }],
    });
    const whole = await ended(await start(job_id));
    expect(taskOf(whole, "c").condition_task).toMatchObject({
      left: '[{"a":"friday","b":"friday","c":":other"}]',
    });
  });

  it("fails at the first statement that fails", async () => {
    await put([source("q.sql", "SELECT 1; SELECT * FROM nowhere; SELECT 3")]);
    const whole = await ended(await submit([sql("q", "q.sql")]));
    const { error, sql_output } = await outputOf(whole, "q");
    expect(error).toContain("[TABLE_OR_VIEW_NOT_FOUND]");
    expect(sql_output).toMatchObject({ query_output: { sql_statements: [{}, {}] } });
  });

  it.each([
    [
      "a file that is not there",
      sql("a", "none.sql"),
      "RESOURCE_NOT_FOUND",
      "The SQL file /Shared/none.sql does not exist.",
    ],
    [
      "a saved query",
      { task_key: "a", sql_task: { warehouse_id: warehouse.id, query: { query_id: "1" } } },
      "INVALID_RUN_CONFIGURATION",
      "a SQL task runs a file",
    ],
    [
      "a warehouse that is not there",
      { task_key: "a", sql_task: { warehouse_id: "none", file: { path: "/Shared/a.sql" } } },
      "CLUSTER_ERROR",
      "SQL warehouse none does not exist.",
    ],
    [
      "a cluster that is not there",
      file("a", "a.py", [], { existing_cluster_id: "none" }),
      "CLUSTER_ERROR",
      "Cluster none does not exist",
    ],
    [
      "a file in Git",
      { task_key: "a", spark_python_task: { python_file: "a.py", source: "GIT" } },
      "REPOSITORY_CHECKOUT_FAILED",
      "reads no Git",
    ],
    [
      "a kind that is not run here",
      { task_key: "a", spark_jar_task: { main_class_name: "x" } },
      "INVALID_RUN_CONFIGURATION",
      "does not run tasks of kind spark_jar_task",
    ],
    [
      "a job that is not there",
      { task_key: "a", run_job_task: { job_id: 7 } },
      "INVALID_RUN_CONFIGURATION",
      "Job 7 does not exist.",
    ],
  ])("or another cannot be run with %s", async (_name, task, code, message) => {
    const whole = await ended(await submit([task]));
    expect(taskOf(whole, "a")).toMatchObject({
      state: { life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED" },
      status: { termination_details: { code, message: expect.stringContaining(message) } },
    });
    expect((await outputOf(whole, "a")).error).toContain(message);
  });
});

describe("what tasks run on", () => {
  it("is started where it has stopped", async () => {
    await put([source("a.py", "print(1)"), source("a.sql", "SELECT 1")]);
    const run_id = await submit([
      file("a", "a.py", [], { existing_cluster_id: terminatedCluster.cluster_id }),
      { task_key: "b", sql_task: { warehouse_id: stoppedWarehouse.id, file: { path: "/Shared/a.sql" } } },
    ]);
    await until(
      run_id,
      () => client.server().workspace.clusters.get(terminatedCluster.cluster_id).state === "PENDING",
    );
    await until(
      run_id,
      () => client.server().workspace.warehouses.get(stoppedWarehouse.id).state === "STARTING",
    );
    expect(results(await run(run_id))).toEqual({ a: "PENDING", b: "PENDING" });
    advance(PENDING_MS);
    const whole = await ended(run_id);
    expect(taskOf(whole, "a")).toMatchObject({ setup_duration: PENDING_MS, start_time: startAt });
    expect(STARTING_MS).toBeLessThan(PENDING_MS);
  });

  it("is made for the run, once where tasks share it", async () => {
    await put([source("a.py", "print(1)")]);
    const new_cluster = {
      spark_version: cluster.spark_version,
      node_type_id: cluster.node_type_id,
      num_workers: 1,
    };
    const job_id = await create({
      job_clusters: [{ job_cluster_key: "main", new_cluster }],
      tasks: [
        file("a", "a.py", [], { job_cluster_key: "main" }),
        file("b", "a.py", [], { job_cluster_key: "main", ...waitingFor("a") }),
        file("c", "a.py", [], { new_cluster }),
      ],
    });
    const run_id = await start(job_id);
    await until(run_id, (found) => results(found).a === "PENDING" && results(found).c === "PENDING");
    await until(run_id, () => client.server().workspace.runs.get(run_id).sharedClusters.size === 1);
    advance(PENDING_MS);
    const whole = await ended(run_id);
    const [a, b, c] = ["a", "b", "c"].map((key) => taskOf(whole, key));
    expect([a, b, c].map((task) => task?.setup_duration)).toEqual([PENDING_MS, 0, PENDING_MS]);
    expect(a?.cluster_instance).toEqual(b?.cluster_instance);
    expect(a?.cluster_instance).not.toEqual(c?.cluster_instance);
  });
});

describe("a task that runs another job", () => {
  it("waits for it and ends as it does", async () => {
    const child = await create({
      tasks: [
        { task_key: "x", condition_task: { op: "LESS_THAN", left: "{{job.parameters.n}}", right: "1" } },
      ],
      parameters: [{ name: "n", default: "0" }],
      max_concurrent_runs: 2,
    });
    const whole = await ended(
      await submit([
        { task_key: "good", run_job_task: { job_id: child } },
        { task_key: "bad", run_job_task: { job_id: child, job_parameters: { n: "none" } } },
      ]),
    );
    expect(results(whole)).toEqual({ good: "SUCCESS", bad: "FAILED" });
    const { run_job_output } = await outputOf(whole, "good");
    const { run_id } = run_job_output as { run_id: number };
    expect(await run(run_id)).toMatchObject({
      job_id: child,
      trigger: "RUN_JOB_TASK",
      trigger_info: { run_id: taskOf(whole, "good").run_id },
    });
  });

  it("cancels it when it is cancelled", async () => {
    await client.control({ run_ms: 60_000 });
    const child = await create({ tasks: [succeeding("x")] });
    const parent = await submit([{ task_key: "a", run_job_task: { job_id: child } }]);
    await until(parent, (found) => results(found).a === "RUNNING");
    advance(60_000);
    const { workspace } = client.server();
    await until(parent, () => workspace.runs.list().some(({ jobId }) => jobId === child));
    await post("runs/cancel", { run_id: parent });
    await ended(parent);
    expect(workspace.runs.list().find(({ jobId }) => jobId === child)?.progress.state.result_state).toBe(
      "CANCELED",
    );
  });
});

describe("the parameters of a run", () => {
  it.each<[object, string]>([
    [
      { notebook_params: {}, jar_params: [] },
      "jar_params cannot be specified in conjunction with notebook_params.",
    ],
    [
      { python_params: ["x".repeat(10_000)] },
      "The JSON representation of python_params cannot exceed 10,000 bytes.",
    ],
    [{ python_params: ["é"] }, "python_params accepts ASCII characters only."],
    [{ job_parameters: { n: 1 } }, "Field job_parameters must map names to strings"],
  ])("are refused where they are %p", async (parameters, message) => {
    const job_id = await create({ tasks: [succeeding("a")] });
    expect(await refused("POST", "/api/2.2/jobs/run-now", { job_id, ...parameters })).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      message,
    ]);
  });
});

describe("the output of a run", () => {
  it("is that of its only task, and refused where it has several", async () => {
    const one = await submit([succeeding("a")]);
    await ended(one);
    expect((await output(one)).metadata).toMatchObject({ job_run_id: one, run_name: "a" });
    const two = await submit([succeeding("a"), succeeding("b")]);
    expect(await refused("GET", `/api/2.2/jobs/runs/get-output?run_id=${two}`)).toEqual([
      400,
      "INVALID_PARAMETER_VALUE",
      "Retrieving the output of runs with multiple tasks is not supported. " +
        "Please retrieve the output of each individual task run instead.",
    ]);
  });
});
