/** How statements are refused, and how they fail. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree } from "../outcomes";
import { refusedWith } from "./refusals";
import { ending, execute, finished, statements } from "./statementRequests";

const source = "https://docs.databricks.com/api/workspace/statementexecution/executestatement";
const getPage = "https://docs.databricks.com/api/workspace/statementexecution/getstatement";
const conditionsPage = "https://docs.databricks.com/aws/en/error-messages/error-classes";

const missingId = "00000000-0000-0000-0000-000000000000";

/** A statement that is accepted, and then fails. */
const failsWith = async (context: CheckContext, statement: string, condition: RegExp): Promise<string> => {
  const failed = await finished(context, statement);
  const seen = ending(failed);
  agree(failed.status.state === "FAILED" && condition.test(seen), seen);
  return seen;
};

export const statementErrors: Check[] = [
  {
    id: "sql.error.warehouse",
    title:
      "A statement on an unknown warehouse is refused with 404 RESOURCE_DOES_NOT_EXIST, and the hint tells of the Warehouse ID",
    tries: "SELECT 1 on the warehouse 0000000000000000, with and without the connector",
    source,
    covers: ["runSql"],
    needs: ["warehouse"],
    run: async (context) => {
      const answer = await execute(context, "SELECT 1", { warehouse_id: "0000000000000000" });
      const seen = refusedWith(answer, [404], /^(?:RESOURCE_DOES_NOT_EXIST|NOT_FOUND)$/);
      const { message } = await context.refusal("runSql", {
        warehouseId: "0000000000000000",
        sqlStatement: "SELECT 1",
      });
      agree(/Check the Warehouse ID/.test(message), message);
      return seen;
    },
  },
  {
    id: "sql.error.waitTimeout",
    title: "A wait_timeout of 3 or 51 seconds is refused with 400 INVALID_PARAMETER_VALUE",
    tries: "SELECT 1 with each",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const seen = [];
      for (const wait_timeout of ["3s", "51s"]) {
        const answer = await execute(context, "SELECT 1", { wait_timeout });
        seen.push(
          `${wait_timeout}: ${refusedWith(answer, [400], /^(?:INVALID_PARAMETER_VALUE|BAD_REQUEST)$/)}`,
        );
      }
      return seen.join("; ");
    },
  },
  {
    id: "sql.error.inlineArrow",
    title: "ARROW_STREAM with INLINE is refused with 400",
    tries: "SELECT 1 with both",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const answer = await execute(context, "SELECT 1", { format: "ARROW_STREAM", disposition: "INLINE" });
      return refusedWith(answer, [400], /^(?:INVALID_PARAMETER_VALUE|BAD_REQUEST)$/);
    },
  },
  {
    id: "sql.error.statementId",
    title: "An unknown statement ID is refused with 404",
    tries: "get and cancel of a statement that never was, with and without the connector",
    source: getPage,
    covers: ["getStatement"],
    run: async (context) => {
      const answer = await context.request("GET", `${statements}/${missingId}`);
      const refused = await context.refusal("getStatement", { statementId: missingId });
      agree(refused.status === 404, refused.message);
      const canceled = await context.request("POST", `${statements}/${missingId}/cancel`, { body: {} });
      return `get: ${refusedWith(answer, [404])}; cancel: ${canceled.summary}`;
    },
  },
  {
    id: "sql.error.chunk",
    title: "A chunk that the result does not have is refused with 4xx",
    tries: "chunk 7 of a result with one",
    source: "https://docs.databricks.com/api/workspace/statementexecution/getstatementresultchunkn",
    needs: ["warehouse"],
    run: async (context) => {
      const { statement_id } = await finished(context, "SELECT 1");
      const answer = await context.request("GET", `${statements}/${statement_id}/result/chunks/7`);
      agree(answer.status >= 400 && answer.status < 500, answer.summary);
      return answer.summary;
    },
  },
  {
    id: "sql.error.syntax",
    title: "Malformed SQL is accepted with 200 and fails as BAD_REQUEST with [PARSE_SYNTAX_ERROR]",
    tries: "SELEC 1",
    source: getPage,
    needs: ["warehouse"],
    run: (context) => failsWith(context, "SELEC 1", /BAD_REQUEST.*\[PARSE_SYNTAX_ERROR\]/s),
  },
  {
    id: "sql.error.table",
    title: "A missing table fails the statement with [TABLE_OR_VIEW_NOT_FOUND] and SQLSTATE 42P01",
    tries: "SELECT from a table that is not there, with and without the connector",
    source: conditionsPage,
    covers: ["runSql"],
    needs: ["schema"],
    run: async (context) => {
      const statement = `SELECT * FROM ${context.table("nowhere")}`;
      const { message } = await context.refusal("runSql", {
        warehouseId: context.warehouseId,
        sqlStatement: statement,
      });
      agree(/TABLE_OR_VIEW_NOT_FOUND/.test(message), message);
      return failsWith(
        context,
        statement,
        /\[TABLE_OR_VIEW_NOT_FOUND\].*42P01|42P01.*\[TABLE_OR_VIEW_NOT_FOUND\]/s,
      );
    },
  },
  {
    id: "sql.error.schema",
    title: "A schema that exists already fails CREATE SCHEMA with [SCHEMA_ALREADY_EXISTS]",
    tries: "CREATE SCHEMA of the run's schema",
    source: conditionsPage,
    needs: ["schema"],
    run: (context) =>
      failsWith(
        context,
        `CREATE SCHEMA \`${context.catalog}\`.\`${context.name}\``,
        /\[SCHEMA_ALREADY_EXISTS\]/,
      ),
  },
  {
    id: "sql.error.file",
    title: "A missing file fails read_files with [PATH_NOT_FOUND] or a condition of inference",
    tries: "read_files of a folder that is not there, and of an empty one",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/functions/read_files",
    needs: ["schema"],
    run: async (context) => {
      const known = /\[(?:PATH_NOT_FOUND|CF_EMPTY_DIR_FOR_SCHEMA_INFERENCE|UNABLE_TO_INFER_SCHEMA)\b/;
      const empty = `${context.volumePath}/${context.fresh("empty")}`;
      await context.ask("PUT", `/api/2.0/fs/directories${empty}`);
      const missing = await failsWith(
        context,
        `SELECT * FROM read_files('${context.volumePath}/nowhere', format => 'csv')`,
        known,
      );
      const nothing = await failsWith(
        context,
        `SELECT * FROM read_files('${empty}', format => 'csv')`,
        known,
      );
      return `missing: ${missing}; empty: ${nothing}`;
    },
  },
  {
    id: "sql.error.inlineSize",
    title: "An inline result above 25 MiB fails the statement, and the connector reads it by external links",
    tries: "30 MB inline, and the same through the connector",
    source,
    covers: ["runSql"],
    needs: ["warehouse"],
    run: async (context) => {
      const statement = "SELECT id, repeat('x', 1000) AS text FROM range(30000)";
      const failed = await finished(context, statement, { disposition: "INLINE" });
      agree(failed.status.state === "FAILED", ending(failed));
      const rows = await context.rows(statement);
      agree(rows.length === 30_000, `${rows.length} rows through the connector`);
      return ending(failed);
    },
  },
  {
    id: "sql.error.textLength",
    title: "A statement of more than 16 MiB is refused with 4xx",
    tries: "SELECT of a literal of 17 MB",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const answer = await execute(context, `SELECT '${"x".repeat(17_000_000)}' AS long`);
      const state = (answer.json.status as { state?: string } | undefined)?.state;
      agree((answer.status >= 400 && answer.status < 500) || state === "FAILED", answer.summary);
      return `${answer.summary} ${state ?? ""}`;
    },
  },
  {
    id: "sql.error.set",
    title: "A warehouse refuses to set what is no parameter of SQL",
    tries: "SET of Delta's txnAppId, which makes writes repeatable elsewhere",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-parameters",
    needs: ["warehouse"],
    run: (context) => failsWith(context, "SET spark.databricks.delta.write.txnAppId = verify", /\[\w+/),
  },
];
