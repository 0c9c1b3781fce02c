/** What to do about a COPY INTO that failed. https://docs.databricks.com/aws/en/error-messages/error-classes */
import { errorDetail, isFileMissing, sqlCondition } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";

const differentColumns =
  "The columns of the files differ from those of the table: set Evolve Schema to add new ones, Convert Types to convert values, or Column Casts to choose columns and types.";

const wrongCount =
  "The files have another number of columns than the table, or than Columns names. Check Header Row, Separator and Columns.";

const noField =
  "The files lack a column of the table, or a field of Column Casts: name the columns to load, and their fields, in Column Casts. The fields of CSV files without a header row are _c0, _c1 and so on.";

const noTable =
  "The table must exist: create it first. With Evolve Schema, CREATE TABLE IF NOT EXISTS without columns is enough.";

const noDelta = "Only a Delta table can be loaded, no view and no table of another format.";

const wrongValue =
  "A value of the files does not fit its column: check Format, Separator and Format Options, or convert it with Column Casts. Nothing was loaded.";

/** Hints by error condition. */
const hints: Readonly<Record<string, string>> = {
  COPY_INTO_SCHEMA_MISMATCH_WITH_TARGET_TABLE: differentColumns,
  DELTA_METADATA_MISMATCH: differentColumns,
  DELTA_FAILED_TO_MERGE_FIELDS: differentColumns,
  DELTA_MERGE_INCOMPATIBLE_DATATYPE: differentColumns,
  UNRESOLVED_COLUMN: noField,
  COPY_INTO_COLUMN_ARITY_MISMATCH: wrongCount,
  DELTA_MISSING_DELTA_TABLE_COPY_INTO: noTable,
  TABLE_OR_VIEW_NOT_FOUND: noTable,
  DELTA_COPY_INTO_TARGET_FORMAT: noDelta,
  COPY_INTO_SOURCE_FILE_FORMAT_NOT_SUPPORTED:
    "Source Path holds a Delta table, which an SQL statement reads; only plain files are loaded from here.",
  CAST_INVALID_INPUT: wrongValue,
  CAST_OVERFLOW: wrongValue,
  NUMERIC_VALUE_OUT_OF_RANGE: wrongValue,
  NUMERIC_OUT_OF_SUPPORTED_RANGE: wrongValue,
  MALFORMED_CSV_RECORD: wrongValue,
  MALFORMED_RECORD_IN_PARSING: wrongValue,
};

const noFile =
  "No readable file is at Source Path: check the path, Files or Pattern, and Format. Files whose names begin with _ or . are skipped.";

/** Adds to an error of the statement what to do about it, where that is known. */
export const explainCopyError = (error: unknown): unknown => {
  if (!(error instanceof DatabricksError)) return error;
  const detail = errorDetail(error);
  const hint = isFileMissing(detail) ? noFile : hints[sqlCondition(detail.message) ?? ""];
  return hint === undefined ? error : appendHint(error, hint);
};
