/** Looks up rows of a table by conditions on its columns. */
import type { DatabricksClient } from "../../client";
import type { SqlRow } from "../../results/statementRows";
import { type RowQuery, rowQuery } from "../sql/rowQuery";
import { quotedName } from "../sql/sqlNames";
import type { TableName } from "../unityCatalog/catalogLists";
import { columnNames } from "./fieldMatching";
import { type Condition, conditionSql } from "./findConditions";
import { fetchSourceTable, type TargetTable } from "./targetTable";

/** What is looked up. */
interface GivenSearch {
  warehouseId: string;
  table: TableName;
  conditions: readonly Condition[];
  /** Whether all conditions must be fulfilled, or any. */
  match: "all" | "any";
  /** The columns to return; none means all. */
  columns: readonly string[];
  /** Columns, each with `ASC` or `DESC` behind it, or neither. */
  orderBy: readonly string[];
  /** The maximum number of rows. */
  limit: number;
  timeoutSeconds: number;
}

/** The rows that were found. */
export interface FoundRows {
  rows: SqlRow[];
  /** Whether the table has more rows than the limit. */
  hasMore: boolean;
}

/** A column and the direction of an order. A column may be named as if a direction followed. */
const orderTerm = (table: TargetTable, text: string): string => {
  const isColumn = table.columns.some(({ name }) => name.toLowerCase() === text.toLowerCase());
  const [, name = text, direction = "ASC"] = (!isColumn && /^(.*\S)\s+(ASC|DESC)$/i.exec(text)) || [];
  return `${quotedName(columnNames(table, [name], "Order By"))} ${direction.toUpperCase()}`;
};

/** The statement that finds rows, one more than the limit, with its parameters. */
const findStatement = (table: TargetTable, given: GivenSearch): Parameters<RowQuery>[0] => {
  const { conditions, match, columns, orderBy, limit } = given;
  const { condition, parameters } = conditionSql(table, conditions, match);
  const selected = columnNames(table, columns, "Columns").map((name) => quotedName([name]));
  const statement = [
    `SELECT ${selected.length === 0 ? "*" : selected.join(", ")}`,
    `FROM ${quotedName([table.catalog, table.schema, table.table])}`,
    ...(condition === undefined ? [] : [`WHERE ${condition}`]),
    ...(orderBy.length === 0 ? [] : [`ORDER BY ${orderBy.map((text) => orderTerm(table, text)).join(", ")}`]),
    `LIMIT ${limit + 1}`,
  ];
  return { statement: statement.join(" "), parameters };
};

/**
 * Finds rows of a table or view of Unity Catalog, whose types say how values are compared.
 * @throws Error that names the input when a column is not found or a value does not fit; DatabricksError as `runStatement`
 * and `readResult` throw it
 */
export const fetchRows = async (client: DatabricksClient, given: GivenSearch): Promise<FoundRows> => {
  const { warehouseId, limit, timeoutSeconds } = given;
  const timed = client.withTimeout(timeoutSeconds);
  const query = findStatement(await fetchSourceTable(timed, given.table), given);
  const { rows } = await rowQuery(timed, { warehouseId, timeoutSeconds })(query);
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
};
