/** Sort keys in DuckDB's words, which are the same in Databricks' names of columns. */
export function sortSql(key: { descending: boolean; nullsFirst: boolean }, sql: string): string {
  return `${sql} ${key.descending ? "DESC" : "ASC"} NULLS ${key.nullsFirst ? "FIRST" : "LAST"}`;
}
