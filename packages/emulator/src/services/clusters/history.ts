/** The events of clusters, page by page. */

import type { ClusterEvent } from "../../contract/wireTypes";
import type { WorkspaceClock } from "../../control/clock";
import { type ListPage, pageOf, pageOffsetOf, pageTokenOf } from "../../control/pages";
import { fieldsOf, invalidParameter } from "../../control/requests";
import type { Cluster } from "./cluster";

const PAGE_SIZES = { defaultSize: 50, maxSize: 500 };

type EventDetails = Pick<ClusterEvent, "type" | "details">;

/** The size of a cluster as its events tell it. */
export const eventSizeOf = ({ num_workers = 0, autoscale }: Cluster) => ({
  current_num_workers: autoscale?.min_workers ?? num_workers,
  target_num_workers: autoscale?.min_workers ?? num_workers,
});

/** A time of a request, ms since the epoch, or a number of events. */
const numberOf = (fields: Record<string, unknown>, name: string): number | undefined => {
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

  /**
   * The page of events that a request asks for, and the request for the next one, which older clients page by.
   * @throws HttpError 400 for what it cannot mean
   */
  page(id: string, body: unknown): ListPage<ClusterEvent> & { nextPage?: object } {
    const fields = fieldsOf(body);
    const { page_token, page_size, ...asked } = fields;
    const { event_types: types, order = "DESC" } = asked;
    const from = numberOf(fields, "start_time") ?? 0;
    const to = Math.min(numberOf(fields, "end_time") ?? Number.POSITIVE_INFINITY, this.clock.now());
    if (order !== "ASC" && order !== "DESC") throw invalidParameter(`Invalid order: ${String(order)}`);
    if (types !== undefined && !Array.isArray(types)) throw invalidParameter("event_types must be a list");
    const sign = order === "ASC" ? 1 : -1;
    const events = this.#of(id)
      .filter(
        ({ timestamp = 0, type }) => timestamp >= from && timestamp <= to && (types?.includes(type) ?? true),
      )
      .sort((one, other) => sign * ((one.timestamp ?? 0) - (other.timestamp ?? 0)));
    const size = page_size ?? numberOf(fields, "limit");
    const offset = Math.min(numberOf(fields, "offset") ?? 0, events.length);
    const page = pageOf(
      events,
      {
        page_size: size === undefined ? undefined : String(size),
        page_token: page_token ?? pageTokenOf(offset),
      },
      PAGE_SIZES,
    );
    const next = page.next && { ...asked, cluster_id: id, offset: pageOffsetOf(page.next, events.length) };
    return { ...page, ...(next && { nextPage: next }) };
  }

  #of(id: string): ClusterEvent[] {
    return this.#events.get(id) ?? [];
  }
}
