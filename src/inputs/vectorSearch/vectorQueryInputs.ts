/** The inputs of Query Vector Index. */
import { isLosslessNumber } from "lossless-json";
import type { IndexQuery } from "../../services/vectorSearch/queryIndex";
import { productIndexExample } from "../../services/vectorSearch/vectorSearchExamples";
import { booleanInput, choiceInput } from "../choice";
import { asOptional, defineInput, type InputValues, type Reader, refine, withDefault } from "../defineInput";
import { extraSettings, mergeExtraSettings } from "../extraSettings";
import { integerInput } from "../integer";
import { jsonArrayInput } from "../json";
import { namesInput } from "../stringList";
import { scalarText, textInput } from "../text";
import { filterExpression, filterRows, filters, filtersText } from "./filterRows";
import { indexName } from "./vectorInputs";

/** The type of a search, as Databricks names it. */
type SearchType = "ANN" | "HYBRID" | "FULL_TEXT";

const searchTypes: Record<SearchType, string> = {
  ANN: "Similarity",
  HYBRID: "Similarity and keywords (hybrid)",
  FULL_TEXT: "Keywords (full text)",
};

/** The maximum number of dimensions of a vector. */
const maxDimension = 4096;

const readVector: Reader<number[], unknown[]> = (list, label) => {
  if (list.length === 0 || list.length > maxDimension) {
    throw new Error(`${label} must be a list of 1 to ${maxDimension} numbers.`);
  }
  return list.map((one, index) => {
    const number = isLosslessNumber(one) ? Number(one.value) : one;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw new Error(`${label} must be a list of numbers: entry ${index + 1} is not a number.`);
  });
};

/** The maximum number of rows that Databricks returns, over all pages. */
const maxFound = 10_000;

/** The inputs, in order. */
export const vectorQueryInputs = {
  indexName: indexName(productIndexExample.name),
  queryText: asOptional(
    textInput({
      label: "Query Text",
      comments:
        "The text to search for. For an index without an embedding model, a similarity search requires Query Vector instead, and a hybrid search requires both. If empty, Query Vector is required.",
      placeholder: "How late can a passenger check in?",
      example: "How late can a passenger check in?",
    }),
  ),
  queryVector: asOptional(
    refine(
      jsonArrayInput({
        label: "Query Vector",
        comments:
          "The vector to search for, as a list of numbers with as many dimensions as the vectors of the index. Must be empty for a full-text search. If empty, Query Text is required.",
        placeholder: "[0.1, 0.2, 0.3]",
        example: "[1, 0, 0]",
      }),
      readVector,
    ),
  ),
  searchType: withDefault(
    choiceInput({
      label: "Search Type",
      comments: "How the index is searched: by the similarity of meaning, by keywords, or by both.",
      choices: searchTypes,
    }),
    "ANN",
  ),
  columns: namesInput({
    label: "Columns",
    comments:
      "The columns to return. If empty, the primary key and the text columns with embeddings are returned. Each row also has its score.",
    placeholder: "id",
    example: '["id", "name"]',
  }),
  limit: withDefault(
    integerInput({
      label: "Limit",
      comments: `The maximum number of rows to return, up to ${maxFound}. For a hybrid or full-text search, Databricks returns at most 200 rows.`,
      example: "2",
      min: 1,
      max: maxFound,
    }),
    10,
  ),
  filters,
  scoreThreshold: asOptional(
    defineInput(
      {
        label: "Score Threshold",
        type: "string",
        comments: "The minimum score of a row, from 0 to 1. If empty, rows with any score are returned.",
        example: "0.5",
      },
      (value, label) => {
        const text = scalarText(value);
        const number = /^\d{1,9}(?:\.\d{1,30})?$/.test(text) ? Number(text) : Number.NaN;
        if (number <= 1) return number;
        throw new Error(`${label} must be a number from 0 to 1.`);
      },
    ),
  ),
  rerankColumns: namesInput({
    label: "Rerank Columns",
    comments:
      "The text columns that a reranking model uses to reorder the first 50 rows, most important column first. Reranking takes longer. If empty, rows are not reranked.",
    placeholder: "text",
    example: '["name"]',
  }),
  everyPage: booleanInput(
    {
      label: "Every Page",
      comments:
        "When true, which is the default because no rows are left out, all pages are read up to Limit. When false, only the first page of up to 1000 rows is read, and hasMore in the result says whether there are more rows.",
    },
    true,
  ),
  furtherSettings: extraSettings(
    "Further fields of the request, as a JSON object, such as query_columns, sort_columns or facets.",
    '{"sort_columns": ["price DESC"]}',
  ),
  filterRows,
  filterExpression,
};

/**
 * The query that the inputs describe.
 * @throws Error that names the input that is missing or does not apply
 */
export const indexQuery = (given: InputValues<typeof vectorQueryInputs>): IndexQuery => {
  const { indexName, columns, limit, everyPage, queryText, queryVector, searchType, rerankColumns } = given;
  if (queryText === undefined && queryVector === undefined) {
    throw new Error("Query Text is empty, and so is Query Vector: at least one of the two is needed.");
  }
  if (searchType === "ANN" && queryText !== undefined && queryVector !== undefined) {
    throw new Error(
      `Query Text and Query Vector exclude each other unless Search Type is ${searchTypes.HYBRID}: clear one of the two.`,
    );
  }
  if (searchType !== "ANN" && queryText === undefined) {
    throw new Error(`Query Text is empty, but Search Type ${searchTypes[searchType]} requires it.`);
  }
  if (searchType === "FULL_TEXT" && queryVector !== undefined) {
    throw new Error(`Query Vector does not apply to Search Type ${searchTypes.FULL_TEXT}: clear it.`);
  }
  const filterText = filtersText(given.filters, given.filterRows);
  if (filterText !== undefined && given.filterExpression !== undefined) {
    throw new Error("Filter Expression excludes Filters and Filter Rows: clear either it or the other two.");
  }
  const fields = mergeExtraSettings(
    {
      columns,
      num_results: limit,
      query_text: queryText,
      query_vector: queryVector,
      query_type: searchType,
      filters_json: filterText,
      filter_string: given.filterExpression,
      score_threshold: given.scoreThreshold,
      reranker:
        rerankColumns.length > 0
          ? { model: "databricks_reranker", parameters: { columns_to_rerank: rerankColumns } }
          : undefined,
    },
    given.furtherSettings,
  );
  return { indexName, columns, limit, everyPage, fields };
};
