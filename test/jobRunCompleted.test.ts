/** Job Run Completed on the built bundle: runs that have ended, with what they ended by. */
import { jobExample } from "../src/services/jobs/jobsExamples";
import { failureOf, subjectOf } from "./support/component";
import { PolledFlow } from "./support/polledFlow";
import { useWorkspace } from "./support/workspace";

interface Ended {
  run_id: number;
  job_id: number;
  outcome: string;
  end_time: number;
  tasks?: { task_key: string; outcome: string }[];
  failedTasks?: { task_key: string; error: string; error_trace?: string }[];
}

const jobs = "/api/2.2/jobs";

const workspace = useWorkspace({ clock: "auto" });

const flow = (more: Record<string, unknown> = {}): PolledFlow<Ended> =>
  new PolledFlow<Ended>(workspace, "jobRunCompleted", more);

const ask = async <T>(path: string, body?: object): Promise<T> => {
  const { status, text, json } = await workspace.call(body ? "POST" : "GET", `${jobs}${path}`, body);
  if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
  return json as T;
};

/** Starts a run and waits for its end. */
const runToEnd = async (body: object): Promise<number> => {
  const { run_id } = await ask<{ run_id: number }>("/run-now", body);
  const state = async (): Promise<string> =>
    (await ask<{ status: { state: string } }>(`/runs/get?run_id=${run_id}`)).status.state;
  while ((await state()) !== "TERMINATED");
  return run_id;
};

/** A job of one task that needs no cluster, or of one that cannot be run. */
const makeJob = async (
  task: object = { condition_task: { op: "EQUAL_TO", left: "1", right: "1" } },
): Promise<number> => {
  const settings = { name: "Quick", max_concurrent_runs: 10, tasks: [{ task_key: "only", ...task }] };
  return (await ask<{ job_id: number }>("/create", settings)).job_id;
};

const broken = { dbt_task: { commands: ["dbt run"] } };

describe("Job Run Completed", () => {
  it("gives what its example shows, and nothing of what was there before", async () => {
    const polled = flow({ jobId: String(jobExample.job_id) });
    expect(await polled.poll()).toEqual({ items: [], pages: 1, noChanges: true });
    const run_id = await runToEnd({ job_id: jobExample.job_id });
    const { items } = await polled.poll();
    expect(items).toMatchObject([{ run_id, job_id: jobExample.job_id, outcome: "succeeded" }]);
    const [example = {}] = subjectOf("jobRunCompleted").example as object[];
    expect(Object.keys(items[0] ?? {})).toEqual(expect.arrayContaining(Object.keys(example)));
    expect((await polled.poll()).noChanges).toBe(true);
  });

  it("follows a run that takes longer than any look-back", async () => {
    await workspace.setClock("manual");
    const job_id = await makeJob();
    await workspace.jobs({ run_ms: 90 * 86_400_000 });
    const { run_id } = await ask<{ run_id: number }>("/run-now", { job_id });
    const polled = flow({ lookBackMinutes: "0" });
    await polled.poll();
    await workspace.jobs({ run_ms: 0 });
    for (let day = 0; day < 3; day += 1) {
      await workspace.advance(30 * 86_400_000);
      await runToEnd({ job_id });
    }
    await runToEnd({ job_id });
    expect((await polled.poll()).items.map((run) => run.run_id)).toContain(run_id);
    expect(polled.received).toHaveLength(5);
  });

  it("gives no run again when Look-Back is raised", async () => {
    await workspace.setClock("manual");
    const job_id = await makeJob();
    const polled = flow({ jobId: String(job_id), lookBackMinutes: "0" });
    await polled.poll();
    for (let day = 0; day < 3; day += 1) {
      await runToEnd({ job_id });
      await polled.poll();
      await workspace.advance(86_400_000);
    }
    expect(polled.received).toHaveLength(3);
    polled.parameters = { ...polled.parameters, lookBackMinutes: "10080" };
    expect((await polled.poll()).items).toEqual([]);
  });

  it("lets only the wanted outcomes through, and only those of the job", async () => {
    const good = await makeJob();
    const bad = await makeJob(broken);
    const failures = flow({ outcomes: ["failed", "internalError"] });
    const ofGood = flow({ jobId: String(good) });
    await failures.poll();
    await ofGood.poll();
    await runToEnd({ job_id: good });
    await runToEnd({ job_id: bad });
    expect((await failures.poll()).items.map((run) => run.job_id)).toEqual([bad]);
    expect((await ofGood.poll()).items.map((run) => run.job_id)).toEqual([good]);
  });

  it("fetches the tasks and what they failed with", async () => {
    const job_id = await makeJob(broken);
    const polled = flow({ fetchRun: "true" });
    await polled.poll();
    await runToEnd({ job_id });
    const { items } = await polled.poll();
    expect(items).toMatchObject([
      {
        tasks: [{ task_key: "only" }],
        failedTasks: [{ task_key: "only", error: expect.stringContaining("dbt") }],
      },
    ]);
  });

  it("forgets a run that was deleted while it was followed", async () => {
    await workspace.setClock("manual");
    const job_id = await makeJob();
    await workspace.jobs({ run_ms: 90 * 86_400_000 });
    const { run_id } = await ask<{ run_id: number }>("/run-now", { job_id });
    const polled = flow();
    await polled.poll();
    await workspace.fault({ path: `${jobs}/runs/list`, body: {}, times: 2 });
    await workspace.fault({
      path: `${jobs}/runs/get`,
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST", message: `Run ${run_id} does not exist.` },
    });
    expect((await polled.poll()).items).toEqual([]);
    expect(polled.lines.map(({ text }) => text)).toContainEqual(
      expect.stringContaining("it has been deleted"),
    );
    await workspace.clearFaults();
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["an id that is none", { jobId: "Nightly" }, /^Job ID must be the digits of an ID/],
    ["an outcome that there is not", { outcomes: ["broken"] }, /^Outcomes must be one of succeeded/],
    ["a look-back of a month", { lookBackMinutes: "43200" }, /^Look-Back \(minutes\) must be a whole number/],
  ])("refuses %s before anything is sent", async (_what, given, words) => {
    expect((await failureOf(flow(given).poll())).message).toMatch(words);
    expect(await workspace.requests()).toEqual([]);
  });
});
