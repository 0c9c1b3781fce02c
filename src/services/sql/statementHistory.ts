/**
 * Finds a statement again whose ID is not known, by a tag that only it has. The query history has no filter for tags, and
 * shows a statement some time after its submission; how long is in no documentation.
 * https://docs.databricks.com/api/workspace/queryhistory/list
 */

import type { DatabricksClient } from "../../client";
import { followPages, nextTokenOf } from "../../http/paginate";
import {
  listSchema,
  nonBlankSchema,
  numberSchema,
  objectSchema,
  optionalSchema,
  textSchema,
} from "../../http/schema";
import { serverTimeOf } from "../../http/serverTime";
import { type HistoryPage, historyPageSchema, historyPath } from "./queryHistory";

/** The key of the tag. */
export const statementKeyTag = "statement_key";

/** A statement as the history shows it. */
export interface HistoricStatement {
  query_id: string;
  status?: string;
  query_start_time_ms?: number;
  query_tags?: { key?: string; value?: string }[];
}

const pageSchema = historyPageSchema(
  objectSchema<HistoricStatement>({
    query_id: nonBlankSchema,
    status: optionalSchema(textSchema),
    query_start_time_ms: optionalSchema(numberSchema),
    query_tags: optionalSchema(
      listSchema(
        objectSchema<{ key?: string; value?: string }>({
          key: optionalSchema(textSchema),
          value: optionalSchema(textSchema),
        }),
      ),
    ),
  }),
);

/** The most pages that are read, each of a hundred statements. */
const maxPages = 10;
const pageSize = 100;

/** Statements that are older than the longest execution of a flow are not looked at, in milliseconds. */
const maxAgeMs = 30 * 60_000;

/** The value of the tag of a statement; blank if it has none. */
const keyOf = ({ query_tags: tags = [] }: HistoricStatement): string =>
  tags.find(({ key }) => key === statementKeyTag)?.value ?? "";

/**
 * Looks for the statements of a warehouse whose tag begins with a text, newest first. Ages are by the server's clock.
 * @throws DatabricksError if the history cannot be read
 */
export const findStatements = async (
  client: DatabricksClient,
  warehouseId: string,
  keyPrefix: string,
): Promise<HistoricStatement[]> => {
  const found: HistoricStatement[] = [];
  let now = Number.NaN;
  const fetchPage = (query: Record<string, string | number>) =>
    client.get(historyPath, {
      schema: pageSchema,
      query,
      onHeaders: (headers) => {
        now = serverTimeOf(headers);
      },
    });
  const first = { "filter_by.warehouse_ids": warehouseId, max_results: pageSize };
  let pages = 0;
  const nextPage = (page: HistoryPage<HistoricStatement>) => {
    pages += 1;
    const token = nextTokenOf(page);
    const oldest = page.res?.at(-1)?.query_start_time_ms ?? Number.POSITIVE_INFINITY;
    const isLast = token === undefined || oldest < now - maxAgeMs;
    if (!isLast && pages === maxPages) {
      client.logger.warn(
        `Only the newest ${maxPages * pageSize} statements of the warehouse were looked through in the query history`,
      );
      return undefined;
    }
    // A token carries the filter.
    return isLast ? undefined : fetchPage({ page_token: token });
  };
  for await (const { res = [] } of followPages(await fetchPage(first), nextPage)) {
    found.push(...res.filter((statement) => keyOf(statement).startsWith(keyPrefix)));
  }
  return found;
};
