/** The query history. https://docs.databricks.com/api/workspace/queryhistory/list */
import type { DatabricksClient } from "../../client";
import type { QueryParameters } from "../../clientVerbs";
import { collectPages, type Page, pageSizeFor } from "../../http/paginate";
import { path } from "../../http/path";
import {
  booleanSchema,
  listSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  textSchema,
} from "../../http/schema";

/** Where it is read. */
export const historyPath = path`/api/2.0/sql/history/queries`;

/** A page of the history. */
export interface HistoryPage<Item> {
  res?: Item[];
  next_page_token?: string;
  has_next_page?: boolean;
}

/** A page in a response. @param item one of its statements */
export const historyPageSchema = <Item>(item: ResponseSchema<Item>) =>
  objectSchema<HistoryPage<Exclude<Item, undefined>>>({
    res: optionalSchema(listSchema(item)),
    next_page_token: optionalSchema(textSchema),
    has_next_page: optionalSchema(booleanSchema),
  });

/** The states that a statement of the history can have. */
export const historyStatuses = [
  "QUEUED",
  "STARTED",
  "COMPILING",
  "COMPILED",
  "RUNNING",
  "FINISHED",
  "FAILED",
  "CANCELED",
];

/** A statement as the history shows it, as far as it is named here. */
export interface HistoryEntry {
  query_id?: string;
  status?: string;
  query_text?: string;
}

const pageSchema = historyPageSchema(
  objectSchema<HistoryEntry>({
    query_id: optionalSchema(textSchema),
    status: optionalSchema(textSchema),
    query_text: optionalSchema(textSchema),
  }),
);

/** The requested page size; Databricks allows less than a thousand, but its answers can be large. */
const pageSize = 100;

/** Which statements are listed. */
interface HistoryQuery {
  /** When they started, in milliseconds since the epoch. */
  startTimeFrom?: number;
  startTimeTo?: number;
  statuses: readonly string[];
  userIds: readonly string[];
  warehouseIds: readonly string[];
  includeMetrics: boolean;
  limit: number;
}

/**
 * Lists statements, the latest first, from every page up to a limit.
 * @throws DatabricksError if the history cannot be read
 */
export const listHistory = async (client: DatabricksClient, given: HistoryQuery): Promise<HistoryEntry[]> => {
  const always = {
    include_metrics: given.includeMetrics || undefined,
    max_results: pageSizeFor(given.limit, pageSize),
  };
  const filter: QueryParameters = {
    "filter_by.query_start_time_range.start_time_ms": given.startTimeFrom,
    "filter_by.query_start_time_range.end_time_ms": given.startTimeTo,
    "filter_by.statuses": given.statuses,
    "filter_by.user_ids": given.userIds,
    "filter_by.warehouse_ids": given.warehouseIds,
  };
  // A token carries the filter.
  const fetchPage = (token: string | undefined): Promise<Page> => {
    const query = { ...always, ...(token === undefined ? filter : { page_token: token }) };
    return client.get(historyPath, { schema: pageSchema, query });
  };
  const itemsOf = (page: Page) => (page as HistoryPage<HistoryEntry>).res ?? [];
  return collectPages(`GET ${historyPath}`, fetchPage, itemsOf, given.limit);
};
