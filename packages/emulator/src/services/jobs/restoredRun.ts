/** A run that ended before this workspace was made, from what it shows. */
import type { RunOutput } from "../../contract/wireTypes";
import type { JobRunResource, TaskRunResource } from "./job";
import { JobRun } from "./jobRun";
import type { RunParameter } from "./parameters";
import { ended, type Progress } from "./progress";
import type { RunEnvironment } from "./runEnvironment";
import type { TaskSettings } from "./settings";
import { type ClusterInstance, type RunTaskOutput, TaskRun } from "./taskRun";

/** What belongs to the run of a task and not to the task. */
const ofRun = new Set(
  `run_id run_page_url attempt_number state status start_time end_time setup_duration execution_duration
   cleanup_duration cluster_instance`.split(/\s+/),
);

const withoutRun = (task: TaskRunResource): TaskSettings =>
  Object.fromEntries(Object.entries(task).filter(([name]) => !ofRun.has(name))) as unknown as TaskSettings;

const progressOf = ({ state, status }: { state?: object; status?: object }): Progress =>
  ({ ...ended("SUCCESS"), ...(state && { state }), ...(status && { status }) }) as Progress;

/**
 * @param run as `get` answers it
 * @param outputs of its tasks as `get-output` answers them
 * @param values that its tasks have handed on, by task and key
 */
export function restoredRun(
  environment: RunEnvironment,
  run: JobRunResource,
  outputs: RunOutput[],
  values: Record<string, Record<string, unknown>>,
): JobRun {
  const { tasks = [], start_time: startTime = 0, end_time: endTime = 0 } = run;
  const parameters = (run.job_parameters ?? []) as RunParameter[];
  const restored = new JobRun(environment, {
    runId: Number(run.run_id),
    jobId: Number(run.job_id ?? 0),
    name: run.run_name ?? "",
    type: String(run.run_type),
    trigger: String(run.trigger),
    shown: { run_page_url: run.run_page_url },
    creator: String(run.creator_user_name),
    runAs: String(run.creator_user_name),
    settings: {},
    parameters,
    legacyParameters: {},
  });
  restored.tasks = tasks.map(withoutRun);
  restored.progress = progressOf(run);
  Object.assign(restored.part, {
    startTime,
    endTime,
    progress: restored.progress,
    attempts: tasks.map((task) => restoredTask(environment, task, outputs)),
  });
  for (const attempt of restored.attempts) {
    for (const [key, value] of Object.entries(values[attempt.task.task_key] ?? {})) {
      attempt.values.set(key, JSON.stringify(value));
    }
  }
  return restored;
}

function restoredTask(environment: RunEnvironment, task: TaskRunResource, outputs: RunOutput[]): TaskRun {
  const attempt = new TaskRun(
    environment.clock,
    Number(task.run_id),
    withoutRun(task),
    task.attempt_number ?? 0,
  );
  const output = outputs.find(({ metadata }) => metadata?.run_id === task.run_id) ?? {};
  const { metadata: _run, ...given } = output;
  return Object.assign(attempt, {
    progress: progressOf(task),
    startTime: task.start_time,
    endTime: task.end_time,
    setupMs: task.setup_duration,
    executionMs: task.execution_duration,
    cluster: task.cluster_instance as ClusterInstance | undefined,
    result: { output: given as RunTaskOutput },
    pageUrl: task.run_page_url,
  });
}
