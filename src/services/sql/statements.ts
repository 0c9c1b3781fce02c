/**
 * SQL statement execution, API 2.0.
 * https://docs.databricks.com/api/workspace/statementexecution
 */

import {
  countSchema,
  listSchema,
  nonBlankSchema,
  objectSchema,
  optionalSchema,
  type ResponseSchema,
  recordSchema,
  textSchema,
} from "../../http/schema";
import type { ResultColumn } from "../../results/resultColumn";

/** The state of a statement. All but PENDING and RUNNING are final. An open list. */
type StatementState = "PENDING" | "RUNNING" | "SUCCEEDED" | "FAILED" | "CANCELED" | "CLOSED" | (string & {});

/** A named parameter. An absent or null value is SQL NULL; an absent type is STRING. */
export interface StatementParameter {
  name: string;
  value?: string | null;
  type?: string;
}

/** The request to run a statement. */
export interface ExecuteStatementRequest {
  statement: string;
  warehouse_id: string;
  catalog?: string;
  schema?: string;
  parameters?: StatementParameter[];
  disposition?: "INLINE" | "EXTERNAL_LINKS";
  format?: "JSON_ARRAY" | "ARROW_STREAM" | "CSV";
  wait_timeout?: string;
  on_wait_timeout?: "CONTINUE" | "CANCEL";
  row_limit?: number;
  byte_limit?: number;
  query_tags?: { key: string; value?: string }[];
}

/** The state of a statement and, if it failed, why. */
export interface StatementStatus {
  state: StatementState;
  error?: { error_code?: string; message?: string };
  sql_state?: string;
}

/** One column with everything that Databricks reports about it. */
export interface StatementColumn extends ResultColumn {
  name: string;
  position: number;
  type_name: string;
  type_text: string;
}

/** The shape and size of a whole result. */
export interface StatementManifest {
  format?: string;
  schema?: { column_count?: number; columns?: ResultColumn[] };
  total_chunk_count?: number;
  chunks?: { chunk_index?: number; row_offset?: number; row_count?: number; byte_count?: number }[];
  total_row_count?: number;
  total_byte_count?: number;
  truncated?: boolean;
}

/** A pre-signed address of one chunk in cloud storage. The workspace's token must not be sent there. */
export interface ExternalLink {
  chunk_index?: number;
  row_offset?: number;
  row_count?: number;
  byte_count?: number;
  external_link: string;
  expiration?: string;
  http_headers?: Record<string, string>;
  next_chunk_index?: number;
  next_chunk_internal_link?: string;
}

/** One chunk: its rows, or the links to them. Every cell is text or null. */
export interface StatementChunk {
  chunk_index?: number;
  row_offset?: number;
  row_count?: number;
  byte_count?: number;
  data_array?: (string | null)[][];
  external_links?: ExternalLink[];
  next_chunk_index?: number;
  next_chunk_internal_link?: string;
}

/** The response of execute and get. `manifest` and `result` are present on success. */
export interface StatementResponse {
  statement_id: string;
  status: StatementStatus;
  manifest?: StatementManifest;
  result?: StatementChunk;
}

/** A chunk in a response. Its rows are read cell by cell. */
export const chunkSchema = objectSchema<StatementChunk>({
  chunk_index: optionalSchema(countSchema),
  data_array: optionalSchema(listSchema<(string | null)[]>((row) => row as (string | null)[])),
  external_links: optionalSchema(
    listSchema(
      objectSchema<ExternalLink>({
        chunk_index: optionalSchema(countSchema),
        external_link: textSchema,
        http_headers: optionalSchema(recordSchema(textSchema)),
      }),
    ),
  ),
});

const columnSchema = objectSchema<ResultColumn>({
  name: optionalSchema(textSchema),
  type_name: optionalSchema(textSchema),
  type_text: optionalSchema(textSchema),
});

const manifestSchema = objectSchema<StatementManifest>({
  format: optionalSchema(textSchema),
  schema: optionalSchema(objectSchema({ columns: optionalSchema(listSchema(columnSchema)) })),
  total_chunk_count: optionalSchema(countSchema),
  chunks: optionalSchema(
    listSchema(
      objectSchema({ row_count: optionalSchema(countSchema), byte_count: optionalSchema(countSchema) }),
    ),
  ),
  total_row_count: optionalSchema(countSchema),
  total_byte_count: optionalSchema(countSchema),
});

/** The response of execute and get. */
export const statementSchema: ResponseSchema<StatementResponse> = objectSchema<StatementResponse>({
  statement_id: nonBlankSchema,
  status: objectSchema({
    state: textSchema,
    error: optionalSchema(
      objectSchema({ error_code: optionalSchema(textSchema), message: optionalSchema(textSchema) }),
    ),
    sql_state: optionalSchema(textSchema),
  }),
  manifest: optionalSchema(manifestSchema),
  result: optionalSchema(chunkSchema),
});

/** A statement's id and state. */
export interface StatementHandle {
  statement_id: string;
  status: StatementStatus;
}
