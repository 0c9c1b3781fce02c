/** Clusters and their states: PENDING, RUNNING, RESTARTING, TERMINATING, TERMINATED. */

import { apiError } from "../../apiError";
import type { InstancePool, NodeType, SparkVersion } from "../../contract/undescribedTypes";
import type { Policy } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import type { Ids } from "../../control/ids";
import { invalidParameter } from "../../control/requests";
import { type ScheduledChange, ScheduledState } from "../../control/scheduledState";
import type { CompleteSeed } from "../../seed/seed";
import type { Cluster } from "./cluster";
import { checkSize } from "./clusterSpec";
import { ClusterHistory, eventSizeOf } from "./history";
import { clusterFromSpec } from "./newCluster";

/** How long a cluster takes to start, to restart and to terminate, ms of workspace time. */
export const PENDING_MS = 8_000;
export const RESTARTING_MS = 6_000;
export const TERMINATING_MS = 3_000;
const RESIZING_MS = 4_000;

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long after its end a terminated cluster is still listed, and can still be read. */
export const LISTED_MS = 30 * DAY_MS;
export const KEPT_MS = 60 * DAY_MS;

type ContextsLostListener = (clusterId: string) => void;

/** What a fresh store holds, and whose clusters they are. */
type ClusterSeed = Pick<
  CompleteSeed,
  | "user"
  | "clusters"
  | "cluster_events"
  | "node_types"
  | "spark_versions"
  | "cluster_policies"
  | "instance_pools"
>;

export class ClusterStore {
  readonly #nodeTypes = new Map<string, NodeType>();
  readonly #clusters = new Map<string, ScheduledState<Cluster>>();
  readonly #listeners = new Set<ContextsLostListener>();
  readonly history: ClusterHistory;

  constructor(
    private readonly clock: WorkspaceClock,
    private readonly ids: Ids,
    private readonly seed: ClusterSeed,
  ) {
    this.history = new ClusterHistory(clock, seed.cluster_events);
    this.put(seed.clusters);
    this.putNodeTypes(seed.node_types);
  }

  /** The runtimes that a cluster can be made with. */
  get sparkVersions(): SparkVersion[] {
    return this.seed.spark_versions;
  }

  /** What a cluster can be made under. */
  get policies(): Policy[] {
    return this.seed.cluster_policies;
  }

  /** The machines that a cluster can be made of. */
  get pools(): InstancePool[] {
    return this.seed.instance_pools;
  }

  /** The node types that a cluster can be started with. */
  get nodeTypes(): NodeType[] {
    return [...this.#nodeTypes.values()];
  }

  /**
   * Adds node types as they are given, or replaces those of the same id.
   * @param replaceAll whether they replace all that there are
   */
  putNodeTypes(given: NodeType[], replaceAll = false): void {
    if (replaceAll) this.#nodeTypes.clear();
    for (const type of given) this.#nodeTypes.set(type.node_type_id, type);
  }

  /** Calls `listener` whenever a cluster loses its execution contexts: when it terminates or restarts. */
  onContextsLost(listener: ContextsLostListener): void {
    this.#listeners.add(listener);
  }

  /**
   * Adds clusters as they are given, or replaces those of the same id.
   * @param replaceAll whether they replace all that there are
   */
  put(given: Cluster[], replaceAll = false): void {
    if (replaceAll) {
      for (const id of this.#clusters.keys()) this.#loseContexts(id);
      this.#clusters.clear();
    }
    for (const cluster of given) {
      if (this.#clusters.has(cluster.cluster_id)) this.#loseContexts(cluster.cluster_id);
      const placed = new ScheduledState(this.clock, cluster);
      const next = this.#after(cluster.state);
      if (next) placed.change({}, [next]);
      this.#clusters.set(cluster.cluster_id, placed);
    }
  }

  /** Active clusters and those terminated in the last 30 days, in the order in which they were made. */
  list(): Cluster[] {
    return [...this.#clusters.values()]
      .filter((cluster) => this.#age(cluster) <= LISTED_MS)
      .map((cluster) => cluster.observe());
  }

  /** The cluster as it is now; undefined where the id is unknown. */
  find(id: string): Cluster | undefined {
    return this.#find(id)?.observe();
  }

  /**
   * The cluster as it is now.
   * @throws HttpError 400 INVALID_PARAMETER_VALUE where the id is unknown
   */
  get(id: string): Cluster {
    return this.#existing(id).observe();
  }

  /**
   * Makes a cluster, which starts at once.
   * @returns its id
   */
  create(given: Record<string, unknown>, userName: string): string {
    const madeAt = this.clock.now();
    const made = clusterFromSpec(given, { id: this.ids.cluster(madeAt), userName, madeAt }, this);
    const placed = new ScheduledState(this.clock, made);
    placed.change({}, [this.#running(PENDING_MS)]);
    this.#clusters.set(made.cluster_id, placed);
    this.history.record(made.cluster_id, { type: "CREATING", details: { user: userName } });
    this.history.recordLater(made.cluster_id, PENDING_MS, { type: "RUNNING", details: eventSizeOf(made) });
    return made.cluster_id;
  }

  /** Changes the size of a running cluster. Throws as `start` does, and 400 for what is no size. */
  resize(id: string, size: Pick<Cluster, "num_workers" | "autoscale">, userName: string): void {
    checkSize(size);
    if (size.num_workers === undefined && size.autoscale === undefined) {
      throw invalidParameter("Missing required field: num_workers or autoscale");
    }
    const cluster = this.#inState(id, "RUNNING");
    const details = { ...eventSizeOf(cluster.now()), cause: "USER_REQUEST", user: userName };
    cluster.change({ state: "RESIZING", num_workers: undefined, autoscale: undefined, ...size }, [
      { at: this.clock.now() + RESIZING_MS, change: { state: "RUNNING" } },
    ]);
    this.history.record(id, {
      type: "RESIZING",
      details: { ...details, target_num_workers: size.num_workers ?? size.autoscale?.min_workers },
    });
    this.history.recordLater(id, RESIZING_MS, {
      type: "UPSIZE_COMPLETED",
      details: eventSizeOf(cluster.now()),
    });
  }

  /** Deletes a cluster for good. Throws as `get` does. */
  permanentDelete(id: string): void {
    this.#existing(id);
    this.#clusters.delete(id);
    this.history.remove(id);
    this.#loseContexts(id);
  }

  /** Starts a terminated cluster. Throws as `get` does, and 400 INVALID_STATE in any other state. */
  start(id: string, userName = this.seed.user.userName): void {
    const cluster = this.#inState(id, "TERMINATED");
    const starting = {
      state: "PENDING",
      state_message: "Starting Spark",
      terminated_time: undefined,
      termination_reason: undefined,
    };
    cluster.change(starting, [this.#running(PENDING_MS)]);
    this.history.record(id, { type: "STARTING", details: { user: userName } });
    this.history.recordLater(id, PENDING_MS, { type: "RUNNING", details: eventSizeOf(cluster.now()) });
  }

  /** Restarts a running cluster; its contexts are lost. Throws as `start` does. */
  restart(id: string, userName = this.seed.user.userName): void {
    const cluster = this.#inState(id, "RUNNING");
    cluster.change({ state: "RESTARTING" }, [this.#running(RESTARTING_MS)]);
    this.history.record(id, { type: "RESTARTING", details: { user: userName } });
    this.history.recordLater(id, RESTARTING_MS, { type: "RUNNING", details: eventSizeOf(cluster.now()) });
    this.#loseContexts(id);
  }

  /**
   * Terminates a cluster; nothing happens to one that terminates or is terminated. Throws as `get` does.
   * @param userName who asked for it
   */
  terminate(id: string, userName: string): void {
    const cluster = this.#existing(id);
    const { state } = cluster.now();
    if (state === "TERMINATING" || state === "TERMINATED") return;
    const reason = { code: "USER_REQUEST", type: "SUCCESS", parameters: { username: userName } };
    cluster.change({ state: "TERMINATING", termination_reason: reason }, [this.#terminated()]);
    this.history.record(id, { type: "TERMINATING", details: { reason } });
    this.#loseContexts(id);
  }

  /**
   * Starts the cluster where it has terminated, and resolves once it runs, as soon as `signal` aborts, or when the
   * workspace closes. Throws as `start` does.
   */
  async untilRunning(id: string, signal?: AbortSignal): Promise<void> {
    const { clock } = this;
    const cluster = this.#existing(id);
    while (!["RUNNING", "RESIZING"].includes(cluster.now().state) && !signal?.aborted && !clock.closed) {
      const next = cluster.nextChangeAt();
      if (next === undefined) this.start(id);
      else await clock.sleep(next - clock.now(), signal);
    }
  }

  /** What a cluster becomes once Spark has started: its driver is a new one. */
  #running(delay: number): ScheduledChange<Cluster> {
    const at = this.clock.now() + delay;
    const change = {
      state: "RUNNING",
      state_message: "",
      last_restarted_time: at,
      last_state_loss_time: at,
      spark_context_id: this.ids.digits(19),
    };
    return { at, change };
  }

  #terminated(): ScheduledChange<Cluster> {
    const at = this.clock.now() + TERMINATING_MS;
    return { at, change: { state: "TERMINATED", terminated_time: at } };
  }

  /** What comes by itself after a state that does not last; undefined for one that does. */
  #after(state: string): ScheduledChange<Cluster> | undefined {
    if (state === "PENDING") return this.#running(PENDING_MS);
    if (state === "RESTARTING" || state === "RESIZING") return this.#running(RESTARTING_MS);
    return state === "TERMINATING" ? this.#terminated() : undefined;
  }

  #loseContexts(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }

  /** How long the cluster has been terminated, ms; 0 for an active one. */
  #age(cluster: ScheduledState<Cluster>): number {
    return cluster.now().state === "TERMINATED" ? this.clock.now() - cluster.changedAt() : 0;
  }

  #find(id: string): ScheduledState<Cluster> | undefined {
    const found = this.#clusters.get(id);
    return found && this.#age(found) <= KEPT_MS ? found : undefined;
  }

  #existing(id: string): ScheduledState<Cluster> {
    const found = this.#find(id);
    if (!found) throw apiError(400, "INVALID_PARAMETER_VALUE", `Cluster ${id} does not exist`);
    return found;
  }

  #inState(id: string, wanted: string): ScheduledState<Cluster> {
    const cluster = this.#existing(id);
    const { state } = cluster.now();
    if (state === wanted) return cluster;
    const name = state.charAt(0) + state.slice(1).toLowerCase();
    throw apiError(400, "INVALID_STATE", `Cluster ${id} is in unexpected state ${name}.`);
  }
}
