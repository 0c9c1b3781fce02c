/** Jobs and runs in the format of the API. */
import type { JobRun, RunPart } from "./jobRun";
import type { Progress } from "./progress";
import type { TaskSettings } from "./settings";
import type { TaskRun } from "./taskRun";

/** Fields of a task that its runs do not show. */
const hidden = ["health"];

/** The lists of a job, and of a run, that come in pages. */
export const pagedInJob = ["tasks", "job_clusters", "environments", "parameters"];
export const pagedInRun = ["tasks", "job_clusters", "job_parameters", "repair_history"];

const pageUrl = (run: JobRun, runId: number): string =>
  `${run.environment.addresses.url}/?o=${run.environment.organizationId}#job/${run.jobId}/run/${runId}`;

/** Both forms, or what is shown in their place. */
const shownProgress = ({
  shown,
  progress,
}: {
  shown: Partial<Progress>;
  progress: Progress;
}): Partial<Progress> => (shown.state || shown.status ? shown : progress);

/** How long a part took; 0 while it runs. */
const lengthOf = ({ startTime, endTime }: { startTime: number; endTime: number }): number =>
  endTime === 0 ? 0 : endTime - startTime;

const historyOf = (run: JobRun, part: RunPart) => ({
  ...(part.id !== undefined && { id: part.id }),
  type: part.id === undefined ? "ORIGINAL" : "REPAIR",
  start_time: part.startTime,
  end_time: part.endTime,
  ...(part === run.part ? run.progress : part.progress),
  task_run_ids: part.attempts.map(({ runId }) => runId),
});

/** What a run shows on request only. */
interface RunDetails {
  history?: boolean;
  resolvedValues?: boolean;
}

/** A run with all its tasks. */
export function runOnWire(run: JobRun, { history = false, resolvedValues = false }: RunDetails = {}) {
  const { runId, jobId, attempts, plan } = run;
  const [only] = run.tasks.length === 1 ? attempts.slice(-1) : [];
  return {
    job_id: jobId,
    run_id: runId,
    job_run_id: runId,
    number_in_job: runId,
    original_attempt_run_id: runId,
    attempt_number: 0,
    run_name: plan.name,
    run_page_url: pageUrl(run, runId),
    creator_user_name: plan.creator,
    run_type: plan.type,
    trigger: plan.trigger,
    ...shownProgress(run),
    start_time: run.startTime,
    end_time: run.endTime,
    setup_duration: only?.setupMs ?? 0,
    execution_duration: only?.executionMs ?? 0,
    cleanup_duration: 0,
    run_duration: run.parts.reduce((sum, part) => sum + lengthOf(part), 0),
    queue_duration: run.queuedMs,
    ...(plan.settings.job_clusters && { job_clusters: plan.settings.job_clusters }),
    ...(run.parameters.length > 0 && { job_parameters: run.parameters }),
    ...(Object.keys(run.legacyParameters).length > 0 && { overriding_parameters: run.legacyParameters }),
    ...plan.shown,
    tasks: attempts.map((attempt) => ({
      ...taskOnWire(run, attempt),
      ...(resolvedValues && attempt.startTime > 0 && { resolved_values: resolvedOf(attempt.resolved) }),
    })),
    ...(history && { repair_history: run.parts.map((part) => historyOf(run, part)) }),
  };
}

const timesOf = (attempt: TaskRun) => ({
  start_time: attempt.startTime,
  end_time: attempt.endTime,
  setup_duration: attempt.setupMs,
  execution_duration: attempt.executionMs,
  cleanup_duration: 0,
});

function taskOnWire(run: JobRun, attempt: TaskRun) {
  const { task, resolved, result, cluster } = attempt;
  const shown = Object.fromEntries(Object.entries(task).filter(([name]) => !hidden.includes(name)));
  return {
    ...shown,
    ...(task.condition_task && {
      condition_task: {
        ...resolved.condition_task,
        ...(result.outcome !== undefined && { outcome: result.outcome }),
      },
    }),
    run_id: attempt.runId,
    run_page_url: pageUrl(run, attempt.runId),
    attempt_number: attempt.attemptNumber,
    ...shownProgress(attempt),
    ...timesOf(attempt),
    ...(cluster && { cluster_instance: cluster }),
    ...(attempt.pageUrl && { run_page_url: attempt.pageUrl }),
  };
}

/** The run of one task by itself: the `metadata` of its output. */
export function taskRunOnWire(run: JobRun, attempt: TaskRun) {
  const { run_page_url } = taskOnWire(run, attempt);
  const [first] = run.attempts.filter(({ task }) => task.task_key === attempt.task.task_key);
  const { existing_cluster_id, new_cluster, job_cluster_key } = attempt.task;
  const spec = { existing_cluster_id, new_cluster, job_cluster_key };
  const named = Object.entries(spec).filter(([, value]) => value !== undefined);
  return {
    job_id: run.jobId,
    run_id: attempt.runId,
    job_run_id: run.runId,
    number_in_job: attempt.runId,
    original_attempt_run_id: first?.runId ?? attempt.runId,
    attempt_number: attempt.attemptNumber,
    run_name: attempt.task.task_key,
    run_page_url,
    creator_user_name: run.plan.creator,
    run_type: run.plan.type,
    trigger: attempt.attemptNumber > 0 ? "RETRY" : run.plan.trigger,
    ...shownProgress(attempt),
    ...timesOf(attempt),
    run_duration: lengthOf(attempt),
    ...(named.length > 0 && { cluster_spec: Object.fromEntries(named) }),
    ...(attempt.cluster && { cluster_instance: attempt.cluster }),
  };
}

function resolvedOf({
  notebook_task,
  spark_python_task,
  sql_task,
  condition_task,
  run_job_task,
}: TaskSettings) {
  return {
    ...(notebook_task && { notebook_task: { base_parameters: notebook_task.base_parameters ?? {} } }),
    ...(spark_python_task && { spark_python_task: { parameters: spark_python_task.parameters ?? [] } }),
    ...(sql_task && { sql_task: { parameters: sql_task.parameters ?? {} } }),
    ...(condition_task && { condition_task: { left: condition_task.left, right: condition_task.right } }),
    ...(run_job_task && { run_job_task: { job_parameters: run_job_task.job_parameters ?? {} } }),
  };
}
