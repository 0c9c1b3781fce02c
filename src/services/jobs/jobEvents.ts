/**
 * The notifications that Databricks posts about the run of a job, or of one of its tasks.
 * https://docs.databricks.com/aws/en/jobs/notifications
 */
import { isJsonObject } from "../../http/json";
import { type JobEventName, jobEvents } from "./jobWebhooks";

/** An event, all ids as text. It keeps its other fields. */
export interface JobEvent {
  /** What happened, in one word; for an unknown event its type without `jobs.on_`. */
  event: string;
  event_type: string;
  workspace_id: string;
  job: { job_id: string; name: string };
  /** For an event of a task: the run of the task, and the run of its job. */
  run: { run_id: string; parent_run_id?: string };
  task?: { task_key: string };
}

const fieldsOf = (value: unknown): Record<string, unknown> => (isJsonObject(value) ? value : {});

/** An id, which is text or a number; undefined if there is none, or it has lost digits. */
const idOf = (value: unknown): string | undefined => {
  const text = typeof value === "string" ? value.trim() : Number.isSafeInteger(value) ? String(value) : "";
  return /^\d{1,20}$/.test(text) ? text : undefined;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : (idOf(value) ?? ""));

const names = Object.entries(jobEvents) as [JobEventName, string][];

const nameOf = (type: string): string =>
  names.find(([, field]) => type === `jobs.${field}`)?.[0] ?? type.replace(/^jobs\.(?:on_)?/, "");

/**
 * Reads what was posted.
 * @returns undefined for anything but an event of a job
 */
export const readJobEvent = (body: unknown): JobEvent | undefined => {
  const {
    event_type: type,
    workspace_id,
    run: sentRun,
    job: sentJob,
    task: sentTask,
    ...others
  } = fieldsOf(body);
  const { run_id, parent_run_id, ...ofRun } = fieldsOf(sentRun);
  const { job_id, name, ...ofJob } = fieldsOf(sentJob);
  const { task_key, ...ofTask } = fieldsOf(sentTask);
  const runId = idOf(run_id);
  const parentId = idOf(parent_run_id);
  const jobId = idOf(job_id);
  const taskKey = textOf(task_key);
  if (typeof type !== "string" || !/^jobs\.\w+$/.test(type)) return undefined;
  if (runId === undefined || jobId === undefined) return undefined;
  return {
    ...others,
    event: nameOf(type),
    event_type: type,
    workspace_id: textOf(workspace_id),
    job: { ...ofJob, job_id: jobId, name: textOf(name) },
    run: { ...ofRun, run_id: runId, ...(parentId !== undefined && { parent_run_id: parentId }) },
    ...(taskKey !== "" && { task: { ...ofTask, task_key: taskKey } }),
  };
};
