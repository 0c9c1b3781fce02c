/** The state of a run or a task, in the old format (`state`) and in the new one (`status`). */

/** What both forms say. The fields of each are as they go over the wire. */
export interface Progress {
  state: {
    life_cycle_state: string;
    result_state?: string;
    state_message: string;
    queue_reason?: string;
    user_cancelled_or_timedout: boolean;
  };
  status: {
    state: string;
    termination_details?: { code: string; type: string; message: string };
    queue_details?: { code: string; message: string };
  };
}

/** How each state that is no end is called in the new form, where it has another name there. */
const renamed: Record<string, string> = { WAITING_FOR_RETRY: "WAITING" };

/** A state that is no end. */
export const inProgress = (state: string, message = ""): Progress => ({
  state: { life_cycle_state: state, state_message: message, user_cancelled_or_timedout: false },
  status: { state: renamed[state] ?? state },
});

/** A run that waits until fewer of its job go on. */
export const queued = (limit: number): Progress => {
  const message = `Queued due to reaching maximum concurrent runs of ${limit}.`;
  const { state, status } = inProgress("QUEUED", message);
  return {
    state: { ...state, queue_reason: message },
    status: { ...status, queue_details: { code: "MAX_CONCURRENT_RUNS_REACHED", message } },
  };
};

interface Ending {
  /** The old life cycle state; TERMINATED where left out. */
  life?: string;
  code: string;
  type: string;
  message: string;
  stopped?: true;
}

/**
 * Every end by its `result_state`. Which termination code stands for TIMEDOUT, UPSTREAM_FAILED, UPSTREAM_CANCELED,
 * EXCLUDED and DISABLED, and the types of these, follow from the descriptions of the codes: no recording of them is
 * known.
 */
const endings: Record<string, Ending> = {
  SUCCESS: { code: "SUCCESS", type: "SUCCESS", message: "" },
  SUCCESS_WITH_FAILURES: { code: "SUCCESS_WITH_FAILURES", type: "SUCCESS", message: "" },
  FAILED: {
    code: "RUN_EXECUTION_ERROR",
    type: "CLIENT_ERROR",
    message: "Workload failed, see run output for details",
  },
  TIMEDOUT: { code: "CANCELED", type: "CLIENT_ERROR", message: "Run timed out.", stopped: true },
  CANCELED: { code: "USER_CANCELED", type: "SUCCESS", message: "Run cancelled.", stopped: true },
  UPSTREAM_FAILED: { code: "SKIPPED", type: "CLIENT_ERROR", message: "An upstream task failed." },
  UPSTREAM_CANCELED: { code: "SKIPPED", type: "SUCCESS", message: "An upstream task was canceled." },
  EXCLUDED: { code: "SKIPPED", type: "SUCCESS", message: "The task's run condition was not met." },
  DISABLED: { code: "DISABLED", type: "SUCCESS", message: "The task was disabled." },
  MAXIMUM_CONCURRENT_RUNS_REACHED: {
    life: "SKIPPED",
    code: "MAX_CONCURRENT_RUNS_EXCEEDED",
    type: "CLIENT_ERROR",
    message: "The maximum number of concurrent runs of the job has been reached.",
  },
};

/** An end, with Databricks' usual words where no others are given. */
export function ended(result: string, other: Partial<Ending> = {}): Progress {
  const {
    life = "TERMINATED",
    code,
    type,
    message,
    stopped = false,
  } = { ...(endings[result] ?? endings.FAILED), ...other } as Ending;
  return {
    state: {
      life_cycle_state: life,
      result_state: result,
      state_message: message,
      user_cancelled_or_timedout: stopped,
    },
    status: { state: "TERMINATED", termination_details: { code, type, message } },
  };
}

/** A task that could not be run at all: what it needs is missing, or the workspace has no means to run it. */
export const neverRan = (code: string, message: string): Progress =>
  ended("FAILED", { life: "INTERNAL_ERROR", code, message });

const ends = new Set(["TERMINATED", "SKIPPED", "INTERNAL_ERROR"]);

/** Whether nothing more happens by itself. A state that is unknown is no end. */
export const isEnd = ({ state, status }: Partial<Progress>): boolean =>
  state ? ends.has(state.life_cycle_state) : status?.state === "TERMINATED";

const failures = new Set(["FAILED", "TIMEDOUT", "UPSTREAM_FAILED"]);
const cancellations = new Set(["CANCELED", "UPSTREAM_CANCELED"]);

/** What the end of a task means to the tasks after it, and to its run. */
export type Verdict = "succeeded" | "failed" | "canceled" | "excluded" | "disabled";

/** Reads an end; a failure where its result is unknown. */
export function verdictOf({ state }: Progress): Verdict {
  const result = state.result_state ?? "";
  if (result === "SUCCESS" || result === "SUCCESS_WITH_FAILURES") return "succeeded";
  if (result === "EXCLUDED") return "excluded";
  if (result === "DISABLED") return "disabled";
  if (cancellations.has(result)) return "canceled";
  return failures.has(result) || state.life_cycle_state !== "SKIPPED" ? "failed" : "excluded";
}
