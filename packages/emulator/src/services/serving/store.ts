/** Serving endpoints, their states over workspace time, and the models behind them. */

import type { StatementRunner } from "databricks-sql-engine";
import { apiError, doesNotExist, notImplemented } from "../../apiError";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import { type ScheduledChange, ScheduledState } from "../../control/scheduledState";
import type { CompleteSeed } from "../../seed/seed";
import { CommandSqlSession } from "../commands/sqlSession";
import type { RegisteredModelStore } from "../registeredModels/store";
import { deployed, readConfig, servedTaskOf, withFailures } from "./configuration";
import { echoTasks, responseOf } from "./echoModel";
import type { EndpointConfig, ServedEntity, ServingEndpoint } from "./endpoint";
import { logOf, type ServingLogKind } from "./logs";
import { dataOf } from "./modelData";
import { PythonModel } from "./pythonModel";
import { seededResponse } from "./seededAnswers";
import { seededEmbeddings } from "./seededEmbeddings";

/** How long an endpoint takes to come up, and to change its configuration, ms of workspace time. */
export const CREATING_MS = 10_000;

/** After how long without a query a model that scales to zero is gone, and how long it takes to come back. */
export const MODEL_IDLE_MS = 30 * 60_000;
export const COLD_START_MS = 8_000;

/** The largest query, in bytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** An answer and the served model that gave it. */
interface ServedResponse {
  response: object;
  servedModel: string;
}

const ready = { ready: "READY", config_update: "NOT_UPDATING" };

/** An endpoint with what a query needs to know of it. */
interface Served {
  endpoint: ScheduledState<ServingEndpoint>;
  /** When each served model was last asked, or came up. */
  usedAt: Map<string, number>;
  queries: number;
}

export class ServingStore {
  readonly #endpoints = new Map<string, Served>();
  readonly #processes = new Map<string, PythonModel>();

  /** @param sql starts the SQL engine, or gives the one that has been started */
  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly models: Pick<RegisteredModelStore, "stored">,
    private readonly sql: () => Promise<StatementRunner>,
    private readonly seed: Pick<
      CompleteSeed,
      "user" | "serving_endpoints" | "serving_answers" | "serving_embeddings"
    >,
  ) {
    this.put(seed.serving_endpoints);
  }

  /**
   * Adds endpoints as they are given, or replaces those of the same name. One that is coming up continues doing so.
   * @param replaceAll whether they replace all that there are
   */
  put(given: ServingEndpoint[], replaceAll = false): void {
    if (replaceAll) this.#endpoints.clear();
    for (const one of given) {
      const endpoint = new ScheduledState(this.clock, one);
      if (one.state?.config_update === "IN_PROGRESS") {
        endpoint.change({}, [this.#up(one.pending_config ?? one.config ?? {})]);
      }
      this.#endpoints.set(one.name, { endpoint, usedAt: new Map(), queries: 0 });
    }
  }

  /** Every endpoint, in the order in which they were made. */
  list(): ServingEndpoint[] {
    return [...this.#endpoints.values()].map(({ endpoint }) => endpoint.observe());
  }

  /** An endpoint as it is now. Throws HttpError 404 where there is none of that name. */
  get(name: string): ServingEndpoint {
    return this.#find(name).endpoint.observe();
  }

  /** The same by its id, which alone the permissions know. Throws HttpError 404 where there is none of that id. */
  byId(id: string): ServingEndpoint {
    const found = this.list().find((endpoint) => endpoint.id === id);
    if (found) return found;
    throw doesNotExist(`Endpoint with id '${id}' does not exist.`);
  }

  /** Makes an endpoint, which comes up over workspace time. Throws HttpError 409 where the name is taken. */
  create(name: string, config: unknown, others: Partial<ServingEndpoint>, creator: string): ServingEndpoint {
    if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(name))
      throw invalidParameter(`Invalid endpoint name: ${name}`);
    if (this.#endpoints.has(name)) {
      throw apiError(409, "RESOURCE_ALREADY_EXISTS", `Endpoint with name '${name}' already exists.`);
    }
    const now = this.clock.now();
    const read = readConfig(config, 1, { creator, now, models: this.models });
    const task = servedTaskOf(read);
    const made: ServingEndpoint = {
      name,
      id: this.ids.hex(32),
      creator,
      creation_timestamp: now,
      last_updated_timestamp: now,
      ...others,
      state: { ready: "NOT_READY", config_update: "IN_PROGRESS" },
      pending_config: { ...read, start_time: now },
      ...(task && { task }),
      permission_level: "CAN_MANAGE",
      route_optimized: false,
    };
    this.put([made]);
    this.#find(name).endpoint.change({}, [this.#settled(read)]);
    return this.get(name);
  }

  /** Changes what an endpoint serves; the old configuration goes on answering. Throws HttpError 409 during a change. */
  updateConfig(name: string, config: unknown, creator: string): ServingEndpoint {
    const { endpoint } = this.#find(name);
    const now = endpoint.now();
    if (now.state?.config_update === "IN_PROGRESS") {
      throw apiError(409, "RESOURCE_CONFLICT", `Endpoint '${name}' is being updated.`);
    }
    const version = (now.config?.config_version ?? 0) + 1;
    const at = this.clock.now();
    const read = readConfig(config, version, { creator, now: at, models: this.models });
    endpoint.change(
      {
        state: { ...now.state, config_update: "IN_PROGRESS" },
        pending_config: { ...read, start_time: at },
        last_updated_timestamp: at,
        task: servedTaskOf(read),
      },
      [this.#settled(read, now.state?.ready)],
    );
    return this.get(name);
  }

  /** A log of what an endpoint serves. Throws HttpError 404 as `get` does, and for an entity that it does not serve. */
  log(name: string, model: string, kind: ServingLogKind): string {
    const { config, pending_config } = this.get(name);
    const entities = [config, pending_config].flatMap((one) => one?.served_entities ?? []);
    return logOf(named({ served_entities: entities }, model), kind);
  }

  /** Deletes an endpoint. Throws as `get` does. */
  delete(name: string): void {
    this.#find(name);
    this.#endpoints.delete(name);
  }

  /**
   * Asks an endpoint. A model that has scaled to zero comes back first, over workspace time.
   * @param only the one served model to ask, whatever its share
   * @throws HttpError 404 as `get` does, 400 for what the model cannot take, 503 where the endpoint is not ready
   */
  async query(
    name: string,
    body: Record<string, unknown>,
    bytes: number,
    only?: string,
  ): Promise<ServedResponse> {
    const served = this.#find(name);
    const { state, config = {}, task } = served.endpoint.observe();
    if (state?.ready !== "READY") {
      throw apiError(503, "TEMPORARILY_UNAVAILABLE", `The endpoint '${name}' is not ready.`);
    }
    if (bytes > MAX_BYTES) throw apiError(400, "BAD_REQUEST", "The request is larger than 16 MB.");
    const entity = only === undefined ? chosen(config, served.queries) : named(config, only);
    const servedModel = entity.name ?? "";
    if (only === undefined) served.queries += 1;
    await this.#wake(served, entity);
    const response = await this.#respond(name, task, entity, body);
    served.usedAt.set(servedModel, this.clock.now());
    return { response, servedModel };
  }

  async #respond(
    name: string,
    task: string | undefined,
    entity: ServedEntity,
    body: Record<string, unknown>,
  ): Promise<object> {
    const frame = () => ({ id: this.ids.hex(32), created: Math.floor(this.clock.now() / 1000) });
    if (task !== undefined && echoTasks[entity.entity_name ?? ""]) return responseOf(task, body, frame());
    if (entity.foundation_model && task === "llm/v1/embeddings") {
      return seededEmbeddings(name, this.seed.serving_embeddings, body);
    }
    if (entity.foundation_model) return seededResponse(name, this.seed.serving_answers, body, frame());
    return { predictions: await this.clock.during(this.#model(entity).predict(dataOf(body))) };
  }

  /** The vector that an endpoint makes of a text. Throws as `query` does. */
  async embed(name: string, input: string): Promise<number[]> {
    const { response } = await this.query(name, { input }, Buffer.byteLength(input));
    const { data } = response as { data?: { embedding: number[] }[] };
    const [found] = data ?? [];
    if (found) return found.embedding;
    throw apiError(400, "BAD_REQUEST", `The endpoint '${name}' has no embedding model.`);
  }

  /** Ends the models' processes. */
  async close(): Promise<void> {
    await Promise.all([...this.#processes.values()].map((model) => model.close()));
  }

  async #wake(
    { endpoint, usedAt }: Served,
    { name = "", scale_to_zero_enabled }: ServedEntity,
  ): Promise<void> {
    const { clock } = this;
    const idleMs = clock.now() - (usedAt.get(name) ?? endpoint.changedAt());
    if (scale_to_zero_enabled && idleMs >= MODEL_IDLE_MS) await clock.sleep(COLD_START_MS);
  }

  #model({ entity_name = "", entity_version = "" }: ServedEntity): PythonModel {
    const key = `${entity_name} ${entity_version}`;
    const { python } = this.models.stored(entity_name, Number(entity_version));
    if (python === undefined) {
      throw notImplemented(`has no code of ${entity_name} ${entity_version}.`);
    }
    const known = this.#processes.get(key);
    if (known?.source === python) return known;
    void known?.close();
    const { userName } = this.seed.user;
    const made = new PythonModel(python, () => new CommandSqlSession(this.sql, userName));
    this.#processes.set(key, made);
    return made;
  }

  #up(config: EndpointConfig & { start_time?: number }): ScheduledChange<ServingEndpoint> {
    const { start_time: _start, ...settled } = config;
    return {
      at: this.clock.now() + CREATING_MS,
      change: { state: ready, config: deployed(settled), pending_config: undefined },
    };
  }

  /** What becomes of a requested configuration. @param before whether the endpoint was ready until then */
  #settled(config: EndpointConfig, before = "NOT_READY"): ScheduledChange<ServingEndpoint> {
    const up = this.#up(config);
    const pending_config = withFailures(config, this.models);
    if (!pending_config) return up;
    return {
      at: up.at,
      change: { state: { ready: before, config_update: "UPDATE_FAILED" }, pending_config },
    };
  }

  #find(name: string): Served {
    const found = this.#endpoints.get(name);
    if (!found) throw doesNotExist(`Endpoint with name '${name}' does not exist.`);
    return found;
  }
}

/** The entity of a name. Throws HttpError 404 where the endpoint serves none of that name. */
function named({ served_entities = [] }: EndpointConfig, name: string): ServedEntity {
  const entity = served_entities.find((one) => one.name === name);
  if (entity) return entity;
  throw doesNotExist(`Served model with name '${name}' does not exist.`);
}

/** The entity that takes a query: by the routes' shares, in turn. */
function chosen({ served_entities = [], traffic_config }: EndpointConfig, queries: number): ServedEntity {
  let share = (queries * 37) % 100;
  for (const { served_model_name, served_entity_name, traffic_percentage } of traffic_config?.routes ?? []) {
    share -= traffic_percentage;
    const name = served_model_name ?? served_entity_name;
    const entity = served_entities.find((one) => one.name === name);
    if (share < 0 && entity) return entity;
  }
  throw apiError(500, "INTERNAL_ERROR", "The endpoint has no route for this query.");
}
