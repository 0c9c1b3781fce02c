/** The table that a statement writes. */
import { literalRows } from "../analysis/literalRows";
import { Scope } from "../analysis/scope";
import type { Entry, FullName, TableEntry } from "../catalog/catalogs";
import { nameText } from "../catalog/catalogs";
import type { SqlPrivilege } from "../catalog/permission";
import { BIGINT } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { Name } from "../parser/ast";
import { queryResult } from "../storage/results";
import type { StatementContext } from "./context";

/** The privileges for a statement that changes rows and reads them. */
export const readWritePrivileges: SqlPrivilege[] = ["MODIFY", "SELECT"];

/**
 * Finds a table that can be written.
 * @param needs the privileges that the statement needs
 */
export function writableTable(
  { catalogs, environment }: StatementContext,
  name: Name,
  needs: SqlPrivilege[] = ["MODIFY"],
): { table: TableEntry; path: FullName } {
  const path = environment.tableName(name);
  const entry: Entry | undefined = catalogs.find(path);
  if (!entry) {
    throw catalogs.missing(name);
  }
  catalogs.writableCatalog(path[0]);
  for (const privilege of needs) {
    environment.requirePrivilege(path, privilege);
  }
  if (entry.kind !== "TABLE") {
    throw sqlError(
      "EXPECT_TABLE_NOT_VIEW.NO_ALTERNATIVE",
      `'${nameText(path)}' expects a table but it is a view.`,
      "42809",
    );
  }
  return { table: entry, path };
}

/** A table's columns under an alias of DuckDB's. */
export function tableScope(
  table: TableEntry,
  path: FullName,
  alias: string | undefined,
  stored: string,
): Scope {
  const columns = table.columns.map(({ name, type, physicalName: column }) => ({
    name,
    type,
    sql: `${stored}.${column}`,
  }));
  return new Scope([{ alias, path, columns }]);
}

/** The result of a statement that changes rows: one row of counts. */
export async function affectedRowsResult(
  context: StatementContext,
  counts: Record<string, number>,
): Promise<SqlResult> {
  const columns = Object.keys(counts).map((name) => ({ name, type: BIGINT }));
  return queryResult(
    context.connection,
    literalRows(columns, [Object.values(counts).map(BigInt)]),
    context.environment.zone,
  );
}
