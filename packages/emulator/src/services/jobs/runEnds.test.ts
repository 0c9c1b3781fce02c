import type { JobRunResource } from "./job";
import { failing, jobsClient, resultStateOf, results, succeeding, taskRunOf, waitingFor } from "./jobsClient";

const { advance, control, create, ended, post, refused, run, start, submit, until } = jobsClient();

const minute = 60_000;

describe("a run that is stopped", () => {
  beforeEach(() => control({ run_ms: minute }));

  it("ends as cancelled, with its tasks", async () => {
    const run_id = await submit([succeeding("a"), succeeding("b", waitingFor("a"))]);
    await until(run_id, (found) => results(found).a === "RUNNING");
    await post("runs/cancel", { run_id });
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ a: "CANCELED", b: "CANCELED" });
    expect(whole.state).toMatchObject({
      life_cycle_state: "TERMINATED",
      result_state: "CANCELED",
      user_cancelled_or_timedout: true,
    });
    expect(whole.status).toMatchObject({ termination_details: { code: "USER_CANCELED" } });
    await post("runs/cancel", { run_id });
    expect(await run(run_id)).toEqual(whole);
  });

  it("in one task only goes on with the others", async () => {
    const run_id = await submit([succeeding("a"), succeeding("b", waitingFor("a")), succeeding("c")]);
    const begun = await until(
      run_id,
      (found) => results(found).a === "RUNNING" && results(found).c === "RUNNING",
    );
    await post("runs/cancel", { run_id: taskRunOf(begun, "a").run_id });
    await until(run_id, (found) => results(found).b === "UPSTREAM_CANCELED");
    advance(minute);
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ a: "CANCELED", b: "UPSTREAM_CANCELED", c: "SUCCESS" });
    expect(resultStateOf(whole)).toBe("CANCELED");
  });

  it("by its time ends as timed out", async () => {
    const run_id = await submit([succeeding("a"), succeeding("b", waitingFor("a"))], { timeout_seconds: 30 });
    await until(run_id, (found) => results(found).a === "RUNNING");
    advance(30_000);
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ a: "TIMEDOUT", b: "TIMEDOUT" });
    expect(whole).toMatchObject({
      state: { result_state: "TIMEDOUT", user_cancelled_or_timedout: true },
      status: { termination_details: { code: "CANCELED" } },
      run_duration: 30_000,
    });
  });

  it("by the time of one of its tasks has failed", async () => {
    const run_id = await submit([succeeding("a", { timeout_seconds: 30 })]);
    await until(run_id, (found) => results(found).a === "RUNNING");
    advance(30_000);
    const whole = await ended(run_id);
    expect(results(whole)).toEqual({ a: "TIMEDOUT" });
    expect(resultStateOf(whole)).toBe("FAILED");
  });

  it("with all runs of a job, or all that wait", async () => {
    const job_id = await create({ tasks: [succeeding("a")] });
    const other = await create({ tasks: [succeeding("a")] });
    const ids = [await start(job_id), await start(job_id), await start(other), await start(other)];
    const states = async () => Promise.all(ids.map(async (id) => resultStateOf(await run(id))));
    await until(ids[2] ?? 0, ({ state }) => state?.life_cycle_state === "RUNNING");
    await post("runs/cancel-all", { job_id: other, all_queued_runs: true });
    expect(await states()).toEqual(["RUNNING", "QUEUED", "RUNNING", "CANCELED"]);
    await post("runs/cancel-all", { job_id });
    await ended(ids[0] ?? 0);
    expect(await states()).toEqual(["CANCELED", "CANCELED", "RUNNING", "CANCELED"]);
    expect((await refused("POST", "/api/2.2/jobs/runs/cancel-all", {}))[2]).toBe(
      "Missing required field: job_id",
    );
  });
});

describe("a task that fails", () => {
  it("is tried again as often as it may be, after a while", async () => {
    const task = failing("a", { max_retries: 2, min_retry_interval_millis: minute });
    const run_id = await submit([task, succeeding("b", waitingFor("a"))]);
    const attempts = ({ tasks = [] }: JobRunResource) => tasks.filter(({ task_key }) => task_key === "a");
    const waiting = await until(run_id, (found) => attempts(found).length === 2);
    expect(attempts(waiting).map(resultStateOf)).toEqual(["FAILED", "WAITING_FOR_RETRY"]);
    expect(taskRunOf(waiting, "a").status).toEqual({ state: "WAITING" });
    advance(minute);
    await until(run_id, (found) => attempts(found).length === 3);
    advance(minute);
    const whole = await ended(run_id);
    expect(attempts(whole).map((task) => [task.attempt_number, resultStateOf(task)])).toEqual([
      [0, "FAILED"],
      [1, "FAILED"],
      [2, "FAILED"],
    ]);
    expect(new Set(attempts(whole).map(({ run_id: id }) => id)).size).toBe(3);
    expect(resultStateOf(whole)).toBe("FAILED");
  });

  it("is not tried again once its run is cancelled", async () => {
    const run_id = await submit([failing("a", { max_retries: -1, min_retry_interval_millis: minute })]);
    await until(run_id, ({ tasks }) => tasks?.length === 2);
    await post("runs/cancel", { run_id });
    const whole = await ended(run_id);
    expect(whole.tasks?.map(resultStateOf)).toEqual(["FAILED", "CANCELED"]);
  });
});
