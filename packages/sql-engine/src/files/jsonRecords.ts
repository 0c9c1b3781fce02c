/** Records of JSON files. */
import type { StructType } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import { type Made, recordColumns, variantJson } from "../values/jsonColumns";
import { type Json, JsonError, parseJsonText } from "../values/jsonReader";
import type { ReadMode } from "./readOptions";
import { shownPath } from "./volumePaths";

/** How records are read. */
export interface RecordForm {
  mode: ReadMode;
  type: StructType;
  /** The column that gets the text of a record that cannot be read. */
  corrupt?: string;
  /** The column that gets what does not fit, as JSON. */
  rescued?: string;
  /** The column that gets the whole record. */
  variant?: string;
}

/** The error for a record that ends a statement, in a file. */
export function malformedFile(path: string, columns: number): Error {
  const nulls = Array.from({ length: columns }, () => "null").join(",");
  return sqlError(
    "FAILED_READ_FILE.NO_HINT",
    `Error while reading file ${shownPath(path)}. Caused by: [MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION] Malformed records are detected in record parsing: [${nulls}]. Parse Mode: FAILFAST. To process malformed records as null result, try setting the option 'mode' as 'PERMISSIVE'. SQLSTATE: 22023.`,
    "KD001",
  );
}

/** The records of a text: one, or those of a list. Nothing where it is no JSON. */
export function recordsIn(text: string, mode: ReadMode): Json[] | undefined {
  try {
    const value = parseJsonText(text);
    return value.kind === "array" ? value.items : [value];
  } catch (error) {
    if (!(error instanceof JsonError)) {
      throw error;
    }
    if (mode === "PERMISSIVE" && !error.cut && /^\s*[[{]/.test(text)) {
      throw unsupported("records that are JSON only in their beginning");
    }
    return undefined;
  }
}

/** Fields that no column has, or whose values do not fit. */
function rescuedText(record: Json & { kind: "object" }, { type }: RecordForm, path: string): string | null {
  const left = record.members.filter(([name, value]) => {
    const field = type.fields.find((each) => each.name === name);
    if (!field) {
      return true;
    }
    const isFit = recordColumns(
      { kind: "object", members: [[name, value]] },
      { kind: "STRUCT", fields: [field] },
    )?.fits;
    if (!isFit && /^(ARRAY|MAP|STRUCT)$/.test(field.type.kind)) {
      throw unsupported("rescuing data from inside nested values");
    }
    return !isFit;
  });
  if (left.length === 0) {
    return null;
  }
  const members: [string, Json][] = [...left, ["_file_path", { kind: "string", value: shownPath(path) }]];
  return variantJson({ kind: "object", members });
}

/** The columns of records that a text holds, as JSON of a list for DuckDB. */
export function recordsJson(text: string, form: RecordForm, path: string): string {
  const { mode, type, corrupt, rescued, variant } = form;
  const fields = type.fields.filter(({ name }) => name !== corrupt && name !== rescued);
  const malformed = (): Made[] => {
    if (mode === "FAILFAST") {
      throw malformedFile(path, type.fields.length);
    }
    return mode === "PERMISSIVE" ? [corrupt === undefined ? {} : { [corrupt]: text }] : [];
  };
  const records = recordsIn(text, mode);
  if (!records) {
    return JSON.stringify(malformed());
  }
  if (variant !== undefined) {
    return JSON.stringify(records.map((record) => ({ [variant]: variantJson(record) })));
  }
  const made = records.flatMap((record): Made[] => {
    const read = recordColumns(record, { kind: "STRUCT", fields });
    if (!read || record.kind !== "object") {
      return malformed();
    }
    const { columns, fits } = read;
    const own = columns as Record<string, Made>;
    if (rescued !== undefined) {
      return [
        { ...own, [rescued]: rescuedText(record, { ...form, type: { kind: "STRUCT", fields } }, path) },
      ];
    }
    if (fits || mode === "PERMISSIVE") {
      return [fits || corrupt === undefined ? own : { ...own, [corrupt]: text }];
    }
    return malformed();
  });
  return JSON.stringify(made);
}
