/**
 * One update of a pipeline from its start to its end: QUEUED, CREATED, WAITING_FOR_RESOURCES, INITIALIZING, RESETTING where
 * all is computed anew, SETTING_UP_TABLES, RUNNING, then COMPLETED, FAILED or CANCELED.
 */
import { setImmediate } from "node:timers/promises";
import { SqlError, type StatementRunner } from "databricks-sql-engine";
import { notImplemented } from "../../apiError";
import type { UpdateInfo } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import { fieldsOf } from "../../control/requests";
import type { EventLog } from "./eventLog";
import { type Dataset, PipelineRefused } from "./source";

/** What an update is asked for. */
export type UpdateRequest = Pick<
  UpdateInfo,
  "cause" | "full_refresh" | "refresh_selection" | "full_refresh_selection" | "validate_only"
>;

const requestFields = [
  "cause",
  "full_refresh",
  "refresh_selection",
  "full_refresh_selection",
  "validate_only",
] satisfies (keyof UpdateRequest)[];

/** Reads the request for an update. @throws HttpError 501 for a field that is not supported */
export const readUpdateRequest = (body: unknown): UpdateRequest => {
  const given = fieldsOf(body);
  const other = Object.keys(given).find((name) => !requestFields.some((field) => field === name));
  if (other === undefined) return given as UpdateRequest;
  throw notImplemented(`starts no updates with ${other}.`);
};

/** What an update needs. */
interface UpdateEnvironment {
  clock: WorkspaceClock;
  sql(): Promise<StatementRunner>;
  events: EventLog;
  userName: string;
  /** How long each state lasts beside its work, ms of workspace time. */
  stateMs: number;
  /** The tables of the pipeline. @throws PipelineRefused */
  datasets(): Dataset[];
}

const terminalStates = ["COMPLETED", "FAILED", "CANCELED"];

const isSelected = (
  { refresh_selection = [], full_refresh_selection = [] }: UpdateRequest,
  name: string,
): boolean => {
  const selection = [...refresh_selection, ...full_refresh_selection];
  return (
    selection.length === 0 || selection.some((each) => each.split(".").at(-1) === name.split(".").at(-1))
  );
};

export class Update {
  #state = "QUEUED";
  readonly #stop = new AbortController();
  /** Resolves at its end. */
  readonly settled: Promise<void>;

  constructor(
    private readonly info: UpdateInfo & { update_id: string; creation_time: number },
    private readonly environment: UpdateEnvironment,
  ) {
    environment.events.add({
      event_type: "create_update",
      message: `Update ${this.#shortId} started by ${info.cause ?? "API_CALL"}.`,
      update_id: info.update_id,
    });
    this.settled = this.#live();
  }

  get onWire(): UpdateInfo & { update_id: string; creation_time: number } {
    return { ...this.info, state: this.#state };
  }

  get isActive(): boolean {
    return !terminalStates.includes(this.#state);
  }

  stop(): void {
    this.#stop.abort();
    if (this.isActive) this.#enter("STOPPING");
  }

  get #shortId(): string {
    return this.info.update_id.slice(0, 6);
  }

  async #live(): Promise<void> {
    const { clock } = this.environment;
    const { full_refresh, validate_only, config } = this.info;
    try {
      // Who starts it is answered before anything moves.
      await clock.during(setImmediate());
      const states = ["CREATED", "WAITING_FOR_RESOURCES", "INITIALIZING"];
      for (const state of [...states, ...(full_refresh ? ["RESETTING"] : []), "SETTING_UP_TABLES"]) {
        await this.#last(state);
      }
      if (!validate_only) await this.#last("RUNNING");
      await clock.during(this.#run());
      if (config?.continuous && !validate_only) await this.#untilStopped();
      this.#enter("COMPLETED");
    } catch (error) {
      await this.#fail(error);
    }
  }

  /** Enters a state, and stays in it. */
  async #last(state: string): Promise<void> {
    this.#enter(state);
    await this.environment.clock.sleep(this.environment.stateMs, this.#stop.signal);
    this.#throwIfStopped();
  }

  async #untilStopped(): Promise<void> {
    await new Promise((resolve) => this.#stop.signal.addEventListener("abort", resolve, { once: true }));
    this.#throwIfStopped();
  }

  #throwIfStopped(): void {
    if (this.environment.clock.closed) this.#stop.abort();
    this.#stop.signal.throwIfAborted();
  }

  async #run(): Promise<void> {
    const all = this.environment.datasets();
    const selected = all.filter(({ name }) => isSelected(this.info, name));
    if (selected.length === 0) throw new PipelineRefused("No table of the pipeline is selected.");
    for (const [index, dataset] of all.entries()) {
      if (!selected.includes(dataset)) continue;
      this.#throwIfStopped();
      await this.#refresh(dataset, all.slice(0, index));
    }
  }

  /** Computes a table; where nothing is to be published, its query is only checked. */
  async #refresh({ name, query }: Dataset, before: Dataset[]): Promise<void> {
    const { sql, userName } = this.environment;
    const { catalog, schema, target } = this.info.config ?? {};
    const others = before.map((other) => `${other.name.split(".").at(-1)} AS (${other.query})`);
    const checked = `DESCRIBE QUERY ${others.length > 0 ? `WITH ${others.join(", ")} ` : ""}SELECT * FROM (${query})`;
    const statement = this.info.validate_only ? checked : `CREATE OR REPLACE TABLE ${name} AS ${query}`;
    try {
      const engine = await sql();
      const options = { catalog, schema: schema ?? target, signal: this.#stop.signal, user: userName };
      await (await engine.run(statement, options)).close();
      this.#tell("flow_progress", `Flow '${name}' has COMPLETED.`, { dataset_name: name });
    } catch (error) {
      if (error instanceof SqlError && !this.#stop.signal.aborted) {
        this.#tell("flow_progress", `Failed to resolve or run the flow '${name}'.`, {
          dataset_name: name,
          level: "ERROR",
          error: exceptionOf(error.message),
        });
      }
      throw error;
    }
  }

  async #fail(error: unknown): Promise<void> {
    if (this.#stop.signal.aborted) {
      await this.environment.clock.sleep(this.environment.stateMs);
      this.#enter("CANCELED");
      return;
    }
    const message = error instanceof Error ? error.message : String(error);
    this.#state = "FAILED";
    this.#tell("update_progress", `Update ${this.#shortId} is FAILED.`, {
      level: "ERROR",
      error: exceptionOf(message),
    });
  }

  #enter(state: string): void {
    this.#state = state;
    this.#tell("update_progress", `Update ${this.#shortId} is ${state}.`);
  }

  #tell(event_type: string, message: string, more: object = {}): void {
    this.environment.events.add({ event_type, message, update_id: this.info.update_id, ...more });
  }
}

const exceptionOf = (message: string) => ({
  fatal: true,
  exceptions: [{ class_name: "org.apache.spark.sql.AnalysisException", message }],
});
