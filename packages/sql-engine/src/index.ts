/**
 * The SQL engine: Databricks' SQL dialect on a DuckDB database in this process. Others import this file alone.
 * Importing it is cheap: the native library is loaded by the first call of `openSqlEngine`.
 */
import type { AccessCheck } from "./catalog/permission";
import type { SystemTable } from "./catalog/systemTables";
import type { SqlEngine } from "./engine";
import type { GrantStorage } from "./grantStorage";
import type { VolumeStorage } from "./volumeStorage";

export type {
  CatalogReader,
  ChangeStamps,
  ColumnInfo,
  NamespaceInfo,
  TableDescription,
} from "./catalog/catalogReader";
export type { AccessCheck, SqlPrivilege } from "./catalog/permission";
export type { SystemTable } from "./catalog/systemTables";
export { parseConfiguration, type SessionConfiguration } from "./configuration";
export { type ColumnMetadata, catalogText, columnMetadata, type DataType } from "./dataTypes";
export type {
  BoundParameter,
  RunOptions,
  SessionChange,
  SqlEngine,
  SqlResult,
  StatementRunner,
} from "./engine";
export { SqlError } from "./errors";
export type { GrantedKind, GrantedObject, GrantStorage, ShownGrant } from "./grantStorage";
export { schemaField } from "./schemaJson";
export { splitStatements } from "./split";
export { floatText } from "./values/numberText";
export { parseZone, type SessionZone } from "./values/sessionZone";
export type { VolumeFile, VolumeName, VolumeStorage } from "./volumeStorage";

/**
 * Opens an engine of its own, with empty catalogs and the samples. Close it when done.
 * @param now the current time, ms since the epoch, for versions of tables and `current_timestamp()`
 * @param access what the statements may do; everything where left out
 * @param volumes the volumes and their files; none where left out
 * @param systemTables what the catalog `system` holds besides `information_schema`
 * @param grants the privileges of principals, which GRANT and REVOKE change; none where left out
 */
export async function openSqlEngine(
  now?: () => number,
  access?: AccessCheck,
  volumes?: VolumeStorage,
  systemTables?: readonly SystemTable[],
  grants?: GrantStorage,
): Promise<SqlEngine> {
  const { createSqlEngine }: typeof import("./duckdbEngine") = require("./duckdbEngine");
  return createSqlEngine(now, access, volumes, systemTables, grants);
}
