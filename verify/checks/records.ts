/** Writing and reading records, and the statements for it. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree } from "../outcomes";
import { ending, finished } from "./statementRequests";

const mergePage = "https://docs.databricks.com/aws/en/sql/language-manual/delta-merge-into";
const insertPage = "https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-dml-insert-into";
const fromJsonPage = "https://docs.databricks.com/aws/en/sql/language-manual/functions/from_json";

interface Written {
  inserted: number;
  updated: number;
  deleted: number;
  batches: number;
  alreadyLoaded?: boolean;
}

/** A fresh table of the run's schema. @returns its name */
const madeTable = async (context: CheckContext, columns: string, more = ""): Promise<string> => {
  const name = context.fresh("records");
  await context.rows(`CREATE TABLE ${context.table(name)} (${columns}) ${more}`);
  return name;
};

const isCount = (row: readonly (string | null)[] | undefined, count: string): boolean => row?.[0] === count;

/** A statement that must fail with a condition. */
const fails = async (context: CheckContext, statement: string, condition: RegExp): Promise<string> => {
  const seen = ending(await finished(context, statement));
  agree(seen.startsWith("FAILED") && condition.test(seen), seen);
  return seen;
};

const everyType =
  "id BIGINT, flag BOOLEAN, price DECIMAL(12, 2), at TIMESTAMP, local TIMESTAMP_NTZ, day DATE, bytes BINARY, tags ARRAY<STRING>, part STRUCT<a: INT, b: STRING>, props MAP<STRING, INT>";

const richRecord = {
  id: "9007199254740993",
  flag: true,
  price: "12.50",
  at: "2021-06-15T12:34:56.789123Z",
  local: "2021-06-15T12:34:56.789123",
  day: "2021-06-15",
  bytes: "AP8=",
  tags: ["a", 'quoted "b"'],
  part: { a: 1, b: "x" },
  props: { k: 1 },
};

export const recordChecks: Check[] = [
  {
    id: "records.types",
    title: "A record of every type is written, and found again as it was",
    tries: "Insert Rows and Find Rows",
    source: insertPage,
    covers: ["insertRows", "findRows"],
    needs: ["schema"],
    run: async (context) => {
      const place = context.tableInputs(await madeTable(context, everyType));
      const { inserted } = await context.call<Written>("insertRows", { ...place, records: [richRecord] });
      agree(inserted === 1, `${inserted} inserted`);
      const { rows } = await context.call<{ rows: Record<string, unknown>[] }>("findRows", {
        ...place,
        conditions: [{ column: "id", operator: "=", value: richRecord.id }],
      });
      const differing = Object.entries(richRecord).filter(
        ([name, value]) =>
          !["at", "local"].includes(name) && JSON.stringify(rows[0]?.[name]) !== JSON.stringify(value),
      );
      const seen = JSON.stringify(rows[0]);
      agree(rows.length === 1 && differing.length === 0, seen);
      agree(String(rows[0]?.at).includes(".789123") && String(rows[0]?.local).includes(".789123"), seen);
      return seen;
    },
  },
  {
    id: "records.upsert",
    title: "An upsert counts what it inserts and updates, as MERGE does",
    tries: "Upsert Rows of one known and one new key; the counts of MERGE itself",
    source: mergePage,
    covers: ["upsertRows"],
    needs: ["schema"],
    run: async (context) => {
      const table = await madeTable(context, "id BIGINT, name STRING");
      const place = { ...context.tableInputs(table), keyColumns: ["id"] };
      await context.call("upsertRows", { ...place, records: [{ id: 1, name: "a" }] });
      const records = [
        { id: 1, name: "b" },
        { id: 2, name: "c" },
      ];
      const { inserted, updated } = await context.call<Written>("upsertRows", { ...place, records });
      agree(inserted === 1 && updated === 1, `${inserted} inserted, ${updated} updated`);
      const source = "SELECT 2 AS id, 'd' AS name UNION ALL SELECT 3, 'e'";
      const merged = await finished(
        context,
        `MERGE INTO ${context.table(table)} t USING (${source}) s ON t.id = s.id WHEN MATCHED THEN UPDATE SET * WHEN NOT MATCHED THEN INSERT *`,
      );
      const names = merged.manifest?.schema?.columns?.map(({ name }) => name).join(", ");
      const seen = `${names}: ${JSON.stringify(merged.result?.data_array)}`;
      agree(names === "num_affected_rows, num_updated_rows, num_deleted_rows, num_inserted_rows", seen);
      agree(JSON.stringify(merged.result?.data_array) === '[["2","1","0","1"]]', seen);
      return seen;
    },
  },
  {
    id: "records.delete",
    title: "Rows are deleted by key, and counted",
    tries: "Delete Rows of one known and one unknown key",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/delta-delete-from",
    covers: ["deleteRows"],
    needs: ["schema"],
    run: async (context) => {
      const place = context.tableInputs(await madeTable(context, "id BIGINT, name STRING"));
      await context.call("insertRows", { ...place, records: [{ id: 1 }, { id: 2 }] });
      const given = { ...place, keyColumns: ["id"], records: [{ id: 2 }, { id: 3 }] };
      const { deleted } = await context.call<Written>("deleteRows", given);
      agree(deleted === 1, `${deleted} deleted`);
      return `${deleted} deleted`;
    },
  },
  {
    id: "records.staged",
    title: "Twenty thousand records go through a file of the volume, and the same batch is loaded once",
    tries: "Insert Rows with a staging volume and a batch ID, twice",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into",
    covers: ["insertRows"],
    needs: ["schema"],
    minutes: 5,
    run: async (context) => {
      const table = await madeTable(context, "id BIGINT, name STRING");
      const given = {
        ...context.tableInputs(table),
        records: Array.from({ length: 20_000 }, (_, id) => ({ id, name: "x".repeat(100) })),
        stagingVolume: context.volumePath,
        batchId: context.name,
      };
      const first = await context.call<Written>("insertRows", given);
      const again = await context.call<Written>("insertRows", given);
      const [counted] = await context.rows<{ n: number }>(
        `SELECT count(*) AS n FROM ${context.table(table)}`,
      );
      const seen = `${first.inserted} inserted, then ${again.inserted} (already loaded: ${again.alreadyLoaded}); ${counted?.n} in the table`;
      agree(again.alreadyLoaded === true && Number(counted?.n) === 20_000, seen);
      return seen;
    },
  },
  {
    id: "records.insert.counts",
    title: "INSERT, UPDATE and DELETE answer one row with counts",
    tries: "one of each",
    source: insertPage,
    needs: ["schema"],
    run: async (context) => {
      const table = context.table(await madeTable(context, "id INT"));
      const inserted = await finished(context, `INSERT INTO ${table} VALUES (1), (2)`);
      const updated = await finished(context, `UPDATE ${table} SET id = 3 WHERE id = 2`);
      const deleted = await finished(context, `DELETE FROM ${table} WHERE id = 3`);
      const seen = [inserted, updated, deleted]
        .map(({ manifest, result }) => {
          const names = manifest?.schema?.columns?.map(({ name }) => name).join(", ");
          return `${names}: ${JSON.stringify(result?.data_array)}`;
        })
        .join("; ");
      agree(isCount(inserted.result?.data_array?.[0], "2"), seen);
      agree(
        isCount(updated.result?.data_array?.[0], "1") && isCount(deleted.result?.data_array?.[0], "1"),
        seen,
      );
      return seen;
    },
  },
  {
    id: "records.merge.twice",
    title: "Two source rows for one target row fail MERGE and write nothing",
    tries: "a MERGE whose source has a key twice",
    source: mergePage,
    needs: ["schema"],
    run: async (context) => {
      const table = context.table(await madeTable(context, "id INT, name STRING"));
      await finished(context, `INSERT INTO ${table} VALUES (1, 'a')`);
      return fails(
        context,
        `MERGE INTO ${table} t USING (VALUES (1, 'b'), (1, 'c')) AS s(id, name) ON t.id = s.id WHEN MATCHED THEN UPDATE SET *`,
        /\[DELTA_MULTIPLE_SOURCE_ROW_MATCHING_TARGET_ROW_IN_MERGE\]/,
      );
    },
  },
  {
    id: "records.notNull",
    title: "A NULL in a NOT NULL column fails with a condition that the connector knows",
    tries: "INSERT of NULL",
    source: insertPage,
    needs: ["schema"],
    run: async (context) => {
      const table = context.table(await madeTable(context, "id INT NOT NULL"));
      return fails(context, `INSERT INTO ${table} VALUES (NULL)`, /23502|NOT_NULL/);
    },
  },
  {
    id: "records.identity",
    title: "A value for a GENERATED ALWAYS AS IDENTITY column is refused",
    tries: "INSERT of a value",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-create-table-using",
    needs: ["schema"],
    run: async (context) => {
      const table = context.table(
        await madeTable(context, "id BIGINT GENERATED ALWAYS AS IDENTITY, name STRING"),
      );
      return fails(context, `INSERT INTO ${table} (id, name) VALUES (1, 'a')`, /IDENTITY/);
    },
  },
  {
    id: "records.badValue",
    title: "A text that is no number fails CAST with [CAST_INVALID_INPUT]",
    tries: "CAST of a text",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/functions/cast",
    needs: ["warehouse"],
    run: (context) => fails(context, "SELECT CAST('12x' AS BIGINT)", /\[CAST_INVALID_INPUT\]/),
  },
  {
    id: "records.subquery",
    title: "DELETE takes a list of keys out of JSON by array_contains",
    tries: "DELETE with array_contains(from_json(:ids))",
    source: fromJsonPage,
    needs: ["schema"],
    run: async (context) => {
      const table = context.table(await madeTable(context, "id INT"));
      await finished(context, `INSERT INTO ${table} VALUES (1), (2), (3)`);
      const done = await finished(
        context,
        `DELETE FROM ${table} WHERE array_contains(from_json(:ids, 'ARRAY<INT>'), id)`,
        { parameters: [{ name: "ids", value: "[1,3]" }] },
      );
      const seen = `${ending(done)} ${JSON.stringify(done.result?.data_array)}`;
      agree(isCount(done.result?.data_array?.[0], "2"), seen);
      return seen;
    },
  },
  {
    id: "records.conflict",
    title: "Writers at the same time all succeed, or fail with a conflict that the connector repeats",
    tries: "six UPDATEs of one row at once",
    source: "https://docs.databricks.com/aws/en/optimizations/isolation-level",
    needs: ["schema"],
    minutes: 5,
    run: async (context) => {
      const table = context.table(await madeTable(context, "id INT, n INT"));
      await finished(context, `INSERT INTO ${table} VALUES (1, 0)`);
      const update = `UPDATE ${table} SET n = n + 1 WHERE id = 1`;
      const ends = await Promise.all(Array.from({ length: 6 }, () => finished(context, update)));
      const failed = ends.filter(({ status }) => status.state !== "SUCCEEDED");
      const [row] = await context.rows<{ n: number }>(`SELECT n FROM ${table}`);
      const seen = `${failed.length} of 6 failed: ${failed.slice(0, 1).map(ending).join("")}; n is ${row?.n}`;
      const conflicts = failed.every((end) => /DELTA_CONCURRENT_|2D521|40000/.test(ending(end)));
      agree(conflicts && Number(row?.n) === 6 - failed.length, seen);
      return seen;
    },
  },
  {
    id: "records.json.digits",
    title: "A quoted DECIMAL is read exactly by from_json; what a quoted BIGINT gives is told",
    tries: "from_json of both",
    source: fromJsonPage,
    needs: ["warehouse"],
    run: async (context) => {
      const done = await finished(
        context,
        "SELECT from_json(:r, 'STRUCT<d: DECIMAL(20, 4), n: BIGINT>') AS r",
        {
          parameters: [{ name: "r", value: '{"d": "1234567890123456.7891", "n": "7"}' }],
        },
      );
      const seen = `${ending(done)} ${JSON.stringify(done.result?.data_array)}`;
      agree(/1234567890123456\.7891/.test(seen), seen);
      return seen;
    },
  },
];
