/** How results are returned: chunks, links, limits, CSV. */
import type { Check } from "../check";
import { agree, present } from "../outcomes";
import { ending, execute, finished, statements } from "./statementRequests";

const source = "https://docs.databricks.com/api/workspace/statementexecution/executestatement";
const tutorial = "https://docs.databricks.com/aws/en/dev-tools/sql-execution-tutorial";

const byLinks = { disposition: "EXTERNAL_LINKS" };

/** Links may not live longer, ms; a minute more for clocks that differ. */
const maxLinkMs = 16 * 60_000;

export const resultChecks: Check[] = [
  {
    id: "sql.result.pending",
    title: "With wait_timeout 0s a statement is accepted at once, as PENDING or RUNNING",
    tries: "SELECT 1, then Get Statement",
    source,
    covers: ["getStatement"],
    needs: ["warehouse"],
    run: async (context) => {
      const { json, summary } = await execute(context, "SELECT 1 AS one", { wait_timeout: "0s" });
      const { state } = json.status as { state: string };
      agree(["PENDING", "RUNNING", "SUCCEEDED"].includes(state), summary);
      const inputs = { statementId: json.statement_id, waitForResult: true };
      const { rows } = await context.call<{ rows: object[] }>("getStatement", inputs);
      agree(rows.length === 1, `${rows.length} rows`);
      return state;
    },
  },
  {
    id: "sql.result.cancel",
    title: "A statement that runs can be canceled, and ends as CANCELED",
    tries: "a cross join of billions of rows, canceled by Cancel Statement",
    source: "https://docs.databricks.com/api/workspace/statementexecution/cancelexecution",
    covers: ["cancelStatement"],
    needs: ["warehouse"],
    run: async (context) => {
      const statement = "SELECT sum(a.id * b.id % 7) FROM range(10000000) a CROSS JOIN range(1000000) b";
      const { json } = await execute(context, statement, { wait_timeout: "0s" });
      await context.call("cancelStatement", { statementId: json.statement_id });
      for (;;) {
        const answer = await context.ask("GET", `${statements}/${String(json.statement_id)}`);
        const { state } = answer.json.status as { state: string };
        if (state !== "PENDING" && state !== "RUNNING") {
          agree(state === "CANCELED", state);
          return state;
        }
        await context.pause();
      }
    },
  },
  {
    id: "sql.result.rowLimit",
    title: "row_limit cuts the result and sets truncated",
    tries: "5 of 10 rows, with and without the connector",
    source,
    covers: ["runSql"],
    needs: ["warehouse"],
    run: async (context) => {
      const { manifest } = await finished(context, "SELECT * FROM range(10)", { row_limit: 5 });
      const seen = `${manifest?.total_row_count} rows, truncated ${manifest?.truncated}`;
      agree(manifest?.total_row_count === 5 && manifest.truncated === true, seen);
      const rows = await context.rows("SELECT * FROM range(10)", { rowLimit: "5" });
      agree(rows.length === 5, `${rows.length} rows through the connector`);
      return seen;
    },
  },
  {
    id: "sql.queryRows",
    title: "A query gives its rows alone, and nothing that may write is sent",
    tries: "SQL: Query Rows of a query, and of a DROP",
    source,
    covers: ["queryRows"],
    needs: ["schema"],
    run: async (context) => {
      const { warehouseId } = context;
      const rows = await context.call<object[]>("queryRows", {
        warehouseId,
        sqlStatement: "SELECT id FROM range(10)",
      });
      agree(rows.length === 10, JSON.stringify(rows));
      const sqlStatement = `DROP TABLE ${context.table("nowhere")}`;
      const { message } = await context.refusal("queryRows", { warehouseId, sqlStatement });
      agree(!/TABLE_OR_VIEW_NOT_FOUND/.test(message), message);
      return message;
    },
  },
  {
    id: "sql.result.byteLimit",
    title: "byte_limit cuts the result and sets truncated",
    tries: "10,000 rows of 100 characters with a limit of 10,000 bytes",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const { manifest } = await finished(context, "SELECT repeat('x', 100) AS t FROM range(10000)", {
        byte_limit: 10_000,
      });
      const seen = `${manifest?.total_row_count} rows, truncated ${manifest?.truncated}`;
      agree(manifest?.truncated === true && Number(manifest.total_row_count) < 10_000, seen);
      return seen;
    },
  },
  {
    id: "sql.result.empty",
    title: "A statement without rows succeeds with an empty result",
    tries: "a query of no rows",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const done = await finished(context, "SELECT 1 AS one WHERE false");
      agree(done.status.state === "SUCCEEDED" && !done.result?.data_array?.length, ending(done));
      return `${done.manifest?.total_chunk_count} chunks, data_array ${JSON.stringify(done.result?.data_array)}`;
    },
  },
  {
    id: "sql.link",
    title: "An external link lives at most 15 minutes, and is read without a token",
    tries: "the link of a result of 1,000 rows",
    source: tutorial,
    needs: ["warehouse"],
    run: async (context) => {
      const { result } = await finished(context, "SELECT * FROM range(1000)", byLinks);
      const link = present(result?.external_links?.[0], "an external link");
      const life = Date.parse(link.expiration) - Date.now();
      agree(/Z$/.test(link.expiration) && life < maxLinkMs, `expires in ${Math.round(life / 1000)} s`);
      const response = await fetch(link.external_link, {
        headers: link.http_headers,
        signal: context.signal,
      });
      const encoding = response.headers.get("content-encoding") ?? "none";
      const rows = JSON.parse(await response.text()) as unknown[];
      agree(response.ok && rows.length === 1000, `HTTP ${response.status}, ${rows.length} rows`);
      return `expires in ${Math.round(life / 1000)} s, Content-Encoding ${encoding}, headers ${Object.keys(link.http_headers ?? {}).join(" ") || "none"}`;
    },
  },
  {
    id: "sql.link.again",
    title: "A chunk gives a new link whenever it is asked for",
    tries: "chunk 0 twice",
    source: "https://docs.databricks.com/api/workspace/statementexecution/getstatementresultchunkn",
    needs: ["warehouse"],
    run: async (context) => {
      const { statement_id } = await finished(context, "SELECT * FROM range(1000)", byLinks);
      const chunk = `${statements}/${statement_id}/result/chunks/0`;
      const first = await context.request("GET", chunk);
      const second = await context.request("GET", chunk);
      agree(first.status === 200 && second.status === 200, `${first.summary}, then ${second.summary}`);
      return `${first.summary}, then ${second.summary}`;
    },
  },
  {
    id: "sql.link.many",
    title: "A result of many chunks arrives whole and in order",
    tries: "400,000 rows through the connector by external links",
    source,
    covers: ["runSql"],
    needs: ["warehouse"],
    run: async (context) => {
      const rows = await context.rows<{ id: number }>(
        "SELECT id, repeat('-', 40) AS rule FROM range(400000) ORDER BY id",
        {
          disposition: "externalLinks",
        },
      );
      const wrong = rows.findIndex(({ id }, index) => Number(id) !== index);
      agree(rows.length === 400_000 && wrong < 0, `${rows.length} rows, row ${wrong} is wrong`);
      return `${rows.length} rows`;
    },
  },
  {
    id: "sql.csv",
    title: "CSV has its header in the first chunk, and writes NULL as null or nothing",
    tries: "a NULL, the text null and quotes",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const { result } = await finished(context, `SELECT NULL AS a, 'null' AS b, 'x "y", z' AS c`, {
        ...byLinks,
        format: "CSV",
      });
      const link = present(result?.external_links?.[0], "an external link");
      const response = await fetch(link.external_link, {
        headers: link.http_headers,
        signal: context.signal,
      });
      const text = await response.text();
      agree(/^a,b,c\r?\n(?:null)?,"?null"?,"x ""y"", z"\r?\n?$/.test(text), text);
      return JSON.stringify(text);
    },
  },
  {
    id: "sql.formats",
    title: "The same result comes as CSV and as JSON Lines",
    tries: "both formats of Execute an SQL Statement",
    source,
    covers: ["runSql"],
    needs: ["warehouse"],
    run: async (context) => {
      const inputs = { warehouseId: context.warehouseId, sqlStatement: "SELECT 1 AS a, 'x,y' AS b" };
      const csv = await context.call<unknown>("runSql", { ...inputs, resultFormat: "csv" });
      const lines = await context.call<unknown>("runSql", { ...inputs, resultFormat: "jsonLines" });
      const seen = `${Buffer.isBuffer(csv) ? csv.toString() : JSON.stringify(csv)} and ${Buffer.isBuffer(lines) ? lines.toString() : JSON.stringify(lines)}`;
      agree(/x,y/.test(seen), seen);
      return seen;
    },
  },
];
