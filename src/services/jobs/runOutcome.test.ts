import { isRunDone, latestAttempts, outcomeOf, type RunOutcome, reasonOf } from "./runOutcome";

const status = (state: string, code?: string, type?: string) => ({
  state,
  ...(code !== undefined && { termination_details: { code, type } }),
});
const state = (life_cycle_state: string, result_state?: string) => ({ life_cycle_state, result_state });

/** The new status, the older state, and what they come down to. */
const table: [ReturnType<typeof status> | undefined, ReturnType<typeof state> | undefined, RunOutcome][] = [
  [status("QUEUED"), undefined, "queued"],
  [status("BLOCKED"), undefined, "pending"],
  [status("PENDING"), undefined, "pending"],
  [status("WAITING"), undefined, "pending"],
  [status("RUNNING"), undefined, "running"],
  [status("TERMINATING"), undefined, "running"],
  [status("PONDERING"), undefined, "running"],
  [status("TERMINATED", "SUCCESS", "SUCCESS"), undefined, "succeeded"],
  [status("TERMINATED", "SUCCESS_WITH_FAILURES", "SUCCESS"), undefined, "succeededWithFailures"],
  [status("TERMINATED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR"), undefined, "failed"],
  [status("TERMINATED", "CLUSTER_ERROR", "CLOUD_FAILURE"), undefined, "failed"],
  [status("TERMINATED", "A_NEW_FAILURE", "CLIENT_ERROR"), undefined, "failed"],
  [status("TERMINATED", "A_NEW_SUCCESS", "SUCCESS"), undefined, "succeeded"],
  [status("TERMINATED", "USER_CANCELED", "SUCCESS"), undefined, "canceled"],
  [status("TERMINATED", "CANCELED", "CLIENT_ERROR"), undefined, "canceled"],
  [status("TERMINATED", "SKIPPED", "SUCCESS"), undefined, "skipped"],
  [status("TERMINATED", "MAX_CONCURRENT_RUNS_EXCEEDED", "CLIENT_ERROR"), undefined, "skipped"],
  [status("TERMINATED", "DISABLED", "SUCCESS"), undefined, "disabled"],
  [status("TERMINATED", "INTERNAL_ERROR", "INTERNAL_ERROR"), undefined, "internalError"],
  [status("TERMINATED"), undefined, "failed"],
  [status("TERMINATED"), state("TERMINATED", "SUCCESS"), "succeeded"],
  [status("TERMINATED", "CANCELED", "CLIENT_ERROR"), state("TERMINATED", "TIMEDOUT"), "timedOut"],
  [
    status("TERMINATED", "RUN_EXECUTION_ERROR", "CLIENT_ERROR"),
    state("TERMINATED", "UPSTREAM_FAILED"),
    "upstreamFailed",
  ],
  [status("TERMINATED", "SUCCESS", "SUCCESS"), state("INTERNAL_ERROR", "FAILED"), "succeeded"],
  [status("RUNNING"), state("TERMINATED", "SUCCESS"), "running"],
  [undefined, state("QUEUED"), "queued"],
  [undefined, state("PENDING"), "pending"],
  [undefined, state("BLOCKED"), "pending"],
  [undefined, state("WAITING_FOR_RETRY"), "pending"],
  [undefined, state("RUNNING"), "running"],
  [undefined, state("TERMINATING", "FAILED"), "running"],
  [undefined, state("PONDERING"), "running"],
  [undefined, state("TERMINATED", "SUCCESS"), "succeeded"],
  [undefined, state("TERMINATED", "SUCCESS_WITH_FAILURES"), "succeededWithFailures"],
  [undefined, state("TERMINATED", "FAILED"), "failed"],
  [undefined, state("TERMINATED", "TIMEDOUT"), "timedOut"],
  [undefined, state("TERMINATED", "CANCELED"), "canceled"],
  [undefined, state("TERMINATED", "EXCLUDED"), "excluded"],
  [undefined, state("TERMINATED", "UPSTREAM_CANCELED"), "upstreamCanceled"],
  [undefined, state("TERMINATED", "DISABLED"), "disabled"],
  [undefined, state("TERMINATED", "MAXIMUM_CONCURRENT_RUNS_REACHED"), "skipped"],
  [undefined, state("TERMINATED", "SOMETHING_NEW"), "failed"],
  [undefined, state("TERMINATED"), "failed"],
  [undefined, state("SKIPPED"), "skipped"],
  [undefined, state("INTERNAL_ERROR"), "internalError"],
  [undefined, state("INTERNAL_ERROR", "FAILED"), "failed"],
  [undefined, undefined, "running"],
];

const ongoing: RunOutcome[] = ["queued", "pending", "running"];

describe("the states of a run", () => {
  it.each(table)("%j beside %j come down to %s", (newer, older, outcome) => {
    const run = { status: newer, state: older };
    expect(outcomeOf(run)).toBe(outcome);
    expect(isRunDone(run)).toBe(!ongoing.includes(outcome));
  });

  it("give a reason in Databricks' words, the newer first", () => {
    expect(reasonOf({})).toBe("");
    expect(reasonOf({ state: { state_message: "old" } })).toBe("old");
    expect(
      reasonOf({ status: { termination_details: { message: "new" } }, state: { state_message: "old" } }),
    ).toBe("new");
    expect(reasonOf({ status: { queue_details: { message: "full" } } })).toBe("full");
  });
});

describe("attempts at tasks", () => {
  it("are told by the latest of each task, in the order of the tasks", () => {
    const tasks = [
      { task_key: "a", run_id: 1, attempt_number: 0 },
      { task_key: "b", run_id: 2, attempt_number: 0 },
      { task_key: "a", run_id: 3, attempt_number: 1 },
      { task_key: "c", run_id: 4 },
    ];
    expect(latestAttempts(tasks).map(({ run_id }) => run_id)).toEqual([3, 2, 4]);
  });
});
