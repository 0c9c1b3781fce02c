/** Queries an index, and reads the next pages of the result. */
import type { DatabricksClient } from "../../client";
import { readingPost } from "../../clientVerbs";
import { collectPages } from "../../http/paginate";
import { type FoundPage, foundFacets, foundPageSchema, foundRows } from "./foundRows";
import { vectorDataFilter } from "./vectorDataFilter";
import {
  fetchIndex,
  indexPath,
  type VectorIndex,
  vectorEndpointPath,
  vectorEndpointSchema,
} from "./vectorSearch";

/** A query of an index. */
export interface IndexQuery {
  indexName: string;
  /** The columns to return; empty for the primary key and the text columns with embeddings. */
  columns: readonly string[];
  /** The maximum number of rows. */
  limit: number;
  /** Whether pages after the first one are read. */
  everyPage: boolean;
  /** The other fields of the request, in Databricks' format. */
  fields: Record<string, unknown>;
}

/** The result of a query. */
export interface FoundVectors {
  /** Most similar first. */
  rows: Record<string, unknown>[];
  /** Whether Databricks has further pages that were not read. */
  hasMore: boolean;
  facets?: Record<string, unknown>[];
}

/** The default columns: the primary key and the text columns with embeddings. */
const mainColumns = ({
  primary_key,
  delta_sync_index_spec: table,
  direct_access_index_spec: direct,
}: VectorIndex): string[] => {
  const texts = (table ?? direct)?.embedding_source_columns ?? [];
  return [...new Set([primary_key, ...texts.map(({ name }) => name)])];
};

/**
 * Refuses an expression for an endpoint that does not support it: if it were ignored, too many rows would be returned.
 * @throws Error that names the input
 */
const checkExpression = async (client: DatabricksClient, { endpoint_name }: VectorIndex): Promise<void> => {
  if (endpoint_name === undefined) return;
  const { endpoint_type } = await client.get(vectorEndpointPath(endpoint_name), {
    schema: vectorEndpointSchema,
  });
  if (endpoint_type !== "STANDARD") return;
  throw new Error(
    `Filter Expression: ${endpoint_name} is a standard endpoint, whose indexes require Filters or Filter Rows instead.`,
  );
};

const reading = { schema: foundPageSchema, ...readingPost };

/**
 * Queries an index.
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/queryindex
 * https://docs.databricks.com/api/workspace/vectorsearchindexes/querynextpage
 * @throws DatabricksError, also if the pages do not end; Error if the endpoint does not accept the filter
 */
export const queryIndex = async (unfiltered: DatabricksClient, query: IndexQuery): Promise<FoundVectors> => {
  const { indexName, limit, everyPage, fields } = query;
  const client = unfiltered.withDataFilter(vectorDataFilter);
  let known: Promise<VectorIndex> | undefined;
  const index = (): Promise<VectorIndex> => {
    known ??= fetchIndex(client, indexName);
    return known;
  };
  if (fields.filter_string !== undefined) await checkExpression(client, await index());
  const columns = query.columns.length > 0 ? query.columns : mainColumns(await index());
  const first: FoundPage = await client.post(
    indexPath(indexName, "query"),
    { ...fields, columns, num_results: limit },
    reading,
  );
  const nextPage = async (page_token: string): Promise<FoundPage> => {
    const { manifest } = first;
    const { endpoint_name } = await index();
    const body = { page_token, endpoint_name };
    const page = await client.post(indexPath(indexName, "query-next-page"), body, reading);
    return { ...page, manifest: page.manifest ?? manifest };
  };
  const facets = foundFacets(first);
  const extra = facets && { facets };
  if (!everyPage) return { rows: foundRows(first), hasMore: Boolean(first.next_page_token), ...extra };
  const rows = await collectPages(
    `Query of the vector index ${indexName}`,
    async (token) => (token === undefined ? first : nextPage(token)),
    foundRows,
    limit,
  );
  return { rows, hasMore: false, ...extra };
};
