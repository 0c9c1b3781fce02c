/** The rows of a query that Genie has written: all of them, whatever Genie itself keeps. */

import type { DatabricksClient } from "../../client";
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
import { type StatementResponse, statementSchema } from "../sql/statements";
import { type GenieMessageIds, type GenieQuery, messagePath, resumeHint } from "./genieMessages";

/** Which rows are read: all, also if the query must run again; those that are there at once, and few of them; or none. */
export type RowsWanted = "all" | "preview" | "none";

/** A query of a message. */
export interface QueryPlace {
  ids: GenieMessageIds;
  attachmentId: string;
  query: GenieQuery;
  /** Whether Genie no longer has its rows. */
  isExpired: boolean;
}

/** Genie keeps so many rows of a result: one that has as many may have had more. */
const maxKeptRows = 5000;

const responseSchema = objectSchema<{ statement_response: StatementResponse }>({
  statement_response: statementSchema,
});

const downloadSchema = objectSchema<{ download_id: string; download_id_signature?: string }>({
  download_id: nonBlankSchema,
  download_id_signature: optionalSchema(textSchema),
});

/** Every query of Genie only reads, so that running it twice does no harm. */
const runsQuery = { idempotent: true, reads: true, needsBody: true };

type FetchStatement = (client: DatabricksClient) => Promise<StatementResponse>;

const fetchAt =
  (path: ApiPath, query = {}): FetchStatement =>
  async (client) =>
    (await client.get(path, { schema: responseSchema, textOnly: true, query })).statement_response;

/** Whether a result that was there is gone. */
const isLost = ({ status: { state }, manifest }: StatementResponse): boolean =>
  state === "CLOSED" && !manifest;

/** The result that Genie keeps; a query whose result is gone runs again. */
const keptResult = async (
  timed: DatabricksClient,
  base: ApiPath,
  isExpired: boolean,
): Promise<StatementResponse> => {
  const fetch = fetchAt(withSegments(base, ["query-result"]));
  const runAgain = async (): Promise<StatementResponse> =>
    (
      await timed.post(
        withSegments(base, ["execute-query"]),
        {},
        {
          schema: responseSchema,
          textOnly: true,
          ...runsQuery,
        },
      )
    ).statement_response;
  const kept = isExpired ? await runAgain() : await fetch(timed);
  const initial = isLost(kept) ? await runAgain() : kept;
  return waitForStatement(timed, initial, { cancels: false, fetch });
};

/** Whether rows are, or may be, missing. */
const isCut = (
  { manifest: { truncated, total_row_count = 0 } = {} }: StatementResponse,
  { row_count = 0, is_truncated }: NonNullable<GenieQuery["query_result_metadata"]> = {},
): boolean =>
  truncated === true ||
  is_truncated === true ||
  total_row_count < row_count ||
  total_row_count >= maxKeptRows;

/** Runs the query once more for a result of any size, which Databricks calls a download. */
const wholeResult = async (timed: DatabricksClient, base: ApiPath): Promise<StatementResponse> => {
  const downloads = withSegments(base, ["downloads"]);
  const { download_id, download_id_signature } = await timed.post(
    downloads,
    {},
    {
      schema: downloadSchema,
      ...runsQuery,
    },
  );
  const fetch = fetchAt(withSegments(downloads, [download_id]), { download_id_signature });
  return waitForStatement(timed, await fetch(timed), { cancels: false, fetch });
};

const rowsOf = async (client: DatabricksClient, statement: StatementResponse): Promise<SqlRow[]> => {
  const result = await readResult(client, statement, "rows");
  return "rows" in result ? (result.rows ?? []) : [];
};

/** The path of a query. */
const queryPath = ({ ids, attachmentId }: QueryPlace): ApiPath =>
  withSegments(messagePath(ids), ["attachments", attachmentId]);

const readAll = async (
  client: DatabricksClient,
  timed: DatabricksClient,
  place: QueryPlace,
): Promise<SqlRow[]> => {
  const { ids, query, isExpired } = place;
  try {
    const base = queryPath(place);
    const kept = await keptResult(timed, base, isExpired);
    // A result that the connection forbids is not computed once more.
    expectWithinLimits(client, kept);
    const whole = isCut(kept, query.query_result_metadata) ? await wholeResult(timed, base) : kept;
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
      `Genie has answered, but the rows cannot be read. ${resumeHint(ids)} With Return Rows off, it returns the answer and the SQL alone.`,
    );
  }
};

/** A few rows, if they are there. */
const readFew = async (client: DatabricksClient, place: QueryPlace): Promise<SqlRow[] | undefined> => {
  const kept = place.isExpired
    ? undefined
    : await fetchAt(withSegments(queryPath(place), ["query-result"]))(client);
  return kept?.status.state === "SUCCEEDED"
    ? (await rowsOf(client, kept)).slice(0, previewLimit())
    : undefined;
};

/**
 * Reads the rows of a query, exact and whole: a result that Genie has cut or lost is computed again.
 * @param timed the client with as much time as the step may wait for the query to end
 * @throws DatabricksError with the ids to go on with
 */
export const readQueryRows = async (
  client: DatabricksClient,
  timed: DatabricksClient,
  place: QueryPlace,
  wanted: RowsWanted,
): Promise<SqlRow[] | undefined> => {
  if (wanted === "none") return undefined;
  return wanted === "all" ? readAll(client, timed, place) : readFew(client, place);
};
