/** Cancel All Job Runs where several runs do not end in time. */
import { failureOf, runnerIn } from "./support/component";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const workspace = useWorkspace({ clock: "manual" });

const run = runnerIn(workspace);

it("names every run that has not ended in time", async () => {
  await workspace.jobs({ run_ms: 3_600_000 });
  const tasks = [{ task_key: "t", condition_task: { op: "EQUAL_TO", left: "1", right: "1" } }];
  const jobSettings = { max_concurrent_runs: 3 };
  const made = await run("createJob", { jobName: "Several", tasks, jobSettings });
  const { job_id: jobId } = made as { job_id: number };
  const begun: number[] = [];
  for (let count = 0; count < 3; count += 1) {
    begun.push(((await run("runJob", { jobId })) as { run_id: number }).run_id);
  }
  await workspace.fault({ path: "/api/2.2/jobs/runs/cancel-all", status: 200, body: {} });
  const time = startVirtualTime();
  try {
    const given = { jobId, waitForCompletion: true, timeoutSeconds: 60 };
    const { message } = await failureOf(run("cancelAllJobRuns", given));
    expect(message).toMatch(/^Run \d+ .*Other runs that had not ended by then: \d+, \d+\./s);
    for (const runId of begun) expect(message).toContain(String(runId));
  } finally {
    time.stop();
  }
});
