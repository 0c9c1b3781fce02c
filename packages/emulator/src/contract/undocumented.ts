/**
 * What official clients send and Databricks accepts although its API description does not contain it. Each line gives
 * the reason and the source.
 */
import type { Field } from "./description";

const sqlDriver = "@databricks/sql 2.1.0, useKernel: what it sends and expects";

const optional = (name: string, type: string): Field => ({ name, in: "body", type, required: false });

/** Fields of requests that the description lacks, by type; one that it calls required may be optional here. */
export const undocumentedFields: { type: string; field: Field; why: string; source: string }[] = [
  {
    type: "sql.ExecuteStatementRequest",
    field: optional("session_id", "string"),
    why: "The drivers run statements within a session.",
    source: sqlDriver,
  },
  {
    type: "sql.ExecuteStatementRequest",
    field: optional("result_compression", "string"),
    why: "The drivers ask for compressed results.",
    source: sqlDriver,
  },
  {
    type: "sql.StatementParameterListItem",
    field: optional("ordinal", "int"),
    why: "The drivers bind parameters of `?` by their number from 1.",
    source: sqlDriver,
  },
  {
    type: "sql.StatementParameterListItem",
    field: optional("name", "string"),
    why: "A parameter with a number has no name.",
    source: sqlDriver,
  },
  {
    type: "vectorsearch.QueryVectorIndexRequest",
    field: optional("filter_string", "string"),
    why: "The filter of an index on a storage-optimized endpoint, which Databricks' Python client 0.57 sends so.",
    source: "https://docs.databricks.com/aws/en/vector-search/vector-search-filtering-guide",
  },
];

/** Values of enums that the description lacks. */
export const undocumentedValues: { enum: string; values: string[]; why: string; source: string }[] = [
  {
    enum: "sql.Disposition",
    values: ["INLINE_OR_EXTERNAL_LINKS"],
    why: "The drivers leave the choice to the server.",
    source: sqlDriver,
  },
];
