/** One run of a job, or a one-time run: its tasks in the order of their dependencies, their retries and repairs. */
import { setImmediate } from "node:timers/promises";
import type { RunControl } from "./control";
import { type NotifyingRun, RunNotifications } from "./notifications";
import { type LegacyParameters, type RunParameter, resolvedTask } from "./parameters";
import { ended, inProgress, isEnd, neverRan, type Progress } from "./progress";
import { endOfRun } from "./runEnd";
import type { RunEnvironment } from "./runEnvironment";
import { decide } from "./runIf";
import { type RunNames, referenceOf } from "./runReferences";
import { dependenciesOf, type JobSettings, type TaskSettings } from "./settings";
import { type ClusterInstance, TaskRun } from "./taskRun";
import type { RunContext } from "./tasks/runContext";
import { runnerOf } from "./tasks/runner";

/** What a run is to do. */
export interface RunPlan {
  runId: number;
  jobId: number;
  name: string;
  type: string;
  trigger: string;
  /** What the run shows and never changes, as it goes over the wire. */
  shown: Record<string, unknown>;
  creator: string;
  runAs: string;
  settings: JobSettings;
  parameters: RunParameter[];
  legacyParameters: LegacyParameters;
  /** The tasks to run; all of them where left out. */
  only?: Set<string>;
}

/** The original run, or one repair of it. */
export interface RunPart {
  /** Of a repair. */
  id?: number;
  startTime: number;
  endTime: number;
  progress: Progress;
  attempts: TaskRun[];
}

/** Tasks that are not run. */
const disabled = ended("DISABLED");

export class JobRun implements RunNames, NotifyingRun, RunContext {
  progress: Progress = inProgress("PENDING");
  readonly parts: RunPart[] = [];
  readonly sharedClusters = new Map<string, Promise<ClusterInstance>>();
  parameters: RunParameter[];
  legacyParameters: LegacyParameters;
  tasks: TaskSettings[];
  /** Resolves when the run has ended, the first time or after its latest repair. */
  ended: Promise<void> = Promise.resolve();
  queuedMs = 0;
  /** What it shows in place of where it stands. */
  shown: Partial<Progress> = {};
  readonly #notifications = new RunNotifications(this);
  #stop = new AbortController();

  constructor(
    readonly environment: RunEnvironment,
    readonly plan: RunPlan,
  ) {
    this.parameters = plan.parameters;
    this.legacyParameters = plan.legacyParameters;
    this.tasks = plan.settings.tasks ?? [];
    this.#begin();
    for (const task of this.tasks) {
      const attempt = this.#attempt(task, 0);
      if (task.disabled || plan.only?.has(task.task_key) === false) attempt.end(disabled);
    }
  }

  get runId(): number {
    return this.plan.runId;
  }

  get jobId(): number {
    return this.plan.jobId;
  }

  get runAs(): string {
    return this.plan.runAs;
  }

  get isActive(): boolean {
    return !isEnd(this.progress);
  }

  get isQueued(): boolean {
    return this.progress.state.life_cycle_state === "QUEUED";
  }

  get startTime(): number {
    return this.parts[0]?.startTime ?? 0;
  }

  /** 0 while it is active. */
  get endTime(): number {
    return this.part.endTime;
  }

  /** The latest part. */
  get part(): RunPart {
    return this.parts[this.parts.length - 1] as RunPart;
  }

  /** Every attempt at every task, the oldest first. */
  get attempts(): TaskRun[] {
    return this.parts.flatMap(({ attempts }) => attempts);
  }

  /** The latest attempt at a task. */
  attempt(key: string): TaskRun | undefined {
    return this.attempts.filter(({ task }) => task.task_key === key).at(-1);
  }

  /** Runs what is to be run. @param control how the control API wants it */
  start(control: RunControl): void {
    this.#notifications.started();
    const run = control.endAs ? this.#simulate(control, control.endAs) : this.#go(control);
    // A mistake of the workspace itself: the run says so, and nothing waits for it for ever.
    this.ended = run.catch((error: unknown) => this.end(neverRan("INTERNAL_ERROR", String(error))));
  }

  /** Ends it without running anything. */
  end(progress: Progress): void {
    for (const attempt of this.part.attempts) if (!attempt.ended) attempt.end(progress);
    this.#finish(progress);
  }

  /** Asks it to stop; nothing happens to one that has ended. @param as the `result_state` that it then has */
  stop(as: string): void {
    if (!this.isActive) return;
    if (this.isQueued) {
      this.end(ended(as));
      return;
    }
    this.progress = inProgress("TERMINATING");
    this.#stop.abort(as);
    for (const attempt of this.part.attempts) attempt.stop(as);
  }

  /** Runs tasks again; all others stay as they are. @param keys of the tasks to run again */
  repair(id: number, keys: Set<string>, current: TaskSettings[], control: RunControl): void {
    this.tasks = this.tasks.map((task) => current.find((other) => other.task_key === task.task_key) ?? task);
    const before = new Map(this.tasks.map(({ task_key: key }) => [key, this.attempt(key)]));
    this.#begin(id);
    for (const task of this.tasks.filter(({ task_key: key }) => keys.has(key))) {
      this.#attempt(task, (before.get(task.task_key)?.attemptNumber ?? -1) + 1);
    }
    this.#stop = new AbortController();
    this.shown = {};
    this.progress = inProgress("PENDING");
    this.start(control);
  }

  /** A task value that a task of this run has set. @throws Error where there is no such task */
  valueOf(key: string, name: string): string | undefined {
    const attempt = this.attempt(key);
    if (!attempt) throw new Error(`Task key does not exist in run: ${key}`);
    return attempt.values.get(name);
  }

  /** An id for a cluster that is made for this run. */
  newCluster(): ClusterInstance {
    const { ids, clock } = this.environment;
    return { cluster_id: ids.cluster(clock.now()), spark_context_id: ids.digits(19) };
  }

  /** What the result of a statement is found by. */
  lookupKey(): string {
    return this.environment.ids.uuid();
  }

  #begin(id?: number): void {
    const startTime = this.environment.clock.now();
    this.parts.push({
      ...(id !== undefined && { id }),
      startTime,
      endTime: 0,
      progress: this.progress,
      attempts: [],
    });
  }

  #attempt(task: TaskSettings, number: number, state?: string): TaskRun {
    const { clock, jobIds } = this.environment;
    const attempt = new TaskRun(clock, jobIds.job(), task, number, state);
    if (state === undefined && dependenciesOf(task).length === 0) attempt.progress = inProgress("PENDING");
    this.part.attempts.push(attempt);
    return attempt;
  }

  async #go(control: RunControl): Promise<void> {
    const { clock } = this.environment;
    const inTime = this.#limitTime();
    await clock.during(setImmediate());
    if (this.isActive && !this.#stop.signal.aborted) this.progress = inProgress("RUNNING");
    const done = new Map<string, Promise<void>>();
    for (const { task } of this.part.attempts) {
      // Put off until all are in the map: a task may wait for one that comes after it.
      done.set(
        task.task_key,
        Promise.resolve().then(() => this.#runTask(task, done, control)),
      );
    }
    await Promise.all(done.values());
    inTime.abort();
    this.#finish(this.#result());
  }

  async #runTask(task: TaskSettings, done: Map<string, Promise<void>>, control: RunControl): Promise<void> {
    await Promise.all(dependenciesOf(task).map(({ task_key: key }) => done.get(key)));
    let attempt = this.attempt(task.task_key);
    if (!attempt || attempt.ended) return;
    const decision = this.#stop.signal.aborted ? String(this.#stop.signal.reason) : this.#decide(task);
    if (decision !== "run") return attempt.end(ended(decision));
    const runner = runnerOf(this);
    for (let isToRun = true; isToRun; ) {
      const current = attempt;
      const lookup = (name: string) => referenceOf(this, current, name);
      current.resolved = resolvedTask(task, this.parameters, this.legacyParameters, lookup);
      const notifications = new RunNotifications(this, current);
      notifications.started();
      await current.execute(runner, control);
      if (!this.#isToBeTriedAgain(current)) return notifications.ended(current.progress);
      notifications.attemptFailed(current.progress);
      attempt = this.#attempt(task, current.attemptNumber + 1, "WAITING_FOR_RETRY");
      isToRun = await attempt.untilRetry();
    }
  }

  #decide(task: TaskSettings): string {
    const verdicts = dependenciesOf(task).map(({ task_key: key, outcome }) => {
      const before = this.attempt(key);
      const isOther =
        outcome !== undefined && before?.verdict === "succeeded" && before.result.outcome !== outcome;
      return isOther ? "excluded" : (before?.verdict ?? "failed");
    });
    return decide(task.run_if ?? "ALL_SUCCESS", verdicts);
  }

  #isToBeTriedAgain({ task, verdict, progress }: TaskRun): boolean {
    const { max_retries: most = 0, retry_on_timeout: onTimeout = false } = task;
    if (verdict !== "failed" || this.#stop.signal.aborted || this.environment.clock.closed) return false;
    if (progress.state.result_state === "TIMEDOUT" && !onTimeout) return false;
    const tried = this.part.attempts.filter((attempt) => attempt.task.task_key === task.task_key).length;
    return most === -1 || tried <= most;
  }

  #limitTime(): AbortController {
    const inTime = new AbortController();
    const { timeout_seconds: seconds = 0 } = this.plan.settings;
    if (seconds > 0) {
      void this.environment.clock.sleep(seconds * 1000, inTime.signal).then(() => {
        if (!inTime.signal.aborted) this.stop("TIMEDOUT");
      });
    }
    return inTime;
  }

  #result(): Progress {
    if (this.#stop.signal.aborted) return ended(String(this.#stop.signal.reason));
    return endOfRun(this.tasks.flatMap(({ task_key: key }) => this.attempt(key) ?? []));
  }

  /** Says what the control API wants it to say; where that is no end, until it is stopped. */
  async #simulate(control: RunControl, simulated: Partial<Progress>): Promise<void> {
    const { clock } = this.environment;
    const { signal } = this.#stop;
    await clock.during(setImmediate());
    await clock.sleep(control.pendingMs, signal);
    if (!signal.aborted) this.progress = inProgress("RUNNING");
    await clock.sleep(control.runMs, signal);
    if (!signal.aborted) {
      this.#show(simulated);
      if (isEnd(simulated)) return this.end(ended(simulated.state?.result_state ?? "FAILED"));
      await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    }
    this.#show({});
    this.end(ended(String(signal.reason)));
  }

  #show(pretence: Partial<Progress>): void {
    this.shown = pretence;
    for (const attempt of this.part.attempts) attempt.shown = pretence;
  }

  #finish(progress: Progress): void {
    this.progress = progress;
    Object.assign(this.part, { endTime: this.environment.clock.now(), progress });
    this.#notifications.ended(progress);
    this.environment.runs.ended(this);
  }
}
