/** Statements that only read, run one after the other within one deadline, each with all its rows. */

import type { DatabricksClient } from "../../client";
import { typeTextOf } from "../../results/resultColumn";
import { distinctNames, type SqlRow } from "../../results/statementRows";
import { readResult } from "./result";
import type { StatementParameter } from "./statements";
import { runStatement } from "./submission";

/** The warehouse of the statements. */
interface QueryPlace {
  warehouseId: string;
  /** The default catalog and schema of names. */
  catalog?: string;
  schema?: string;
  timeoutSeconds: number;
}

/** A column of the rows. */
export interface RowColumn {
  /** Its name in the rows: a repeated name has got a number. */
  name: string;
  /** Its type as the manifest spells it. */
  type: string;
}

/** Runs a statement that reads. @returns its rows, and their columns in order */
export type RowQuery = (given: {
  statement: string;
  parameters?: StatementParameter[];
}) => Promise<{ rows: SqlRow[]; columns: RowColumn[] }>;

/**
 * Makes the function that runs statements on a warehouse; they share one time limit, which starts now. The function
 * throws as `runStatement` and `readResult` do.
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
    const columns = ended.manifest?.schema?.columns ?? [];
    const names = distinctNames(columns.map(({ name }) => name));
    return {
      rows: "rows" in result ? (result.rows ?? []) : [],
      columns: columns.map((column, index) => ({ name: names[index] ?? "", type: typeTextOf(column) })),
    };
  };
};
