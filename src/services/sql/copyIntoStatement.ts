/** The text of a COPY INTO. https://docs.databricks.com/aws/en/sql/language-manual/delta-copy-into */
import type { TableName } from "../unityCatalog/catalogLists";
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
  /** The type to convert it to, safe to stand in a statement; none takes the field as it is. */
  type?: string;
}

/** How the files' columns find those of the table, if not by their names. */
export type ColumnOrder = "byPosition" | readonly string[];

/** What is loaded, from where and how. */
export interface CopyIntoSettings {
  table: TableName;
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
  /** Whether the values of every column are converted to the table's type, which is fetched for it. */
  convertTypes: boolean;
  /** Whether the files' other columns are loaded as well. */
  withOthers?: boolean;
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

const columnList = (columns: readonly string[]): string =>
  `(${columns.map((column) => quotedName([column])).join(", ")})`;

const targetText = ({ table: { catalog, schema, table }, columnOrder }: CopyIntoSettings): string => {
  const name = quotedName([catalog, schema, table]);
  if (columnOrder === undefined) return name;
  return columnOrder === "byPosition" ? `${name} BY POSITION` : `${name} ${columnList(columnOrder)}`;
};

const sourceText = ({ source, casts, withOthers }: CopyIntoSettings): string => {
  if (casts.length === 0) return sqlLiteral(source);
  const others = withOthers ? [`* EXCEPT ${columnList(casts.map(({ column }) => column))}`] : [];
  return `(SELECT ${[...casts.map(castText), ...others].join(", ")} FROM ${sqlLiteral(source)})`;
};

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
