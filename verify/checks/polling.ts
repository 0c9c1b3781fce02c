/** The polling triggers: new items are returned once, and nothing else. */
import type { Check } from "../check";
import { agree } from "../outcomes";

const feedPage = "https://docs.databricks.com/aws/en/delta/delta-change-data-feed";

export const pollingChecks: Check[] = [
  {
    id: "trigger.newRows",
    title: "A row that is new is delivered once",
    tries: "New Rows before and after two inserts",
    source: "https://docs.databricks.com/api/workspace/statementexecution/executestatement",
    covers: ["newRows"],
    needs: ["schema"],
    run: async (context) => {
      const name = context.fresh("new_rows");
      await context.rows(`CREATE TABLE ${context.table(name)} (id BIGINT, name STRING)`);
      const poll = context.polling("newRows", { ...context.tableInputs(name), cursorColumn: "id" });
      const first = await poll();
      await context.rows(
        `INSERT INTO ${context.table(name)} VALUES (9007199254740993, 'a'), (9007199254740994, 'b')`,
      );
      const second = await poll();
      const third = await poll();
      const seen = `${first.length}, ${second.length}, ${third.length} rows; ${JSON.stringify(second)}`;
      agree(first.length === 0 && second.length === 2 && third.length === 0, seen);
      return seen;
    },
  },
  {
    id: "trigger.tableChanges",
    title: "Inserts, updates and deletes come once, with their kind, from the change data feed",
    tries: "Table Changes before and after one of each",
    source: feedPage,
    covers: ["tableChanges"],
    needs: ["schema"],
    run: async (context) => {
      const name = context.fresh("changes");
      const table = context.table(name);
      await context.rows(
        `CREATE TABLE ${table} (id BIGINT, name STRING) TBLPROPERTIES (delta.enableChangeDataFeed = true)`,
      );
      const poll = context.polling<{ _change_type: string }>("tableChanges", context.tableInputs(name));
      const first = await poll();
      await context.rows(`INSERT INTO ${table} VALUES (1, 'a'), (2, 'b')`);
      await context.rows(`UPDATE ${table} SET name = 'c' WHERE id = 1`);
      await context.rows(`DELETE FROM ${table} WHERE id = 2`);
      const kinds = (await poll()).map(({ _change_type }) => _change_type);
      const third = await poll();
      const seen = `${first.length}; ${kinds.join(", ")}; ${third.length}`;
      agree(first.length + third.length === 0, seen);
      agree(kinds.sort().join() === "delete,insert,insert,update_postimage", seen);
      return seen;
    },
  },
  {
    id: "trigger.tableChanges.columns",
    title: "table_changes adds _change_type, _commit_version and _commit_timestamp",
    tries: "the columns of table_changes of a fresh table",
    source: feedPage,
    needs: ["schema"],
    run: async (context) => {
      const name = context.fresh("feed");
      await context.rows(
        `CREATE TABLE ${context.table(name)} (id INT) TBLPROPERTIES (delta.enableChangeDataFeed = true)`,
      );
      await context.rows(`INSERT INTO ${context.table(name)} VALUES (1)`);
      const [row] = await context.rows(
        `SELECT * FROM table_changes('${context.catalog}.${context.name}.${name}', 0)`,
      );
      const seen = JSON.stringify(row);
      agree(
        row?._change_type === "insert" && Number(row._commit_version) >= 0 && Boolean(row._commit_timestamp),
        seen,
      );
      return seen;
    },
  },
  {
    id: "trigger.newFiles",
    title: "A file that is new is delivered once",
    tries: "New Files before and after an upload",
    source: "https://docs.databricks.com/api/workspace/files/listdirectorycontents",
    covers: ["newFiles"],
    needs: ["schema"],
    run: async (context) => {
      const directoryPath = `${context.volumePath}/${context.fresh("inbox")}`;
      await context.call("createDirectory", { directoryPath });
      const poll = context.polling<{ path: string }>("newFiles", { directoryPath, quietSeconds: "0" });
      const first = await poll();
      await context.call("uploadFile", { filePath: `${directoryPath}/a.txt`, file: "a" });
      const second = await poll();
      const third = await poll();
      const seen = `${first.length}, ${second.length}, ${third.length} files`;
      agree(second.length === 1 && first.length + third.length === 0, seen);
      return seen;
    },
  },
];
