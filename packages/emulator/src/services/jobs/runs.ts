/** The runs of one workspace: what starts, stops and repairs them. */

import { apiError, type HttpError } from "../../apiError";
import { fieldsOf, invalidParameter, optionalText } from "../../control/requests";
import type { SeedJobRun } from "../../seed/seed";
import { changeControl, defaultControl, type RunControl } from "./control";
import { JobRun, type RunPlan } from "./jobRun";
import { checkNotifications } from "./notifications";
import { readLegacyParameters, runParameters } from "./parameters";
import { ended, queued } from "./progress";
import { readRepair } from "./repair";
import { restoredRun } from "./restoredRun";
import type { Cause, OtherRuns, RunEnvironment } from "./runEnvironment";
import { selectedTasks } from "./selection";
import { checkSettings } from "./settingChecks";
import { completeTasks } from "./settings";
import type { JobStore } from "./store";
import type { TaskRun } from "./taskRun";
import { textMap } from "./textFields";

/** How long an ended run is known, ms; one that ended before this workspace was made, from then on. */
const KEPT_MS = 60 * 24 * 60 * 60 * 1000;

const MAX_TOKEN_LENGTH = 64;

const missing = (id: number): HttpError => invalidParameter(`Run ${id} does not exist.`);

export class RunStore implements OtherRuns {
  control: RunControl = defaultControl;
  readonly #environment: RunEnvironment;
  readonly #runs = new Map<number, JobRun>();
  readonly #byToken = new Map<string, number>();
  readonly #madeAt: number;

  /** @param restored runs that ended before this workspace was made */
  constructor(
    environment: Omit<RunEnvironment, "runs">,
    private readonly jobs: JobStore,
    restored: SeedJobRun[],
  ) {
    this.#environment = { ...environment, runs: this };
    this.#madeAt = environment.clock.now();
    for (const { run, outputs, task_values } of restored) {
      const made = restoredRun(this.#environment, run, outputs, task_values ?? {});
      this.#runs.set(made.runId, made);
    }
  }

  /** Takes a control request's settings for every later run. @throws HttpError 400 for a wrong field */
  configure(body: unknown): RunControl {
    this.control = changeControl(this.control, body);
    return this.control;
  }

  /** Every run that is still known, those that ended or else began last first. */
  list(): JobRun[] {
    const at = (run: JobRun) => run.endTime || run.startTime;
    return [...this.#runs.values()]
      .reverse()
      .filter((run) => this.#isKnown(run))
      .sort((one, other) => at(other) - at(one));
  }

  /** @throws HttpError 400 INVALID_PARAMETER_VALUE where the id is unknown */
  get(id: number): JobRun {
    const found = this.#runs.get(id);
    if (!found || !this.#isKnown(found)) throw missing(id);
    return found;
  }

  /** A run, or the run of a task, and the run that it belongs to. Throws as `get` does. */
  find(id: number): { run: JobRun; attempt?: TaskRun } {
    if (this.#runs.has(id)) return { run: this.get(id) };
    for (const run of this.list()) {
      const attempt = run.attempts.find(({ runId }) => runId === id);
      if (attempt) return { run, attempt };
    }
    throw missing(id);
  }

  /**
   * Starts a run of a job, or queues or skips it where too many go on.
   * @throws HttpError 400 for an unknown job or wrong parameters
   */
  runNow(body: unknown, creator: string, cause: Cause = { trigger: "ONE_TIME" }): JobRun {
    const fields = fieldsOf(body);
    const known = this.#ofToken(fields);
    if (known) return known;
    const { job_id: id, settings } = this.jobs.get(idOf(fields, "job_id"));
    const { trigger, trigger_info } = cause;
    const run = this.#add(fields, {
      runId: this.#environment.jobIds.job(),
      jobId: id,
      name: settings.name ?? "Untitled",
      type: "JOB_RUN",
      trigger,
      shown: { ...(trigger_info && { trigger_info }) },
      creator,
      settings,
      parameters: runParameters(settings, textMap(fields.job_parameters, "job_parameters")),
      legacyParameters: readLegacyParameters(fields) ?? {},
      only: selectedTasks(settings.tasks ?? [], fields.only),
    });
    const { enabled = true } = { ...settings.queue, ...(fields.queue as { enabled?: boolean } | undefined) };
    this.#admit(run, enabled);
    return run;
  }

  /** Starts a one-time run. @throws HttpError 400 for wrong tasks */
  submit(body: unknown, creator: string): JobRun {
    const fields = fieldsOf(body);
    const known = this.#ofToken(fields);
    if (known) return known;
    const tasks = completeTasks(fields);
    if (tasks.length === 0) throw invalidParameter("Missing required field: tasks");
    checkSettings({ ...fields, tasks }, { clusters: this.#environment.clusters, jobs: this.jobs });
    checkNotifications({ ...fields, tasks }, this.#environment.notificationDestinations);
    const run = this.#add(fields, {
      runId: this.#environment.jobIds.job(),
      jobId: this.#environment.jobIds.job(),
      name: optionalText(fields, "run_name") ?? "Untitled",
      type: "SUBMIT_RUN",
      trigger: "ONE_TIME",
      shown: {},
      creator,
      settings: { ...fields, tasks },
      parameters: [],
      legacyParameters: {},
    });
    run.start(this.control);
    return run;
  }

  /** Cancels a run, or one task of it; nothing happens to what has ended. Throws as `get` does. */
  cancel(id: number): void {
    const { run, attempt } = this.find(id);
    if (attempt) attempt.stop("CANCELED");
    else run.stop("CANCELED");
  }

  /** Cancels the runs of a job, or those that are queued, of one job or of all. @throws HttpError 400 without either */
  cancelAll(body: unknown): void {
    const fields = fieldsOf(body);
    const jobId = fields.job_id === undefined ? undefined : idOf(fields, "job_id");
    if (jobId === undefined && fields.all_queued_runs !== true)
      throw invalidParameter("Missing required field: job_id");
    if (jobId !== undefined) this.jobs.get(jobId);
    // The queued ones first: none of them is to start because another has ended.
    const chosen = this.list().filter((run) => run.isActive && (jobId === undefined || run.jobId === jobId));
    for (const run of chosen.filter(({ isQueued }) => isQueued)) run.stop("CANCELED");
    if (fields.all_queued_runs !== true) for (const run of chosen) run.stop("CANCELED");
  }

  /** Runs tasks of an ended run again and gives the id of the repair. @throws HttpError 400 where that cannot be */
  repair(body: unknown): number {
    const fields = fieldsOf(body);
    const run = this.get(idOf(fields, "run_id"));
    const keys = readRepair(fields, run);
    const parameters = textMap(fields.job_parameters, "job_parameters");
    const older = readLegacyParameters(fields);
    run.parameters = run.parameters.map((each) => ({ ...each, value: parameters[each.name] ?? each.value }));
    run.legacyParameters = older ?? run.legacyParameters;
    const id = this.#environment.jobIds.job();
    run.repair(id, keys, this.jobs.find(run.jobId)?.settings.tasks ?? [], this.control);
    return id;
  }

  /** Forgets a run. @throws HttpError 400 for an unknown or an active one */
  delete(id: number): void {
    const run = this.get(id);
    if (run.isActive) {
      throw apiError(400, "INVALID_STATE", `Run ${id} is active: only runs that have ended can be deleted.`);
    }
    this.#runs.delete(id);
  }

  /** A run has ended: the next one of its job that waits begins. */
  ended(run: { jobId: number }): void {
    if (this.#environment.clock.closed) return;
    const [next] = [...this.#runs.values()].filter(({ jobId, isQueued }) => jobId === run.jobId && isQueued);
    if (!next || this.#active(next) >= this.#limit(next)) return;
    next.queuedMs = this.#environment.clock.now() - next.startTime;
    next.start(this.control);
  }

  /** Stops every run and waits until nothing of them is left. */
  async close(): Promise<void> {
    const active = [...this.#runs.values()].filter(({ isActive }) => isActive);
    for (const run of active) run.stop("CANCELED");
    await Promise.all([...this.#runs.values()].map((run) => run.ended));
  }

  #add({ idempotency_token: token }: Record<string, unknown>, plan: RunPlan): JobRun {
    const run = new JobRun(this.#environment, plan);
    this.#runs.set(run.runId, run);
    if (typeof token === "string" && token !== "") this.#byToken.set(token, run.runId);
    return run;
  }

  #ofToken(fields: Record<string, unknown>): JobRun | undefined {
    const token = fields.idempotency_token === "" ? undefined : optionalText(fields, "idempotency_token");
    if (token === undefined) return undefined;
    if (token.length > MAX_TOKEN_LENGTH) {
      throw invalidParameter(`The idempotency token must have at most ${MAX_TOKEN_LENGTH} characters.`);
    }
    const id = this.#byToken.get(token);
    if (id === undefined) return undefined;
    if (this.#runs.has(id)) return this.get(id);
    throw invalidParameter(`The run with the idempotency token ${token} has been deleted.`);
  }

  #admit(run: JobRun, mayQueue: boolean): void {
    if (this.#active(run) < this.#limit(run)) run.start(this.control);
    else if (mayQueue) run.progress = queued(this.#limit(run));
    else run.end(ended("MAXIMUM_CONCURRENT_RUNS_REACHED"));
  }

  #limit(run: JobRun): number {
    return this.jobs.find(run.jobId)?.settings.max_concurrent_runs ?? 1;
  }

  /** How many other runs of its job go on. */
  #active(run: JobRun): number {
    return [...this.#runs.values()].filter(
      (other) => other !== run && other.jobId === run.jobId && other.isActive && !other.isQueued,
    ).length;
  }

  #isKnown(run: JobRun): boolean {
    return run.isActive || this.#environment.clock.now() - Math.max(run.endTime, this.#madeAt) <= KEPT_MS;
  }
}

/** No id here is beyond what a number holds. */
const beyond = (name: string, digits: string): HttpError =>
  invalidParameter(`${name === "job_id" ? "Job" : "Run"} ${digits} does not exist.`);

/** An id that a request must carry, as a number or as its digits. @throws HttpError 400 */
export function idOf(given: unknown, name: string): number {
  const value = fieldsOf(given)[name];
  if (value === undefined || value === null || value === "")
    throw invalidParameter(`Missing required field: ${name}`);
  const id = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof id === "number" && id > Number.MAX_SAFE_INTEGER) throw beyond(name, String(value));
  if (typeof id === "number" && Number.isInteger(id)) return id;
  throw invalidParameter(`Invalid ${name}: ${JSON.stringify(value)}`);
}
