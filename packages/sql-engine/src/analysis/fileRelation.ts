/**
 * The rows of files: read_files, queries of a path, and the source of COPY INTO.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/read_files
 */
import {
  BIGINT,
  type DataType,
  physicalType,
  STRING,
  type StructType,
  sameType,
  TIMESTAMP,
} from "../dataTypes";
import { quoteText } from "../duckdbSql";
import { sqlError, unsupported } from "../errors";
import { bytesSql, linesSql, parquetSql, textListLine, textsSql } from "../files/fileRows";
import type { RecordForm } from "../files/jsonRecords";
import type { FileRequest, OpenFiles } from "../files/openedFiles";
import { parseVolumePath, shownPath } from "../files/volumePaths";
import type { Expression, FilesNode } from "../parser/ast";
import { isUtc } from "../values/sessionZone";
import type { ExpressionCompiler } from "./compiler";
import { csvRows, perFile, type Rows } from "./csvRows";
import type { AnalyzedQuery, Environment } from "./environment";
import { fromColumnJson } from "./jsonBytes";

const metadataType: DataType = {
  kind: "STRUCT",
  fields: [
    { name: "file_path", type: STRING },
    { name: "file_name", type: STRING },
    { name: "file_size", type: BIGINT },
    { name: "file_modification_time", type: TIMESTAMP },
  ],
};

/** A query of files: its last column is `_metadata`. */
export interface FilesQuery extends AnalyzedQuery {
  columns: { name: string; type: DataType }[];
}

function constantText(value: Expression, compiler: ExpressionCompiler, what: string): string {
  const { literal } = compiler.compile(value);
  if (typeof literal !== "string") {
    throw unsupported(`${what} that is not a literal`);
  }
  return literal;
}

/** What a relation asks for, and the right to it. */
export function fileRequest(
  node: FilesNode,
  environment: Environment,
  compiler: ExpressionCompiler,
): FileRequest {
  const path = constantText(node.path, compiler, "a path");
  const options = new Map<string, string>();
  for (const { name, value } of node.options) {
    const key = name.toLowerCase();
    if (options.has(key)) {
      throw sqlError(
        "DUPLICATE_ROUTINE_PARAMETER_ASSIGNMENT.DOUBLE_NAMED_ARGUMENT_REFERENCE",
        `Call to routine \`read_files\` is invalid because it includes multiple argument assignments to the same parameter name \`${name}\`.`,
        "4274K",
      );
    }
    options.set(key, constantText(value, compiler, `the option ${name}`));
  }
  const { volume } = parseVolumePath(path);
  environment.requirePrivilege(volume, "READ_VOLUME");
  return { path, options, by: node.by };
}

/** The rows of open files with `_metadata` behind the columns. */
export function filesQuery(open: OpenFiles, environment: Environment): FilesQuery {
  const { schema, options } = open;
  const rescued = rescuedColumn(open);
  const names = schema.fields.map(({ name }) => name.toLowerCase());
  if (new Set(names).size < names.length) {
    throw unsupported("columns of files whose names differ only in case");
  }
  if (
    !isUtc(environment.zone) &&
    JSON.stringify(schema).includes('"TIMESTAMP"') &&
    options.format !== "PARQUET"
  ) {
    throw unsupported("files with TIMESTAMP in a session whose time zone is not UTC");
  }
  const rows = rowsOf(open, rescued);
  const columns = [
    ...schema.fields,
    ...(rescued !== undefined && open.isInferred ? [{ name: rescued, type: STRING }] : []),
  ];
  const values = [...rows.values, ...(columns.length > rows.values.length ? ["CAST(NULL AS VARCHAR)"] : [])];
  const list = [...values, metadataSql(open)].map((value, index) => `${value} AS o${index}`);
  return {
    sql: `SELECT ${list.join(", ")} FROM ${rows.from}`,
    columns: [...columns, { name: "_metadata", type: metadataType }],
  };
}

/** The column of what does not fit. read_files adds one where it infers the schema. */
function rescuedColumn({ options, isInferred }: OpenFiles): string | undefined {
  const given = options.text("rescueddatacolumn");
  const adds = isInferred && options.by === "read_files" && /^(JSON|CSV)$/.test(options.format);
  if (options.text("schemaevolutionmode") !== undefined && given === undefined) {
    return undefined;
  }
  return given ?? (adds && options.text("singlevariantcolumn") === undefined ? "_rescued_data" : undefined);
}

function metadataSql({ files }: OpenFiles): string {
  const type = physicalType(metadataType);
  if (files.length === 0) {
    return `CAST(NULL AS ${type})`;
  }
  const structs = files.map(
    ({ path, size, modifiedAt }) =>
      `{'file_path': ${quoteText(shownPath(path))}, 'file_name': ${quoteText(path.split("/").at(-1) ?? "")}, 'file_size': CAST(${size} AS BIGINT), 'file_modification_time': make_timestamp(CAST(${Math.round(modifiedAt)} AS BIGINT) * 1000)}`,
  );
  const links = files.map(({ link }) => quoteText(link));
  return `MAP([${links.join(", ")}], CAST([${structs.join(", ")}] AS ${type}[]))[q.filename]`;
}

function rowsOf(open: OpenFiles, rescued: string | undefined): Rows {
  const { options, schema } = open;
  switch (options.format) {
    case "JSON":
      return jsonRows(open, rescued);
    case "CSV":
      if (rescued !== undefined && !open.isInferred) {
        throw unsupported("rescuedDataColumn for CSV with a schema");
      }
      return csvRows(open);
    case "TEXT":
      requireText(schema);
      return {
        values: ["q.line"],
        from: `(${options.flag("wholetext") ? textsSql(open) : linesSql(open)}) AS q`,
      };
    case "BINARYFILE": {
      const metadata = metadataSql(open);
      const from = `(${bytesSql(open)}) AS q`;
      const field = (name: string) => `struct_extract(${metadata}, '${name}')`;
      return {
        values: [field("file_path"), field("file_modification_time"), field("file_size"), "q.content"],
        from,
      };
    }
    default:
      return parquetRows(open);
  }
}

function requireText({ fields: [field, ...more] }: StructType): void {
  if (!field || more.length > 0 || field.name.toLowerCase() !== "value" || field.type.kind !== "STRING") {
    throw unsupported("text files with other columns than value");
  }
}

function jsonRows(open: OpenFiles, rescued: string | undefined): Rows {
  const { options, schema } = open;
  const corruptName = (options.text("columnnameofcorruptrecord") ?? "_corrupt_record").toLowerCase();
  const corrupt = schema.fields.find(
    ({ name, type }) => name.toLowerCase() === corruptName && type.kind === "STRING",
  );
  const isWhole = options.flag("multiline");
  const rescues = rescued !== undefined && !open.isInferred;
  const type: StructType = rescues
    ? {
        kind: "STRUCT",
        fields: [...schema.fields.filter(({ name }) => name !== rescued), { name: rescued, type: STRING }],
      }
    : schema;
  const form: RecordForm = {
    mode: options.mode,
    type,
    corrupt: corrupt?.name,
    ...(rescues && { rescued }),
    variant: options.text("singlevariantcolumn"),
  };
  const path = options.mode === "FAILFAST" || rescues ? perFile(open, (each) => each) : "''";
  const list = (line: string) =>
    fromColumnJson(`dbx_json_records(${line}, ${quoteText(JSON.stringify(form))}, ${path})`, {
      kind: "ARRAY",
      element: type,
    });
  const [only, ...more] = schema.fields;
  const isTexts =
    only && more.length === 0 && sameType(only.type, { kind: "ARRAY", element: STRING }) && !rescues;
  const records =
    isTexts && !isWhole && /^[A-Za-z_][A-Za-z0-9_]*$/.test(only.name) && form.variant === undefined
      ? `CASE WHEN regexp_full_match(line, ${quoteText(textListLine(only.name))}) THEN [json_transform(line, ${quoteText(JSON.stringify({ [only.name]: ["VARCHAR"] }))})] ELSE ${list("line")} END`
      : list("line");
  const lines = isWhole ? textsSql(open) : linesSql(open);
  const fields = rescues ? type.fields : schema.fields;
  return {
    values: fields.map(({ name }) => `struct_extract(q.j, ${quoteText(name)})`),
    from: `(SELECT unnest(${records}) AS j, filename FROM (${lines}) AS l WHERE trim(line, ' ' || chr(9) || chr(10)) <> '') AS q`,
  };
}

function parquetRows(open: OpenFiles): Rows {
  if (open.files.length === 0) {
    const nulls = open.schema.fields.map(({ type }) => `CAST(NULL AS ${physicalType(type)})`);
    return { values: nulls, from: "(SELECT CAST(NULL AS VARCHAR) AS filename WHERE false) AS q" };
  }
  if (!open.isInferred) {
    throw unsupported("Parquet files with a schema");
  }
  return {
    values: open.schema.fields
      .map(({ name, type }) => parquetValue(`p."${name.replaceAll('"', '""')}"`, type))
      .map((_, index) => `q.v${index}`),
    from: `(SELECT ${open.schema.fields.map(({ name, type }, index) => `${parquetValue(`p."${name.replaceAll('"', '""')}"`, type)} AS v${index}`).join(", ")}, p."dbx filename" AS filename FROM ${parquetSql(open)} AS p) AS q`,
  };
}

/** Times with a zone are stored as UTC. */
function parquetValue(sql: string, type: DataType): string {
  if (type.kind === "ARRAY" && JSON.stringify(type).includes('"TIMESTAMP"')) {
    throw unsupported("Parquet files with lists of TIMESTAMP");
  }
  return type.kind === "TIMESTAMP" ? `timezone('UTC', ${sql})` : sql;
}
