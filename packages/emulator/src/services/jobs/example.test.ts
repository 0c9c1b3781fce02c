/** The example job and its run are known to a fresh workspace, as if the run had been before. */
import { job, jobRun, jobRunOutputs } from "../../seed/jobs";
import { jobsClient, resultStateOf, results } from "./jobsClient";

const { call, ended, get, output, post, refused, run, start } = jobsClient();

const { run_id, tasks } = jobRun;
const taskRun = (key: string) => {
  const found = tasks.find(({ task_key }) => task_key === key);
  if (!found) throw new Error(`No task ${key}`);
  return found;
};
const count = taskRun("count_airports");
const check = taskRun("check_airports");

describe("the example run", () => {
  it("is what every route shows", async () => {
    const shown = await run(run_id);
    const { format: _format, ...example } = jobRun as typeof jobRun & { format?: string };
    expect(shown).toEqual(example);
    const { tasks: _tasks, ...listed } = shown;
    expect(await get("runs/list", { job_id: job.job_id })).toEqual({ runs: [listed], has_more: false });
    for (const [index, task] of tasks.entries()) {
      const { metadata, ...given } = await output(task.run_id);
      const { metadata: _metadata, ...wanted } = jobRunOutputs[index] ?? {};
      expect(given).toEqual(wanted);
      expect(metadata).toMatchObject({ run_id: task.run_id, job_run_id: run_id, state: task.state });
      expect(await run(task.run_id)).toEqual(metadata);
    }
  });

  it("is exported as a page with its notebook's cells and its result", async () => {
    const { views } = await get<{ views: { name: string; type: string; content: string }[] }>("runs/export", {
      run_id: count.run_id,
    });
    expect(views).toEqual([{ name: "count_airports", type: "NOTEBOOK", content: expect.any(String) }]);
    expect(views[0]?.content).toContain("dbutils.widgets.text(&#34;state&#34;, &#34;HI&#34;)");
    expect(views[0]?.content).toContain("<p>Notebook exited: 16</p>");
    expect(await get("runs/export", { run_id: count.run_id, views_to_export: "DASHBOARDS" })).toEqual({});
    const other = `/api/2.2/jobs/runs/export?run_id=${check.run_id}`;
    expect((await refused("GET", other))[2]).toContain("only runs of notebooks can");
    expect(
      (await refused("GET", `/api/2.2/jobs/runs/export?run_id=${count.run_id}&views_to_export=X`))[0],
    ).toBe(400);
    expect((await refused("GET", `/api/2.2/jobs/runs/export?run_id=${run_id}`))[0]).toBe(400);
  });

  it("has no failed tasks to repair, but its tasks can be run again", async () => {
    const all = { run_id, rerun_all_failed_tasks: true };
    expect((await refused("POST", "/api/2.2/jobs/runs/repair", all))[0]).toBe(400);
    await post("runs/repair", { run_id, rerun_tasks: ["check_airports"] });
    const whole = await ended(run_id);
    expect([resultStateOf(whole), whole.tasks?.length]).toEqual(["SUCCESS", 3]);
    expect(results(whole)).toEqual({ count_airports: "SUCCESS", check_airports: "SUCCESS" });
  });

  it("is over, and can be deleted", async () => {
    await post("runs/cancel", { run_id });
    expect(await run(run_id)).toMatchObject({ state: jobRun.state });
    await post("runs/delete", { run_id });
    expect((await call("GET", `/api/2.2/jobs/runs/get?run_id=${run_id}`)).status).toBe(400);
  });

  it("comes out the same when its job is really run", async () => {
    const whole = await ended(await start(job.job_id));
    const outputs = [];
    for (const { run_id: id } of whole.tasks ?? []) {
      const { metadata: _metadata, ...given } = await output(id);
      outputs.push(given);
    }
    expect(outputs).toEqual(jobRunOutputs.map(({ metadata: _metadata, ...given }) => given));
    expect(results(whole)).toEqual({ count_airports: "SUCCESS", check_airports: "SUCCESS" });
  });
});
