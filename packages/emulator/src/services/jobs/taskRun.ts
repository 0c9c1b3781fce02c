/** One attempt at one task: BLOCKED, PENDING, RUNNING, then an end. */
import { setImmediate } from "node:timers/promises";
import type { HttpError } from "../../apiError";
import type { WorkspaceClock } from "../../control/clock";
import type { RunControl } from "./control";
import { ended, inProgress, isEnd, neverRan, type Progress, verdictOf } from "./progress";
import { kindOf, type TaskSettings } from "./settings";

/** What `get-output` gives beside the run itself, as it goes over the wire. */
export interface RunTaskOutput {
  logs?: string;
  logs_truncated?: boolean;
  error?: string;
  error_trace?: string;
  notebook_output?: { result?: string; truncated?: boolean };
  sql_output?: object;
  dashboard_output?: object;
  run_job_output?: { run_id: number };
}

/** What running a task came to. It has failed where its output has an error or `progress` says so. */
export interface TaskResult {
  output: RunTaskOutput;
  progress?: Progress;
  /** Of a condition task: `true` or `false`. */
  outcome?: string;
  /** The first rows of a SQL task, for references to them. */
  rows?: Record<string, string | null>[];
}

/** The task cannot be run at all. */
export class TaskRefused extends Error {
  /** @param code the termination code */
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "TaskRefused";
  }
}

/** The same for what another service refused: `code`, or that whoever started the run lacks a right. */
export const refusedFor = ({ status, message }: HttpError, code: string): TaskRefused =>
  new TaskRefused(status === 403 ? "UNAUTHORIZED_ERROR" : code, message);

/** The cluster that a task ran on. */
export interface ClusterInstance {
  cluster_id: string;
  spark_context_id?: string;
}

/** Brings what a task runs on up, and runs it. Both stop when `signal` aborts. */
export interface TaskRunner {
  prepare(attempt: TaskRun, signal: AbortSignal): Promise<ClusterInstance | undefined>;
  perform(attempt: TaskRun, signal: AbortSignal): Promise<TaskResult>;
}

export class TaskRun {
  progress: Progress;
  /** ms of workspace time; 0 until it starts, and until it has ended. */
  startTime = 0;
  endTime = 0;
  setupMs = 0;
  executionMs = 0;
  cluster: ClusterInstance | undefined;
  /** The task with its references replaced, once it runs. */
  resolved: TaskSettings;
  /** The notebook or file as it was when it ran. */
  source: string | undefined;
  result: TaskResult = { output: {} };
  /** What it shows in place of where it stands, and of its page. */
  shown: Partial<Progress> = {};
  pageUrl: string | undefined;
  /** What it has handed on to later tasks: JSON text by key. */
  readonly values = new Map<string, string>();
  readonly #stop = new AbortController();
  #stoppedAs = "CANCELED";

  constructor(
    private readonly clock: WorkspaceClock,
    readonly runId: number,
    readonly task: TaskSettings,
    readonly attemptNumber: number,
    state = "BLOCKED",
  ) {
    this.progress = inProgress(state);
    this.resolved = task;
  }

  get ended(): boolean {
    return isEnd(this.progress);
  }

  get kind(): string {
    return kindOf(this.task);
  }

  /** How it ended; undefined while it has not. */
  get verdict() {
    return this.ended ? verdictOf(this.progress) : undefined;
  }

  /** Ends it without running it. */
  end(progress: Progress): void {
    const now = this.clock.now();
    this.startTime ||= now;
    this.endTime = now;
    this.progress = progress;
  }

  /** Asks it to stop; nothing happens to one that has ended. @param as the `result_state` that it then has */
  stop(as: string): void {
    if (this.ended || this.#stop.signal.aborted) return;
    this.#stoppedAs = as;
    if (this.startTime > 0) this.progress = inProgress("TERMINATING");
    this.#stop.abort();
  }

  /** Runs it to its end, whatever that is. */
  async execute(runner: TaskRunner, control: RunControl): Promise<void> {
    const { clock } = this;
    const { signal } = this.#stop;
    const inTime = this.#limitTime();
    this.startTime = clock.now();
    if (!signal.aborted) this.progress = inProgress("PENDING", "Waiting for cluster");
    try {
      // Who asks at once sees it as it begins.
      await clock.during(setImmediate());
      await clock.sleep(control.pendingMs, signal);
      this.cluster = await runner.prepare(this, signal);
      this.#throwIfStopped();
      this.setupMs = clock.now() - this.startTime;
      this.progress = inProgress("RUNNING", "In run");
      await clock.sleep(control.runMs, signal);
      this.#throwIfStopped();
      this.result = await runner.perform(this, signal);
      this.#throwIfStopped();
      this.#finish(
        this.result.progress ?? ended(this.result.output.error === undefined ? "SUCCESS" : "FAILED"),
      );
    } catch (error) {
      this.#finish(this.#failure(error));
    } finally {
      inTime.abort();
    }
  }

  /** Waits before it is tried again. Gives whether it still is to be. */
  async untilRetry(): Promise<boolean> {
    await this.clock.sleep(this.task.min_retry_interval_millis ?? 0, this.#stop.signal);
    if (!this.#stop.signal.aborted && !this.clock.closed) return true;
    this.end(ended(this.#stoppedAs));
    return false;
  }

  /** Stops it when its time is over; aborting what is returned calls that off. */
  #limitTime(): AbortController {
    const inTime = new AbortController();
    const { timeout_seconds: seconds = 0 } = this.task;
    if (seconds > 0) {
      void this.clock.sleep(seconds * 1000, inTime.signal).then(() => {
        if (!inTime.signal.aborted) this.stop("TIMEDOUT");
      });
    }
    return inTime;
  }

  /** A sleep also ends when the workspace closes; then nothing more is to happen. */
  #throwIfStopped(): void {
    if (this.clock.closed) this.#stop.abort();
    this.#stop.signal.throwIfAborted();
  }

  #finish(progress: Progress): void {
    this.endTime = this.clock.now();
    this.executionMs = this.endTime - this.startTime - this.setupMs;
    this.progress = progress;
  }

  #failure(error: unknown): Progress {
    if (this.#stop.signal.aborted) return ended(this.#stoppedAs);
    const message = error instanceof Error ? error.message : String(error);
    this.result = { output: { error: message } };
    return neverRan(error instanceof TaskRefused ? error.code : "INTERNAL_ERROR", message);
  }
}
