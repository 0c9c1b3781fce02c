/** What the workspace answers of jobs and workspace objects, held to Databricks' own description of its API. */
import { jobRunExample } from "../src/services/jobs/jobsExamples";
import { useWorkspace } from "./support/workspace";

describe("the workspace", () => {
  // What was asked and answered is held to the description when the workspace ends.
  const workspace = useWorkspace();

  const ok = async (method: string, path: string, body?: unknown): Promise<Record<string, unknown>> => {
    const { status, text, json } = await workspace.call(method, path, body);
    if (status !== 200) throw new Error(`${method} ${path}: ${status} ${text}`);
    return json as Record<string, unknown>;
  };

  it("answers workspace objects as described", async () => {
    const base = "/api/2.0/workspace";
    const content = Buffer.from("x = 1").toString("base64");
    await ok("POST", `${base}/mkdirs`, { path: "/Shared/contract" });
    await ok("POST", `${base}/import`, {
      path: "/Shared/contract/a",
      format: "SOURCE",
      language: "PYTHON",
      content,
    });
    await ok("POST", `${base}/import`, {
      path: "/Shared/contract/b.py",
      format: "AUTO",
      content,
      overwrite: true,
    });
    await ok("GET", `${base}/list?path=/Shared/contract&notebooks_modified_after=0`);
    await ok("GET", `${base}/get-status?path=/Shared/contract`);
    await ok("GET", `${base}/export?path=/Shared/contract/a&format=SOURCE`);
    await ok("POST", `${base}/delete`, { path: "/Shared/contract", recursive: true });
    expect((await workspace.call("GET", `${base}/get-status?path=/Shared/contract`)).status).toBe(404);
  });

  it("answers jobs and runs of every outcome as described", async () => {
    const base = "/api/2.2/jobs";
    const task = (task_key: string, left: string, more: object = {}) => ({
      task_key,
      condition_task: { op: "LESS_THAN", left, right: "1" },
      ...more,
    });
    const after = { depends_on: [{ task_key: "a" }] };
    const tasks = [task("a", "{{job.parameters.n}}", { max_retries: 1 }), task("b", "0", after)];
    const parameters = [{ name: "n", default: "none" }];
    const { job_id } = await ok("POST", `${base}/create`, { name: "Contract", tasks, parameters });
    await ok("GET", `${base}/get?job_id=${job_id}`);
    await ok("GET", `${base}/list?limit=1&name=contract&expand_tasks=true`);
    await ok("POST", `${base}/update`, {
      job_id,
      new_settings: { tags: { a: "b" } },
      fields_to_remove: ["tags"],
    });
    const ended = async (run_id: unknown): Promise<Record<string, unknown>> => {
      const run = await ok(
        "GET",
        `${base}/runs/get?run_id=${run_id}&include_history=true&include_resolved_values=true`,
      );
      return run.end_time === 0 ? ended(run_id) : run;
    };
    const { run_id } = await ok("POST", `${base}/run-now`, { job_id, idempotency_token: "contract" });
    expect((await ended(run_id)).state).toMatchObject({ result_state: "FAILED" });
    const repair = { run_id, rerun_all_failed_tasks: true, job_parameters: { n: "0" } };
    await ok("POST", `${base}/runs/repair`, repair);
    const repaired = await ended(run_id);
    expect(repaired.state).toMatchObject({ result_state: "SUCCESS" });
    const [{ run_id: taskRunId }] = repaired.tasks as [{ run_id: number }];
    await ok("GET", `${base}/runs/get-output?run_id=${taskRunId}`);
    await ok("GET", `${base}/runs/list?job_id=${job_id}&expand_tasks=true&completed_only=true&limit=5`);
    await workspace.jobs({ run_ms: 1000 });
    await ok("POST", `${base}/run-now`, { job_id });
    const queued = await ok("POST", `${base}/run-now`, { job_id, queue: { enabled: true } });
    const skipped = await ok("POST", `${base}/run-now`, { job_id, queue: { enabled: false } });
    for (const each of [queued, skipped]) await ok("GET", `${base}/runs/get?run_id=${each.run_id}`);
    await ok("POST", `${base}/runs/cancel`, { run_id: queued.run_id });
    await ok("POST", `${base}/runs/cancel-all`, { job_id });
    const submitted = await ok("POST", `${base}/runs/submit`, { run_name: "Once", tasks: [task("a", "0")] });
    await ok("GET", `${base}/runs/get?run_id=${submitted.run_id}`);
    await ok("POST", `${base}/runs/delete`, { run_id });
    await ok("POST", `${base}/reset`, { job_id, new_settings: { name: "Contract" } });
    await ok("POST", `${base}/delete`, { job_id });
    const [count, check] = jobRunExample.tasks;
    for (const each of [count, check]) await ok("GET", `${base}/runs/get-output?run_id=${each?.run_id}`);
    await ok("GET", `${base}/runs/export?run_id=${count?.run_id}&views_to_export=ALL`);
    expect((await workspace.call("GET", `${base}/get?job_id=${job_id}`)).status).toBe(400);
  });
});
