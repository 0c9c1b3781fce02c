/** The rows of CSV files as DuckDB's SQL. https://spark.apache.org/docs/latest/sql-data-sources-csv.html */
import { type DataType, physicalType, STRING } from "../dataTypes";
import { quoteText, raise } from "../duckdbSql";
import { sqlError, unsupported } from "../errors";
import { csvForm, linesSql, textsSql } from "../files/fileRows";
import { malformedFile } from "../files/jsonRecords";
import type { OpenFiles } from "../files/openedFiles";
import { castSql } from "./casts";
import { isNested } from "./coercion";

/** DuckDB text of a column's value for each file. */
export function perFile({ files }: OpenFiles, value: (path: string) => string): string {
  if (files.length === 0) {
    return "CAST(NULL AS VARCHAR)";
  }
  return `MAP([${files.map(({ link }) => quoteText(link)).join(", ")}], [${files.map(({ path }) => quoteText(value(path))).join(", ")}])[filename]`;
}

/** Rows of files, before they get the names of their columns. */
export interface Rows {
  /** The value of each column, over `q`. */
  values: string[];
  from: string;
}

/** The rows of CSV files. */
export function csvRows(open: OpenFiles): Rows {
  const { options, schema } = open;
  const form = csvForm(options);
  const isWhole = options.flag("multiline");
  const hasHeader = options.flag("header");
  const nested = schema.fields.find(({ type }) => isNested(type) || type.kind === "VARIANT");
  if (nested) {
    throw sqlError(
      "UNSUPPORTED_DATA_TYPE_FOR_DATASOURCE",
      `The CSV datasource doesn't support the column \`${nested.name}\` of the type "${nested.type.kind}".`,
      "0A000",
    );
  }
  if (form.separator === "" || form.separator.includes("\n")) {
    throw unsupported("CSV with this separator");
  }
  if (isWhole && hasHeader) {
    throw unsupported("CSV with multiLine and a header");
  }
  const udf = `CAST(json_transform(dbx_csv_records(line, ${quoteText(JSON.stringify(form))}), '[["VARCHAR"]]') AS VARCHAR[][])`;
  const special = [form.quote].filter(Boolean).map((char) => `contains(line, ${quoteText(char)})`);
  const isPlain = `NOT (${[...special, String(form.trimStart || form.trimEnd)].join(" OR ")})`;
  const split = `[list_transform(string_split(line, ${quoteText(form.separator)}), lambda x: nullif(x, ${quoteText(form.nullValue)}))]`;
  const records = isWhole ? udf : `CASE WHEN ${isPlain} THEN ${split} ELSE ${udf} END`;
  const lines = isWhole ? textsSql(open) : linesSql(open, hasHeader ? 1 : 0);
  const cells = `(SELECT unnest(${records}) AS t, filename FROM (${lines}) AS l WHERE line <> '')`;
  const width = schema.fields.length;
  const converted = schema.fields.map(({ type }, index) => cellSql(`t[${index + 1}]`, type));
  const misfits = [
    `len(t) <> ${width}`,
    ...converted.map((value, index) => `(t[${index + 1}] IS NOT NULL AND ${value} IS NULL)`),
  ].join(" OR ");
  const values = converted.map((value, index) => `${value} AS v${index}`).join(", ");
  const failing = `CASE WHEN ${misfits} THEN ${raise(
    "KD001",
    perFile(open, (path) => malformedFile(path, width).message),
  )} END`;
  const from = {
    PERMISSIVE: `(SELECT ${values}, filename FROM ${cells} AS c) AS q`,
    DROPMALFORMED: `(SELECT ${values}, filename FROM ${cells} AS c WHERE NOT (${misfits})) AS q`,
    FAILFAST: `(SELECT ${values}, filename FROM ${cells} AS c WHERE ${failing} IS NULL) AS q`,
  }[options.mode];
  return { values: converted.map((_, index) => `q.v${index}`), from };
}

/** A cell of CSV as a type; NULL where it does not fit. */
function cellSql(cell: string, type: DataType): string {
  switch (type.kind) {
    case "STRING":
      return cell;
    case "BOOLEAN":
      return `CASE WHEN lower(${cell}) = 'true' THEN true WHEN lower(${cell}) = 'false' THEN false END`;
    case "BINARY":
      return `encode(${cell})`;
    case "TINYINT":
    case "SMALLINT":
    case "INT":
    case "BIGINT":
      return `CASE WHEN regexp_full_match(${cell}, '[+-]?[0-9]+') THEN TRY_CAST(${cell} AS ${physicalType(type)}) END`;
    default:
      return castSql(cell, STRING, type, true);
  }
}
