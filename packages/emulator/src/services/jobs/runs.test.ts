import { startAt } from "../../fixedStart";
import type { JobRunResource } from "./job";
import { failing, jobsClient, resultStateOf, results, succeeding, taskRunOf, waitingFor } from "./jobsClient";

const client = jobsClient();
const { advance, call, control, create, ended, post, refused, run, start, submit, until } = client;

const minute = 60_000;

describe("a run", () => {
  it("of a job goes through its tasks in their order and shows itself in both forms", async () => {
    const tasks = [succeeding("b", waitingFor("a")), succeeding("a")];
    const job_id = await create({ name: "Daily", tasks });
    await control({ pending_ms: 2_000, run_ms: 5_000 });
    const answer = await post<JobRunResource>("run-now", { job_id });
    const run_id = answer.run_id;
    expect(answer).toEqual({ run_id, number_in_job: run_id });
    const begun = await until(run_id, ({ state }) => state?.life_cycle_state === "RUNNING");
    expect(begun).toMatchObject({ start_time: startAt, end_time: 0, run_duration: 0 });
    expect(begun.status).toEqual({ state: "RUNNING" });
    expect(results(begun)).toEqual({ a: "PENDING", b: "BLOCKED" });
    advance(2_000);
    await until(run_id, (found) => results(found).a === "RUNNING");
    advance(5_000);
    await until(run_id, (found) => results(found).b === "PENDING");
    advance(2_000);
    await until(run_id, (found) => results(found).b === "RUNNING");
    advance(5_000);
    const whole = await ended(run_id);
    expect(whole).toMatchObject({
      job_id,
      run_name: "Daily",
      run_type: "JOB_RUN",
      trigger: "ONE_TIME",
      number_in_job: run_id,
      creator_user_name: "ada@example.com",
      state: { life_cycle_state: "TERMINATED", result_state: "SUCCESS" },
      status: { state: "TERMINATED", termination_details: { code: "SUCCESS", type: "SUCCESS" } },
      end_time: startAt + 14_000,
      run_duration: 14_000,
      setup_duration: 0,
      execution_duration: 0,
    });
    expect(taskRunOf(whole, "b")).toMatchObject({
      start_time: startAt + 7_000,
      end_time: startAt + 14_000,
      setup_duration: 2_000,
      execution_duration: 5_000,
      condition_task: { outcome: "true" },
      attempt_number: 0,
    });
  });

  it("that fails names the tasks, and those after them are not run", async () => {
    const whole = await ended(
      await submit([failing("a"), succeeding("b", waitingFor("a")), succeeding("c")]),
    );
    expect(results(whole)).toEqual({ a: "FAILED", b: "UPSTREAM_FAILED", c: "SUCCESS" });
    const message =
      'Task a failed with message: Failed to compare operands: "no number" is not a number. ' +
      "This caused all downstream tasks to get skipped.";
    expect(whole.state).toEqual({
      life_cycle_state: "INTERNAL_ERROR",
      result_state: "FAILED",
      state_message: message,
      user_cancelled_or_timedout: false,
    });
    expect(whole.status).toEqual({
      state: "TERMINATED",
      termination_details: { code: "INVALID_RUN_CONFIGURATION", type: "CLIENT_ERROR", message },
    });
  });

  it("whose last tasks succeed has succeeded, though another failed", async () => {
    const whole = await ended(
      await submit([failing("a"), succeeding("b", { ...waitingFor("a"), run_if: "ALL_DONE" })]),
    );
    expect(resultStateOf(whole)).toBe("SUCCESS_WITH_FAILURES");
    expect(whole.status).toMatchObject({ termination_details: { code: "SUCCESS_WITH_FAILURES" } });
  });

  it("takes the branch of a condition, and leaves the other out with all that follows it", async () => {
    const on = (outcome: string) => ({ depends_on: [{ task_key: "is", outcome }] });
    const whole = await ended(
      await submit([
        succeeding("is"),
        succeeding("yes", on("true")),
        succeeding("no", on("false")),
        succeeding("after_no", waitingFor("no")),
        succeeding("both", { ...waitingFor("yes", "no"), run_if: "NONE_FAILED" }),
      ]),
    );
    expect(results(whole)).toEqual({
      is: "SUCCESS",
      yes: "SUCCESS",
      no: "EXCLUDED",
      after_no: "EXCLUDED",
      both: "SUCCESS",
    });
    expect(resultStateOf(whole)).toBe("SUCCESS");
  });

  it("of some tasks leaves the others out; a plus adds what comes before or after", async () => {
    const tasks = [succeeding("a"), succeeding("b", waitingFor("a")), succeeding("c", waitingFor("b"))];
    const job_id = await create({ tasks });
    const only = async (...keys: string[]) => results(await ended(await start(job_id, { only: keys })));
    expect(await only("b")).toEqual({ a: "DISABLED", b: "SUCCESS", c: "DISABLED" });
    expect(await only("+b")).toEqual({ a: "SUCCESS", b: "SUCCESS", c: "DISABLED" });
    expect(await only("b+")).toEqual({ a: "DISABLED", b: "SUCCESS", c: "SUCCESS" });
    expect((await refused("POST", "/api/2.2/jobs/run-now", { job_id, only: ["x"] }))[2]).toBe(
      "Task key x of only does not exist.",
    );
  });

  it("does not run a disabled task", async () => {
    const whole = await ended(
      await submit([succeeding("a", { disabled: true }), succeeding("b", waitingFor("a"))]),
    );
    expect(results(whole)).toEqual({ a: "DISABLED", b: "SUCCESS" });
  });

  it("by a token happens once, and never again when it has been deleted", async () => {
    const job_id = await create({ tasks: [succeeding("a")] });
    const idempotency_token = "t".repeat(64);
    const first = await start(job_id, { idempotency_token });
    expect(await start(job_id, { idempotency_token })).toBe(first);
    await ended(first);
    await post("runs/delete", { run_id: first });
    const again = { job_id, idempotency_token };
    expect((await refused("POST", "/api/2.2/jobs/run-now", again))[0]).toBe(400);
    const longer = { job_id, idempotency_token: "t".repeat(65) };
    expect((await refused("POST", "/api/2.2/jobs/run-now", longer))[2]).toContain("at most 64 characters");
    const once = await submit([succeeding("a")], { idempotency_token: "s" });
    expect(await submit([succeeding("a")], { idempotency_token: "s" })).toBe(once);
  });

  it("that goes on cannot be deleted; one that has ended can, once", async () => {
    await control({ run_ms: minute });
    const run_id = await submit([succeeding("a")]);
    expect((await refused("POST", "/api/2.2/jobs/runs/delete", { run_id }))[1]).toBe("INVALID_STATE");
    await until(run_id, (found) => results(found).a === "RUNNING");
    advance(minute);
    await ended(run_id);
    await post("runs/delete", { run_id });
    const gone = [400, "INVALID_PARAMETER_VALUE", `Run ${run_id} does not exist.`];
    for (const route of ["get", "get-output", "export"]) {
      expect(await refused("GET", `/api/2.2/jobs/runs/${route}?run_id=${run_id}`)).toEqual(gone);
    }
    for (const route of ["delete", "cancel", "repair"]) {
      expect(await refused("POST", `/api/2.2/jobs/runs/${route}`, { run_id })).toEqual(gone);
    }
  });

  it("is known for 60 days", async () => {
    const run_id = await submit([succeeding("a")]);
    await ended(run_id);
    advance(60 * 24 * 60 * minute);
    expect((await call("GET", `/api/2.2/jobs/runs/get?run_id=${run_id}`)).status).toBe(200);
    advance(1);
    expect((await call("GET", `/api/2.2/jobs/runs/get?run_id=${run_id}`)).status).toBe(400);
  });

  it("submitted without a name is untitled, and one without tasks is refused", async () => {
    const run_id = await submit([succeeding("a")]);
    expect(await ended(run_id)).toMatchObject({ run_name: "Untitled", run_type: "SUBMIT_RUN" });
    expect((await refused("POST", "/api/2.2/jobs/runs/submit", {}))[2]).toBe("Missing required field: tasks");
  });
});

describe("more runs than a job may have at once", () => {
  it("wait for their turn", async () => {
    await control({ run_ms: minute });
    const job_id = await create({ tasks: [succeeding("a")] });
    const [first, second, third] = [await start(job_id), await start(job_id), await start(job_id)];
    const waiting = await run(second);
    const message = "Queued due to reaching maximum concurrent runs of 1.";
    expect(waiting.state).toMatchObject({ life_cycle_state: "QUEUED", queue_reason: message });
    expect(waiting.status).toEqual({
      state: "QUEUED",
      queue_details: { code: "MAX_CONCURRENT_RUNS_REACHED", message },
    });
    await post("runs/cancel", { run_id: third });
    expect(resultStateOf(await run(third))).toBe("CANCELED");
    await until(first, (found) => results(found).a === "RUNNING");
    advance(minute);
    await ended(first);
    await until(second, (found) => results(found).a === "RUNNING");
    expect(await run(second)).toMatchObject({ queue_duration: minute });
    advance(minute);
    expect(resultStateOf(await ended(second))).toBe("SUCCESS");
  });

  it("are skipped where they may not wait", async () => {
    await control({ run_ms: minute });
    const job_id = await create({ tasks: [succeeding("a")], queue: { enabled: false } });
    await start(job_id);
    const skipped = await run(await start(job_id));
    expect(skipped.state).toMatchObject({
      life_cycle_state: "SKIPPED",
      result_state: "MAXIMUM_CONCURRENT_RUNS_REACHED",
    });
    expect(skipped.status).toMatchObject({
      state: "TERMINATED",
      termination_details: { code: "MAX_CONCURRENT_RUNS_EXCEEDED" },
    });
    expect((await run(await start(job_id, { queue: { enabled: true } }))).state).toMatchObject({
      life_cycle_state: "QUEUED",
    });
  });

  it("are allowed where the job says so", async () => {
    await control({ run_ms: minute });
    const job_id = await create({ tasks: [succeeding("a")], max_concurrent_runs: 2 });
    await start(job_id);
    const second = await start(job_id);
    await until(second, (found) => results(found).a === "RUNNING");
  });
});
