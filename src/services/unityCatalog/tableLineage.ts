/**
 * What a table was written from and what was written from it, as kept in the lineage system tables for a year.
 * https://docs.databricks.com/aws/en/admin/system-tables/lineage
 */
import type { DatabricksClient } from "../../client";
import { sqlCondition } from "../../errors/kinds";
import { appendHint, DatabricksError } from "../../http/errors";
import type { SqlRow } from "../../results/statementRows";
import { rowQuery } from "../sql/rowQuery";
import type { TableName } from "./catalogLists";

/** Which lineage to read. */
export interface LineageQuery {
  warehouseId: string;
  table: TableName;
  direction: "both" | "upstream" | "downstream";
  /** Whether each entry is a pair of columns. */
  byColumn: boolean;
  /** The number of days to look back. */
  days: number;
  /** The maximum number of entries. */
  limit: number;
  timeoutSeconds: number;
}

/** The other table or path, the entity that moved the data, how often, and when last. */
export type LineageEntry = SqlRow;

/** The lineage of a table. */
export interface TableLineage {
  upstream: LineageEntry[];
  downstream: LineageEntry[];
  /** Whether there is more than the limit. */
  hasMore: boolean;
}

const columnNames = ["source_column_name", "target_column_name"];

/** The other columns of an entry. */
const entityNames = ["entity_type", "entity_id"];

const endNames = (end: "source" | "target"): string[] => [
  `${end}_table_full_name`,
  `${end}_path`,
  `${end}_type`,
];

/** The end that the table itself is, in each direction. */
const ownEnds = { upstream: ["target"], downstream: ["source"], both: ["target", "source"] } as const;

const lineageStatement = ({ direction, byColumn, days, limit }: LineageQuery): string => {
  const names = [
    ...endNames("source"),
    ...endNames("target"),
    ...(byColumn ? columnNames : []),
    ...entityNames,
  ].join(", ");
  const own = ownEnds[direction].map((end) => `lower(${end}_table_full_name) = :table`).join(" OR ");
  return [
    `SELECT ${names}, count(*) AS events, max(event_time) AS last_event_time`,
    `FROM system.access.${byColumn ? "column" : "table"}_lineage`,
    `WHERE event_date >= date_sub(current_date(), ${days}) AND (${own})`,
    `GROUP BY ${names} ORDER BY last_event_time DESC, ${names} LIMIT ${limit + 1}`,
  ].join(" ");
};

/** The entry of a row, with the other end. */
const entryOf = (row: SqlRow, other: "source" | "target"): LineageEntry => {
  const { [`${other}_table_full_name`]: table = null, [`${other}_path`]: path = null } = row;
  const kept = Object.entries(row).filter(
    ([name]) => !/^(?:source|target)_(?:table_full_name|path|type)$/.test(name),
  );
  return { table_full_name: table, path, type: row[`${other}_type`] ?? null, ...Object.fromEntries(kept) };
};

const isOwn = (name: unknown, table: string): boolean =>
  typeof name === "string" && name.toLowerCase() === table;

/** Writes without a source are left out. */
const hasSource = ({ source_table_full_name: table, source_path: path }: SqlRow): boolean =>
  Boolean(table ?? path);

const missing = new Set(["TABLE_OR_VIEW_NOT_FOUND", "SCHEMA_NOT_FOUND"]);

const explained = (error: unknown): unknown =>
  error instanceof DatabricksError && missing.has(sqlCondition(error.detail) ?? "")
    ? appendHint(
        error,
        "An administrator must enable the system schema access and grant the identity SELECT on its tables.",
      )
    : error;

/**
 * Reads the lineage of a table, one level in each direction, latest first.
 * @throws DatabricksError as `runStatement` and `readResult` throw it
 */
export const fetchTableLineage = async (
  client: DatabricksClient,
  query: LineageQuery,
): Promise<TableLineage> => {
  const { warehouseId, direction, limit, timeoutSeconds } = query;
  const table = Object.values(query.table).join(".").toLowerCase();
  const run = rowQuery(client, { warehouseId, timeoutSeconds });
  const statement = lineageStatement(query);
  const { rows } = await run({ statement, parameters: [{ name: "table", value: table }] }).catch(
    (error: unknown) => {
      throw explained(error);
    },
  );
  const kept = rows.slice(0, limit);
  const upstream = kept.filter((row) => isOwn(row.target_table_full_name, table) && hasSource(row));
  const downstream = kept.filter((row) => isOwn(row.source_table_full_name, table));
  return {
    upstream: direction === "downstream" ? [] : upstream.map((row) => entryOf(row, "source")),
    downstream: direction === "upstream" ? [] : downstream.map((row) => entryOf(row, "target")),
    hasMore: rows.length > limit,
  };
};
