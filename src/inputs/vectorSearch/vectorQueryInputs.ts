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

/** How an index is searched, as Databricks names it. */
type SearchType = "ANN" | "HYBRID" | "FULL_TEXT";

const searchTypes: Record<SearchType, string> = {
  ANN: "Similarity",
  HYBRID: "Similarity and keywords (hybrid)",
  FULL_TEXT: "Keywords (full text)",
};

/** The most numbers of a vector. */
const maxDimension = 4096;

const readVector: Reader<number[], unknown[]> = (list, label) => {
  if (list.length === 0 || list.length > maxDimension) {
    throw new Error(`${label} must be a list of 1 to ${maxDimension} numbers.`);
  }
  return list.map((one, index) => {
    const number = isLosslessNumber(one) ? Number(one.value) : one;
    if (typeof number === "number" && Number.isFinite(number)) return number;
    throw new Error(`${label} must be a list of numbers: entry ${index + 1} is not one.`);
  });
};

/** The most rows that Databricks finds, over all pages. */
const maxFound = 10_000;

/** The inputs, in order. */
export const vectorQueryInputs = {
  indexName: indexName(productIndexExample.name),
  queryText: asOptional(
    textInput({
      label: "Query Text",
      comments:
        "The text to search for. By similarity, it takes an index with an embedding model; an index with vectors alone takes Query Vector. A hybrid search takes both there.",
      placeholder: "How late can a passenger check in?",
      example: "How late can a passenger check in?",
    }),
  ),
  queryVector: asOptional(
    refine(
      jsonArrayInput({
        label: "Query Vector",
        comments:
          "The vector to search for, as a list of numbers: as many as the vectors of the index have. Not for keywords alone.",
        placeholder: "[0.1, 0.2, 0.3]",
        example: "[1, 0, 0]",
      }),
      readVector,
    ),
  ),
  searchType: withDefault(
    choiceInput({
      label: "Search Type",
      comments: "How the index is searched.",
      choices: searchTypes,
    }),
    "ANN",
  ),
  columns: namesInput({
    label: "Columns",
    comments:
      "The columns to return. If empty, the primary key and the texts that are embedded are returned. The score comes with every row.",
    placeholder: "id",
    example: '["id", "name"]',
  }),
  limit: withDefault(
    integerInput({
      label: "Limit",
      comments: `The maximum number of rows to return: ${maxFound} at most, and 200 for a search by keywords.`,
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
        comments: "The lowest score of a row, from 0 to 1. If empty, rows of any score are returned.",
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
      "The text columns by which a model orders the first 50 rows anew, the most important one first, which takes longer. If empty, rows are not reranked.",
    placeholder: "text",
    example: '["name"]',
  }),
  everyPage: booleanInput(
    {
      label: "Every Page",
      comments:
        "When true, which is the default because nothing is left out then, every page is read until Limit. When false, only the first page of up to 1000 rows is; hasMore in the result tells whether there are more.",
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
 * What the inputs ask for.
 * @throws Error that names the input that is missing, or that does not go with another one
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
    throw new Error(`Query Text is empty, which Search Type ${searchTypes[searchType]} needs.`);
  }
  if (searchType === "FULL_TEXT" && queryVector !== undefined) {
    throw new Error(`Query Vector is not for Search Type ${searchTypes.FULL_TEXT}: clear it.`);
  }
  const filterText = filtersText(given.filters, given.filterRows);
  if (filterText !== undefined && given.filterExpression !== undefined) {
    throw new Error("Filter Expression excludes Filters and Filter Rows: clear it, or these.");
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
