/** The table that records are written to, as Unity Catalog describes it. */

import type { DatabricksClient } from "../../client";
import { parseSqlType, type SqlType } from "../../results/sqlTypes";
import { sqlTypeText } from "../../results/sqlTypeText";
import { fetchTable, type TableName } from "../unityCatalog/catalogLists";
import { valueSourceOf } from "../unityCatalog/tableColumns";
import { type DescribedTable, strictTableSchema, type TableColumn } from "../unityCatalog/unityCatalog";

/** A column of a table that records are written to. */
export interface TargetColumn {
  name: string;
  type: SqlType;
  /** The type as SQL spells it, written from its parsed form: it can be used in a statement. */
  typeText: string;
  /** Whether Databricks generates its values: an identity column, or one that is computed from others. */
  isGenerated: boolean;
  hasDefault: boolean;
  /** Whether it takes no NULL and has no default. */
  isRequired: boolean;
  /** Whether it takes NULL. Absent means true. */
  nullable?: boolean;
}

/** A table that records are written to. */
export interface TargetTable extends TableName {
  /** In the table's order. */
  columns: TargetColumn[];
  /** The names of the primary key's columns, in its order. */
  primaryKey: string[];
}

/** Kinds of tables that no statement writes rows to, in words. An open list: a kind that is new may be written. */
const readOnlyKinds: Readonly<Record<string, string>> = {
  VIEW: "a view",
  MATERIALIZED_VIEW: "a materialized view",
  METRIC_VIEW: "a metric view",
  STREAMING_TABLE: "a streaming table",
  FOREIGN: "a foreign table",
};

/** The full name of a table, for people. */
export const tableTitle = ({ catalog, schema, table }: TableName): string => `${catalog}.${schema}.${table}`;

const checkKind = (name: TableName, { table_type: kind = "" }: DescribedTable): void => {
  const words = Object.hasOwn(readOnlyKinds, kind) ? readOnlyKinds[kind] : undefined;
  if (words === undefined) return;
  throw new Error(`Table ${tableTitle(name)} is ${words} (${kind}): rows cannot be written to it.`);
};

/** The text of a column's type. The kind of a type lacks what its text contains, such as the digits of a DECIMAL. */
const declaredType = ({ type_text, type_name, type_precision, type_scale }: TableColumn): string => {
  if (type_text) return type_text;
  const hasDigits = type_name === "DECIMAL" && type_precision !== undefined && type_precision > 0;
  return hasDigits ? `DECIMAL(${type_precision},${type_scale ?? 0})` : (type_name ?? "");
};

const targetColumn = (column: TableColumn): TargetColumn => {
  const { defaultValue, isGenerated, isRequired } = valueSourceOf(column);
  const type = parseSqlType(declaredType(column));
  return {
    name: column.name,
    type,
    typeText: sqlTypeText(type),
    isGenerated,
    hasDefault: defaultValue !== undefined,
    isRequired,
    nullable: column.nullable !== false,
  };
};

/** A column of a type, as one that a statement adds to a table. */
export const addedColumn = (name: string, typeText: string): TargetColumn =>
  targetColumn({ name, type_text: typeText });

const describedTable = ({ catalog, schema, table }: TableName, found: DescribedTable): TargetTable => {
  const columns = [...(found.columns ?? [])].sort(
    (one, other) => (one.position ?? 0) - (other.position ?? 0),
  );
  const [primaryKey = []] = (found.table_constraints ?? []).flatMap(({ primary_key_constraint: key }) =>
    key?.child_columns ? [key.child_columns] : [],
  );
  return { catalog, schema, table, columns: columns.map(targetColumn), primaryKey };
};

/**
 * Fetches the columns and the primary key of a table or view, to read from it.
 * https://docs.databricks.com/api/workspace/tables/get
 * @throws DatabricksError that names the grants if it may not be seen
 */
export const fetchSourceTable = async (client: DatabricksClient, name: TableName): Promise<TargetTable> =>
  describedTable(name, await fetchTable(client, name, strictTableSchema));

/**
 * Fetches the same of a table, to write to it.
 * @throws DatabricksError that names the grants if it may not be seen; Error that names its kind if rows cannot be
 * written to it
 */
export const fetchTargetTable = async (client: DatabricksClient, name: TableName): Promise<TargetTable> => {
  const found = await fetchTable(client, name, strictTableSchema);
  checkKind(name, found);
  return describedTable(name, found);
};
