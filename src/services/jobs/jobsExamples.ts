/** A job with two tasks, and a run of it: the example of inputs, of the local workspace and of the documentation. */

import { clusterExample } from "../clusters/clustersExamples";
import { currentUserExample } from "../users/usersExamples";
import type { JobEvent } from "./jobEvents";
import type { AnyRun, ExportedRun, Job, JobTask, Run, RunOutput } from "./jobs";

/** What the example job runs: a notebook and a file in the workspace of the example user. */
export const jobFileExamples = [
  {
    path: `/Users/${currentUserExample.userName}/count_airports`,
    language: "PYTHON",
    content: [
      "# Databricks notebook source",
      'dbutils.widgets.text("state", "HI")',
      "",
      "# COMMAND ----------",
      "",
      'state = dbutils.widgets.get("state")',
      'rows = spark.sql("SELECT count(*) AS airports FROM samples.aviation.airports WHERE state = :state", args={"state": state}).collect()',
      'dbutils.jobs.taskValues.set(key="airports", value=rows[0]["airports"])',
      'dbutils.notebook.exit(str(rows[0]["airports"]))',
      "",
    ].join("\n"),
  },
  {
    path: `/Users/${currentUserExample.userName}/check_airports.py`,
    content: [
      "import sys",
      "",
      "airports, least = int(sys.argv[1]), int(sys.argv[2])",
      'print(f"{airports} airports, {least} at least")',
      "if airports < least:",
      '    raise ValueError("too few airports")',
      "",
    ].join("\n"),
  },
] as const satisfies { path: string; language?: string; content: string }[];

const [notebook, file] = jobFileExamples;

/** A single task: the example of tasks. */
export const countTaskExample = {
  task_key: "count_airports",
  run_if: "ALL_SUCCESS",
  notebook_task: { notebook_path: notebook.path, source: "WORKSPACE" },
  existing_cluster_id: clusterExample.cluster_id,
  timeout_seconds: 0,
  email_notifications: {},
  webhook_notifications: {},
} satisfies JobTask;

/** The second task uses the result of the first. */
const checkTask = {
  task_key: "check_airports",
  depends_on: [{ task_key: countTaskExample.task_key }],
  run_if: "ALL_SUCCESS",
  spark_python_task: {
    python_file: `/Workspace${file.path}`,
    parameters: ["{{tasks.count_airports.values.airports}}", "10"],
  },
  existing_cluster_id: clusterExample.cluster_id,
  timeout_seconds: 0,
  email_notifications: {},
  webhook_notifications: {},
} satisfies JobTask;

/** A job with a parameter and two tasks: the example of every job input and result. */
export const jobExample = {
  job_id: 620301447112408,
  creator_user_name: currentUserExample.userName,
  run_as_user_name: currentUserExample.userName,
  created_time: Date.UTC(2025, 10, 3, 9, 30),
  settings: {
    name: "Airport Count",
    parameters: [{ name: "state", default: "HI" }],
    tasks: [countTaskExample, checkTask],
    max_concurrent_runs: 1,
    queue: { enabled: true },
    timeout_seconds: 0,
    email_notifications: {},
    webhook_notifications: {},
    format: "MULTI_TASK",
  },
} satisfies Job;

const runId = 871540992206331;
const startedAt = Date.UTC(2025, 10, 18, 6);

const succeeded = {
  state: {
    life_cycle_state: "TERMINATED",
    result_state: "SUCCESS",
    state_message: "",
    user_cancelled_or_timedout: false,
  },
  status: {
    state: "TERMINATED",
    termination_details: { code: "SUCCESS", type: "SUCCESS", message: "" },
  },
} satisfies Pick<AnyRun, "state" | "status">;

const clusterInstance = {
  cluster_id: clusterExample.cluster_id,
  spark_context_id: clusterExample.spark_context_id,
};

/** The run of a task with its seconds of work, starting that many seconds after the run. */
const taskRun = <T extends JobTask>(
  task: T,
  run_id: number,
  afterSeconds: number,
  execution_duration: number,
) => ({
  ...task,
  run_id,
  ...succeeded,
  run_page_url: `https://dbc-1234567890123456.cloud.databricks.com/jobs/${jobExample.job_id}/runs/${run_id}`,
  start_time: startedAt + afterSeconds * 1000,
  end_time: startedAt + afterSeconds * 1000 + execution_duration,
  setup_duration: 0,
  execution_duration,
  cleanup_duration: 0,
  attempt_number: 0,
  cluster_instance: clusterInstance,
});

const countRun = taskRun(countTaskExample, 114026855190442, 1, 12_000);
const checkRun = taskRun(checkTask, 271560034118905, 14, 4_000);

/** A run of the example job that succeeded: the example of every run input and result. */
export const jobRunExample = {
  run_id: runId,
  job_id: jobExample.job_id,
  job_run_id: runId,
  number_in_job: runId,
  original_attempt_run_id: runId,
  attempt_number: 0,
  run_name: jobExample.settings.name,
  run_page_url: `https://dbc-1234567890123456.cloud.databricks.com/jobs/${jobExample.job_id}/runs/${runId}`,
  creator_user_name: currentUserExample.userName,
  run_type: "JOB_RUN",
  trigger: "ONE_TIME",
  job_parameters: [{ name: "state", default: "HI", value: "HI" }],
  ...succeeded,
  start_time: startedAt,
  end_time: startedAt + 19_000,
  setup_duration: 0,
  execution_duration: 0,
  cleanup_duration: 0,
  run_duration: 19_000,
  queue_duration: 0,
  tasks: [countRun, checkRun],
} satisfies Run;

/** The run of a task as a separate run: the `metadata` of its output. */
const asRun = ({ task_key, ...task }: typeof countRun | typeof checkRun) => ({
  job_id: jobExample.job_id,
  run_id: task.run_id,
  job_run_id: runId,
  number_in_job: task.run_id,
  original_attempt_run_id: task.run_id,
  attempt_number: task.attempt_number,
  run_name: task_key,
  run_page_url: task.run_page_url,
  creator_user_name: jobRunExample.creator_user_name,
  run_type: jobRunExample.run_type,
  trigger: jobRunExample.trigger,
  ...succeeded,
  start_time: task.start_time,
  end_time: task.end_time,
  setup_duration: 0,
  execution_duration: task.execution_duration,
  cleanup_duration: 0,
  run_duration: task.execution_duration,
  cluster_spec: { existing_cluster_id: task.existing_cluster_id },
  cluster_instance: clusterInstance,
});

/** The outputs of the tasks of the example run, in order. */
export const jobRunOutputExamples = [
  { metadata: asRun(countRun), notebook_output: { result: "16", truncated: false } },
  { metadata: asRun(checkRun), logs: "16 airports, 10 at least\n", logs_truncated: false },
] satisfies RunOutput[];

const inHtml = (text: string): string =>
  text.replace(/["&<>]/g, (character) => `&#${character.codePointAt(0)};`);

/** The cells of the example notebook, as a page shows them. */
const cells = notebook.content
  .replace(/^# Databricks notebook source\n/, "")
  .split("\n\n# COMMAND ----------\n\n")
  .map((cell) => `<pre class="python">${inHtml(cell.trim())}</pre>`);

/** The notebook of the example run as a page. */
export const exportedRunExample = {
  views: [
    {
      name: countTaskExample.task_key,
      type: "NOTEBOOK",
      content: [
        "<!DOCTYPE html>",
        `<html><head><meta charset="utf-8"><title>${countTaskExample.task_key}</title></head><body>`,
        ...cells,
        "<p>Notebook exited: 16</p>",
        "</body></html>",
      ].join("\n"),
    },
  ],
} satisfies ExportedRun;

/** The response to starting the example job. */
export const startedRunExample = { run_id: 553190461872003, number_in_job: 553190461872003 };

/** The response to repairing the example run, with the run. */
export const startedRepairExample = { run_id: jobRunExample.run_id, repair_id: 740112958330617 };

/** The end of the example run, as Databricks posts it. */
export const jobEventBodyExample = {
  event_type: "jobs.on_success",
  workspace_id: "1234567890123456",
  run: { run_id: String(jobRunExample.run_id) },
  job: { job_id: String(jobExample.job_id), name: jobExample.settings.name },
};

/** The same, parsed. */
export const jobEventExample = {
  event: "success",
  event_type: jobEventBodyExample.event_type,
  workspace_id: jobEventBodyExample.workspace_id,
  job: jobEventBodyExample.job,
  run: jobEventBodyExample.run,
} satisfies JobEvent;
