import { databricksAction } from "../../databricksAction";
import { runSavedQueryGrants } from "../../errors/requiredGrant";
import { runQueryInputs, savedStatement } from "../../inputs/sqlObjects/runQueryInputs";
import type { BinaryFile } from "../../results/resultFile";
import { runPreview } from "../../services/sql/preview";
import { readResult, resultSchema, type StatementResult } from "../../services/sql/result";
import { statementResultExample } from "../../services/sql/sqlExamples";
import { runStatement } from "../../services/sql/submission";
import { fetchQuery } from "../../services/sqlObjects/queries";

/**
 * Runs the SQL of a saved query, with the defaults of its parameters or given values, on its warehouse or a given one,
 * and gives its whole result. https://docs.databricks.com/api/workspace/queries/get
 */
export const runQuery = databricksAction({
  label: "SQL: Run Query",
  description: "Run a saved query with its parameters and return its whole result in the chosen format.",
  effect: "write",
  grants: runSavedQueryGrants,
  mayOnlyRead: true,
  inputs: runQueryInputs,
  repeat: { kind: "again", advice: "A query that only reads data changes nothing." },
  perform: async (client, given): Promise<StatementResult | BinaryFile> => {
    const timed = client.withTimeout(given.timeoutSeconds);
    const request = savedStatement(await fetchQuery(timed, given.queryId), given, client.logger);
    const ended = await runStatement(timed, request, "automatic");
    return readResult(client, ended, given.resultFormat);
  },
  preview: async (client, given) => {
    const request = savedStatement(await fetchQuery(client, given.queryId), given, client.logger);
    const ended = await runPreview(client, request, "The query");
    return readResult(client, ended, given.resultFormat);
  },
  example: statementResultExample,
  schema: resultSchema,
});
