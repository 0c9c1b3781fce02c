/** One statement from its submission to its end: PENDING, RUNNING, then SUCCEEDED, FAILED or CANCELED, then CLOSED. */

import { setImmediate } from "node:timers/promises";
import { type SessionChange, SqlError, type StatementRunner } from "databricks-sql-engine";
import { HttpError } from "../../apiError";
import type { StatementStatus } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { StatementPlan } from "./executeRequest";
import { keepResult, type StoredResult } from "./result";
import type { Bucket } from "./resultStorage";
import type { StatementSettings } from "./settings";

/** What a statement needs of its workspace. */
export interface StatementEnvironment {
  clock: WorkspaceClock;
  warehouses: { untilRunning(id: string, signal?: AbortSignal): Promise<unknown> };
  sql(): Promise<StatementRunner>;
}

type State = "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELED" | "CLOSED";

/** `sql.ServiceErrorCode`: all that `status.error.error_code` may say. */
const errorCodes = new Set(
  `ABORTED ALREADY_EXISTS BAD_REQUEST CANCELLED DEADLINE_EXCEEDED INTERNAL_ERROR IO_ERROR NOT_FOUND
   RESOURCE_EXHAUSTED SERVICE_UNDER_MAINTENANCE TEMPORARILY_UNAVAILABLE UNAUTHENTICATED UNKNOWN
   WORKSPACE_TEMPORARILY_UNAVAILABLE`.split(/\s+/),
);

export class Statement {
  #state: State = "PENDING";
  #status: Pick<StatementStatus, "error" | "sql_state"> = {};
  #result: StoredResult | undefined;
  #startedAt: number | undefined;
  #endedAt: number | undefined;
  #sessionChange: SessionChange | undefined;
  readonly #abort = new AbortController();
  /** When it was submitted, workspace time in ms since the epoch. */
  readonly submittedAt: number;
  /** Resolves when the statement has ended, however it ended. */
  readonly settled: Promise<void>;

  constructor(
    readonly id: string,
    /** Who executed it: nobody else may see it. */
    readonly owner: string,
    readonly plan: StatementPlan,
    private readonly environment: StatementEnvironment,
    bucket: Bucket,
    settings: StatementSettings,
  ) {
    this.submittedAt = environment.clock.now();
    this.settled = this.#run(bucket, { ...settings });
  }

  get state(): State {
    return this.#state;
  }

  get status(): StatementStatus {
    return { state: this.#state, ...this.#status };
  }

  /** What a statement that SUCCEEDED has to show. */
  get result(): StoredResult | undefined {
    return this.#result;
  }

  /** What the statements that follow in its session are to find changed. */
  get sessionChange(): SessionChange | undefined {
    return this.#sessionChange;
  }

  /** When its warehouse began with it, in the same time. */
  get startedAt(): number | undefined {
    return this.#startedAt;
  }

  /** When it ended, in the same time. */
  get endedAt(): number | undefined {
    return this.#endedAt;
  }

  /** Asks a statement to stop. One that has taken effect by then still ends as it would have. */
  async cancel(): Promise<void> {
    this.#abort.abort();
    await this.settled;
  }

  /** Releases the result; a statement that is still running is cancelled. */
  async close(): Promise<void> {
    await this.cancel();
    if (this.#state !== "SUCCEEDED") return;
    this.#state = "CLOSED";
    const result = this.#result;
    this.#result = undefined;
    await result?.discard();
  }

  async #run(bucket: Bucket, settings: StatementSettings): Promise<void> {
    const { clock, warehouses } = this.environment;
    const { signal } = this.#abort;
    try {
      // Who does not wait is answered before anything moves: always PENDING, as Databricks does.
      await clock.during(setImmediate());
      await warehouses.untilRunning(this.plan.warehouseId, signal);
      this.#throwIfStopped();
      this.#state = "RUNNING";
      this.#startedAt = clock.now();
      await clock.sleep(settings.runMs, signal);
      this.#throwIfStopped();
      this.#result = await clock.during(this.#execute(bucket, settings));
      this.#end("SUCCEEDED");
    } catch (error) {
      this.#fail(error);
    }
  }

  /** A sleep also ends when the workspace closes; then nothing more is to happen. */
  #throwIfStopped(): void {
    if (this.environment.clock.closed) this.#abort.abort();
    this.#abort.signal.throwIfAborted();
  }

  async #execute(bucket: Bucket, settings: StatementSettings): Promise<StoredResult> {
    const { statement, catalog, schema, parameters } = this.plan;
    const { timeZone } = settings;
    const configuration = {
      ...(timeZone !== undefined && { timezone: timeZone }),
      ...this.plan.configuration,
    };
    const { signal } = this.#abort;
    const engine = await this.environment.sql();
    const options = { catalog, schema, parameters, configuration, signal, user: this.owner };
    const result = await engine.run(statement, options);
    this.#sessionChange = result.session;
    try {
      return await keepResult(result, {
        id: this.id,
        plan: this.plan,
        bucket,
        settings,
        signal,
      });
    } finally {
      await result.close();
    }
  }

  #fail(error: unknown): void {
    if (this.#abort.signal.aborted && !(error instanceof SqlError)) {
      this.#end("CANCELED");
      return;
    }
    const { errorCode, message, sqlState } = describeFailure(error);
    this.#status = {
      error: { error_code: errorCodes.has(errorCode) ? errorCode : "UNKNOWN", message },
      ...(sqlState && { sql_state: sqlState }),
    };
    this.#end("FAILED");
  }

  #end(state: State): void {
    this.#state = state;
    this.#endedAt = this.environment.clock.now();
  }
}

const describeFailure = (error: unknown): { errorCode: string; message: string; sqlState?: string } => {
  if (error instanceof SqlError) return error;
  const message = error instanceof Error ? error.message : String(error);
  // The warehouse went away while the statement waited for it.
  if (error instanceof HttpError) {
    return { errorCode: error.status === 404 ? "NOT_FOUND" : "ABORTED", message };
  }
  return { errorCode: "INTERNAL_ERROR", message };
};
