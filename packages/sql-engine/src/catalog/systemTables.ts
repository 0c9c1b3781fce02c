/**
 * Tables of the catalog `system`, whose rows come from outside when a query reads them.
 * https://docs.databricks.com/aws/en/admin/system-tables/
 */
import { type DataType, physicalType } from "../dataTypes";
import { quoteText } from "../duckdbSql";
import { parseWholeType } from "../parser/dataType";
import type { Column, Entry, SchemaEntry } from "./catalogs";

/** A table of the catalog `system`. */
export interface SystemTable {
  schema: string;
  name: string;
  comment?: string;
  /** The types of its columns by their names, as SQL writes them. */
  columns: Record<string, string>;
  /** Its rows now: JSON values by the names of columns and fields. What is left out is NULL; times are ISO texts. */
  rows: () => readonly Record<string, unknown>[];
}

/** The JSON value of a type, with every field that the type has, as DuckDB's cast asks for. */
function completed(value: unknown, type: DataType): unknown {
  if (value === undefined || value === null) return null;
  if (type.kind !== "STRUCT") return value;
  const fields = value as Record<string, unknown>;
  return Object.fromEntries(
    type.fields.map((field) => [field.name, completed(fields[field.name], field.type)]),
  );
}

function entryOf({ name, comment, columns: texts, rows }: SystemTable): Entry {
  const columns: Column[] = Object.entries(texts).map(([column, text]) => ({
    name: column,
    type: parseWholeType(text),
  }));
  const type: DataType = { kind: "STRUCT", fields: columns };
  return {
    kind: "READ_ONLY",
    name,
    comment,
    columns,
    properties: {},
    createdAt: 0,
    rows: () => {
      const json = JSON.stringify(rows().map((row) => completed(row, type)));
      return `SELECT unnest(CAST(${quoteText(json)}::JSON AS ${physicalType(type)}[]), max_depth := 2)`;
    },
  };
}

/** The schemas of the catalog `system`. @throws SqlError for a column of an unknown type */
export function systemSchemas(tables: readonly SystemTable[]): Map<string, SchemaEntry> {
  const schemas = new Map<string, SchemaEntry>();
  for (const table of tables) {
    const schema = schemas.get(table.schema) ?? { name: table.schema, entries: new Map<string, Entry>() };
    schemas.set(table.schema, schema);
    schema.entries.set(table.name, entryOf(table));
  }
  return schemas;
}
