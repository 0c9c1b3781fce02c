/**
 * The outcome of a run from its states. Databricks reports them twice: in the new `status`, and in the older `state`.
 */
import type { AnyRun, RunState, RunStatus, RunTaskResponse } from "./jobs";

/** The outcome of a run, in one word. */
export type RunOutcome =
  | "queued"
  | "pending"
  | "running"
  | "succeeded"
  | "succeededWithFailures"
  | "failed"
  | "timedOut"
  | "canceled"
  | "skipped"
  | "upstreamFailed"
  | "upstreamCanceled"
  | "excluded"
  | "disabled"
  | "internalError";

const pendingOutcomes: Record<string, RunOutcome> = {
  QUEUED: "queued",
  BLOCKED: "pending",
  PENDING: "pending",
  WAITING: "pending",
  WAITING_FOR_RETRY: "pending",
  RUNNING: "running",
  TERMINATING: "running",
};

/** Termination codes that are not plain failures. Unknown codes are failures, unless their type is a success. */
const byCode: Record<string, RunOutcome> = {
  SUCCESS: "succeeded",
  SUCCESS_WITH_FAILURES: "succeededWithFailures",
  USER_CANCELED: "canceled",
  CANCELED: "canceled",
  SKIPPED: "skipped",
  MAX_CONCURRENT_RUNS_EXCEEDED: "skipped",
  DISABLED: "disabled",
  INTERNAL_ERROR: "internalError",
};

const byResult: Record<string, RunOutcome> = {
  SUCCESS: "succeeded",
  SUCCESS_WITH_FAILURES: "succeededWithFailures",
  FAILED: "failed",
  TIMEDOUT: "timedOut",
  CANCELED: "canceled",
  MAXIMUM_CONCURRENT_RUNS_REACHED: "skipped",
  EXCLUDED: "excluded",
  UPSTREAM_FAILED: "upstreamFailed",
  UPSTREAM_CANCELED: "upstreamCanceled",
  DISABLED: "disabled",
};

const byLifeCycle: Record<string, RunOutcome> = { SKIPPED: "skipped", INTERNAL_ERROR: "internalError" };

/** The outcome according to the older state, more exact than codes in some cases; undefined while it is pending. */
const endOfState = ({ life_cycle_state = "", result_state = "" }: RunState): RunOutcome | undefined => {
  if (life_cycle_state !== "TERMINATED" && !Object.hasOwn(byLifeCycle, life_cycle_state)) return undefined;
  return byResult[result_state] ?? byLifeCycle[life_cycle_state] ?? "failed";
};

const endOfStatus = ({ termination_details: details = {} }: RunStatus): RunOutcome => {
  const { code = "", type } = details;
  return byCode[code] ?? (type === "SUCCESS" ? "succeeded" : "failed");
};

/** Outcomes that the older state distinguishes and the new status does not. */
const finerOutcomes: ReadonlySet<RunOutcome> = new Set([
  "timedOut",
  "upstreamFailed",
  "upstreamCanceled",
  "excluded",
  "internalError",
]);

/**
 * The outcome of a run. TERMINATED alone is not a success; unknown states count as running.
 * @param run a run of a job or of a task
 */
export const outcomeOf = ({ status, state = {} }: Pick<AnyRun, "status" | "state">): RunOutcome => {
  const older = endOfState(state);
  if (status?.state === "TERMINATED") {
    // Without details, only the older state shows how it ended.
    const newer = status.termination_details ? endOfStatus(status) : (older ?? "failed");
    return older !== undefined && finerOutcomes.has(older) && newer !== "succeeded" ? older : newer;
  }
  if (status?.state !== undefined) return pendingOutcomes[status.state] ?? "running";
  return older ?? pendingOutcomes[state.life_cycle_state ?? ""] ?? "running";
};

const pending: ReadonlySet<RunOutcome> = new Set(["queued", "pending", "running"]);

/** An outcome in words: `upstreamFailed` becomes "upstream failed". */
export const outcomeText = (outcome: RunOutcome): string =>
  outcome.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** Whether a run has ended. */
export const isRunDone = (run: Pick<AnyRun, "status" | "state">): boolean => !pending.has(outcomeOf(run));

/** Outcomes that are not failures of the run: a full success, or a success for Databricks. */
const successes: ReadonlySet<RunOutcome> = new Set(["succeeded", "succeededWithFailures"]);

/** Whether an outcome is a success. Some tasks of a run that succeeded with failures have failed nevertheless. */
export const isSuccess = (outcome: RunOutcome): boolean => successes.has(outcome);

/** The reason of a run's state, in Databricks' words; empty if there is none. */
export const reasonOf = ({ status, state }: Pick<AnyRun, "status" | "state">): string =>
  status?.termination_details?.message ||
  state?.state_message ||
  status?.queue_details?.message ||
  state?.queue_reason ||
  "";

/** The latest attempt of each task, in the order of the tasks: retries and repairs add entries of the same key. */
export const latestAttempts = (tasks: readonly RunTaskResponse[]): RunTaskResponse[] => {
  const latest = new Map<string, RunTaskResponse>();
  for (const task of tasks) {
    const before = latest.get(task.task_key);
    if ((before?.attempt_number ?? 0) <= (task.attempt_number ?? 0)) latest.set(task.task_key, task);
  }
  return [...latest.values()];
};
