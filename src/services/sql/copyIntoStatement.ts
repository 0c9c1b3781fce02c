/** The text of a COPY INTO. https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into */
import { sqlLiteral } from "./sqlLiteral";
import { quotedName } from "./sqlNames";

/** The formats of files, with their words in a statement. */
const fileFormats = {
  csv: "CSV",
  json: "JSON",
  parquet: "PARQUET",
  avro: "AVRO",
  orc: "ORC",
  text: "TEXT",
  binaryFile: "BINARYFILE",
} as const;

/** The format of files. */
export type CopyFormat = keyof typeof fileFormats;

/** A column of the table, and what fills it. */
export interface ColumnCast {
  column: string;
  /** The parts of the name of the files' field. */
  field: readonly string[];
  /** The type to convert it to, checked by `isTypeText`; none takes the field as it is. */
  type?: string;
}

/** How the files' columns find those of the table, if not by their names. */
export type ColumnOrder = "byPosition" | readonly string[];

/** What is loaded, from where and how. */
export interface CopyIntoSettings {
  /** The table's name as written in a statement. */
  table: string;
  /** The path of a directory or file. */
  source: string;
  /** Names relative to the source. */
  files: readonly string[];
  /** A glob of names. */
  pattern?: string;
  format: CopyFormat;
  /** Options of the format: names, which are checked, and values. */
  formatOptions: readonly (readonly [name: string, value: string])[];
  columnOrder?: ColumnOrder;
  /** The columns to load; none loads all. */
  casts: readonly ColumnCast[];
  evolveSchema: boolean;
  force: boolean;
  /** Whether everything, or so many rows, are only checked. */
  validate?: "all" | number;
}

const options = (word: string, entries: readonly (readonly [string, string])[]): string[] =>
  entries.length === 0
    ? []
    : [
        `${word} (${entries.map(([name, value]) => `${sqlLiteral(name)} = ${sqlLiteral(value)}`).join(", ")})`,
      ];

const castText = ({ column, field, type }: ColumnCast): string => {
  const value = quotedName(field);
  return `${type === undefined ? value : `CAST(${value} AS ${type})`} AS ${quotedName([column])}`;
};

const targetText = ({ table, columnOrder }: CopyIntoSettings): string => {
  if (columnOrder === undefined) return table;
  if (columnOrder === "byPosition") return `${table} BY POSITION`;
  return `${table} (${columnOrder.map((column) => quotedName([column])).join(", ")})`;
};

const sourceText = ({ source, casts }: CopyIntoSettings): string =>
  casts.length === 0
    ? sqlLiteral(source)
    : `(SELECT ${casts.map(castText).join(", ")} FROM ${sqlLiteral(source)})`;

const filesText = ({ files, pattern }: CopyIntoSettings): string[] => {
  if (files.length > 0) return [`FILES = (${files.map(sqlLiteral).join(", ")})`];
  return pattern === undefined ? [] : [`PATTERN = ${sqlLiteral(pattern)}`];
};

const validateText = ({ validate }: CopyIntoSettings): string[] => {
  if (validate === undefined) return [];
  return [validate === "all" ? "VALIDATE ALL" : `VALIDATE ${validate} ROWS`];
};

/** The statement that loads the files, or only checks them. Names and texts are quoted. */
export const copyIntoStatement = (settings: CopyIntoSettings): string => {
  const { format, formatOptions, evolveSchema, force } = settings;
  // The schemas of the files are merged by one option, that of the table evolves by the other.
  const merge = evolveSchema ? [["mergeSchema", "true"] as const] : [];
  return [
    `COPY INTO ${targetText(settings)}`,
    `FROM ${sourceText(settings)}`,
    `FILEFORMAT = ${fileFormats[format]}`,
    ...validateText(settings),
    ...filesText(settings),
    ...options("FORMAT_OPTIONS", [...formatOptions, ...merge]),
    ...options("COPY_OPTIONS", [...merge, ...(force ? [["force", "true"] as const] : [])]),
  ].join("\n");
};
