/** Reads the rows of an index's source table. */
import type { StatementRunner } from "databricks-sql-engine";
import { parseExactJson } from "../../control/bodyParser";
import type { NamedIndex } from "./vectorIndex";

const quoted = (name: string): string => `\`${name.replaceAll("`", "``")}\``;

const numberTypes = /^(?:TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE)$/;

/** A cell's text as its value; an integer beyond 2^53 stays text. */
function cellOf(text: string | null, type: string): unknown {
  if (text === null) return null;
  if (type === "BOOLEAN") return text === "true";
  if (numberTypes.test(type))
    return Number.isSafeInteger(Number(text)) || !/^-?\d+$/.test(text) ? Number(text) : text;
  if (/^ARRAY<(?:FLOAT|DOUBLE)>$/.test(type)) return (parseExactJson(text) as unknown[]).map(Number);
  return text;
}

/** The rows of a table and the types of its columns. */
interface TableRows {
  types: Record<string, string>;
  rows: Record<string, unknown>[];
}

/** A full name as a statement has it. */
const inSql = (name: string): string => name.split(".").map(quoted).join(".");

/** Whether the changes of a table are recorded, as an index needs it. @throws SqlError where there is no such table */
export async function hasChangeFeed(sql: StatementRunner, table: string): Promise<boolean> {
  const result = await sql.run(`SHOW TBLPROPERTIES ${inSql(table)}`);
  try {
    const rows = await result.textRows(0, result.rowCount);
    return rows.some(([key, value]) => key === "delta.enableChangeDataFeed" && value === "true");
  } finally {
    await result.close();
  }
}

/**
 * Reads the columns that an index takes of its source table, which are all where it names none.
 * @throws SqlError where the table cannot be read
 */
export async function readTable(
  sql: StatementRunner,
  { primary_key, delta_sync_index_spec: spec }: NamedIndex,
): Promise<TableRows> {
  const searched = [
    ...(spec?.embedding_source_columns ?? []),
    ...(spec?.embedding_vector_columns ?? []),
  ].flatMap(({ name }) => name ?? []);
  const synced = spec?.columns_to_sync ?? [];
  const columns = synced.length === 0 ? [] : [...new Set([primary_key, ...synced, ...searched])];
  const table = inSql(spec?.source_table ?? "");
  const result = await sql.run(`SELECT ${columns.map(quoted).join(", ") || "*"} FROM ${table}`);
  try {
    const cells = await result.textRows(0, result.rowCount);
    return {
      types: Object.fromEntries(result.columns.map(({ name, type_text }) => [name, type_text.toLowerCase()])),
      rows: cells.map((row) =>
        Object.fromEntries(
          result.columns.map(({ name, type_text }, index) => [name, cellOf(row[index] ?? null, type_text)]),
        ),
      ),
    };
  } finally {
    await result.close();
  }
}
