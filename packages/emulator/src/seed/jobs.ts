/** The job of the default seed with two tasks, the files that it runs, and a run of it. */
import type { RunOutput, Task } from "../contract/wireTypes";
import type { JobResource, JobRunResource } from "../services/jobs/job";
import { cluster } from "./clusters";
import { currentUser } from "./identity";

/** What the job runs: a notebook and a file in the folder of the user. */
export const jobFiles = [
  {
    path: `/Users/${currentUser.userName}/count_airports`,
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
    path: `/Users/${currentUser.userName}/check_airports.py`,
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

const [notebook, file] = jobFiles;

/** The first task. */
const countTask = {
  task_key: "count_airports",
  run_if: "ALL_SUCCESS",
  notebook_task: { notebook_path: notebook.path, source: "WORKSPACE" },
  existing_cluster_id: cluster.cluster_id,
  timeout_seconds: 0,
  email_notifications: {},
  webhook_notifications: {},
} satisfies Task;

/** The second task takes what the first has found. */
const checkTask = {
  task_key: "check_airports",
  depends_on: [{ task_key: countTask.task_key }],
  run_if: "ALL_SUCCESS",
  spark_python_task: {
    python_file: `/Workspace${file.path}`,
    parameters: ["{{tasks.count_airports.values.airports}}", "10"],
  },
  existing_cluster_id: cluster.cluster_id,
  timeout_seconds: 0,
  email_notifications: {},
  webhook_notifications: {},
} satisfies Task;

/** A job with a parameter and two tasks. */
export const job = {
  job_id: 620301447112408,
  creator_user_name: currentUser.userName,
  run_as_user_name: currentUser.userName,
  created_time: Date.UTC(2025, 10, 3, 9, 30),
  settings: {
    name: "Airport Count",
    parameters: [{ name: "state", default: "HI" }],
    tasks: [countTask, checkTask],
    max_concurrent_runs: 1,
    queue: { enabled: true },
    timeout_seconds: 0,
    email_notifications: {},
    webhook_notifications: {},
    format: "MULTI_TASK",
  },
} satisfies JobResource;

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
} satisfies Pick<JobRunResource, "state" | "status">;

const clusterInstance = {
  cluster_id: cluster.cluster_id,
  spark_context_id: cluster.spark_context_id,
};

/** The run of a task that took some seconds of work, from so many seconds after the start on. */
const taskRun = <T extends Task>(
  task: T,
  run_id: number,
  afterSeconds: number,
  execution_duration: number,
) => ({
  ...task,
  run_id,
  ...succeeded,
  run_page_url: `https://dbc-1234567890123456.cloud.databricks.com/jobs/${job.job_id}/runs/${run_id}`,
  start_time: startedAt + afterSeconds * 1000,
  end_time: startedAt + afterSeconds * 1000 + execution_duration,
  setup_duration: 0,
  execution_duration,
  cleanup_duration: 0,
  attempt_number: 0,
  cluster_instance: clusterInstance,
});

const countRun = taskRun(countTask, 114026855190442, 1, 12_000);
const checkRun = taskRun(checkTask, 271560034118905, 14, 4_000);

/** A run of the job that succeeded. */
export const jobRun = {
  run_id: runId,
  job_id: job.job_id,
  job_run_id: runId,
  number_in_job: runId,
  original_attempt_run_id: runId,
  attempt_number: 0,
  run_name: job.settings.name,
  run_page_url: `https://dbc-1234567890123456.cloud.databricks.com/jobs/${job.job_id}/runs/${runId}`,
  creator_user_name: currentUser.userName,
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
} satisfies JobRunResource;

/** The run of a task as a run by itself: the `metadata` of its output. */
const asRun = ({ task_key, ...task }: typeof countRun | typeof checkRun) => ({
  job_id: job.job_id,
  run_id: task.run_id,
  job_run_id: runId,
  number_in_job: task.run_id,
  original_attempt_run_id: task.run_id,
  attempt_number: task.attempt_number,
  run_name: task_key,
  run_page_url: task.run_page_url,
  creator_user_name: jobRun.creator_user_name,
  run_type: jobRun.run_type,
  trigger: jobRun.trigger,
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

/** What the tasks of the run gave, in order. */
export const jobRunOutputs = [
  { metadata: asRun(countRun), notebook_output: { result: "16", truncated: false } },
  { metadata: asRun(checkRun), logs: "16 airports, 10 at least\n", logs_truncated: false },
] satisfies RunOutput[];
