/** Keeps queries and the rows of indexes out of the log and out of errors. */
import type { DataFilter } from "../../http/dataFilter";
import { parseTextOnly } from "../../http/json";
import { recordDataFilter } from "../records/recordDataFilter";

/** Fields of requests and responses that contain data. */
const dataFields: ReadonlySet<string> = new Set([
  "query_text",
  "query_vector",
  "filters_json",
  "inputs_json",
  "data_array",
  "facet_array",
  "data",
  "last_primary_key",
  "failed_primary_keys",
  // A token may contain the query.
  "page_token",
  "next_page_token",
  "filter_string",
]);

const sizeOf = (value: unknown): string =>
  Array.isArray(value) ? `(${value.length} items)` : `(${String(value).length} characters)`;

const shownField = (key: string, value: unknown): unknown => (dataFields.has(key) ? sizeOf(value) : value);

const shownBody = (text: string): string => {
  try {
    return JSON.stringify(parseTextOnly(text), shownField);
  } catch {
    return `(${text.length} characters, not JSON)`;
  }
};

/** What may be shown of requests for the rows of an index. Keys to delete are in the query string of a request. */
export const vectorDataFilter: DataFilter = {
  body: shownBody,
  message: recordDataFilter.message,
  hidesQuery: true,
};
