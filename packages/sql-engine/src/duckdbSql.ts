/** Writes DuckDB's SQL: strings, errors, values that are used several times. */
import type { DecimalType } from "./dataTypes";

/** DuckDB text of a string. */
export function quoteText(text: string): string {
  return text.includes("\0")
    ? `decode('${Buffer.from(text, "utf8").toString("hex").replace(/../g, "\\x$&")}'::BLOB)`
    : `'${text.replaceAll("'", "''")}'`;
}

/** DuckDB text of a decimal's text; DuckDB leaves the 0 before the point out where the type has no place for it. */
export function decimalSqlText(sql: string, { precision, scale }: DecimalType): string {
  const text = `CAST(${sql} AS VARCHAR)`;
  return precision === scale ? `regexp_replace(${text}, '^(-?)[.]', '\\10.')` : text;
}

let lambdas = 0;

/**
 * Text that uses a value several times. A long value is bound to a name instead of being written out again and
 * again, so that nested expressions do not grow without bound.
 */
export function reuse(sql: string, use: (value: string) => string): string {
  if (sql.length < 200) {
    return use(sql);
  }
  lambdas++;
  const name = `v${lambdas}`;
  return `list_transform([${sql}], lambda ${name}: ${use(name)})[1]`;
}

/** DuckDB text that ends the statement with a Databricks error; `message` is DuckDB text. */
export function raise(sqlState: string, message: string): string {
  return `error('§${sqlState}§' || ${message})`;
}
