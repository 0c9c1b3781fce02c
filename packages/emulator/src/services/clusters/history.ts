/** The events of clusters, page by page. */

import type { ClusterEvent } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import { type ListPage, pageOf } from "../../control/pages";
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Cluster } from "./cluster";

const PAGE_SIZES = { defaultSize: 50, maxSize: 500 };

type EventDetails = Pick<ClusterEvent, "type" | "details">;

/** The size of a cluster as its events tell it. */
export const eventSizeOf = ({ num_workers = 0, autoscale }: Cluster) => ({
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
  readonly #events = new Map<string, ClusterEvent[]>();

  /** @param past what happened before the workspace was made */
  constructor(
    readonly clock: WorkspaceClock,
    past: ClusterEvent[],
  ) {
    for (const event of past) this.#events.set(event.cluster_id, [...this.#of(event.cluster_id), event]);
  }

  /** Records an event now; events that were recorded for later are dropped. */
  record(id: string, event: EventDetails): void {
    const now = this.clock.now();
    const before = this.#of(id).filter(({ timestamp = 0 }) => timestamp <= now);
    this.#events.set(id, [...before, { cluster_id: id, timestamp: now, ...event }]);
  }

  /** Records an event that is to come, unless another comes first. */
  recordLater(id: string, inMs: number, event: EventDetails): void {
    this.#events.set(id, [...this.#of(id), { cluster_id: id, timestamp: this.clock.now() + inMs, ...event }]);
  }

  /** Removes the events of a cluster. */
  remove(id: string): void {
    this.#events.delete(id);
  }

  /** The page of events that a request asks for. @throws HttpError 400 for what it cannot mean */
  page(id: string, body: unknown): ListPage<ClusterEvent> {
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
