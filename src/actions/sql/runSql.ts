import { input } from "@prismatic-io/spectral";
import type { SqlRow } from "../../api/statementRows";
import {
  type StatementManifest,
  type StatementStatus,
  statementInputs,
  statementResult,
} from "../../api/statements";
import { databricksAction } from "../../databricksAction";
import { requiredText } from "../../inputs/clean";
import { warehouseId } from "../../inputs/shared";
import { schemaOf } from "../../outputSchema";
import { readRows } from "./result";
import { sqlParameters } from "./sqlParameters";
import { runStatement } from "./statement";

/** The deadline of a statement, in milliseconds. */
const timeoutMs = 600_000;

const sqlStatement = input({
  label: "SQL Statement",
  type: "string",
  required: true,
  placeholder: statementInputs.sqlStatement,
  example: statementInputs.sqlStatement,
  comments: "The SQL statement to run. Values are best given as parameters, written :name in the statement.",
  clean: requiredText("SQL Statement"),
});

/** What Run SQL gives: Databricks' status and manifest, and every row. */
export interface SqlResult {
  statement_id: string;
  status: StatementStatus;
  manifest: StatementManifest;
  rows: SqlRow[];
}

/**
 * Runs a statement on a warehouse, which starts if it is stopped, and gives all its rows as objects of exact, typed
 * values. A statement that fails, is cancelled or takes longer than ten minutes is an error with the statement's id.
 * https://docs.databricks.com/api/workspace/statementexecution/executestatement
 */
export const runSql = databricksAction({
  label: "SQL: Execute an SQL Statement",
  description:
    "Run an SQL statement on a SQL warehouse, wait for its end and get every row of its result as an object of typed values.",
  effect: "write",
  inputs: { warehouseId, sqlStatement, sqlParameters },
  perform: async (client, { warehouseId, sqlStatement, sqlParameters }): Promise<SqlResult> => {
    const statement = await runStatement(
      client,
      {
        warehouse_id: warehouseId,
        statement: sqlStatement,
        ...(sqlParameters.length > 0 && { parameters: sqlParameters }),
      },
      timeoutMs,
    );
    const { statement_id, status, manifest = {} } = statement;
    return { statement_id, status, manifest, rows: await readRows(client, statement) };
  },
  example: statementResult,
  schema: schemaOf({ ...statementResult, rows: [] }),
});
