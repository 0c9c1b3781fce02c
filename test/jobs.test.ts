/** Jobs and their runs: found, run, waited for, failed, cancelled, repaired, read. */

import { clusterExample } from "../src/services/clusters/clustersExamples";
import { countTaskExample, jobExample, jobRunExample } from "../src/services/jobs/jobsExamples";
import type { RunOutcome } from "../src/services/jobs/runOutcome";
import { failureOf, runnerIn, useLogLines } from "./support/component";
import { startVirtualTime, type VirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

interface Run {
  run_id: number;
  outcome: RunOutcome;
  tasks: { task_key: string; run_id: number; outcome: RunOutcome }[];
}

const runNow = "/api/2.2/jobs/run-now";
const always = 1000;
const compute = { existing_cluster_id: clusterExample.cluster_id };

const workspace = useWorkspace({ clock: "auto" });
const lines = useLogLines();

const run = runnerIn(workspace, { lines });

const { job_id: jobId } = jobExample;

const runJob = (more: Record<string, unknown> = {}): Promise<Run> =>
  run("runJob", { jobId, waitForCompletion: true, ...more }) as Promise<Run>;

/** Puts a Python file into the workspace and gives the task that runs it. */
const pythonTask = async (task_key: string, code: string, more: object = {}): Promise<object> => {
  const path = `/Users/ada@example.com/${task_key}.py`;
  const content = Buffer.from(code).toString("base64");
  const body = { path, format: "RAW", content, overwrite: true };
  expect((await workspace.call("POST", "/api/2.0/workspace/import", body)).status).toBe(200);
  return { task_key, spark_python_task: { python_file: `/Workspace${path}` }, ...compute, ...more };
};

const submit = (tasks: object[], more: Record<string, unknown> = {}): Promise<Run> =>
  run("submitRun", { tasks, waitForCompletion: true, ...more }) as Promise<Run>;

const sentTo = async (path: string): Promise<Record<string, unknown>[]> =>
  (await workspace.requests())
    .filter((request) => request.path === path)
    .map(({ body }) => body as Record<string, unknown>);

describe("Run Job", () => {
  it("runs a job to its end, with the values of its parameters, and tells the outcome of each task", async () => {
    const { run_id: runId, outcome, tasks } = await runJob({ jobParameters: { state: "AK" } });
    expect(outcome).toBe("succeeded");
    expect(tasks.map(({ task_key, outcome }) => [task_key, outcome])).toEqual([
      ["count_airports", "succeeded"],
      ["check_airports", "succeeded"],
    ]);
    const outputs = (await run("getJobRunOutput", { runId })) as Record<string, unknown>[];
    expect(outputs).toMatchObject([
      { task_key: "count_airports", notebook_output: { result: "263" } },
      { task_key: "check_airports", logs: "263 airports, 10 at least\n" },
    ]);
    const [, second] = tasks;
    expect(await run("getJobRunOutput", { runId: second?.run_id })).toEqual([outputs[1]]);
  });

  it("finds a job by its name, and says so where there is none or several", async () => {
    expect((await runJob({ jobId: "", jobName: jobExample.settings.name })).outcome).toBe("succeeded");
    const none = await failureOf(runJob({ jobId: "", jobName: "Airport" }));
    expect(none.message).toContain('Finding the job "Airport" failed: no job has this name');
    const { job_id: other } = (await run("createJob", {
      jobName: jobExample.settings.name,
      tasks: [countTaskExample],
    })) as {
      job_id: number;
    };
    const several = await failureOf(runJob({ jobId: "", jobName: jobExample.settings.name }));
    expect(several.message).toContain("2 jobs have this name");
    for (const id of [jobId, other]) expect(several.message).toContain(String(id));
  });

  it("needs an ID or a name, and takes not both", async () => {
    expect((await failureOf(runJob({ jobId: "" }))).message).toMatch(/^Job ID is empty, and so is Job Name/);
    expect((await failureOf(runJob({ jobName: "a" }))).message).toMatch(
      /^Job ID and Job Name exclude each other/,
    );
    expect(await workspace.requests()).toEqual([]);
  });

  it("starts one run where the answer to the first request is lost", async () => {
    await workspace.fault({ method: "POST", path: runNow, phase: "after", drop: true });
    const time = startVirtualTime();
    const { run_id } = (await run("runJob", { jobId })) as Run;
    time.stop();
    const [first, second] = await sentTo(runNow);
    expect(first?.idempotency_token).toMatch(/^[0-9a-f-]{36}$/);
    expect(second).toEqual(first);
    const runs = (await run("listJobRuns", { jobId })) as Run[];
    expect(runs.map((one) => one.run_id).sort()).toEqual([run_id, jobRunExample.run_id].sort());
  });

  it("gives each step a token of its own, and takes one that is given", async () => {
    await run("runJob", { jobId });
    await run("runJob", { jobId });
    await run("runJob", { jobId, idempotencyToken: "order-1" });
    const tokens = (await sentTo(runNow)).map(({ idempotency_token }) => idempotency_token);
    expect(new Set(tokens).size).toBe(3);
    expect(tokens[2]).toBe("order-1");
  });

  it("sends the older parameters and the choice of tasks as they are", async () => {
    const given = { taskParameters: { notebook_params: { state: "HI" } }, taskKeys: ["count_airports"] };
    await run("runJob", { jobId, ...given });
    expect(await sentTo(runNow)).toEqual([
      expect.objectContaining({ notebook_params: { state: "HI" }, only: ["count_airports"] }),
    ]);
  });
});

describe("a run that fails", () => {
  const failing = async (): Promise<object[]> => [
    await pythonTask("good", "print('fine')"),
    await pythonTask(
      "bad",
      "import sys\n\ndef boil():\n    raise ValueError('too hot: \\x1b[31m99\\x1b[0m')\n\nboil()\n",
    ),
    await pythonTask("after", "print(1)", { depends_on: [{ task_key: "bad" }] }),
  ];

  it("fails the step with each failed task's message and trace, and the run's page", async () => {
    const error = await failureOf(submit(await failing(), { runName: "Boiler" }));
    expect(error).toMatchObject({
      name: "DatabricksError",
      resourceIds: { runId: expect.stringMatching(/^\d+$/) },
    });
    expect(error.message).toMatch(
      /^Run \d+ of Boiler failed \(RUN_EXECUTION_ERROR\): it ended as (?:failed|internalError)/,
    );
    expect(error.message).toContain("task bad (failed): ");
    expect(error.message).toContain("too hot: 99");
    expect(error.message).toContain("in boil");
    expect(error.message).not.toContain("task after");
    expect(error.message).toMatch(/See http\S+run\/\d+/);
    expect(error.message).not.toContain("\u001b");
  });

  it("is returned where that is wanted", async () => {
    const { outcome, tasks } = await submit(await failing(), { failOnError: false });
    expect(["failed", "internalError"]).toContain(outcome);
    expect(tasks.map(({ task_key, outcome: one }) => [task_key, one])).toEqual([
      ["good", "succeeded"],
      ["bad", "failed"],
      ["after", "upstreamFailed"],
    ]);
  });

  it("is told although the output of its task cannot be read", async () => {
    await workspace.fault({ path: "/api/2.2/jobs/runs/get-output", status: 403, body: {}, times: always });
    const { message } = await failureOf(submit(await failing()));
    expect(message).toContain("task bad (failed): ");
    expect(message).toContain("its output cannot be read");
  });

  it("is repaired: the failed tasks run again, whichever repair it is", async () => {
    const tasks = [await pythonTask("picky", "raise ValueError('no')")];
    const failed = await submit(tasks, { failOnError: false });
    const repair = (): Promise<Run> =>
      run("repairJobRun", {
        runId: failed.run_id,
        waitForCompletion: true,
        failOnError: false,
      }) as Promise<Run>;
    const once = await repair();
    const twice = await repair();
    expect(once.tasks).toHaveLength(2);
    expect(twice.tasks).toHaveLength(3);
    const bodies = await sentTo("/api/2.2/jobs/runs/repair");
    expect(bodies[0]).not.toHaveProperty("latest_repair_id");
    expect(bodies[1]?.latest_repair_id).toEqual(expect.any(Number));
    expect(bodies.map(({ rerun_all_failed_tasks }) => rerun_all_failed_tasks)).toEqual([true, true]);
  });
});

describe("a run that takes long", () => {
  let time: VirtualTime;
  beforeEach(async () => {
    await workspace.setClock("manual");
    await workspace.jobs({ run_ms: 3_600_000 });
    time = startVirtualTime();
  });
  afterEach(() => time.stop());

  it("is left running at the deadline, and the error says how to go on", async () => {
    const { message } = await failureOf(runJob({ timeoutSeconds: 60 }));
    expect(message).toMatch(
      /^Run \d+ failed: it is still (?:running|pending) after 60 s\. It continues to run: Get Job Run returns/,
    );
    expect(time.elapsedMs()).toBeLessThan(62_000);
    expect(await sentTo("/api/2.2/jobs/runs/cancel")).toEqual([]);
    expect(lines.some(({ text }) => /^Run \d+ is (?:running|pending) after/.test(text))).toBe(true);
  });

  it("is cancelled at the deadline where that is wanted", async () => {
    const { message } = await failureOf(runJob({ timeoutSeconds: 60, onTimeout: "cancel" }));
    expect(message).toMatch(/^Run \d+ failed: it had not ended after 60 s and was cancelled \(state \w+\)/);
    expect(await sentTo("/api/2.2/jobs/runs/cancel")).toHaveLength(1);
  });

  it("may cost where it cannot be cancelled, and the error says so", async () => {
    await workspace.fault({ path: "/api/2.2/jobs/runs/cancel", status: 403, body: {}, times: always });
    const { message } = await failureOf(runJob({ timeoutSeconds: 60, onTimeout: "cancel" }));
    expect(message).toContain("could not be cancelled");
    expect(message).toContain("It may continue and incur costs.");
  });

  it("goes on where its state cannot be read, and the error says so", async () => {
    await workspace.fault({ path: "/api/2.2/jobs/runs/get", status: 403, body: {}, skip: 1, times: always });
    const { message } = await failureOf(runJob({ timeoutSeconds: 60 }));
    expect(message).toMatch(/Run \d+ continues to run: Get Job Run returns its status\./);
  });
});

describe("runs", () => {
  it("are cancelled one by one, and all of a job", async () => {
    await workspace.setClock("manual");
    await workspace.jobs({ run_ms: 3_600_000 });
    const { run_id: runId } = (await run("runJob", { jobId })) as Run;
    await workspace.setClock("auto");
    const canceled = (await run("cancelJobRun", { runId, waitForCompletion: true })) as Run;
    expect(canceled.outcome).toBe("canceled");
    await workspace.setClock("manual");
    const { run_id: other } = (await run("runJob", { jobId })) as Run;
    await workspace.setClock("auto");
    expect(await run("cancelAllJobRuns", { jobId, waitForCompletion: true })).toEqual({
      job_id: jobId,
      runs: [{ run_id: other, outcome: "canceled" }],
    });
  });

  it("are listed from every page, the latest first, up to a limit", async () => {
    for (let count = 0; count < 30; count += 1) await run("runJob", { jobId });
    const all = (await run("listJobRuns", { jobId })) as Run[];
    expect(all).toHaveLength(31);
    expect(new Set(all.map(({ run_id }) => run_id)).size).toBe(31);
    expect(await run("listJobRuns", { jobId, limit: 26 })).toHaveLength(26);
    expect(await run("listJobRuns", { jobId: 12345 })).toEqual([]);
  });

  it("have all their tasks, from every page", async () => {
    const tasks = Array.from({ length: 130 }, (_, index) => ({
      task_key: `t${index}`,
      condition_task: { op: "EQUAL_TO", left: "1", right: "1" },
    }));
    const { job_id } = (await run("createJob", { jobName: "Wide", tasks })) as { job_id: number };
    const whole = (await run("getJob", { jobId: job_id })) as { settings: { tasks: object[] } };
    expect(whole.settings.tasks).toHaveLength(130);
    expect(whole).not.toHaveProperty("next_page_token");
    const done = await runJob({ jobId: job_id });
    expect(done.tasks).toHaveLength(130);
    expect(done.outcome).toBe("succeeded");
  });

  it("are deleted after their end alone", async () => {
    const { run_id: runId } = jobRunExample;
    expect(await run("deleteJobRun", { runId })).toEqual({ run_id: runId });
    expect((await failureOf(run("getJobRun", { runId }))).message).toContain("does not exist");
  });
});

describe("jobs", () => {
  it("are created, changed, found and deleted", async () => {
    const { job_id: made } = (await run("createJob", {
      jobName: "Odd «näme»",
      tasks: [countTaskExample],
      jobSettings: { max_concurrent_runs: 3, tags: { team: "ops" } },
    })) as { job_id: number };
    const changed = await run("updateJob", {
      jobId: made,
      newSettings: { description: "new" },
      fieldsToRemove: ["tags"],
    });
    expect(changed).toMatchObject({
      settings: { name: "Odd «näme»", description: "new", max_concurrent_runs: 3 },
    });
    expect((changed as { settings: object }).settings).not.toHaveProperty("tags");
    expect(await run("listJobs", { jobName: "ODD «NÄME»" })).toHaveLength(1);
    expect(await run("deleteJob", { jobId: made })).toEqual({ job_id: made });
    expect((await failureOf(run("getJob", { jobId: made }))).message).toContain(`Job ${made} does not exist`);
  });

  it("are listed from every page", async () => {
    for (let count = 0; count < 105; count += 1)
      await run("createJob", { jobName: `J${count}`, tasks: [countTaskExample] });
    expect(await run("listJobs", {})).toHaveLength(106);
  });
});
