/**
 * What a table was written from and what was written from it, as kept in the lineage system tables for a year.
 * https://docs.databricks.com/aws/en/admin/system-tables/lineage
 */
import type { DatabricksClient } from "../../client";
import { sqlCondition } from "../../errors/kinds";
import { DatabricksError, rethrowWithHint } from "../../http/errors";
import type { SqlRow } from "../../results/statementRows";
import { rowQuery } from "../sql/rowQuery";
import type { TableName } from "./catalogLists";

/** A direction of the data, as seen from the table. */
type Direction = "upstream" | "downstream";

/** Which lineage to read. */
interface LineageQuery {
  warehouseId: string;
  table: TableName;
  direction: "both" | Direction;
  /** Whether each entry is a pair of columns. */
  byColumn: boolean;
  /** The number of days to look back. */
  days: number;
  /** The maximum number of entries. */
  limit: number;
  timeoutSeconds: number;
}

/** The other table or path, the entity that moved the data, how often, and when last. */
type LineageEntry = SqlRow;

/** The lineage of a table. */
export interface TableLineage {
  upstream: LineageEntry[];
  downstream: LineageEntry[];
  /** Whether there is more than the limit. */
  hasMore: boolean;
}

/** The end of the table itself in each direction, and the other end. */
const ends = { upstream: ["target", "source"], downstream: ["source", "target"] } as const;

/** The query of the entries in one direction. Writes without a source are left out. */
const entriesQuery = (direction: Direction, { byColumn, days }: LineageQuery): string => {
  const [own, other] = ends[direction];
  return [
    `SELECT '${direction}' AS way, ${other}_table_full_name AS table_full_name, ${other}_path AS path,`,
    `${other}_type AS type,${byColumn ? " source_column_name, target_column_name," : ""} entity_type, entity_id,`,
    "count(*) AS events, max(event_time) AS last_event_time",
    `FROM system.access.${byColumn ? "column" : "table"}_lineage`,
    `WHERE event_date >= date_sub(current_date(), ${days}) AND lower(${own}_table_full_name) = :table`,
    ...(direction === "upstream" ? ["AND coalesce(source_table_full_name, source_path) IS NOT NULL"] : []),
    "GROUP BY ALL",
  ].join(" ");
};

/** A total order, so that entries of the same time are always in the same order. */
const order = (byColumn: boolean): string =>
  [
    "last_event_time DESC, way DESC, table_full_name, path, type",
    ...(byColumn ? ["source_column_name, target_column_name"] : []),
    "entity_type, entity_id",
  ].join(", ");

const lineageStatement = (query: LineageQuery): string => {
  const { direction, byColumn, limit } = query;
  const directions: Direction[] = direction === "both" ? ["upstream", "downstream"] : [direction];
  const entries = directions.map((one) => entriesQuery(one, query)).join(" UNION ALL ");
  return `SELECT * FROM (${entries}) ORDER BY ${order(byColumn)} LIMIT ${limit + 1}`;
};

const missing = new Set([
  "TABLE_OR_VIEW_NOT_FOUND",
  "SCHEMA_NOT_FOUND",
  "CATALOG_NOT_FOUND",
  "NO_SUCH_CATALOG_EXCEPTION",
]);

const isTableMissing = (error: unknown): boolean =>
  error instanceof DatabricksError && missing.has(sqlCondition(error.detail) ?? "");

const accessHint =
  "An administrator must enable the system schema access and grant the identity SELECT on its tables.";

/**
 * Reads the lineage of a table, one level in each direction, latest first.
 * @throws DatabricksError as `runStatement` and `readResult` throw it
 */
export const fetchTableLineage = async (
  client: DatabricksClient,
  query: LineageQuery,
): Promise<TableLineage> => {
  const { warehouseId, limit, timeoutSeconds } = query;
  const table = Object.values(query.table).join(".").toLowerCase();
  const run = rowQuery(client, { warehouseId, timeoutSeconds });
  const statement = lineageStatement(query);
  const { rows } = await run({ statement, parameters: [{ name: "table", value: table }] }).catch(
    rethrowWithHint(accessHint, isTableMissing),
  );
  const entriesOf = (wanted: Direction): LineageEntry[] =>
    rows.slice(0, limit).flatMap(({ way, ...entry }) => (way === wanted ? [entry] : []));
  return {
    upstream: entriesOf("upstream"),
    downstream: entriesOf("downstream"),
    hasMore: rows.length > limit,
  };
};
