/**
 * Events of clusters. https://docs.databricks.com/api/workspace/clusters/events
 */
import { isJsonObject } from "../../http/json";
import { type Page, type Pages, pagesOf } from "../../http/paginate";
import { objectSchema } from "../../http/schema";

/** One event. Types and details are open lists. */
export interface ClusterEvent {
  cluster_id: string;
  /** In ms since the epoch. */
  timestamp?: number;
  type?: string;
  details?: Record<string, unknown>;
}

/** A page: instead of a token, it may hold the whole search for the next one. */
interface EventPage extends Page {
  next_page?: unknown;
}

const tokenPages = pagesOf("events", objectSchema<Partial<ClusterEvent>>({}));

/** The token of such a search is its JSON text. */
const withToken = ({ next_page, ...page }: EventPage): Page =>
  !page.next_page_token && isJsonObject(next_page)
    ? { ...page, next_page_token: JSON.stringify(next_page) }
    : page;

/** The pages of events. */
export const clusterEventPages: Pages<Partial<ClusterEvent>> = {
  ...tokenPages,
  schema: (value) => withToken(tokenPages.schema(value)),
  bodyOf: (token) => (token.startsWith("{") ? JSON.parse(token) : undefined),
};

/** The requested page size: the maximum of Databricks. */
export const eventPageSize = 500;
