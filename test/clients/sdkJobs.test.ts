/**
 * The official JavaScript client, unmodified, judges jobs and workspace objects. Where the two disagree, the
 * workspace is wrong.
 */
import { ApiError, type jobs, WorkspaceClient } from "@databricks/sdk-experimental";
import { seed } from "../../demo/seed";
import { type RunningWorkspace, startWorkspace } from "../../packages/emulator/src/server";
import { jobExample, jobRunExample, jobRunOutputExamples } from "../../src/services/jobs/jobsExamples";
import { warehouseExample } from "../../src/services/warehouses/warehousesExamples";

let running: RunningWorkspace;
let client: WorkspaceClient;

beforeEach(async () => {
  running = await startWorkspace({ seed, clock: "auto", startAt: Date.UTC(2025, 10, 18, 12) });
  // No loaders: neither the environment nor a configuration file has a say.
  client = new WorkspaceClient({ host: running.url, token: running.token, loaders: [] });
});
afterEach(() => running.close());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const problem = async (promise: Promise<unknown>): Promise<ApiError> => {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`Not an ApiError: ${String(error)}`);
};

const put = (path: string, text: string, language?: "PYTHON" | "SQL") =>
  client.workspace.import({
    path,
    content: Buffer.from(text).toString("base64"),
    ...(language ? { format: "SOURCE", language } : { format: "AUTO" }),
  });

const shared = "/Shared/judge";

/** A file in SQL, and a notebook in Python that takes its result. */
const twoTasks = async (): Promise<jobs.Task[]> => {
  await client.workspace.mkdirs({ path: shared });
  await put(`${shared}/load.sql`, "CREATE OR REPLACE TABLE judged AS SELECT * FROM range(:rows)");
  await put(
    `${shared}/count`,
    "n = spark.table('judged').count()\nif n == 0: raise ValueError('nothing loaded')\ndbutils.notebook.exit(str(n))",
    "PYTHON",
  );
  return [
    {
      task_key: "load",
      sql_task: { warehouse_id: warehouseExample.id, file: { path: `${shared}/load.sql` } },
    },
    {
      task_key: "count",
      depends_on: [{ task_key: "load" }],
      notebook_task: { notebook_path: `${shared}/count` },
    },
  ];
};

/** The latest attempts, by task. */
const latest = ({ tasks = [] }: jobs.Run) => new Map(tasks.map((task) => [task.task_key, task]));

it("imports, lists, exports and deletes notebooks and files", async () => {
  await client.workspace.mkdirs({ path: shared });
  await put(`${shared}/a`, "x = 1", "PYTHON");
  await put(`${shared}/b.py`, "x = 2");
  const listed = await all(client.workspace.list({ path: shared }));
  expect(listed.map(({ path, object_type, language }) => [path, object_type, language])).toEqual([
    [`${shared}/a`, "NOTEBOOK", "PYTHON"],
    [`${shared}/b.py`, "FILE", undefined],
  ]);
  const { content = "" } = await client.workspace.export({ path: `${shared}/a`, format: "SOURCE" });
  expect(Buffer.from(content, "base64").toString()).toBe("# Databricks notebook source\nx = 1");
  expect(await client.workspace.getStatus({ path: `${shared}/b.py` })).toMatchObject({ size: 5 });
  await client.workspace.delete({ path: shared, recursive: true });
  const error = await problem(client.workspace.getStatus({ path: shared }));
  expect(error).toMatchObject({ statusCode: 404, errorCode: "RESOURCE_DOES_NOT_EXIST" });
});

it("makes a job, runs it, waits for it and reads its outputs", async () => {
  const tasks = await twoTasks();
  const { job_id = 0 } = await client.jobs.create({
    name: "Judge",
    tasks,
    parameters: [{ name: "rows", default: "0" }],
  });
  const waiter = await client.jobs.runNow({ job_id, job_parameters: { rows: "7" } });
  const seen: unknown[] = [];
  const whole = await waiter.wait({
    onProgress: async ({ state }) => void seen.push(state?.life_cycle_state),
  });
  expect(whole.state?.result_state).toBe("SUCCESS");
  expect(seen.at(-1)).toBe("TERMINATED");
  const { notebook_output } = await client.jobs.getRunOutput({
    run_id: latest(whole).get("count")?.run_id ?? 0,
  });
  expect(notebook_output).toEqual({ result: "7", truncated: false });
  const { views } = await client.jobs.exportRun({ run_id: latest(whole).get("count")?.run_id ?? 0 });
  expect(views?.[0]?.content).toContain("dbutils.notebook.exit");
  const refused = await problem(client.jobs.getRunOutput({ run_id: whole.run_id ?? 0 }));
  expect(refused.statusCode).toBe(400);
});

it("repairs a run that failed", async () => {
  const tasks = await twoTasks();
  const { job_id = 0 } = await client.jobs.create({ tasks, parameters: [{ name: "rows", default: "0" }] });
  const waiter = await client.jobs.runNow({ job_id });
  await expect(waiter.wait()).rejects.toThrow(
    "failed to reach TERMINATED or SKIPPED state, got INTERNAL_ERROR",
  );
  const run_id = waiter.run_id ?? 0;
  const failed = latest(await client.jobs.getRun({ run_id })).get("count");
  const output = await client.jobs.getRunOutput({ run_id: failed?.run_id ?? 0 });
  expect(output).toMatchObject({ error: "ValueError: nothing loaded" });
  const repair = await client.jobs.repairRun({
    run_id,
    rerun_tasks: ["load"],
    rerun_dependent_tasks: true,
    job_parameters: { rows: "3" },
  });
  const whole = await repair.wait();
  expect(whole.state?.result_state).toBe("SUCCESS");
  const { repair_history } = await client.jobs.getRun({ run_id, include_history: true });
  expect(repair_history?.map(({ id, type }) => [id, type])).toEqual([
    [undefined, "ORIGINAL"],
    [repair.repair_id, "REPAIR"],
  ]);
});

it("submits a run and cancels it", async () => {
  running.workspace.clock.setMode("manual");
  await client.workspace.mkdirs({ path: shared });
  await put(`${shared}/hang.py`, "import time\ntime.sleep(1000)");
  const submitted = await client.jobs.submit({
    run_name: "hangs",
    tasks: [{ task_key: "a", spark_python_task: { python_file: `/Workspace${shared}/hang.py` } }],
  });
  const run_id = submitted.run_id ?? 0;
  const cancelled = await client.jobs.cancelRun({ run_id });
  expect(await cancelled.wait()).toMatchObject({
    run_name: "hangs",
    run_type: "SUBMIT_RUN",
    state: { life_cycle_state: "TERMINATED", result_state: "CANCELED" },
    status: { state: "TERMINATED", termination_details: { code: "USER_CANCELED" } },
  });
});

it("sees the example job and its run, and changes the job", async () => {
  expect(await client.jobs.get({ job_id: jobExample.job_id })).toEqual(jobExample);
  const [found] = await all(client.jobs.list({ name: "AIRPORT COUNT", expand_tasks: true }));
  const { run_as_user_name: _user, ...inList } = jobExample;
  expect(found).toEqual(inList);
  const runs = await all(client.jobs.listRuns({ job_id: jobExample.job_id, completed_only: true }));
  expect(runs.map(({ run_id }) => run_id)).toEqual([jobRunExample.run_id]);
  for (const { metadata, ...wanted } of jobRunOutputExamples) {
    const { metadata: _metadata, ...given } = await client.jobs.getRunOutput({ run_id: metadata.run_id });
    expect(given).toEqual(wanted);
  }
  await client.jobs.update({
    job_id: jobExample.job_id,
    new_settings: { name: "Renamed" },
    fields_to_remove: ["tasks/check_airports"],
  });
  const { settings } = await client.jobs.get({ job_id: jobExample.job_id });
  expect([settings?.name, settings?.tasks?.length]).toEqual(["Renamed", 1]);
  await client.jobs.reset({ job_id: jobExample.job_id, new_settings: { name: "New" } });
  expect((await client.jobs.get({ job_id: jobExample.job_id })).settings?.tasks).toBeUndefined();
  await client.jobs.deleteRun({ run_id: jobRunExample.run_id });
  await client.jobs.delete({ job_id: jobExample.job_id });
});

it("is told that there is no such job or run", async () => {
  const noJob = await problem(client.jobs.get({ job_id: 7 }));
  expect(noJob).toMatchObject({
    statusCode: 400,
    errorCode: "INVALID_PARAMETER_VALUE",
    message: "Job 7 does not exist.",
  });
  const noRun = await problem(client.jobs.getRun({ run_id: 7 }));
  expect(noRun).toMatchObject({ statusCode: 400, message: "Run 7 does not exist." });
});

it("reads every page of jobs and runs", async () => {
  const task: jobs.Task = { task_key: "a", condition_task: { op: "EQUAL_TO", left: "1", right: "1" } };
  const { job_id = 0 } = await client.jobs.create({ name: "paged", tasks: [task], max_concurrent_runs: 100 });
  for (let n = 0; n < 25; n += 1) await client.jobs.create({ name: `paged ${n}` });
  const started = await Promise.all(Array.from({ length: 22 }, () => client.jobs.runNow({ job_id })));
  expect(await all(client.jobs.list({}))).toHaveLength(27);
  const listed = await all(client.jobs.listRuns({ job_id }));
  const ids = (runs: { run_id?: number }[]) => runs.map(({ run_id }) => run_id).sort();
  expect(ids(listed)).toEqual(ids(started));
  await client.jobs.cancelAllRuns({ job_id });
});
