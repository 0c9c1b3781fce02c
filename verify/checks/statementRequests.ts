/** Statements sent without the connector: the raw responses. */

import type { CheckContext } from "../context";
import { Difference } from "../outcomes";
import type { Answer } from "../requests";

export const statements = "/api/2.0/sql/statements";

interface Link {
  external_link: string;
  expiration: string;
  http_headers?: Record<string, string>;
}

/** What the checks read of a statement. */
export interface Statement {
  statement_id: string;
  status: { state: string; sql_state?: string; error?: { error_code?: string; message?: string } };
  manifest?: {
    total_chunk_count?: number;
    total_row_count?: number;
    truncated?: boolean;
    schema?: { columns?: { name: string; type_text: string; type_name: string }[] };
  };
  result?: { data_array?: (string | null)[][]; external_links?: Link[] };
}

const ended = ["SUCCEEDED", "FAILED", "CANCELED", "CLOSED"];

/**
 * Sends a statement, once, on the given warehouse.
 * @param more further fields of the request
 * @param as another token
 */
export const execute = (
  context: CheckContext,
  statement: string,
  more: object = {},
  as: { token?: string | null } = {},
): Promise<Answer> =>
  context.request("POST", statements, {
    ...as,
    body: { warehouse_id: context.warehouseId, statement, wait_timeout: "50s", ...more },
  });

/** Sends a statement and waits until it has ended, well or badly. @throws Difference where it is not accepted */
export const finished = async (
  context: CheckContext,
  statement: string,
  more: object = {},
): Promise<Statement> => {
  let answer = await execute(context, statement, more);
  for (;;) {
    if (answer.status !== 200) throw new Difference(`the statement is not accepted: ${answer.summary}`);
    const current = answer.json as unknown as Statement;
    if (ended.includes(current.status.state)) return current;
    await context.pause();
    answer = await context.request("GET", `${statements}/${current.statement_id}`);
  }
};

/** How a statement ended, in one line. */
export const ending = ({ status: { state, sql_state, error } }: Statement): string =>
  [state, error?.error_code, sql_state && `SQLSTATE ${sql_state}`, error?.message?.trim()]
    .filter(Boolean)
    .join(" ");
