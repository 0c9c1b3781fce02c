/** The pipelines of a workspace, their updates and their event logs. */
import type { StatementRunner } from "databricks-sql-engine";
import { apiError, doesNotExist, notImplemented } from "../../apiError";
import type { PipelineEvent, PipelineSpec, UpdateInfo } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { fieldsOf, invalidParameter, onlyFields, requiredText } from "../../control/requests";
import type { CompleteSeed } from "../../seed/seed";
import type { ObjectStore } from "../objects/store";
import { EventLog } from "./eventLog";
import type { Pipeline } from "./pipeline";
import { datasetsOf } from "./source";
import { readUpdateRequest, Update, type UpdateRequest } from "./update";

/** What the store needs of its workspace. */
interface PipelineEnvironment {
  clock: WorkspaceClock;
  ids: Ids;
  objects: Pick<ObjectStore, "find" | "list">;
  sql(): Promise<StatementRunner>;
  /** The pipeline of another service by its id: no list has it, and its updates are that service's own. */
  ofServices(id: string): Pipeline | undefined;
}

type PipelineSeed = Pick<CompleteSeed, "user" | "pipelines" | "pipeline_updates" | "pipeline_events">;

/** A pipeline with what has become of it. */
interface Stored {
  pipeline: Pipeline;
  /** Those of the seed, the newest first. */
  earlier: UpdateInfo[];
  /** Those since, the newest first. */
  updates: Update[];
  events: EventLog;
}

/** How many updates a pipeline is shown with. */
const SHOWN_UPDATES = 5;

const missing = (what: string, id: string) => doesNotExist(`The specified ${what} ${id} was not found.`);

export class PipelineStore {
  readonly #pipelines = new Map<string, Stored>();
  #stateMs = 0;

  constructor(
    private readonly environment: PipelineEnvironment,
    private readonly seed: PipelineSeed,
  ) {
    for (const pipeline of seed.pipelines) {
      const own = <T extends { pipeline_id?: string }>(all: T[]) =>
        all.filter(({ pipeline_id }) => pipeline_id === pipeline.pipeline_id);
      const events = seed.pipeline_events.filter(({ origin }) => own([origin ?? {}]).length > 0);
      this.#add(pipeline, own(seed.pipeline_updates), events);
    }
  }

  /** Takes a control request: how long each state of later updates lasts. */
  configure(body: unknown): object {
    const { state_ms } = onlyFields(body, ["state_ms"]);
    if (typeof state_ms !== "number" || !(state_ms >= 0)) throw invalidParameter("state_ms is no duration");
    this.#stateMs = state_ms;
    return { state_ms };
  }

  /** Every pipeline, by its id. */
  list(): Pipeline[] {
    return [...this.#pipelines.keys()].sort().map((id) => this.get(id));
  }

  /** One pipeline. @throws HttpError 404 where there is none of that id */
  get(id: string): Pipeline {
    const ofService = this.#pipelines.has(id) ? undefined : this.environment.ofServices(id);
    if (ofService) return ofService;
    const { pipeline, updates } = this.#find(id);
    const [latest] = updates;
    if (!latest) return pipeline;
    const { state } = latest.onWire;
    const made = updates.map(({ onWire: { update_id, state, creation_time } }) => ({
      update_id,
      state,
      creation_time: new Date(creation_time).toISOString(),
    }));
    return {
      ...pipeline,
      state: latest.isActive ? (pipelineStates[state ?? ""] ?? "STARTING") : "IDLE",
      health: state === "FAILED" ? "UNHEALTHY" : "HEALTHY",
      latest_updates: [...made, ...(pipeline.latest_updates ?? [])].slice(0, SHOWN_UPDATES),
    };
  }

  /** Makes a pipeline. @returns its id. @throws HttpError 400 without a name, 409 for one that is taken */
  create(body: unknown, userName: string): string {
    const name = requiredText(body, "name");
    const { allow_duplicate_names, dry_run, ...given } = fieldsOf(body);
    if (dry_run !== undefined) throw notImplemented("makes no dry runs.");
    const isTaken = [...this.#pipelines.values()].some(({ pipeline }) => pipeline.name === name);
    if (isTaken && allow_duplicate_names !== true) {
      throw apiError(
        409,
        "RESOURCE_CONFLICT",
        `The pipeline name '${name}' is already used by another pipeline.`,
      );
    }
    const pipeline_id = this.environment.ids.uuid();
    const spec: PipelineSpec = { ...given, id: pipeline_id, name };
    const last_modified = this.environment.clock.now();
    const who = { creator_user_name: userName, run_as_user_name: userName };
    this.#add({ pipeline_id, name, state: "IDLE", health: "HEALTHY", ...who, last_modified, spec }, [], []);
    return pipeline_id;
  }

  /** Starts an update. @returns its id. @throws HttpError 404, 409 while another one is active, 501 */
  start(id: string, body: unknown): string {
    const active = this.#find(id).updates.find(({ isActive }) => isActive);
    if (active) {
      const message = `An active update ${active.onWire.update_id} already exists for pipeline ${id}.`;
      throw apiError(409, "CONFLICT", message);
    }
    return this.#start(id, { cause: "API_CALL", ...readUpdateRequest(body) }, 0);
  }

  /** Stops the active update, if there is one. @throws HttpError 404 */
  stop(id: string): void {
    for (const update of this.#find(id).updates) if (update.isActive) update.stop();
  }

  /** The updates of a pipeline, the newest first. @throws HttpError 404 */
  updates(id: string): UpdateInfo[] {
    const { updates, earlier } = this.#find(id);
    return [...updates.map(({ onWire }) => onWire), ...earlier];
  }

  /** @throws HttpError 404 where there is no such pipeline or update */
  update(id: string, updateId: string): UpdateInfo {
    const found = this.updates(id).find(({ update_id }) => update_id === updateId);
    if (found) return found;
    throw missing("update", updateId);
  }

  /**
   * The events of a pipeline.
   * @throws HttpError 404, 400 for an invalid filter, or 501 for the pipeline of another service
   */
  events(id: string, filter: unknown, order: unknown): PipelineEvent[] {
    if (this.environment.ofServices(id)) {
      throw notImplemented("keeps no events of an index's pipeline.");
    }
    return this.#find(id).events.list(filter, order);
  }

  /** Ends what goes on. */
  async close(): Promise<void> {
    const updates = [...this.#pipelines.values()].flatMap((stored) => stored.updates);
    for (const update of updates) if (update.isActive) update.stop();
    await Promise.all(updates.map(({ settled }) => settled));
  }

  #start(id: string, request: UpdateRequest, retries: number): string {
    const stored = this.#find(id);
    const { clock, ids, sql, objects } = this.environment;
    const config = stored.pipeline.spec ?? {};
    const update_id = ids.uuid();
    const update = new Update(
      {
        full_refresh: false,
        validate_only: false,
        ...request,
        update_id,
        pipeline_id: id,
        creation_time: clock.now(),
        mode: config.continuous ? "CONTINUOUS" : "DEFAULT",
        config,
      },
      {
        clock,
        sql,
        events: stored.events,
        userName: this.seed.user.userName,
        stateMs: this.#stateMs,
        datasets: () => datasetsOf(objects, config),
      },
    );
    stored.updates.unshift(update);
    const attempts = Number(config.configuration?.["pipelines.numUpdateRetryAttempts"] ?? 0);
    const isRetried = !config.development && !request.validate_only && retries < attempts;
    if (isRetried) void this.#retry(id, update, request, retries + 1);
    return update_id;
  }

  /** A failed update of a pipeline that is no development is repeated as a new one. */
  async #retry(id: string, update: Update, request: UpdateRequest, retries: number): Promise<void> {
    await update.settled;
    if (update.onWire.state !== "FAILED" || this.environment.clock.closed) return;
    this.#start(id, { ...request, cause: "RETRY_ON_FAILURE" }, retries);
  }

  #add(pipeline: Pipeline, earlier: UpdateInfo[], events: PipelineEvent[]): void {
    const { clock, ids } = this.environment;
    const log = new EventLog(pipeline, clock, ids, events);
    this.#pipelines.set(pipeline.pipeline_id, { pipeline, earlier, updates: [], events: log });
  }

  #find(id: string): Stored {
    const found = this.#pipelines.get(id);
    if (found) return found;
    throw missing("pipeline", id);
  }
}

/** The state of a pipeline by that of its active update; STARTING in all others. */
const pipelineStates: Record<string, string> = {
  RUNNING: "RUNNING",
  RESETTING: "RESETTING",
  STOPPING: "STOPPING",
};
