/** SQL files and tasks that work together, on the real engines; what cannot be run. */
import { otherUser } from "../../seed/identity";
import { warehouse } from "../../seed/warehouses";
import {
  file,
  jobsClient,
  notebook,
  python,
  results,
  source,
  sql,
  succeeding,
  taskRunOf,
  waitingFor,
} from "./jobsClient";

const client = jobsClient();
const { create, ended, output, outputOf, put, refused, start, submit } = client;

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
    expect(taskRunOf(whole, "big").condition_task).toEqual({
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
    expect(taskRunOf(whole, "c").condition_task).toMatchObject({
      left: '[{"a":"friday","b":"friday","c":":other"}]',
    });
  });

  it("runs as whom the job runs as, whoever starts it", async () => {
    await put([source("q.sql", "SELECT current_user() AS name")]);
    const tasks = [
      sql("q", "q.sql"),
      {
        ...succeeding("c"),
        ...waitingFor("q"),
        condition_task: { op: "EQUAL_TO", left: "{{tasks.q.output.rows}}", right: "" },
      },
    ];
    const run_as = { user_name: otherUser.userName };
    for (const id of [await start(await create({ tasks, run_as })), await submit(tasks, { run_as })]) {
      expect(taskRunOf(await ended(id), "c").condition_task).toMatchObject({
        left: `[{"name":"${otherUser.userName}"}]`,
      });
    }
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
  ])("or another cannot be run with %s", async (_name, task, code, message) => {
    const whole = await ended(await submit([task]));
    expect(taskRunOf(whole, "a")).toMatchObject({
      state: { life_cycle_state: "INTERNAL_ERROR", result_state: "FAILED" },
      status: { termination_details: { code, message: expect.stringContaining(message) } },
    });
    expect((await outputOf(whole, "a")).error).toContain(message);
  });

  it("or another cannot be run with a job that is gone by then", async () => {
    const job_id = await create({ tasks: [succeeding("b")] });
    const first = await create({ tasks: [{ task_key: "a", run_job_task: { job_id } }] });
    await client.post("delete", { job_id });
    const whole = await ended(await client.start(first));
    expect(taskRunOf(whole, "a").status?.termination_details).toMatchObject({
      code: "INVALID_RUN_CONFIGURATION",
      message: expect.stringContaining(`Job ${job_id} does not exist.`),
    });
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
