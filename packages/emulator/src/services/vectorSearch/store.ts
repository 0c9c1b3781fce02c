/** The endpoints and the indexes of vector search, with the rows of the indexes. */
import { SqlError, type StatementRunner } from "databricks-sql-engine";
import { apiError } from "../../apiError";
import type { EndpointInfo, UpdateStateInfo } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import { ScheduledState } from "../../control/scheduledState";
import type { CompleteSeed } from "../../seed/seed";
import type { Pipeline } from "../pipelines/pipeline";
import { readTable } from "./tableRows";
import {
  cellAsText,
  compareKeys,
  declaredTypes,
  type IndexContent,
  type IndexRow,
  type NamedIndex,
  sourceColumn,
  vectorColumn,
} from "./vectorIndex";

/** How long a sync takes, ms of workspace time. */
export const SYNC_MS = 20_000;

/** What an index is made of besides its description. */
interface IndexState {
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

/** Embeds a text by a serving endpoint. */
type Embed = (endpoint: string, text: string) => Promise<number[]>;

const missing = (what: string) => apiError(404, "RESOURCE_DOES_NOT_EXIST", `Vector search ${what} not found`);

export class VectorSearchStore {
  readonly #indexes = new Map<string, StoredIndex>();

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
    const { content = first } = state.observe();
    if (!content) return info;
    return { ...info, status: { ...info.status, indexed_row_count: content.rows.size } };
  }

  /**
   * The rows of an index. One that was seeded without has those that its table has when it is first looked at.
   * @throws HttpError as `get` does, or where a text cannot be embedded
   */
  async content(name: string): Promise<IndexContent> {
    const stored = this.#find(name);
    const { info, seeded } = stored;
    const { content = stored.first } = stored.state.now();
    if (content) return content;
    const fromTable = info.index_type === "DELTA_SYNC" && seeded === undefined;
    const loaded = fromTable
      ? await this.#fromTable(info)
      : await this.#contentOf(info, declaredTypes(info), seeded ?? []);
    // Another request may have loaded it meanwhile.
    stored.first ??= loaded;
    return stored.first;
  }

  /** The vector of a query: its own, or that of its text. @throws HttpError 400 where it does not suit the index */
  async queryVector(name: string, text: string | undefined, given: unknown): Promise<number[]> {
    const { info } = this.#find(name);
    if (given !== undefined) return this.#checkedVector(info, given);
    if (text === undefined) throw invalidParameter("Query text or query vector must be specified.");
    const model = sourceColumn(info)?.embedding_model_endpoint_name;
    if (model !== undefined) return this.embed(model, text);
    throw invalidParameter(`The index ${info.name} has no embedding model: query it with a vector.`);
  }

  /** Writes rows, and gives how many. @throws HttpError 400 where they do not suit the index, 404 as `get` does */
  async upsert(name: string, rows: Record<string, unknown>[]): Promise<number> {
    const { info } = this.#writable(name);
    const { rows: stored } = await this.content(name);
    const made = await this.#contentOf(info, declaredTypes(info), rows);
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
    const { info, state } = this.#find(name);
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
    const now = this.clock.now();
    const update = {
      update_id: this.ids.hex(32).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-"),
      creation_time: new Date(now).toISOString(),
    };
    const { updates } = state.now();
    state.change({ updates: [{ ...update, state: "RUNNING" }, ...updates] }, [
      {
        at: now + SYNC_MS,
        change: {
          updates: [{ ...update, state: read ? "COMPLETED" : "FAILED" }, ...updates],
          ...(read && { content: read }),
        },
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
    return this.#contentOf(info, types, rows);
  }

  async #contentOf(
    info: NamedIndex,
    types: Record<string, string>,
    given: Record<string, unknown>[],
  ): Promise<IndexContent> {
    const rows = new Map<string, IndexRow>();
    for (const cells of given) {
      const unknown = Object.keys(cells).find((name) => info.direct_access_index_spec && !(name in types));
      if (unknown !== undefined)
        throw invalidParameter(`There is no column ${unknown} in the index ${info.name}.`);
      const key = cellAsText(cells[info.primary_key]);
      if (key === null) throw invalidParameter(`A row has no primary key ${info.primary_key}.`);
      rows.set(key, { cells, vector: await this.#vectorOf(info, cells) });
    }
    return { types: Object.keys(types).length > 0 ? types : typesOf(given), rows };
  }

  async #vectorOf(info: NamedIndex, cells: Record<string, unknown>): Promise<number[]> {
    const { name } = vectorColumn(info) ?? {};
    if (name !== undefined) return this.#checkedVector(info, cells[name]);
    const { name: text = "", embedding_model_endpoint_name: model = "" } = sourceColumn(info) ?? {};
    return this.embed(model, cellAsText(cells[text]) ?? "");
  }

  #checkedVector(info: NamedIndex, given: unknown): number[] {
    if (!Array.isArray(given) || !given.every((one) => typeof one === "number")) {
      throw invalidParameter("A vector must be a list of numbers.");
    }
    const { embedding_dimension: dimension } = vectorColumn(info) ?? {};
    if (dimension === undefined || given.length === dimension) return given;
    throw invalidParameter(
      `The vector has ${given.length} dimensions, and the index ${info.name} has ${dimension}.`,
    );
  }

  #writable(name: string): StoredIndex {
    const stored = this.#find(name);
    if (stored.info.index_type === "DIRECT_ACCESS") return stored;
    throw invalidParameter(
      `The index ${stored.info.name} is no direct access index: it takes its rows from a table.`,
    );
  }

  #find(name: string): StoredIndex {
    if (!/^\w+\.\w+\.\w+$/.test(name)) {
      throw invalidParameter(
        "Invalid index name. Must specify the full index name <catalog>.<schema>.<table>. Only alphanumerics and underscores are allowed.",
      );
    }
    const found = this.#indexes.get(name.toLowerCase());
    if (found) return found;
    throw missing(`index ${name}`);
  }
}

/** The types of columns as values show them, for rows that were seeded without. */
const typesOf = ([first = {}]: Record<string, unknown>[]): Record<string, string> =>
  Object.fromEntries(
    Object.entries(first).map(([name, value]) => [
      name,
      Array.isArray(value) ? "array<float>" : typeof value === "number" ? "bigint" : "string",
    ]),
  );
