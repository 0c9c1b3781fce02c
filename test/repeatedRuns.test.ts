/** What a step does that starts a run and runs again: it joins its run, and does not start another. */
import { jobExample } from "../src/services/jobs/jobsExamples";
import { failureOf, runIn, useLogLines } from "./support/component";
import { startVirtualTime } from "./support/virtualTime";
import { useWorkspace } from "./support/workspace";

const runNow = "/api/2.2/jobs/run-now";
const submit = "/api/2.2/jobs/runs/submit";
const jobId = jobExample.job_id;
const minute = 60_000;

const workspace = useWorkspace();
const lines = useLogLines();

interface Run {
  run_id: number;
  outcome: string;
}

let executions = 0;
/** An execution of a flow: what a step of it is told. */
const newExecution = () => {
  executions += 1;
  return { executionId: `execution ${executions}`, stepId: "step 1" };
};

const runJob = (context: object, given: object = {}): Promise<Run> =>
  runIn(workspace, "runJob", { jobId, ...given }, { context, lines }) as Promise<Run>;

const failed = { state: { life_cycle_state: "TERMINATED", result_state: "FAILED", state_message: "no" } };
const succeeded = { state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS", state_message: "" } };

/** Runs that begin now go on until time is moved, and end so. */
const runsEndAs = (end_as: object): Promise<void> =>
  workspace.jobs({ end_as, pending_ms: minute, run_ms: minute });

/** A first attempt of the step that starts a run and then fails: its answer is lost for good. */
const lostAttempt = async (context: object, given: object = {}): Promise<number> => {
  await workspace.fault({ method: "POST", path: runNow, phase: "after", status: 500, times: 100 });
  const time = startVirtualTime();
  const failure = await failureOf(runJob(context, given));
  time.stop();
  await workspace.clearFaults();
  expect(failure.message).toContain("The run may have started");
  return (await startedRuns())[0] ?? 0;
};

/** The runs of the job that began in this test, the newest first. */
const startedRuns = async (): Promise<number[]> => {
  const { json } = await workspace.call("GET", `/api/2.2/jobs/runs/list?job_id=${jobId}`);
  const { runs = [] } = json as { runs?: { run_id: number; start_time: number }[] };
  return runs
    .filter(({ start_time }) => start_time >= Date.UTC(2025, 10, 18, 12))
    .sort((one, other) => other.start_time - one.start_time)
    .map(({ run_id }) => run_id);
};

const told = (): string[] => lines.filter(({ level }) => level === "info").map(({ text }) => text);

describe("a step that runs again", () => {
  it("joins the run of its first attempt while it goes on, and gives its result", async () => {
    await runsEndAs(succeeded);
    const context = newExecution();
    const first = await lostAttempt(context, { waitForCompletion: true });
    await workspace.advance(minute);
    await workspace.setClock("auto");
    const run = await runJob(context, { waitForCompletion: true });
    expect([run.run_id, run.outcome]).toEqual([first, "succeeded"]);
    expect(await startedRuns()).toEqual([first]);
    expect(told()).toContainEqual(
      expect.stringMatching(/^Run \d+ was started before and is \w+: it is joined$/),
    );
  });

  it("gives the ID of its run where it does not wait", async () => {
    const context = newExecution();
    const first = await lostAttempt(context);
    expect(await runJob(context)).toMatchObject({ run_id: first });
    expect(await startedRuns()).toEqual([first]);
  });

  it("starts a new run after one that had failed before, and joins that the next time", async () => {
    await runsEndAs(failed);
    const context = newExecution();
    const first = await lostAttempt(context);
    await workspace.setClock("auto");
    await runsEndAs(succeeded);
    await workspace.advance(10 * minute);
    const run = await runJob(context, { waitForCompletion: true });
    expect([run.run_id === first, run.outcome]).toEqual([false, "succeeded"]);
    expect(await startedRuns()).toEqual([run.run_id, first]);
    expect(told()).toContain(`Run ${first} had already ended without success: a new run is started`);
  });

  it("fails with its run where that fails while the step waits for it", async () => {
    await runsEndAs(failed);
    const context = newExecution();
    const first = await lostAttempt(context, { waitForCompletion: true });
    await workspace.forget();
    const failing = failureOf(runJob(context, { waitForCompletion: true }));
    while (!(await workspace.requests()).some(({ path }) => path === "/api/2.2/jobs/runs/get"));
    await workspace.setClock("auto");
    const failure = await failing;
    expect(failure.message).toContain(`Run ${first}`);
    expect(failure.message).toContain("it ended as failed");
    expect(await startedRuns()).toEqual([first]);
  });

  it("starts one run each time it fails, whatever became of those before", async () => {
    await runsEndAs(failed);
    const context = newExecution();
    await workspace.setClock("auto");
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await failureOf(runJob(context, { waitForCompletion: true }));
      expect(await startedRuns()).toHaveLength(attempt);
      await workspace.advance(minute);
    }
  });

  it("returns the failed run where Failed Run says so, and tells why", async () => {
    await runsEndAs(failed);
    const context = newExecution();
    const given = { failedRun: "keep", waitForCompletion: true };
    const first = await lostAttempt(context, given);
    await workspace.setClock("auto");
    await workspace.advance(10 * minute);
    const failure = await failureOf(runJob(context, given));
    expect(failure.message).toContain(`Run ${first}`);
    expect(failure.message).toContain("Failed Run determines whether a new one is started.");
    const run = await runJob(context, { ...given, failOnError: false });
    expect([run.run_id, run.outcome]).toEqual([first, "failed"]);
  });

  it("without waiting looks at its run only where Failed Run says so", async () => {
    await runsEndAs(failed);
    await workspace.setClock("auto");
    const context = newExecution();
    const first = await lostAttempt(context);
    await workspace.advance(10 * minute);
    expect(await runJob(context)).toMatchObject({ run_id: first });
    const other = newExecution();
    const second = await lostAttempt(other, { failedRun: "startNew" });
    await workspace.advance(10 * minute);
    const { run_id } = await runJob(other, { failedRun: "startNew" });
    expect(await startedRuns()).toEqual([run_id, second, first]);
    expect(told()).toContain(`Run ${second} ended as failed before: a new run is started`);
  });

  it("starts a new run where its run was deleted, unless it is to keep it", async () => {
    await runsEndAs(failed);
    await workspace.setClock("auto");
    const context = newExecution();
    const first = await lostAttempt(context);
    await workspace.advance(10 * minute);
    const { status } = await workspace.call("POST", "/api/2.2/jobs/runs/delete", { run_id: first });
    expect(status).toBe(200);
    const kept = await failureOf(runJob(context, { failedRun: "keep" }));
    expect(kept.message).toMatch(/has been deleted\..* Failed Run determines whether a new run is started/);
    const { run_id } = await runJob(context);
    expect(await startedRuns()).toEqual([run_id]);
    expect(told()).toContain("The run that was started before was deleted: a new run is started");
  });
});

describe("another run is started", () => {
  it.each<[string, () => [object, object, object?, object?]]>([
    ["by another execution", () => [newExecution(), newExecution()]],
    ["by another step", () => twice((one) => ({ ...one, stepId: "step 2" }))],
    [
      "in another iteration of a loop",
      () => twice((one) => ({ ...one, executionFrame: { stepName: "Run", loopPath: "Each:2" } })),
    ],
    ["by the same step after its run was started", () => twice((one) => one)],
    ["with other parameters", () => [...twice((one) => one), {}, { jobParameters: { state: "AK" } }]],
    ["where the execution is unknown", () => [{ executionId: "" }, { executionId: "" }]],
    ["in spectral's test harness", () => [{}, {}]],
  ])("%s", async (_name, contexts) => {
    const [one, other, given = {}, otherGiven = {}] = contexts();
    const first = await runJob(one, given);
    const second = await runJob(other, otherGiven);
    expect(await startedRuns()).toHaveLength(2);
    expect(second.run_id).not.toBe(first.run_id);
  });

  const twice = (change: (one: object) => object): [object, object] => {
    const one = newExecution();
    return [one, change(one)];
  };
});

describe("an Idempotency Token", () => {
  const given = { idempotencyToken: "order-4711", waitForCompletion: true };

  it("returns its run to every execution, failed or not", async () => {
    await runsEndAs(failed);
    await workspace.setClock("auto");
    await failureOf(runJob(newExecution(), given));
    await workspace.advance(10 * minute);
    const again = await failureOf(runJob(newExecution(), given));
    expect(again.message).toContain("It is the run that the Idempotency Token has started before.");
    expect(await startedRuns()).toHaveLength(1);
  });

  it("starts a new run after a failed one where Failed Run says so, and one only", async () => {
    await runsEndAs(failed);
    await workspace.setClock("auto");
    await failureOf(runJob(newExecution(), given));
    await workspace.advance(10 * minute);
    await failureOf(runJob(newExecution(), { ...given, failedRun: "startNew" }));
    expect(await startedRuns()).toHaveLength(2);
    await runsEndAs(succeeded);
    await workspace.advance(10 * minute);
    const third = await runJob(newExecution(), { ...given, failedRun: "startNew" });
    expect(await startedRuns()).toHaveLength(3);
    await workspace.advance(10 * minute);
    expect(await runJob(newExecution(), { ...given, failedRun: "startNew" })).toMatchObject(third);
  });
});

it("a submitted run is joined in the same way", async () => {
  const tasks = [{ task_key: "a", condition_task: { left: "1", op: "EQUAL_TO", right: "1" } }];
  const submitRun = (context: object) =>
    runIn(workspace, "submitRun", { tasks }, { context, lines }) as Promise<Run>;
  const context = newExecution();
  await workspace.fault({ method: "POST", path: submit, phase: "after", status: 500, times: 100 });
  const time = startVirtualTime();
  await failureOf(submitRun(context));
  time.stop();
  await workspace.clearFaults();
  const { run_id } = await submitRun(context);
  const { json } = await workspace.call("GET", "/api/2.2/jobs/runs/list?run_type=SUBMIT_RUN");
  expect((json as { runs: Run[] }).runs.map((run) => run.run_id)).toEqual([run_id]);
});
