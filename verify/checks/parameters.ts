/** Parameters and tags of statements. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree, NotTried } from "../outcomes";
import { ending, execute, finished } from "./statementRequests";

const source = "https://docs.databricks.com/api/workspace/statementexecution/executestatement";
const markers = "https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-parameter-marker";
const tagsPage = "https://docs.databricks.com/aws/en/sql/user/queries/query-tags";

const manyParameters = (count: number) => {
  const parameters = Array.from({ length: count }, (_, index) => ({
    name: `p${index}`,
    value: String(index),
    type: "INT",
  }));
  const marker = parameters.map(({ name }) => `:${name}`).join(" + ");
  return { statement: `SELECT ${marker} AS total`, parameters };
};

/** The only cell of a statement that must succeed. */
const cellOf = async (context: CheckContext, statement: string, more: object = {}): Promise<string> => {
  const done = await finished(context, statement, more);
  agree(done.status.state === "SUCCEEDED", ending(done));
  return String(done.result?.data_array?.[0]?.[0]);
};

/** The tags of a statement in the query history, as soon as they are there; undefined where they do not come. */
const tagsInHistory = async (context: CheckContext, statementId: string): Promise<object[] | undefined> => {
  for (let attempt = 0; attempt < 10; attempt++) {
    const { json } = await context.ask("GET", "/api/2.0/sql/history/queries", {
      query: { "filter_by.statement_ids": statementId, max_results: "10" },
    });
    const [entry] = (json.res as { query_tags?: object[] }[] | undefined) ?? [];
    if (entry?.query_tags) return entry.query_tags;
    await context.pause(3000);
  }
  return undefined;
};

const tagged = async (context: CheckContext, query_tags: object[]) => {
  const answer = await execute(context, "SELECT 1", { query_tags });
  return { answer, statementId: String(answer.json.statement_id) };
};

const byteLimit = 1_000_000;

export const parameterChecks: Check[] = [
  {
    id: "sql.parameters.256",
    title: "A statement takes 256 parameters",
    tries: "the sum of 256 parameters",
    source: markers,
    needs: ["warehouse"],
    run: async (context) => {
      const { statement, parameters } = manyParameters(256);
      const total = await cellOf(context, statement, { parameters });
      agree(total === String((255 * 256) / 2), total);
      return `sum ${total}`;
    },
  },
  {
    id: "sql.parameters.257",
    title: "A statement refuses 257 parameters with 400, or fails, and tells the limit",
    tries: "the sum of 257 parameters",
    source: markers,
    needs: ["warehouse"],
    run: async (context) => {
      const { statement, parameters } = manyParameters(257);
      const answer = await execute(context, statement, { parameters });
      const { status } = answer.json as { status?: { state: string; error?: { message?: string } } };
      const seen = `${answer.summary} ${status?.state ?? ""} ${status?.error?.message ?? ""}`;
      agree((answer.status === 400 || status?.state === "FAILED") && /256/.test(seen), seen);
      return seen;
    },
  },
  {
    id: "sql.parameters.null",
    title: "A parameter without a value is NULL, and may be used twice",
    tries: "two markers of one name",
    source: markers,
    needs: ["warehouse"],
    run: async (context) => {
      const cell = await cellOf(context, "SELECT :a IS NULL AND :a IS NULL AS both", {
        parameters: [{ name: "a" }],
      });
      agree(cell === "true", cell);
      return cell;
    },
  },
  {
    id: "sql.parameters.unused",
    title: "A parameter that no marker names is allowed",
    tries: "SELECT 1 with a parameter",
    source: markers,
    needs: ["warehouse"],
    run: (context) => cellOf(context, "SELECT 1", { parameters: [{ name: "a", value: "1" }] }),
  },
  {
    id: "sql.parameters.unbound",
    title: "A marker without a parameter fails with [UNBOUND_SQL_PARAMETER]",
    tries: "SELECT :a without parameters",
    source: markers,
    needs: ["warehouse"],
    run: async (context) => {
      const failed = await finished(context, "SELECT :a");
      agree(/UNBOUND_SQL_PARAMETER/.test(ending(failed)), ending(failed));
      return ending(failed);
    },
  },
  {
    id: "sql.parameters.identifier",
    title: "IDENTIFIER takes a table's name from a parameter",
    tries: "count of information_schema.tables, named by a parameter",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-names-identifier-clause",
    needs: ["schema"],
    run: async (context) => {
      const table = `${context.catalog}.information_schema.schemata`;
      const cell = await cellOf(context, "SELECT count(*) > 0 AS some FROM IDENTIFIER(:table)", {
        parameters: [{ name: "table", value: table }],
      });
      agree(cell === "true", cell);
      return cell;
    },
  },
  {
    id: "sql.parameters.size",
    title: "A parameter of just below 1 MB is accepted, and from_json reads it in FAILFAST mode",
    tries: "a JSON array of 990,000 bytes",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/functions/from_json",
    needs: ["warehouse"],
    run: async (context) => {
      const item = JSON.stringify({ a: "x".repeat(980) });
      const value = `[${Array(Math.floor((byteLimit - 10_000) / (item.length + 1)))
        .fill(item)
        .join(",")}]`;
      const cell = await cellOf(
        context,
        "SELECT size(from_json(:rows, 'ARRAY<STRUCT<a: STRING>>', map('mode', 'FAILFAST'))) AS n",
        { parameters: [{ name: "rows", value }] },
      );
      return `${value.length} characters, ${cell} records`;
    },
  },
  {
    id: "sql.parameters.failfast",
    title: "from_json in FAILFAST mode fails on a malformed document with MALFORMED_RECORD_IN_PARSING",
    tries: "a document that breaks off",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/functions/from_json",
    needs: ["warehouse"],
    run: async (context) => {
      const failed = await finished(
        context,
        "SELECT from_json(:rows, 'ARRAY<STRUCT<a: STRING>>', map('mode', 'FAILFAST')) AS r",
        { parameters: [{ name: "rows", value: '[{"a": "x"' }] },
      );
      agree(/MALFORMED_RECORD_IN_PARSING/.test(ending(failed)), ending(failed));
      return ending(failed);
    },
  },
  {
    id: "sql.parameters.cast",
    title:
      "CAST of a text rounds to the scale of a DECIMAL without an error, as the connector's own check expects",
    tries: "CAST('1.005' AS DECIMAL(10, 2))",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/functions/cast",
    needs: ["warehouse"],
    run: async (context) => {
      const cell = await cellOf(context, "SELECT CAST('1.005' AS DECIMAL(10, 2)) AS d");
      agree(/^1\.0[01]$/.test(cell), cell);
      return cell;
    },
  },
  {
    id: "sql.session",
    title: "What SET and USE change is forgotten with the next statement",
    tries: "USE of information_schema, then current_schema()",
    source,
    needs: ["schema"],
    run: async (context) => {
      await finished(context, `USE \`${context.catalog}\`.\`${context.name}\``);
      const cell = await cellOf(context, "SELECT current_schema() AS s");
      agree(cell !== context.name, cell);
      return "another schema";
    },
  },
  {
    id: "sql.tags.accepted",
    title: "A statement takes query tags of 128 characters",
    tries: "SELECT 1 with a key and a value of 128 characters each",
    source: tagsPage,
    needs: ["warehouse"],
    run: async (context) => {
      const { answer } = await tagged(context, [{ key: "k".repeat(128), value: "v".repeat(128) }]);
      agree(answer.status === 200, answer.summary);
      return answer.summary;
    },
  },
  {
    id: "sql.tags.tooLong",
    title: "A query tag of 129 characters is refused with 400, or cut",
    tries: "SELECT 1 with a value of 129 characters",
    source: tagsPage,
    needs: ["warehouse"],
    run: async (context) => {
      const { answer } = await tagged(context, [{ key: "verify", value: "v".repeat(129) }]);
      agree(answer.status === 200 || answer.status === 400, answer.summary);
      return answer.summary;
    },
  },
  {
    id: "sql.tags.tooMany",
    title: "Of more than 20 query tags, 20 are kept, and the statement runs",
    tries: "SELECT 1 with 21 tags",
    source,
    needs: ["warehouse"],
    run: async (context) => {
      const tags = Array.from({ length: 21 }, (_, index) => ({ key: `verify_${index}`, value: "x" }));
      const { answer } = await tagged(context, tags);
      agree(answer.status === 200, answer.summary);
      return answer.summary;
    },
  },
  {
    id: "sql.tags.history",
    title: "The tags of a statement come back in the query history",
    tries: "a tagged statement by Execute an SQL Statement, then the query history, for up to 30 seconds",
    source: "https://docs.databricks.com/api/workspace/queryhistory/list",
    covers: ["runSql"],
    needs: ["warehouse"],
    run: async (context) => {
      const queryTags = [{ key: "verify", value: context.name }];
      const { statement_id } = await context.call<{ statement_id: string }>("runSql", {
        warehouseId: context.warehouseId,
        sqlStatement: "SELECT 1",
        queryTags,
      });
      const tags = await tagsInHistory(context, statement_id);
      if (tags === undefined) throw new NotTried("the statement is not in the history after 30 seconds");
      agree(JSON.stringify(tags).includes(context.name), JSON.stringify(tags));
      return JSON.stringify(tags);
    },
  },
];
