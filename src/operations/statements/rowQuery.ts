/** Statements that only read, run one after the other within one deadline, each with all its rows. */
import type { SqlRow } from "../../api/statementRows";
import { type StatementParameter, typeTextOf } from "../../api/statements";
import type { DatabricksClient } from "../../client";
import { readResult } from "./result";
import { runStatement } from "./submission";

/** Where statements run. */
export interface QueryPlace {
  warehouseId: string;
  /** What names that name no catalog or schema mean. */
  catalog?: string;
  schema?: string;
  timeoutSeconds: number;
}

/** Runs a statement that reads. @returns its rows, and the types of its columns as the manifest spells them */
export type RowQuery = (given: {
  statement: string;
  parameters?: StatementParameter[];
}) => Promise<{ rows: SqlRow[]; types: string[] }>;

/**
 * Makes the function that runs statements on a warehouse; their time is counted from now on, for all together.
 * The function throws as `runStatement` and `readResult` do.
 */
export const rowQuery = (client: DatabricksClient, place: QueryPlace): RowQuery => {
  const { warehouseId, catalog, schema, timeoutSeconds } = place;
  const timed = client.withTimeout(timeoutSeconds);
  return async ({ statement, parameters = [] }) => {
    const request = {
      warehouse_id: warehouseId,
      statement,
      ...(parameters.length > 0 && { parameters }),
      ...(catalog && { catalog }),
      ...(schema && { schema }),
    };
    const ended = await runStatement(timed, request, "automatic");
    const result = await readResult(client, ended, "rows");
    const types = (ended.manifest?.schema?.columns ?? []).map(typeTextOf);
    return { rows: "rows" in result ? (result.rows ?? []) : [], types };
  };
};
