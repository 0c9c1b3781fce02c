/** The rows of a query that Genie wrote: all of them, even those beyond Genie's own limit. */

import type { DatabricksClient } from "../../client";
import { readingPost } from "../../clientVerbs";
import { appendHint, DatabricksError } from "../../http/errors";
import { type ApiPath, withSegments } from "../../http/path";
import { nonBlankSchema, objectSchema, optionalSchema, textSchema } from "../../http/schema";
import { labels } from "../../labels";
import { previewLimit } from "../../previewLimit";
import type { SqlRow } from "../../results/statementRows";
import { readResult } from "../sql/result";
import { readOperation } from "../sql/resultChecks";
import { expectWithinLimits } from "../sql/resultLimits";
import { waitForStatement } from "../sql/statementExecution";
import type { StatementResponse } from "../sql/statements";
import { type GenieMessageIds, type GenieQuery, messagePath, resumeHint } from "./genieMessages";
import { keptStatementSchema } from "./keptStatement";

/** Which rows are read: all, even if the query must run again; a few of an available result; or none. */
export type RowsMode = "all" | "preview" | "none";

/** A query of a message. */
export interface QueryPlace {
  ids: GenieMessageIds;
  attachmentId: string;
  query: GenieQuery;
  /** Whether its rows have expired. */
  isExpired: boolean;
}

/** Genie keeps at most this many rows of a result: one with as many may have been truncated. */
const maxKeptRows = 5000;

const downloadSchema = objectSchema<{ download_id: string; download_id_signature?: string }>({
  download_id: nonBlankSchema,
  download_id_signature: optionalSchema(textSchema),
});

type FetchStatement = (client: DatabricksClient) => Promise<StatementResponse>;

/** Where a query is, and how its statements are read. */
interface QuerySource {
  path: ApiPath;
  schema: ReturnType<typeof keptStatementSchema>;
}

const fetchFrom =
  ({ path, schema }: QuerySource, segments: string[], query = {}): FetchStatement =>
  async (client) =>
    (await client.get(withSegments(path, segments), { schema, textOnly: true, query })).statement_response;

/** Whether a result has expired. */
const isLost = ({ status: { state }, manifest }: StatementResponse): boolean =>
  state === "CLOSED" && !manifest;

/** The result that Genie keeps; a query whose result has expired runs again: it only reads. */
const keptResult = async (
  timed: DatabricksClient,
  source: QuerySource,
  isExpired: boolean,
): Promise<StatementResponse> => {
  const { path, schema } = source;
  const fetch = fetchFrom(source, ["query-result"]);
  const runAgain = async (): Promise<StatementResponse> =>
    (await timed.post(withSegments(path, ["execute-query"]), {}, { schema, textOnly: true, ...readingPost }))
      .statement_response;
  const kept = isExpired ? await runAgain() : await fetch(timed);
  const initial = isLost(kept) ? await runAgain() : kept;
  return waitForStatement(timed, initial, { cancels: false, fetch });
};

/** Whether rows are, or may be, missing. */
const isCut = (
  {
    manifest: { truncated, total_row_count } = {},
    result: { data_array: rows = [] } = {},
  }: StatementResponse,
  { row_count = 0, is_truncated }: NonNullable<GenieQuery["query_result_metadata"]> = {},
): boolean => {
  const count = total_row_count ?? rows.length;
  return truncated === true || is_truncated === true || count < row_count || count >= maxKeptRows;
};

/** Runs the query once more for a result of any size, which Databricks calls a download. */
const wholeResult = async (timed: DatabricksClient, source: QuerySource): Promise<StatementResponse> => {
  const { download_id, download_id_signature } = await timed.post(
    withSegments(source.path, ["downloads"]),
    {},
    { schema: downloadSchema, ...readingPost },
  );
  const fetch = fetchFrom(source, ["downloads", download_id], { download_id_signature });
  return waitForStatement(timed, await fetch(timed), { cancels: false, fetch });
};

const rowsOf = async (client: DatabricksClient, statement: StatementResponse): Promise<SqlRow[]> => {
  const result = await readResult(client, statement, "rows");
  return "rows" in result ? (result.rows ?? []) : [];
};

const sourceOf = ({ ids, attachmentId, query }: QueryPlace): QuerySource => ({
  path: withSegments(messagePath(ids), ["attachments", attachmentId]),
  schema: keptStatementSchema(query.statement_id || attachmentId),
});

const readAll = async (
  client: DatabricksClient,
  timed: DatabricksClient,
  place: QueryPlace,
): Promise<SqlRow[]> => {
  const { ids, query, isExpired } = place;
  try {
    const source = sourceOf(place);
    const kept = await keptResult(timed, source, isExpired);
    // A result that the connection forbids is not computed once more.
    expectWithinLimits(client, kept);
    const whole = isCut(kept, query.query_result_metadata) ? await wholeResult(timed, source) : kept;
    if (whole.manifest?.truncated) {
      throw new DatabricksError({
        operation: readOperation(whole),
        message: "the result is truncated: Databricks cut it at a limit",
        hint: `${labels.runSql} runs the SQL for a result of any size.`,
      });
    }
    return await rowsOf(client, whole);
  } catch (error) {
    throw appendHint(
      error,
      `Genie has answered, but the rows cannot be read. ${resumeHint(ids)} If Return Rows is false, it returns the answer and the SQL without rows.`,
    );
  }
};

/** A few rows, if they are there. */
const readFew = async (client: DatabricksClient, place: QueryPlace): Promise<SqlRow[] | undefined> => {
  const kept = place.isExpired ? undefined : await fetchFrom(sourceOf(place), ["query-result"])(client);
  return kept?.status.state === "SUCCEEDED"
    ? (await rowsOf(client, kept)).slice(0, previewLimit())
    : undefined;
};

/**
 * Reads all rows of a query, with exact values: a query whose result was truncated or has expired is run again.
 * @param timed the client with as much time as the step may wait for the query to end
 * @throws DatabricksError with the ids to continue with
 */
export const readQueryRows = async (
  client: DatabricksClient,
  timed: DatabricksClient,
  place: QueryPlace,
  mode: RowsMode,
): Promise<SqlRow[] | undefined> => {
  if (mode === "none") return undefined;
  return mode === "all" ? readAll(client, timed, place) : readFew(client, place);
};
