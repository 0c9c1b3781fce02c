/** The columns of files, where no schema is given. */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  BIGINT,
  BINARY,
  type DataType,
  STRING,
  type StructField,
  type StructType,
  TIMESTAMP,
} from "../dataTypes";
import { quoteText } from "../duckdbSql";
import { unsupported } from "../errors";
import { parseWholeType } from "../parser/dataType";
import { csvRecords } from "./csvText";
import { csvForm, linesSql, parquetSql, textListLine, textsSql } from "./fileRows";
import { mergedType, settledType } from "./inferredTypes";
import { malformedFile } from "./jsonRecords";
import type { PreparedFiles } from "./preparedFiles";
import type { ReadOptions } from "./readOptions";

const struct = (...fields: [string, DataType][]): StructType => ({
  kind: "STRUCT",
  fields: fields.map(([name, type]) => ({ name, type })),
});

const VOID: DataType = { kind: "VOID" };

async function texts(connection: DuckDBConnection, sql: string): Promise<string[]> {
  const rows = await (await connection.run(sql)).getRows();
  return rows.map(([text]) => String(text));
}

/** The columns of files; nothing where there is nothing to infer them from. */
export async function inferSchema(
  connection: DuckDBConnection,
  prepared: PreparedFiles,
  options: ReadOptions,
): Promise<StructType | undefined> {
  switch (options.format) {
    case "TEXT":
      return struct(["value", STRING]);
    case "BINARYFILE":
      return struct(
        ["path", STRING],
        ["modificationTime", TIMESTAMP],
        ["length", BIGINT],
        ["content", BINARY],
      );
    case "PARQUET":
      return prepared.files.length > 0 ? parquetSchema(connection, prepared) : undefined;
    case "CSV":
      return csvSchema(connection, prepared, options);
    default: {
      const variant = options.text("singlevariantcolumn");
      return variant === undefined
        ? jsonSchema(connection, prepared, options)
        : struct([variant, { kind: "VARIANT" }]);
    }
  }
}

async function jsonSchema(
  connection: DuckDBConnection,
  prepared: PreparedFiles,
  options: ReadOptions,
): Promise<StructType | undefined> {
  const asTexts = options.flag("primitivesasstring") || !options.flag("infercolumntypes", true);
  const shape = `dbx_json_shape(line, '${asTexts}')`;
  const list = quoteText(textListLine());
  const plain = `CASE WHEN regexp_full_match(line, ${list}) THEN '=' || regexp_extract(line, '^[{]"([^"]*)"', 1) ELSE ${shape} END`;
  const isWhole = options.flag("multiline");
  const from = isWhole ? textsSql(prepared) : linesSql(prepared);
  const shapes = await texts(
    connection,
    `SELECT DISTINCT ${isWhole ? shape : plain} FROM (${from}) AS l WHERE trim(line, ' ' || chr(9) || chr(10)) <> ''`,
  );
  if (shapes.includes("malformed")) {
    if (options.mode === "FAILFAST") {
      throw malformedFile(prepared.files.map(({ path }) => path).join(", "), 1);
    }
    if (options.mode === "PERMISSIVE") {
      throw unsupported("the inference of columns from malformed records");
    }
  }
  const types = shapes.flatMap((text): DataType[] => {
    if (text.startsWith("=")) {
      return [struct([text.slice(1), { kind: "ARRAY", element: STRING }])];
    }
    return text === "malformed" ? [] : [JSON.parse(text) as DataType];
  });
  const type = settledType(types.reduce(mergedType, VOID));
  return type?.kind === "STRUCT" && types.length > 0 ? type : undefined;
}

/** The first line of a file; undefined where it is empty. */
async function firstLine(link: string): Promise<string | undefined> {
  const input = createReadStream(link);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      return line;
    }
    return undefined;
  } finally {
    input.destroy();
  }
}

/** The names in the header of CSV files, which must be the same in all; undefined where there are no lines. */
export async function csvHeader(
  { files }: PreparedFiles,
  options: ReadOptions,
): Promise<string[] | undefined> {
  let header: string[] | undefined;
  for (const { link } of files) {
    const line = await firstLine(link);
    if (line === undefined) {
      continue;
    }
    const [record] = csvRecords(line, csvForm(options));
    const names = record?.map((name, index) =>
      options.flag("header") ? (name ?? `_c${index}`) : `_c${index}`,
    );
    if (!names) {
      throw unsupported("CSV files whose first line is empty");
    }
    if (header && options.flag("header") && header.join("\n") !== names.join("\n")) {
      throw unsupported("CSV files with different headers");
    }
    header = header && header.length >= names.length ? header : names;
  }
  return header;
}

async function csvSchema(
  connection: DuckDBConnection,
  prepared: PreparedFiles,
  options: ReadOptions,
): Promise<StructType | undefined> {
  if (options.flag("multiline")) {
    throw unsupported("the inference of columns from CSV with multiLine");
  }
  const names = await csvHeader(prepared, options);
  if (!names) {
    return undefined;
  }
  const infers =
    options.by === "read_files" ? options.flag("infercolumntypes", true) : options.flag("inferschema");
  if (!infers) {
    return struct(...names.map((name): [string, DataType] => [name, STRING]));
  }
  const shapes = await texts(
    connection,
    `SELECT DISTINCT dbx_csv_shape(line, ${quoteText(JSON.stringify(csvForm(options)))}) FROM (${linesSql(prepared, options.flag("header") ? 1 : 0)}) AS l WHERE line <> ''`,
  );
  const rows = shapes.map((text) => JSON.parse(text) as DataType[]);
  return struct(
    ...names.map((name, index): [string, DataType] => [
      name,
      settledType(rows.map((row) => row[index] ?? VOID).reduce(mergedType, VOID)) ?? STRING,
    ]),
  );
}

const duckdbTypes: Record<string, string> = {
  INTEGER: "INT",
  VARCHAR: "STRING",
  BLOB: "BINARY",
  TIMESTAMP: "TIMESTAMP_NTZ",
  "TIMESTAMP WITH TIME ZONE": "TIMESTAMP",
};

/** A type of DuckDB's that has no parts. */
function plainType(text: string): DataType {
  if (
    !/^(BOOLEAN|TINYINT|SMALLINT|INTEGER|BIGINT|FLOAT|DOUBLE|VARCHAR|BLOB|DATE|TIMESTAMP|TIMESTAMP WITH TIME ZONE|DECIMAL\(.*\))$/.test(
      text,
    )
  ) {
    throw unsupported(`Parquet files with columns of ${text}`);
  }
  return parseWholeType(duckdbTypes[text] ?? text);
}

async function parquetSchema(connection: DuckDBConnection, prepared: PreparedFiles): Promise<StructType> {
  const rows = await (await connection.run(`DESCRIBE SELECT * FROM ${parquetSql(prepared)}`)).getRows();
  const fields = rows
    .filter(([name]) => name !== "dbx filename")
    .map(([name, type]): StructField => ({ name: String(name), type: duckdbType(String(type)) }));
  return { kind: "STRUCT", fields };
}

function duckdbType(text: string): DataType {
  return text.endsWith("[]") ? { kind: "ARRAY", element: duckdbType(text.slice(0, -2)) } : plainType(text);
}
