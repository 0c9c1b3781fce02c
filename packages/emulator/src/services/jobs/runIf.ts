/**
 * Whether a task runs once those before it have ended.
 * https://docs.databricks.com/aws/en/jobs/run-if
 */
import type { Verdict } from "./progress";

/** The conditions that a task may have; ALL_SUCCESS where it names none. */
export const runIfs = [
  "ALL_SUCCESS",
  "ALL_DONE",
  "NONE_FAILED",
  "AT_LEAST_ONE_SUCCESS",
  "ALL_FAILED",
  "AT_LEAST_ONE_FAILED",
] as const;

export type RunIf = (typeof runIfs)[number];

const conditions: Record<RunIf, (verdicts: Verdict[]) => boolean> = {
  ALL_SUCCESS: (verdicts) => verdicts.every((verdict) => verdict === "succeeded"),
  ALL_DONE: () => true,
  NONE_FAILED: (verdicts) => !verdicts.includes("failed") && verdicts.includes("succeeded"),
  AT_LEAST_ONE_SUCCESS: (verdicts) => verdicts.includes("succeeded"),
  ALL_FAILED: (verdicts) => verdicts.every((verdict) => verdict === "failed"),
  AT_LEAST_ONE_FAILED: (verdicts) => verdicts.includes("failed"),
};

/**
 * Whether a task runs, or else how it ends (its `result_state`).
 *
 * @param verdicts how those before it have ended; one whose outcome is not the one asked for counts as excluded
 */
export function decide(runIf: RunIf, verdicts: Verdict[]): "run" | string {
  // A disabled task is as if it were not there.
  const told = verdicts.filter((verdict) => verdict !== "disabled");
  if (told.length === 0) return "run";
  if (told.every((verdict) => verdict === "excluded")) return "EXCLUDED";
  if (conditions[runIf](told)) return "run";
  if (runIf !== "ALL_SUCCESS") return "EXCLUDED";
  if (told.includes("failed")) return "UPSTREAM_FAILED";
  return told.includes("canceled") ? "UPSTREAM_CANCELED" : "EXCLUDED";
}

/** How a run ends by its tasks (its `result_state`): those that no other task waits for decide. */
export function resultOfRun(tasks: { verdict: Verdict; isLeaf: boolean }[]): string {
  const leaves = tasks.filter(({ isLeaf }) => isLeaf).map(({ verdict }) => verdict);
  if (leaves.includes("failed")) return "FAILED";
  if (leaves.includes("canceled")) return "CANCELED";
  return tasks.some(({ verdict }) => verdict === "failed") ? "SUCCESS_WITH_FAILURES" : "SUCCESS";
}
