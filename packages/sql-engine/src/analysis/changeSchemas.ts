/** Whether changes of a table's versions can be read together, as Delta's reader of changes checks it. */
import type { TableEntry } from "../catalog/catalogs";
import { isMapped, isWidening, type TableVersion, type VersionColumn } from "../catalog/versions";
import { sameType } from "../dataTypes";
import { sqlError } from "../errors";
import { schemaJson } from "../schemaJson";
import type { VersionRange } from "./changeRange";

/**
 * The version whose columns the changes are read with: the latest, or the last of the range where the table maps names
 * to columns or widens their types.
 */
export function schemaVersion(table: TableEntry, range: VersionRange): TableVersion {
  const { versions } = table.log;
  const latest = versions.at(-1);
  const ends = versions.filter(({ number }) => number === range.start || number === range.end);
  const evolves = isMapped(table) || isWidening(table) || ends.some(({ mapped, widens }) => mapped || widens);
  const found = evolves && !range.empty ? ends.at(-1) : latest;
  if (!found) {
    throw new Error("A table without any version cannot be read.");
  }
  return found;
}

/** Whether rows of the earlier columns can be read as rows of the later: columns may only have been added. */
function readable(earlier: TableVersion, later: TableVersion): boolean {
  const same = (column: VersionColumn, other: VersionColumn) =>
    earlier.mapped && later.mapped
      ? column.physicalName === other.physicalName && column.name === other.name
      : column.name.toLowerCase() === other.name.toLowerCase();
  return earlier.columns.every((column) =>
    later.columns.some(
      (other) =>
        same(column, other) && sameType(column.type, other.type) && (column.notNull || !other.notNull),
    ),
  );
}

/**
 * Checks that each of the versions has recorded its changes and still has them, and that `read` can read them.
 * @throws SqlError in Delta's words
 */
export function checkRecorded(
  versions: TableVersion[],
  read: TableVersion,
  { start, end }: VersionRange,
): void {
  for (const [index, version] of versions.entries()) {
    if (!version.feed) {
      throw sqlError(
        "DELTA_MISSING_CHANGE_DATA",
        `Error getting change data for range [${start} , ${end}] as change data was not\nrecorded for version [${version.number}]. If you've enabled change data feed on this table,\nuse \`DESCRIBE HISTORY\` to see when it was first enabled.\nOtherwise, to start recording change data, use \`ALTER TABLE table_name SET TBLPROPERTIES\n(delta.enableChangeDataFeed=true)\`.`,
        "KD002",
      );
    }
    if (index > 0 && version.metadata && !readable(version, read)) {
      throw incompatible(read, version.number, start, end);
    }
  }
  const [first] = versions;
  if (first && !readable(first, read)) {
    throw sqlError(
      "DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_DATA_SCHEMA",
      `Retrieving table changes between version ${start} and ${end} failed because of an incompatible data schema.\nYour read schema is ${schemaJson(read.columns)} at version ${read.number}, but we found an incompatible data schema at version ${first.number}.\nIf possible, please retrieve the table changes using the end version's schema by setting spark.databricks.delta.changeDataFeed.defaultSchemaModeForColumnMappingTable to \`endVersion\`, or contact support.`,
      "0AKDC",
    );
  }
  const gone = versions.find((version) => version.vacuumed);
  if (gone) {
    throw sqlError(
      "DELTA_CHANGE_DATA_FILE_NOT_FOUND",
      `File _change_data/cdc-${gone.number} referenced in the transaction log cannot be found. This can occur when data has been manually deleted from the file system rather than using the table \`DELETE\` statement. This request appears to be targeting Change Data Feed, if that is the case, this error can occur when the change data file is out of the retention period and has been deleted by the \`VACUUM\` statement.`,
      "42K03",
    );
  }
}

function incompatible(read: TableVersion, version: number, start: number, end: number): Error {
  return sqlError(
    "DELTA_CHANGE_DATA_FEED_INCOMPATIBLE_SCHEMA_CHANGE",
    `Retrieving table changes between version ${start} and ${end} failed because of an incompatible schema change.\nYour read schema is ${schemaJson(read.columns)} at version ${read.number}, but we found an incompatible schema change at version ${version}.\nIf possible, please query table changes separately from version ${start} to ${version} - 1, and from version ${version} to ${end}.`,
    "0AKDC",
  );
}
