/**
 * `information_schema` of every catalog, and of `system` over all of them.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-information-schema
 */

import { catalogText, type DataType, INT, physicalType, STRING, TIMESTAMP, typeName } from "../dataTypes";
import { quoteText } from "../duckdbSql";
import type { CatalogEntry, Catalogs, Column, Entry, FullName, ReadOnlyTable, SchemaEntry } from "./catalogs";
import { byName } from "./catalogs";
import { type AccessCheck, visibleCatalogs } from "./permission";

type Cell = string | number | null;

interface Definition {
  columns: Column[];
  rows(catalogs: CatalogEntry[]): Cell[][];
}

const text = (...names: string[]): Column[] => names.map((name) => ({ name, type: STRING }));

/** The schemas of a catalog with the one that describes it. */
function schemasOf(catalog: CatalogEntry): SchemaEntry[] {
  const described: SchemaEntry = { name: "information_schema", entries: new Map() };
  return [...catalog.schemas.values(), described].sort(byName);
}

function* entriesOf(catalogs: CatalogEntry[]): Generator<[CatalogEntry, SchemaEntry, Entry]> {
  for (const catalog of catalogs) {
    for (const schema of [...catalog.schemas.values()].sort(byName)) {
      for (const entry of [...schema.entries.values()].sort(byName)) {
        yield [catalog, schema, entry];
      }
    }
  }
}

const definitions: Record<string, Definition> = {
  catalogs: {
    columns: text("catalog_name", "catalog_owner", "comment"),
    rows: (catalogs) => catalogs.map((catalog) => [catalog.name, "root", catalog.comment ?? null]),
  },
  schemata: {
    columns: text("catalog_name", "schema_name", "schema_owner", "comment"),
    rows: (catalogs) =>
      catalogs.flatMap((catalog) =>
        schemasOf(catalog).map((schema) => [catalog.name, schema.name, "root", schema.comment ?? null]),
      ),
  },
  tables: {
    columns: [
      ...text(
        "table_catalog",
        "table_schema",
        "table_name",
        "table_type",
        "is_insertable_into",
        "commit_action",
        "table_owner",
        "comment",
      ),
      { name: "created", type: TIMESTAMP },
      ...text("data_source_format"),
    ],
    rows: (catalogs) =>
      [...entriesOf(catalogs)].map(([catalog, schema, entry]) => [
        catalog.name,
        schema.name,
        entry.name,
        entry.kind === "VIEW" ? "VIEW" : "MANAGED",
        entry.kind === "TABLE" ? "YES" : "NO",
        "PRESERVE",
        "root",
        entry.comment ?? null,
        entry.createdAt,
        entry.kind === "VIEW" ? "UNKNOWN_DATA_SOURCE_FORMAT" : "DELTA",
      ]),
  },
  columns: {
    columns: [
      ...text("table_catalog", "table_schema", "table_name", "column_name"),
      { name: "ordinal_position", type: INT },
      ...text("column_default", "is_nullable", "full_data_type", "data_type", "comment"),
    ],
    rows: (catalogs) =>
      [...entriesOf(catalogs)].flatMap(([catalog, schema, entry]) =>
        entry.columns.map((column, index): Cell[] => [
          catalog.name,
          schema.name,
          entry.name,
          column.name,
          index,
          "default" in column && column.default ? (column.default as { text: string }).text : null,
          "notNull" in column && column.notNull ? "NO" : "YES",
          catalogText(column.type),
          typeName(column.type),
          column.comment ?? null,
        ]),
      ),
  },
  views: {
    columns: text(
      "table_catalog",
      "table_schema",
      "table_name",
      "view_definition",
      "check_option",
      "is_updatable",
      "is_insertable_into",
    ),
    rows: (catalogs) =>
      [...entriesOf(catalogs)].flatMap(([catalog, schema, entry]): Cell[][] =>
        entry.kind === "VIEW"
          ? [[catalog.name, schema.name, entry.name, entry.text, "NONE", "NO", "NO"]]
          : [],
      ),
  },
};

function cellSql(cell: Cell | undefined, type: DataType): string {
  if (cell === null || cell === undefined) {
    return `CAST(NULL AS ${physicalType(type)})`;
  }
  if (type.kind === "TIMESTAMP") {
    return `make_timestamp(CAST(${cell} AS BIGINT) * 1000)`;
  }
  return typeof cell === "number" ? `CAST(${cell} AS ${physicalType(type)})` : quoteText(cell);
}

/** The names in `information_schema`. */
export const informationSchemaTables = Object.keys(definitions).sort();

/**
 * A table of an `information_schema`, if the name is one of a catalog that exists.
 * @param access what may be seen in it; everything where left out
 */
export function informationSchema(
  catalogs: Catalogs,
  [catalog, schema, name]: FullName,
  access?: AccessCheck,
): ReadOnlyTable | undefined {
  const definition =
    schema.toLowerCase() === "information_schema" ? definitions[name.toLowerCase()] : undefined;
  if (!definition || !catalogs.hasCatalog(catalog)) {
    return undefined;
  }
  const own = catalogs.catalog(catalog);
  const described = own.name === "system" ? catalogs.all() : [own];
  const { columns } = definition;
  return {
    kind: "READ_ONLY",
    name: name.toLowerCase(),
    columns,
    properties: {},
    createdAt: 0,
    rows() {
      const rows = definition.rows(visibleCatalogs(described, access));
      const names = columns.map((column) => `"${column.name}"`).join(", ");
      const lines = rows.map(
        (row) => `(${columns.map((column, index) => cellSql(row[index], column.type)).join(", ")})`,
      );
      const nulls = `SELECT ${columns.map((column) => `${cellSql(null, column.type)} AS "${column.name}"`).join(", ")} WHERE false`;
      return lines.length === 0 ? nulls : `SELECT * FROM (VALUES ${lines.join(", ")}) AS i(${names})`;
    },
  };
}
