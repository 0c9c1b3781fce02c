/** Files into tables, and results into files. */
import type { Check } from "../check";
import type { CheckContext } from "../context";
import { agree } from "../outcomes";
import { ending, finished } from "./statementRequests";

const copyPage = "https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into";
const readPage = "https://docs.databricks.com/aws/en/sql/language-manual/functions/read_files";

const csv = 'id,name\n1,"Tea, green"\n2,Käse\n';

interface Loaded {
  inserted: number;
  alreadyLoaded: boolean;
}

/** A folder with one CSV file, and a table that fits it. */
const fileAndTable = async (context: CheckContext): Promise<{ folder: string; table: string }> => {
  const table = context.fresh("loaded");
  const folder = `${context.volumePath}/${table}`;
  await context.call("uploadFile", { filePath: `${folder}/rows.csv`, file: csv });
  await context.rows(`CREATE TABLE ${context.table(table)} (id INT, name STRING)`);
  return { folder, table };
};

/** Validates a file, which must load nothing. */
const validates = async (context: CheckContext, more: object): Promise<string> => {
  const { folder, table } = await fileAndTable(context);
  const inputs = {
    ...context.tableInputs(table),
    sourcePath: folder,
    format: "csv",
    validateOnly: true,
    ...more,
  };
  const seen = JSON.stringify(await context.call("copyInto", inputs));
  const [counted] = await context.rows<{ n: number }>(`SELECT count(*) AS n FROM ${context.table(table)}`);
  agree(Number(counted?.n) === 0, `${counted?.n} rows loaded; ${seen}`);
  return seen;
};

export const loadChecks: Check[] = [
  {
    id: "load.copy",
    title: "COPY INTO loads a file once, and answers 0 the second time",
    tries: "Copy Into Table twice",
    source: copyPage,
    covers: ["copyInto"],
    needs: ["schema"],
    run: async (context) => {
      const { folder, table } = await fileAndTable(context);
      const inputs = { ...context.tableInputs(table), sourcePath: folder, format: "csv" };
      const first = await context.call<Loaded>("copyInto", inputs);
      const again = await context.call<Loaded>("copyInto", inputs);
      const seen = `${first.inserted}, then ${again.inserted} (already loaded: ${again.alreadyLoaded})`;
      agree(first.inserted === 2 && again.inserted === 0 && again.alreadyLoaded, seen);
      return seen;
    },
  },
  {
    id: "load.copy.changed",
    title: "A file that has changed under its name is not loaded again",
    tries: "Copy Into Table, another upload under the name, Copy Into Table",
    source: copyPage,
    covers: ["copyInto"],
    needs: ["schema"],
    run: async (context) => {
      const { folder, table } = await fileAndTable(context);
      const inputs = { ...context.tableInputs(table), sourcePath: folder, format: "csv" };
      await context.call("copyInto", inputs);
      await context.call("uploadFile", {
        filePath: `${folder}/rows.csv`,
        file: `${csv}3,c\n`,
        overwrite: true,
      });
      const { inserted } = await context.call<Loaded>("copyInto", inputs);
      agree(inserted === 0, `${inserted} loaded again`);
      return `${inserted} loaded`;
    },
  },
  {
    id: "load.copy.counts",
    title: "COPY INTO answers num_affected_rows, num_inserted_rows and num_skipped_corrupt_files",
    tries: "the statement itself",
    source: copyPage,
    needs: ["schema"],
    run: async (context) => {
      const { folder, table } = await fileAndTable(context);
      const done = await finished(
        context,
        `COPY INTO ${context.table(table)} FROM '${folder}' FILEFORMAT = CSV FORMAT_OPTIONS ('header' = 'true', 'inferSchema' = 'true')`,
      );
      const names = done.manifest?.schema?.columns?.map(({ name }) => name).join(", ") ?? ending(done);
      agree(names === "num_affected_rows, num_inserted_rows, num_skipped_corrupt_files", names);
      return `${names}: ${JSON.stringify(done.result?.data_array)}`;
    },
  },
  {
    id: "load.copy.validate",
    title: "VALIDATE of all rows loads nothing",
    tries: "Copy Into Table with Validate Only",
    source: copyPage,
    covers: ["copyInto"],
    needs: ["schema"],
    run: (context) => validates(context, {}),
  },
  {
    id: "load.copy.validateRows",
    title: "VALIDATE of 10 rows loads nothing, and gives the rows",
    tries: "Copy Into Table with Validate Only and a number of rows",
    source: copyPage,
    covers: ["copyInto"],
    needs: ["schema"],
    run: (context) => validates(context, { validateRows: "10" }),
  },
  {
    id: "load.copy.nothing",
    title: "COPY INTO from a folder without a file fails with a condition that the connector knows",
    tries: "a folder that is empty",
    source: copyPage,
    covers: ["copyInto"],
    needs: ["schema"],
    run: async (context) => {
      const { table } = await fileAndTable(context);
      const sourcePath = `${context.volumePath}/${context.fresh("empty")}`;
      await context.call("createDirectory", { directoryPath: sourcePath });
      const given = { ...context.tableInputs(table), sourcePath, format: "csv" };
      const { message } = await context.refusal("copyInto", given);
      return message;
    },
  },
  {
    id: "load.copy.quoted",
    title: "A path with quotes and spaces is written as a literal that Databricks reads",
    tries: "Copy Into Table from a folder named it's here",
    source: "https://docs.databricks.com/aws/en/sql/language-manual/data-types/string-type",
    covers: ["copyInto"],
    needs: ["schema"],
    run: async (context) => {
      const { folder, table } = await fileAndTable(context);
      const sourcePath = `${folder}/it's here`;
      await context.call("uploadFile", { filePath: `${sourcePath}/rows.csv`, file: csv });
      const given = { ...context.tableInputs(table), sourcePath, format: "csv" };
      const { inserted } = await context.call<Loaded>("copyInto", given);
      agree(inserted === 2, `${inserted} inserted`);
      return `${inserted} inserted`;
    },
  },
  {
    id: "load.copy.evolve",
    title: "COPY INTO with mergeSchema adds the columns of the file to the table",
    tries: "Copy Into Table with Evolve Schema of a file with one column more",
    source: copyPage,
    covers: ["copyInto"],
    needs: ["schema"],
    run: async (context) => {
      const { folder, table } = await fileAndTable(context);
      await context.call("uploadFile", { filePath: `${folder}/more.csv`, file: "id,name,city\n3,c,Paris\n" });
      const given = { ...context.tableInputs(table), sourcePath: `${folder}/more.csv`, format: "csv" };
      const { inserted } = await context.call<Loaded>("copyInto", { ...given, evolveSchema: true });
      const rows = await context.rows(`SELECT * FROM ${context.table(table)}`);
      agree(inserted === 1 && JSON.stringify(rows).includes("Paris"), JSON.stringify(rows));
      return JSON.stringify(rows);
    },
  },
  {
    id: "load.hidden",
    title: "Files whose names begin with an underscore are not read",
    tries: "read_files of a folder with one hidden and one other file",
    source: readPage,
    needs: ["schema"],
    run: async (context) => {
      const { folder } = await fileAndTable(context);
      await context.call("uploadFile", { filePath: `${folder}/_hidden.csv`, file: csv });
      const [counted] = await context.rows<{ n: number }>(
        `SELECT count(*) AS n FROM read_files('${folder}', format => 'csv', header => true)`,
      );
      agree(Number(counted?.n) === 2, `${counted?.n} rows`);
      return `${counted?.n} rows`;
    },
  },
  {
    id: "load.metadata",
    title: "read_files tells the path, the name, the size and the time of a file",
    tries: "_metadata of a file",
    source: "https://docs.databricks.com/aws/en/ingestion/file-metadata-column",
    needs: ["schema"],
    run: async (context) => {
      const { folder } = await fileAndTable(context);
      const [row] = await context.rows(
        `SELECT _metadata.file_path AS path, _metadata.file_name AS name, _metadata.file_size AS size, _metadata.file_modification_time AS at FROM read_files('${folder}', format => 'csv', header => true) LIMIT 1`,
      );
      agree(row?.name === "rows.csv" && Number(row.size) > 0, JSON.stringify(row));
      return JSON.stringify(row);
    },
  },
  {
    id: "export",
    title: "A result goes into files of the volume, and is read back whole",
    tries: "SQL: Export Result To Volume, then a count of what read_files gives",
    source: "https://docs.databricks.com/aws/en/dev-tools/sql-execution-tutorial",
    covers: ["exportToVolume"],
    needs: ["schema"],
    minutes: 5,
    run: async (context) => {
      const directoryPath = `${context.volumePath}/exported`;
      const { rows, files } = await context.call<{ rows: number; files: object[] }>("exportToVolume", {
        warehouseId: context.warehouseId,
        sqlStatement: "SELECT id, repeat('-', 30) AS rule FROM range(100000)",
        directoryPath,
        fileName: "numbers",
        maxFileMegabytes: "2",
      });
      const [counted] = await context.rows<{ n: number }>(
        `SELECT count(DISTINCT id) AS n FROM read_files('${directoryPath}', format => 'csv', header => true)`,
      );
      const seen = `${rows} rows in ${files.length} files, ${counted?.n} read back`;
      agree(rows === 100_000 && Number(counted?.n) === 100_000, seen);
      return seen;
    },
  },
];
