/**
 * Searches the rows of an index by their distance to a vector: exactly, where Databricks searches approximately. The score
 * is 1 / (1 + d * d), d being the Euclidean distance.
 * https://docs.databricks.com/aws/en/vector-search/vector-search#similarity-search-calculations
 */
import { notImplemented } from "../../apiError";
import { fieldsOf, invalidParameter, optionalText } from "../../control/requests";
import { readFilters } from "./filters";
import { cellAsText, compareKeys, type IndexContent } from "./vectorIndex";

/** The most rows of a page, and of a query. */
const PAGE_SIZE = 1000;
const MAX_RESULTS = 10_000;

/** Fields that the local workspace cannot obey. */
const REFUSED = ["reranker", "columns_to_rerank", "query_columns", "sort_columns", "facets", "filter_string"];

/** What a query asks for, beside what it searches for. */
interface VectorQuery {
  columns: string[];
  limit: number;
  threshold: number;
  filters: string | undefined;
}

const numberOf = (given: unknown, name: string, otherwise: number): number => {
  if (given === undefined) return otherwise;
  if (typeof given === "number" && given >= 0) return given;
  throw invalidParameter(`Field ${name} must be a number`);
};

/** The requested number of rows. @throws HttpError 400 if it is not valid */
export const limitOf = ({ num_results }: Record<string, unknown>): number => {
  const limit = numberOf(num_results, "num_results", 10);
  if (limit >= 1 && limit <= MAX_RESULTS) return limit;
  throw invalidParameter(`num_results must be between 1 and ${MAX_RESULTS}.`);
};

/** Reads a query. @throws HttpError 400 for what is none, 501 for what the local workspace cannot do */
export function readQuery(body: unknown): VectorQuery {
  const fields = fieldsOf(body);
  const refused = REFUSED.find((name) => fields[name] !== undefined);
  if (refused) throw notImplemented(`does not know ${refused}.`);
  const { query_type = "ANN", columns, score_threshold } = fields;
  if (query_type !== "ANN") {
    throw notImplemented("searches by similarity alone, not by keywords.");
  }
  if (!Array.isArray(columns) || !columns.every((one) => typeof one === "string") || columns.length === 0) {
    throw invalidParameter("Missing required field: columns");
  }
  const threshold = numberOf(score_threshold, "score_threshold", 0);
  return { columns, limit: limitOf(fields), threshold, filters: optionalText(body, "filters_json") };
}

const squaredDistance = (one: readonly number[], other: readonly number[]): number =>
  one.reduce((sum, value, index) => sum + (value - (other[index] ?? 0)) ** 2, 0);

/** What a query answers; a cell without a value is null. */
interface QueryResult {
  manifest: { column_count: number; columns: { name: string; type_text: string }[] };
  result: { row_count: number; data_array?: (string | null)[][] };
}

/** A page of a result, and the position of the next one. */
interface ResultPage {
  result: QueryResult;
  next?: number;
}

/**
 * The rows that are nearest to a vector.
 * @param start the position of the page
 */
export function search(
  { types, rows }: IndexContent,
  vector: readonly number[],
  { columns, limit, threshold, filters }: VectorQuery,
  start: number,
): ResultPage {
  const known = new Set(Object.keys(types));
  const unknown = columns.find((name) => !known.has(name));
  if (unknown !== undefined)
    throw invalidParameter(`Requested columns to fetch are not present in index: ${unknown}`);
  const fulfills = readFilters(filters, known);
  const found = [...rows]
    .filter(([, { cells }]) => fulfills(cells))
    .map(([key, row]) => ({ key, row, score: 1 / (1 + squaredDistance(row.vector, vector)) }))
    .filter(({ score }) => score >= threshold)
    .sort((one, other) => other.score - one.score || compareKeys(one.key, other.key))
    .slice(0, limit);
  const page = found.slice(start, start + PAGE_SIZE);
  const data_array = page.map(({ row, score }) => [
    ...columns.map((name) => cellAsText(row.cells[name])),
    String(score),
  ]);
  const described = columns.map((name) => ({ name, type_text: types[name] ?? "string" }));
  const next = start + PAGE_SIZE;
  return {
    result: {
      manifest: {
        column_count: columns.length + 1,
        columns: [...described, { name: "score", type_text: "double" }],
      },
      result: { row_count: page.length, ...(page.length > 0 && { data_array }) },
    },
    ...(next < found.length && { next }),
  };
}
