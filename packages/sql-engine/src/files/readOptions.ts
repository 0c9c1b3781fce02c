/**
 * The options with which files are read. An option that is unknown here is refused, since it might change the rows.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/read_files#options
 */
import type { StructType } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import { parseSchema } from "../parser/dataType";

const formats = ["JSON", "CSV", "PARQUET", "TEXT", "BINARYFILE"] as const;
export type FileFormat = (typeof formats)[number];
export type ReadMode = "PERMISSIVE" | "DROPMALFORMED" | "FAILFAST";

/** The format of a name. @throws SqlError for one that is unknown or unsupported */
export function fileFormat(name: string): FileFormat {
  const found = formats.find((format) => format === name.toUpperCase());
  if (!found) {
    throw unsupported(`files of the format ${name}`);
  }
  return found;
}

const any = /^/;
const isTrueOrFalse = /^(true|false)$/i;
const onlyTrue = /^true$/i;
const onlyFalse = /^false$/i;

/** What each option may be. */
const allowed: Record<FileFormat | "ALL", Record<string, RegExp>> = {
  ALL: {
    format: any,
    schema: any,
    mode: /^(PERMISSIVE|DROPMALFORMED|FAILFAST)$/i,
    recursivefilelookup: isTrueOrFalse,
    pathglobfilter: any,
    modifiedafter: any,
    modifiedbefore: any,
    encoding: /^utf-?8$/i,
    charset: /^utf-?8$/i,
    schemaevolutionmode: /^none$/i,
    partitioncolumns: /^$/,
    ignoremissingfiles: isTrueOrFalse,
    ignorecorruptfiles: onlyFalse,
    mergeschema: isTrueOrFalse,
  },
  JSON: {
    multiline: isTrueOrFalse,
    primitivesasstring: isTrueOrFalse,
    prefersdecimal: onlyFalse,
    infertimestamp: onlyFalse,
    infercolumntypes: isTrueOrFalse,
    inferschema: onlyTrue,
    allownonnumericnumbers: onlyTrue,
    allowsinglequotes: onlyTrue,
    allowcomments: onlyFalse,
    allowunquotedfieldnames: onlyFalse,
    allowunquotedcontrolchars: onlyFalse,
    allownumericleadingzeros: onlyFalse,
    columnnameofcorruptrecord: any,
    singlevariantcolumn: any,
    readercasesensitive: onlyTrue,
    rescueddatacolumn: any,
    dropfieldifallnull: onlyFalse,
    linesep: /^\n$/,
  },
  CSV: {
    header: isTrueOrFalse,
    sep: any,
    delimiter: any,
    quote: /^.?$/s,
    escape: /^.$/s,
    nullvalue: any,
    emptyvalue: /^$/,
    multiline: isTrueOrFalse,
    ignoreleadingwhitespace: isTrueOrFalse,
    ignoretrailingwhitespace: isTrueOrFalse,
    inferschema: isTrueOrFalse,
    infercolumntypes: isTrueOrFalse,
    enforceschema: onlyTrue,
    linesep: /^\n$/,
  },
  PARQUET: {},
  TEXT: { wholetext: isTrueOrFalse },
  BINARYFILE: {},
};

export class ReadOptions {
  constructor(
    readonly format: FileFormat,
    /** Which statement reads. */
    readonly by: "read_files" | "COPY INTO",
    private readonly given: ReadonlyMap<string, string>,
  ) {
    for (const [key, value] of given) {
      const pattern = allowed.ALL[key] ?? allowed[format][key];
      if (!pattern?.test(value)) {
        throw unsupported(`the option ${key} => '${value}' for files of the format ${format}`);
      }
    }
  }

  text(...keys: string[]): string | undefined {
    return keys.map((key) => this.given.get(key)).find((value) => value !== undefined);
  }

  flag(key: string, otherwise = false): boolean {
    const value = this.given.get(key);
    return value === undefined ? otherwise : value.toLowerCase() === "true";
  }

  get mode(): ReadMode {
    return (this.text("mode")?.toUpperCase() ?? "PERMISSIVE") as ReadMode;
  }

  /** The columns that are given. @throws SqlError for a text that has none */
  get schema(): StructType | undefined {
    const text = this.text("schema");
    const type = text === undefined ? undefined : parseSchema(text);
    if (type && type.kind !== "STRUCT") {
      throw sqlError(
        "INVALID_SCHEMA.NON_STRUCT_TYPE",
        `The input schema "${text}" is not a valid schema string. The input expression should be evaluated to struct type.`,
        "42K07",
      );
    }
    return type;
  }
}
