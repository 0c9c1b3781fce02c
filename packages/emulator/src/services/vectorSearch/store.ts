/** The endpoints and the indexes of vector search, with the rows of the indexes. */
import { SqlError, type StatementRunner } from "databricks-sql-engine";
import { apiError, doesNotExist } from "../../apiError";
import type { EndpointInfo, UpdateStateInfo } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import { ScheduledState } from "../../control/scheduledState";
import type { CompleteSeed } from "../../seed/seed";
import type { Pipeline } from "../pipelines/pipeline";
import { checkedVector, contentOf, type Embed } from "./indexRows";
import { hasChangeFeed, readTable } from "./tableRows";
import {
  checkIndexName,
  compareKeys,
  declaredTypes,
  type IndexContent,
  type IndexRow,
  type NamedIndex,
  sourceColumn,
} from "./vectorIndex";

/** How long a sync takes, ms of workspace time. */
export const SYNC_MS = 20_000;

/** How long it takes to make an index, ms of workspace time. */
export const CREATION_MS = 120_000;

/** How long the name of a deleted index is taken, ms of workspace time. */
export const DELETION_MS = 60_000;

/** What an index is made of besides its description. */
interface IndexState {
  /** Whether it is still being made. */
  isPending?: boolean;
  content?: IndexContent;
  updates: UpdateStateInfo[];
}

interface StoredIndex {
  info: NamedIndex;
  seeded?: Record<string, unknown>[];
  /** What it held when it was first looked at; what a sync has read replaces it. */
  first?: IndexContent;
  state: ScheduledState<IndexState>;
}

const missing = (what: string) => doesNotExist(`Vector search ${what} not found`);

const pendingStatus = {
  ready: false,
  message: "Index creation is pending: its first sync is running.",
  indexed_row_count: 0,
};

export class VectorSearchStore {
  readonly #indexes = new Map<string, StoredIndex>();
  /** When the name of an index that is gone is free again. */
  readonly #freeAt = new Map<string, number>();

  /** @param sql starts the SQL engine, or gives the one that has been started */
  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly sql: () => Promise<StatementRunner>,
    private readonly embed: Embed,
    private readonly seed: Pick<CompleteSeed, "vector_endpoints" | "vector_indexes">,
  ) {
    for (const { index, rows } of seed.vector_indexes) {
      const state = new ScheduledState<IndexState>(clock, { updates: [] });
      this.#indexes.set(index.name.toLowerCase(), { info: index as NamedIndex, seeded: rows, state });
    }
  }

  /** Every endpoint by its name. */
  endpoints(): EndpointInfo[] {
    return this.seed.vector_endpoints.map((endpoint) => ({
      ...endpoint,
      num_indexes: [...this.#indexes.values()].filter(({ info }) => info.endpoint_name === endpoint.name)
        .length,
    }));
  }

  /** An endpoint by its name, or by its id, which alone the permissions know. @throws HttpError 404 */
  endpoint(name: string): EndpointInfo {
    const found = this.endpoints().find((one) => one.name === name || one.id === name);
    if (found) return found;
    throw missing(`endpoint ${name}`);
  }

  /** The indexes of an endpoint by their names. @throws HttpError 404 where there is no such endpoint */
  list(endpointName: string): NamedIndex[] {
    const { name } = this.endpoint(endpointName);
    const own = [...this.#indexes.values()].filter(({ info }) => info.endpoint_name === name);
    return own.map(({ info }) => info).sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  /** Whether there is an index of a name. */
  isIndex(name: string): boolean {
    return this.#indexes.has(name.toLowerCase());
  }

  /** An index as it is now. @throws HttpError 404 where there is none, 400 for what is no name of one */
  get(name: string): NamedIndex {
    const { info, state, first } = this.#find(name);
    const { isPending = false, content = first } = state.observe();
    if (isPending) return { ...info, status: pendingStatus };
    if (!content) return info;
    return { ...info, status: { ...info.status, indexed_row_count: content.rows.size } };
  }

  /**
   * Makes an index. The source table of one that syncs is read now; all are ready some time later.
   * @throws HttpError 404 without the endpoint, 409 where there is an index of the name, 400 where its name is not free
   * yet or its table does not suit it
   */
  async create(info: NamedIndex): Promise<NamedIndex> {
    this.endpoint(info.endpoint_name);
    const content = info.delta_sync_index_spec
      ? await this.#fromSource(info)
      : await contentOf(info, declaredTypes(info), [], this.embed);
    const key = info.name.toLowerCase();
    if (this.#indexes.has(key)) {
      throw apiError(
        409,
        "RESOURCE_ALREADY_EXISTS",
        `Vector search index with name ${info.name} already exists`,
      );
    }
    if ((this.#freeAt.get(key) ?? 0) > this.clock.now()) {
      throw invalidParameter(
        `Index ${info.name} is currently pending deletion. Operations on the index are not permitted while the index is being deleted.`,
      );
    }
    const { delta_sync_index_spec: spec } = info;
    const made = {
      ...info,
      ...(spec && { delta_sync_index_spec: { ...spec, pipeline_id: this.ids.uuid() } }),
      status: { ready: true, message: "The index is ready." },
    };
    const state = new ScheduledState<IndexState>(this.clock, { isPending: true, updates: [] });
    this.#runUpdate(state, CREATION_MS, content);
    this.#indexes.set(key, { info: made, state });
    return { ...made, status: pendingStatus };
  }

  /** Deletes an index. Its name is free again some time later. Throws as `get` does. */
  remove(name: string): void {
    const key = this.#find(name).info.name.toLowerCase();
    this.#indexes.delete(key);
    this.#freeAt.set(key, this.clock.now() + DELETION_MS);
  }

  /**
   * The rows of an index. One that was seeded without has those that its table has when it is first looked at.
   * @throws HttpError as `get` does, 400 before it is ready, or where a text cannot be embedded
   */
  async content(name: string): Promise<IndexContent> {
    const stored = this.#ready(name);
    const { info, seeded } = stored;
    const { content = stored.first } = stored.state.now();
    if (content) return content;
    const fromTable = info.index_type === "DELTA_SYNC" && seeded === undefined;
    const loaded = fromTable
      ? await this.#fromTable(info)
      : await contentOf(info, declaredTypes(info), seeded ?? [], this.embed);
    // Another request may have loaded it meanwhile.
    stored.first ??= loaded;
    return stored.first;
  }

  /** The vector of a query: its own, or that of its text. @throws HttpError 400 where it does not suit the index */
  async queryVector(name: string, text: string | undefined, given: unknown): Promise<number[]> {
    const { info } = this.#find(name);
    if (given !== undefined) return checkedVector(info, given);
    if (text === undefined) throw invalidParameter("Query text or query vector must be specified.");
    const model = sourceColumn(info)?.embedding_model_endpoint_name;
    if (model !== undefined) return this.embed(model, text);
    throw invalidParameter(`The index ${info.name} has no embedding model: query it with a vector.`);
  }

  /** Writes rows, and gives how many. @throws HttpError 400 where they do not suit the index, 404 as `get` does */
  async upsert(name: string, rows: Record<string, unknown>[]): Promise<number> {
    const { info } = this.#writable(name);
    const { rows: stored } = await this.content(name);
    const made = await contentOf(info, declaredTypes(info), rows, this.embed);
    for (const [key, row] of made.rows) stored.set(key, row);
    return rows.length;
  }

  /** Deletes rows, and gives how many there are no more. Throws as `upsert` does. */
  async delete(name: string, keys: string[]): Promise<number> {
    this.#writable(name);
    const { rows } = await this.content(name);
    for (const key of keys) rows.delete(key);
    return keys.length;
  }

  /** The rows behind a key, in the order of their keys. Throws as `content` does. */
  async scan(name: string, after: string | undefined, count: number): Promise<[key: string, IndexRow][]> {
    const { rows } = await this.content(name);
    return [...rows]
      .sort(([one], [other]) => compareKeys(one, other))
      .filter(([key]) => after === undefined || compareKeys(key, after) > 0)
      .slice(0, count);
  }

  /**
   * Syncs an index: its table is read now, and its rows are there when the update of its pipeline has ended. One that is
   * being synced goes on.
   */
  async sync(name: string): Promise<void> {
    const { info, state } = this.#ready(name);
    if (info.delta_sync_index_spec?.pipeline_type !== "TRIGGERED") {
      throw invalidParameter(
        `The index ${info.name} cannot be synced: it is no delta sync index that is triggered.`,
      );
    }
    if (state.nextChangeAt() !== undefined) return;
    const read = await this.#fromTable(info).catch((error: unknown) => {
      if (error instanceof SqlError) return undefined;
      throw error;
    });
    this.#runUpdate(state, SYNC_MS, read);
  }

  /** Lets an update of the pipeline begin. @param read what the index holds at its end; undefined where it fails */
  #runUpdate(state: ScheduledState<IndexState>, ms: number, read: IndexContent | undefined): void {
    const now = this.clock.now();
    const update = { update_id: this.ids.uuid(), creation_time: new Date(now).toISOString() };
    const { updates } = state.now();
    const ended = { ...update, state: read ? "COMPLETED" : "FAILED" };
    state.change({ updates: [{ ...update, state: "RUNNING" }, ...updates] }, [
      {
        at: now + ms,
        change: { isPending: false, updates: [ended, ...updates], ...(read && { content: read }) },
      },
    ]);
  }

  /** The pipeline that syncs an index, by its id. */
  pipeline(id: string): Pipeline | undefined {
    const found = [...this.#indexes.values()].find(
      ({ info }) => info.delta_sync_index_spec?.pipeline_id === id,
    );
    if (!found) return undefined;
    const { updates } = found.state.observe();
    const isRunning = updates[0]?.state === "RUNNING";
    return {
      pipeline_id: id,
      name: found.info.name,
      state: isRunning ? "RUNNING" : "IDLE",
      health: updates[0]?.state === "FAILED" ? "UNHEALTHY" : "HEALTHY",
      creator_user_name: found.info.creator,
      ...(updates.length > 0 && { latest_updates: updates }),
    };
  }

  async #fromTable(info: NamedIndex): Promise<IndexContent> {
    const { types, rows } = await readTable(await this.sql(), info);
    return contentOf(info, types, rows, this.embed);
  }

  /** What a new index takes of its table. @throws HttpError 400 where the table does not suit it */
  async #fromSource(info: NamedIndex): Promise<IndexContent> {
    const { source_table = "" } = info.delta_sync_index_spec ?? {};
    try {
      if (await hasChangeFeed(await this.sql(), source_table)) return await this.#fromTable(info);
    } catch (error) {
      throw error instanceof SqlError ? invalidParameter(error.message) : error;
    }
    throw invalidParameter(`The change data feed of the source table ${source_table} is not enabled.`);
  }

  #ready(name: string): StoredIndex {
    const stored = this.#find(name);
    if (stored.state.now().isPending !== true) return stored;
    throw invalidParameter(`The index ${stored.info.name} is not ready.`);
  }

  #writable(name: string): StoredIndex {
    const stored = this.#find(name);
    if (stored.info.index_type === "DIRECT_ACCESS") return stored;
    throw invalidParameter(
      `The index ${stored.info.name} is no direct access index: it takes its rows from a table.`,
    );
  }

  #find(name: string): StoredIndex {
    const found = this.#indexes.get(checkIndexName(name).toLowerCase());
    if (found) return found;
    throw missing(`index ${name}`);
  }
}
