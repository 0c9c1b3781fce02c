/** The parameters of a list of runs. */
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { JobRun } from "./jobRun";
import { idOf } from "./runs";

const types = ["JOB_RUN", "WORKFLOW_RUN", "SUBMIT_RUN"];

/** A flag of a query. @throws HttpError 400 for anything but true and false */
export function queryFlag(query: unknown, name: string): boolean {
  const value = fieldsOf(query)[name];
  if (value === undefined || value === "true" || value === "false") return value === "true";
  throw invalidParameter(`Invalid ${name}: ${String(value)}`);
}

/**
 * The size of a page; 0 stands for the largest.
 * @throws HttpError 400 where it is no number or larger than the largest
 */
export function pageLimit(query: unknown, usual: number, most: number): number {
  const { limit } = fieldsOf(query);
  if (limit === undefined || limit === "") return usual;
  const size = /^\d+$/.test(String(limit)) ? Number(limit) : Number.NaN;
  if (!(size <= most)) throw invalidParameter(`Invalid limit: ${String(limit)}; it must be at most ${most}.`);
  return size === 0 ? most : size;
}

/**
 * The runs that a query asks for, in their order.
 * @throws HttpError 400 for filters that do not go together or are unknown
 */
export function selectRuns(runs: JobRun[], query: unknown): JobRun[] {
  const fields = fieldsOf(query);
  const active = queryFlag(query, "active_only");
  const completed = queryFlag(query, "completed_only");
  if (active && completed) throw invalidParameter("active_only and completed_only cannot both be true.");
  const jobId = fields.job_id === undefined ? undefined : idOf(query, "job_id");
  const type = fields.run_type;
  if (type !== undefined && !types.includes(String(type)))
    throw invalidParameter(`Invalid run_type: ${String(type)}`);
  const from = fields.start_time_from === undefined ? 0 : idOf(query, "start_time_from");
  const to = fields.start_time_to === undefined ? Number.POSITIVE_INFINITY : idOf(query, "start_time_to");
  return runs.filter(
    (run) =>
      (jobId === undefined || run.jobId === jobId) &&
      (type === undefined || run.plan.type === type) &&
      (!active || run.isActive) &&
      (!completed || !run.isActive) &&
      run.startTime >= from &&
      run.startTime <= to,
  );
}
