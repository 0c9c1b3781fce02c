/** Functions that read lines and texts of files. */
import { VARCHAR } from "@duckdb/node-api";
import type { DataType } from "../dataTypes";
import { type CsvForm, csvRecords } from "../files/csvText";
import { cellType, jsonType, mergedType } from "../files/inferredTypes";
import { type RecordForm, recordsIn, recordsJson } from "../files/jsonRecords";
import { constantArgument } from "./constantArguments";
import type { Udf } from "./udfs";

const VOID: DataType = { kind: "VOID" };

/** The type of the records in a text as JSON; `malformed` where it is none. */
function jsonShape(text: string, primitives: string): string {
  const records = recordsIn(text, "FAILFAST");
  if (!records?.every((record) => record.kind === "object")) {
    return "malformed";
  }
  return JSON.stringify(
    records.map((record) => jsonType(record, primitives === "true")).reduce(mergedType, VOID),
  );
}

/** The types of the cells of a text's records as JSON. */
function csvShape(text: string, form: string): string {
  const records = csvRecords(text, constantArgument<CsvForm>(form));
  const width = Math.max(0, ...records.map((record) => record.length));
  const types = Array.from({ length: width }, (_, index) =>
    records.map((record) => cellType(record[index] ?? null)).reduce(mergedType, VOID),
  );
  return JSON.stringify(types);
}

export const fileUdfs: Udf[] = [
  {
    name: "dbx_json_records",
    parameters: [VARCHAR, VARCHAR, VARCHAR],
    result: VARCHAR,
    compute: (text: string, form: string, path: string) =>
      recordsJson(text, constantArgument<RecordForm>(form), path),
  },
  { name: "dbx_json_shape", parameters: [VARCHAR, VARCHAR], result: VARCHAR, compute: jsonShape },
  {
    name: "dbx_csv_records",
    parameters: [VARCHAR, VARCHAR],
    result: VARCHAR,
    compute: (text: string, form: string) =>
      JSON.stringify(csvRecords(text, constantArgument<CsvForm>(form))),
  },
  { name: "dbx_csv_shape", parameters: [VARCHAR, VARCHAR], result: VARCHAR, compute: csvShape },
];
