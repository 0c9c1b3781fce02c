/** Reads a statement's whole result, chunk by chunk. */
import { rowReader, type SqlRow } from "../../api/statementRows";
import type { StatementChunk, StatementResponse } from "../../api/statements";
import type { DatabricksClient } from "../../client";
import { DatabricksError, withNote } from "../../http/errors";
import { follow } from "../../http/paginate";
import { path } from "../../http/path";

const statementHasRun =
  "The statement itself has run: only its result could not be read. If it only reads, run it again.";

/** Every chunk in order, the first of which came with the statement. */
const chunks = (
  client: DatabricksClient,
  { statement_id, manifest, result }: StatementResponse,
): AsyncGenerator<StatementChunk> => {
  const count = manifest?.total_chunk_count;
  let index = 0;
  return follow(result, (chunk) => {
    index = chunk.next_chunk_index ?? index + 1;
    const isLast = count === undefined ? chunk.next_chunk_index === undefined : index >= count;
    return isLast
      ? undefined
      : client
          .get<StatementChunk>(path`/api/2.0/sql/statements/${statement_id}/result/chunks/${index}`, {
            textOnly: true,
          })
          .catch((error: unknown) => {
            throw withNote(error, statementHasRun);
          });
  });
};

/**
 * Reads every row of a successful statement.
 * @throws DatabricksError when the rows are not as many as the manifest says
 */
export const readRows = async (client: DatabricksClient, statement: StatementResponse): Promise<SqlRow[]> => {
  const { statement_id, manifest } = statement;
  const toRow = rowReader(manifest?.schema?.columns ?? []);
  const rows: SqlRow[] = [];
  for await (const { data_array = [] } of chunks(client, statement)) {
    for (const cells of data_array) rows.push(toRow(cells));
  }
  const expected = manifest?.total_row_count ?? rows.length;
  if (rows.length !== expected) {
    throw new DatabricksError({
      operation: `Reading the result of statement ${statement_id}`,
      message: `${rows.length} rows came, but the manifest names ${expected}`,
      hint: statementHasRun,
      resourceIds: { statementId: statement_id },
    });
  }
  if (manifest?.truncated) {
    client.logger.warn(`The result of statement ${statement_id} is truncated: Databricks cut it at a limit`);
  }
  return rows;
};
