/** What has happened to clusters, and pages of it. */

import { type ClusterEvent, clusterHistory } from "../../../../../src/services/clusters/clusterEvents";
import { type Cluster, clusterExamples } from "../../../../../src/services/clusters/clusters";
import type { WorkspaceClock } from "../../control/clock";
import { type Page, pageOf } from "../../control/pages";
import { fieldsOf, invalidParameter } from "../../control/requests";

const PAGE_SIZES = { usual: 50, most: 500 };

type Told = Pick<ClusterEvent, "type" | "details">;

/** The size of a cluster as its events tell it. */
export const sizeOf = ({ num_workers = 0, autoscale }: Cluster) => ({
  current_num_workers: autoscale?.min_workers ?? num_workers,
  target_num_workers: autoscale?.min_workers ?? num_workers,
});

/** A time of a request, ms since the epoch. */
const timeOf = (fields: Record<string, unknown>, name: string): number | undefined => {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalidParameter(`Invalid ${name}: ${String(value)}`);
};

export class ClusterHistory {
  readonly #events = new Map<string, ClusterEvent[]>([
    [clusterExamples[0]?.cluster_id ?? "", [...clusterHistory]],
  ]);

  constructor(readonly clock: WorkspaceClock) {}

  /** Something happens now; what was foretold and has not come yet will not come. */
  tell(id: string, event: Told): void {
    const now = this.clock.now();
    const before = this.#of(id).filter(({ timestamp = 0 }) => timestamp <= now);
    this.#events.set(id, [...before, { cluster_id: id, timestamp: now, ...event }]);
  }

  /** Something will happen by itself, unless something else does first. */
  foretell(id: string, inMs: number, event: Told): void {
    this.#events.set(id, [...this.#of(id), { cluster_id: id, timestamp: this.clock.now() + inMs, ...event }]);
  }

  forget(id: string): void {
    this.#events.delete(id);
  }

  /** The page of events that a request asks for. @throws HttpError 400 for what it cannot mean */
  page(id: string, body: unknown): Page<ClusterEvent> {
    const fields = fieldsOf(body);
    const { event_types: types, order = "DESC", page_size, page_token } = fields;
    const from = timeOf(fields, "start_time") ?? 0;
    const to = Math.min(timeOf(fields, "end_time") ?? Number.POSITIVE_INFINITY, this.clock.now());
    if (order !== "ASC" && order !== "DESC") throw invalidParameter(`Invalid order: ${String(order)}`);
    if (types !== undefined && !Array.isArray(types)) throw invalidParameter("event_types must be a list");
    const sign = order === "ASC" ? 1 : -1;
    const events = this.#of(id)
      .filter(
        ({ timestamp = 0, type }) => timestamp >= from && timestamp <= to && (types?.includes(type) ?? true),
      )
      .sort((one, other) => sign * ((one.timestamp ?? 0) - (other.timestamp ?? 0)));
    return pageOf(
      events,
      { page_size: page_size === undefined ? undefined : String(page_size), page_token },
      PAGE_SIZES,
    );
  }

  #of(id: string): ClusterEvent[] {
    return this.#events.get(id) ?? [];
  }
}
