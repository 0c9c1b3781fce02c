/** SQL warehouses and their states: STARTING, RUNNING, STOPPING, STOPPED. */

import { doesNotExist } from "../../apiError";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter, requiredText } from "../../control/requests";
import { type ScheduledChange, ScheduledState } from "../../control/scheduledState";
import type { CompleteSeed } from "../../seed/seed";
import { completeWarehouse } from "./newWarehouse";
import { completeWarehouseSettings, nameOf } from "./settings";
import type { Warehouse } from "./warehouse";

/** How long a warehouse takes to start, and to stop, ms of workspace time. */
export const STARTING_MS = 5_000;
export const STOPPING_MS = 2_000;

export class WarehouseStore {
  readonly #warehouses = new Map<string, ScheduledState<Warehouse>>();

  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly seed: Pick<CompleteSeed, "user" | "warehouses">,
  ) {
    this.put(seed.warehouses);
  }

  /**
   * Adds warehouses as they are given, or replaces those of the same id.
   * @param replaceAll whether they replace all that there are
   */
  put(given: Warehouse[], replaceAll = false): void {
    if (replaceAll) this.#warehouses.clear();
    for (const warehouse of given) {
      const placed = new ScheduledState(this.clock, warehouse);
      if (warehouse.state === "STARTING") placed.change({}, [this.#running(warehouse)]);
      if (warehouse.state === "STOPPING") placed.change({}, [this.#stopped()]);
      this.#warehouses.set(warehouse.id, placed);
    }
  }

  /** Every warehouse, in the order in which they were made. */
  list(): Warehouse[] {
    return [...this.#warehouses.values()].map((warehouse) => warehouse.observe());
  }

  /**
   * The warehouse as it is now.
   * @throws HttpError 404 RESOURCE_DOES_NOT_EXIST where the id is unknown
   */
  get(id: string): Warehouse {
    return this.#find(id).observe();
  }

  /**
   * Makes a warehouse, which starts at once.
   * @param creator who makes it
   * @returns its id
   * @throws HttpError 400 where the name is missing or taken, and for what a warehouse cannot be set to
   */
  create(given: Record<string, unknown>, creator = this.seed.user.userName): string {
    const name = this.#freeName(nameOf(given) ?? requiredText(given, "name"));
    const made = completeWarehouse(
      {
        creator_name: creator,
        ...given,
        ...completeWarehouseSettings(given),
        id: undefined,
        name,
        state: "STARTING",
      },
      this.ids,
      this.seed.user.userName,
    );
    this.put([made]);
    return made.id;
  }

  /** Changes what is given, and leaves all else. Throws as `get` and `create` do. */
  edit(id: string, given: Record<string, unknown>): void {
    const warehouse = this.#find(id);
    const name = nameOf(given) ?? warehouse.now().name;
    if (name !== warehouse.now().name) this.#freeName(name);
    const { id: _id, state: _state, ...settings } = given;
    const next = warehouse.nextChangeAt();
    const { state } = warehouse.now();
    warehouse.change(
      { ...settings, ...completeWarehouseSettings(settings, warehouse.now()), name },
      next === undefined ? [] : [state === "STARTING" ? this.#running(warehouse.now()) : this.#stopped()],
    );
  }

  /** Deletes a warehouse. Throws as `get` does. */
  delete(id: string): void {
    this.#find(id);
    this.#warehouses.delete(id);
  }

  #freeName(name: string): string {
    if (!this.list().some((warehouse) => warehouse.name === name)) return name;
    throw invalidParameter(`SQL warehouse with name \`${name}\` already exists`);
  }

  /** Starts a warehouse; nothing happens to one that runs or starts. Throws as `get` does. */
  start(id: string): void {
    const warehouse = this.#find(id);
    const now = warehouse.now();
    if (now.state === "RUNNING" || now.state === "STARTING") return;
    warehouse.change({ state: "STARTING", num_clusters: 0 }, [this.#running(now)]);
  }

  /** Stops a warehouse; nothing happens to one that is stopped or stops. Throws as `get` does. */
  stop(id: string): void {
    const warehouse = this.#find(id);
    const { state } = warehouse.now();
    if (state === "STOPPED" || state === "STOPPING") return;
    warehouse.change({ state: "STOPPING" }, [this.#stopped()]);
  }

  /**
   * Starts the warehouse where it does not run, and resolves once it runs, as soon as `signal` aborts, or when
   * the workspace closes. Throws as `get` does.
   */
  async untilRunning(id: string, signal?: AbortSignal): Promise<void> {
    const { clock } = this;
    while (this.#find(id).now().state !== "RUNNING" && !signal?.aborted && !clock.closed) {
      this.start(id);
      await clock.sleep((this.#find(id).nextChangeAt() ?? clock.now()) - clock.now(), signal);
    }
  }

  #running({ min_num_clusters: clusters = 1 }: Warehouse): ScheduledChange<Warehouse> {
    return {
      at: this.clock.now() + STARTING_MS,
      change: { state: "RUNNING", num_clusters: clusters },
    };
  }

  #stopped(): ScheduledChange<Warehouse> {
    return {
      at: this.clock.now() + STOPPING_MS,
      change: { state: "STOPPED", num_clusters: 0, num_active_sessions: 0 },
    };
  }

  #find(id: string): ScheduledState<Warehouse> {
    const found = this.#warehouses.get(id);
    if (!found) throw doesNotExist(`SQL warehouse ${id} does not exist.`);
    return found;
  }
}
