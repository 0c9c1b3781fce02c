/** The rows of files as DuckDB's SQL, before they are columns. */
import { quoteText } from "../duckdbSql";
import type { CsvForm } from "./csvText";
import type { PreparedFiles } from "./preparedFiles";
import type { ReadOptions } from "./readOptions";

const links = ({ files }: PreparedFiles): string =>
  `[${files.map(({ link }) => quoteText(link)).join(", ")}]`;

/** DuckDB text of the files' lines: `line` and `filename`, in their order. @param skip how many are skipped in each */
export function linesSql(prepared: PreparedFiles, skip = 0): string {
  if (prepared.files.length === 0) {
    return "SELECT CAST(NULL AS VARCHAR) AS line, CAST(NULL AS VARCHAR) AS filename WHERE false";
  }
  const longest = Math.max(prepared.longest, 1 << 20) + 16;
  const options = `header = false, auto_detect = false, columns = {'line': 'VARCHAR'}, delim = chr(${prepared.separator}), quote = '', escape = '', new_line = '\\n', compression = 'none', max_line_size = ${longest}, buffer_size = ${4 * longest}, skip = ${skip}, filename = true`;
  return `SELECT coalesce(line, '') AS line, filename FROM read_csv(${links(prepared)}, ${options})`;
}

/** DuckDB text of the files' whole texts: `line` and `filename`. */
export const textsSql = (prepared: PreparedFiles): string =>
  prepared.files.length === 0
    ? linesSql(prepared)
    : `SELECT content AS line, filename FROM read_text(${links(prepared)})`;

/** DuckDB text of the files' bytes: `content`, `size` and `filename`. */
export const bytesSql = (prepared: PreparedFiles): string =>
  prepared.files.length === 0
    ? "SELECT CAST(NULL AS BLOB) AS content, CAST(NULL AS VARCHAR) AS filename WHERE false"
    : `SELECT content, filename FROM read_blob(${links(prepared)})`;

/** DuckDB text of the rows of Parquet files, with `filename`. */
export const parquetSql = (prepared: PreparedFiles): string =>
  `read_parquet(${links(prepared)}, filename = 'dbx filename', union_by_name = true)`;

/** How the cells of CSV files are separated. */
export const csvForm = (options: ReadOptions): CsvForm => ({
  separator: options.text("sep", "delimiter") ?? ",",
  quote: options.text("quote") ?? '"',
  escapes: options.text("escape") ?? "\\",
  nullValue: options.text("nullvalue") ?? "",
  trimStart: options.flag("ignoreleadingwhitespace"),
  trimEnd: options.flag("ignoretrailingwhitespace"),
});

/** A string of JSON without escapes that DuckDB reads in another way. */
const jsonString =
  '"(?:[^"\\\\\\x00-\\x1f]|\\\\(?:["\\\\/bfnrt]|u(?:[0-9a-cefA-CEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2})))*"';
const textOrNull = `(?:${jsonString}|null)`;
/** A list of such strings. */
const textList = `\\[(?:${textOrNull}(?:, ?${textOrNull})*)?\\]`;

/** Matches a line of one field that is a list of texts. @param name the field's; any plain one where left out */
export const textListLine = (name?: string): string =>
  `\\{"${name === undefined ? '[^"\\\\\\x00-\\x1f]*' : name}": ?${textList}\\}`;
