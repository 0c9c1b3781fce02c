/**
 * The versions of a table, as in Delta's transaction log, and where their changed rows are stored.
 * https://docs.databricks.com/aws/en/tables/history
 */
import { randomUUID } from "node:crypto";
import type { DataType } from "../dataTypes";

/** The operation that made a version, in Delta's words. */
export interface CommitOperation {
  name: string;
  parameters: Record<string, string | null>;
  /** Delta's operation metrics, as far as they are known. */
  metrics?: Record<string, number>;
  /** Whether rows were only added, without reading the table. */
  blindAppend?: boolean;
  /** Whether the operation changed the metadata: columns or properties. */
  metadata?: boolean;
}

/** A column as a version has it. */
export interface VersionColumn {
  /** The name of DuckDB's column: it stays the same when the column is renamed. */
  physicalName: string;
  name: string;
  type: DataType;
  notNull: boolean;
}

export interface TableVersion extends CommitOperation {
  number: number;
  /** When it was committed, milliseconds since the epoch. */
  at: number;
  user: string;
  columns: VersionColumn[];
  /** Whether the change data feed is on. */
  feed: boolean;
  /** Whether names are mapped to columns, so that columns can be renamed and dropped. */
  mapped: boolean;
  /** Whether the types of columns may be widened. */
  widens: boolean;
  /** How many changed rows the feed has recorded. */
  recordedRows: number;
  /** Whether VACUUM has removed the changed rows. */
  vacuumed: boolean;
}

/** DuckDB's table of changed rows: version `w`, kind `k`, time `m`, and the columns of a table of rows. */
export interface FeedTable {
  physicalName: string;
  columns: VersionColumn[];
}

/** The part of a table that its log reads. */
interface VersionedTable {
  properties: Record<string, string>;
  columns: VersionColumn[];
}

const hour = 3_600_000;
const unitHours: Record<string, number> = { second: 1 / 3600, minute: 1 / 60, hour: 1, day: 24, week: 168 };

/** Milliseconds of an interval such as `interval 30 days`; nothing where the text is no such interval. */
function intervalMillis(text: string): number | undefined {
  const match = /^\s*(?:interval\s+)?((?:\d+\s+[a-z]+\s*)+)$/i.exec(text);
  let hours = 0;
  for (const [, count, unit] of (match?.[1] ?? "").matchAll(/(\d+)\s+([a-z]+)/gi)) {
    const size = unitHours[(unit ?? "").toLowerCase().replace(/s$/, "")];
    if (size === undefined) {
      return undefined;
    }
    hours += Number(count) * size;
  }
  return match ? hours * hour : undefined;
}

/** A property's value; the names of Delta's own are looked up without case. */
function propertyOf({ properties }: VersionedTable, name: string): string | undefined {
  const key = Object.keys(properties).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : properties[key];
}

/** How long deleted rows and changed rows stay readable, ms. */
export const fileRetention = (table: VersionedTable): number =>
  intervalMillis(propertyOf(table, "delta.deletedFileRetentionDuration") ?? "") ?? 168 * hour;

/** How long versions stay in the log, ms. */
const logRetention = (table: VersionedTable): number =>
  intervalMillis(propertyOf(table, "delta.logRetentionDuration") ?? "") ?? 30 * 24 * hour;

/** Whether a table records its changed rows. */
export const hasFeed = (table: VersionedTable): boolean =>
  propertyOf(table, "delta.enableChangeDataFeed")?.toLowerCase() === "true";

/** Whether a table maps names to columns. */
export const isMapped = (table: VersionedTable): boolean =>
  /^(name|id)$/.test(propertyOf(table, "delta.columnMapping.mode")?.toLowerCase() ?? "");

/** Whether the types of a table's columns may be widened. */
export const isWidening = (table: VersionedTable): boolean =>
  propertyOf(table, "delta.enableTypeWidening")?.toLowerCase() === "true";

/** The columns of a table as they are now. */
export const versionColumns = (columns: VersionColumn[]): VersionColumn[] =>
  columns.map(({ physicalName, name, type, notNull }) => ({ physicalName, name, type, notNull }));

export class TableLog {
  /** Delta's id of the table; another once the table is replaced. */
  id: string = randomUUID();
  /** Every version that is still known, the oldest first. Never empty once the table can be seen. */
  versions: TableVersion[] = [];
  readonly feeds: FeedTable[] = [];

  /** The number and the time of the next version; times go up even where the clock stands still. */
  next(now: number): { number: number; at: number } {
    const last = this.versions.at(-1);
    return last
      ? { number: last.number + 1, at: Math.max(Math.trunc(now), last.at + 1) }
      : { number: 0, at: Math.trunc(now) };
  }

  /** Adds the next version of a table and forgets those that are older than the log is kept. */
  add(
    table: VersionedTable,
    place: { number: number; at: number },
    operation: CommitOperation,
    info: CommitInfo,
  ): void {
    const { user, recordedRows } = info;
    this.versions.push({
      ...operation,
      ...place,
      user,
      columns: versionColumns(table.columns),
      feed: hasFeed(table),
      mapped: isMapped(table),
      widens: isWidening(table),
      recordedRows,
      vacuumed: false,
    });
    const oldest = place.at - logRetention(table);
    this.versions = this.versions.filter((version) => version.at >= oldest);
  }
}

interface CommitInfo {
  user: string;
  recordedRows: number;
}
