/** What the emulator uses of the SQL engine. No other file of the emulator imports the engine. */
import type { AccessCheck } from "../../sql-engine/src/catalog/permission";
import type { SqlEngine } from "../../sql-engine/src/engine";

export type {
  CatalogReader,
  Making,
  ReadColumn,
  ReadNamespace,
  ReadTable,
} from "../../sql-engine/src/catalog/catalogReader";
export { type Configuration, readConfiguration } from "../../sql-engine/src/configuration";
export { catalogText, statementColumn } from "../../sql-engine/src/dataTypes";
export {
  type BoundParameter,
  type RunOptions,
  type SessionChange,
  type SqlEngine,
  SqlError,
  type SqlResult,
  type StatementColumn,
  type StatementParameter,
  type StatementRunner,
} from "../../sql-engine/src/engine";
export { schemaField } from "../../sql-engine/src/schemaJson";
export { parseZone } from "../../sql-engine/src/sessionZone";
export { splitStatements } from "../../sql-engine/src/split";

/**
 * Opens a SQL engine. Its code is loaded only now: its native library would more than double the time that the server
 * starts in.
 * @param now what time it is, ms since the epoch
 * @param access says what a statement may not do; everything is allowed where left out
 */
export async function openSqlEngine(now: () => number, access?: AccessCheck): Promise<SqlEngine> {
  const {
    createSqlEngine,
  }: typeof import("../../sql-engine/src/duckdb") = require("../../sql-engine/src/duckdb");
  return createSqlEngine(now, access);
}
