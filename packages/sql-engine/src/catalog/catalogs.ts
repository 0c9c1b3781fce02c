/**
 * Catalogs, their schemas, tables and views. DuckDB holds only the rows, in tables
 * with generated names, so that no user's name reaches it.
 * https://docs.databricks.com/aws/en/data-governance/unity-catalog/
 */
import type { DataType } from "../dataTypes";
import { quoteName } from "../dataTypes";
import { sqlError } from "../errors";
import type { GrantStorage } from "../grantStorage";
import type { Expression, Name, Query } from "../parser/ast";
import type { VolumeStorage } from "../volumeStorage";
import type { FeedTable, TableLog } from "./versions";

export interface Column {
  name: string;
  type: DataType;
  comment?: string;
}

export interface ColumnEntry extends Column {
  /** The name of DuckDB's column. */
  physicalName: string;
  maxLength?: number;
  notNull: boolean;
  default?: { text: string; value: Expression };
  identity?: { always: boolean; start: bigint; step: bigint; sequence: string };
  /** The expression of a generated column, and as it was written. */
  generation?: { text: string; value: Expression };
}

/** When something was changed, and by which user. */
export interface ChangeStamp {
  /** Milliseconds since the epoch. */
  at: number;
  by: string;
}

/** When something was created and last changed. What a new engine starts with has neither. */
interface Stamped {
  made?: ChangeStamp;
  changed?: ChangeStamp;
}

interface EntryBase extends Stamped {
  name: string;
  comment?: string;
  properties: Record<string, string>;
  /** Milliseconds since the epoch. */
  createdAt: number;
  /** Stays the same when it is renamed or replaced. */
  identity?: string;
}

/** A primary key: the name of its constraint, and its columns in their order. */
export interface PrimaryKey {
  name: string;
  columns: string[];
}

export interface TableEntry extends EntryBase {
  kind: "TABLE";
  columns: ColumnEntry[];
  /** The name of DuckDB's table. */
  physicalName: string;
  partitionedBy: string[];
  clusteredBy: string[];
  /** Its versions; a table that replaces another continues the other's log. */
  log: TableLog;
  /** Where its changed rows are, once the change data feed has been on. */
  feed?: FeedTable;
  /** The paths of the files that COPY INTO has loaded. */
  loadedFiles?: ReadonlySet<string>;
  /** Its primary key, which nothing enforces. */
  primaryKey?: PrimaryKey;
  /** Whether the table was dropped or replaced. */
  dropped?: boolean;
}

export interface View extends EntryBase {
  kind: "VIEW";
  columns: Column[];
  query: Query;
  text: string;
  /** Where its unqualified names are looked up. */
  catalog: string;
  schema: string;
}

/** Rows that come from a file or from the catalogs themselves and cannot be changed. */
export interface ReadOnlyTable extends EntryBase {
  kind: "READ_ONLY";
  columns: Column[];
  /** DuckDB text of a query that gives the columns in their order. */
  rows: () => string;
}

export type Entry = TableEntry | View | ReadOnlyTable;

export interface SchemaEntry extends Stamped {
  name: string;
  comment?: string;
  entries: Map<string, Entry>;
}

export interface CatalogEntry extends Stamped {
  name: string;
  comment?: string;
  readOnly: boolean;
  schemas: Map<string, SchemaEntry>;
}

/** A qualified name with quoted parts, as in error messages. */
export const nameText = (name: Name): string => name.map((part) => `\`${part}\``).join(".");

const catalogMissing = (name: string) =>
  sqlError(
    "NO_SUCH_CATALOG_EXCEPTION",
    `Catalog '${name}' was not found. Please verify the catalog name and then retry the query or command again.`,
    "42704",
  );

const schemaMissing = (name: Name) =>
  sqlError(
    "SCHEMA_NOT_FOUND",
    `The schema ${nameText(name)} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a catalog, verify the current_schema() output, or qualify the name with the correct catalog.\nTo tolerate the error on drop use DROP SCHEMA IF EXISTS.`,
    "42704",
  );

const tableMissing = (name: Name) =>
  sqlError(
    "TABLE_OR_VIEW_NOT_FOUND",
    `The table or view ${nameText(name)} cannot be found. Verify the spelling and correctness of the schema and catalog.\nIf you did not qualify the name with a schema, verify the current_schema() output, or qualify the name with the correct schema and catalog.\nTo tolerate the error on drop use DROP VIEW IF EXISTS or DROP TABLE IF EXISTS.`,
    "42P01",
  );

const alreadyExists = (kind: "TABLE_OR_VIEW" | "SCHEMA", name: Name) =>
  kind === "SCHEMA"
    ? sqlError(
        "SCHEMA_ALREADY_EXISTS",
        `Cannot create schema ${nameText(name)} because it already exists.\nChoose a different name, drop the existing schema, or add the IF NOT EXISTS clause to tolerate pre-existing schema.`,
        "42P06",
      )
    : sqlError(
        "TABLE_OR_VIEW_ALREADY_EXISTS",
        `Cannot create table or view ${nameText(name)} because it already exists.\nChoose a different name, drop or replace the existing object, add the IF NOT EXISTS clause to tolerate pre-existing objects, or add the OR REFRESH clause to refresh the existing streaming table.`,
        "42P07",
      );

/** A name with all its parts: catalog, schema and, for a table, the table. */
export type FullName = [catalog: string, schema: string, name: string];

const forbiddenName = /[./ \x00-\x1f\x7f]/;

export class Catalogs {
  private readonly catalogs = new Map<string, CatalogEntry>();

  /**
   * @param volumes the volumes of the schemas; none where left out
   * @param grants the privileges of principals; none where left out
   */
  constructor(
    initial: CatalogEntry[],
    readonly volumes?: VolumeStorage,
    readonly grants?: GrantStorage,
  ) {
    for (const catalog of initial) {
      this.catalogs.set(catalog.name, catalog);
    }
  }

  all(): CatalogEntry[] {
    return [...this.catalogs.values()].sort(byName);
  }

  catalog(name: string): CatalogEntry {
    const found = this.catalogs.get(name.toLowerCase());
    if (!found) {
      throw catalogMissing(name);
    }
    return found;
  }

  schema(catalog: string, schema: string): SchemaEntry {
    const found = this.catalogs.get(catalog.toLowerCase())?.schemas.get(schema.toLowerCase());
    if (!found) {
      throw schemaMissing([catalog, schema]);
    }
    return found;
  }

  hasCatalog(name: string): boolean {
    return this.catalogs.has(name.toLowerCase());
  }

  find([catalog, schema, name]: FullName): Entry | undefined {
    return this.catalogs
      .get(catalog.toLowerCase())
      ?.schemas.get(schema.toLowerCase())
      ?.entries.get(name.toLowerCase());
  }

  createCatalog(name: string, made: ChangeStamp, comment?: string): void {
    checkName(name);
    const key = name.toLowerCase();
    if (this.catalogs.has(key)) {
      throw sqlError(
        "CATALOG_ALREADY_EXISTS",
        `Cannot create catalog '${name}' because it already exists.\nChoose a different name, drop the existing catalog, or add the IF NOT EXISTS clause to tolerate pre-existing catalog.`,
        "42710",
      );
    }
    this.catalogs.set(key, { name: key, comment, readOnly: false, schemas: new Map(), made });
    this.createSchema(key, "default", made, "Default schema");
  }

  dropCatalog(name: string): Entry[] {
    const catalog = this.writableCatalog(name);
    this.catalogs.delete(catalog.name);
    this.grants?.dropped({ kind: "CATALOG", name: catalog.name });
    return [...catalog.schemas.values()].flatMap((schema) => [...schema.entries.values()]);
  }

  /** The catalog. @throws SqlError where it is read-only */
  writableCatalog(name: string): CatalogEntry {
    const catalog = this.catalog(name);
    if (catalog.readOnly) {
      throw sqlError(
        "INSUFFICIENT_PERMISSIONS",
        `Insufficient privileges:\nCatalog '${catalog.name}' is read-only.`,
        "42501",
      );
    }
    return catalog;
  }

  createSchema(catalog: string, name: string, made: ChangeStamp, comment?: string): void {
    checkName(name);
    const { schemas } = this.writableCatalog(catalog);
    const key = name.toLowerCase();
    if (schemas.has(key) || key === "information_schema") {
      throw alreadyExists("SCHEMA", [catalog, name]);
    }
    schemas.set(key, { name: key, comment, entries: new Map(), made });
  }

  dropSchema(catalog: string, name: string): Entry[] {
    const schema = this.schema(catalog, name);
    const { name: catalogName, schemas } = this.writableCatalog(catalog);
    schemas.delete(schema.name);
    this.grants?.dropped({ kind: "SCHEMA", name: `${catalogName}.${schema.name}` });
    return [...schema.entries.values()];
  }

  /** Adds a table or view to its schema; returns the one that it replaces. */
  put(name: FullName, entry: Entry, replace: boolean): Entry | undefined {
    const [catalog, schemaName] = name;
    checkName(name[2]);
    this.writableCatalog(catalog);
    const { entries } = this.schema(catalog, schemaName);
    const before = entries.get(entry.name);
    if (before && !replace) {
      throw alreadyExists("TABLE_OR_VIEW", name);
    }
    entries.set(entry.name, entry);
    return before;
  }

  remove(name: FullName): void {
    this.writableCatalog(name[0]);
    this.schema(name[0], name[1]).entries.delete(name[2].toLowerCase());
    this.grants?.dropped({ kind: "TABLE", name: name.join(".").toLowerCase() });
  }

  /** @throws SqlError for a name that nothing can have */
  checkName(name: string): void {
    checkName(name);
  }

  /** The error for a table that is not found, also where its catalog or schema is not. */
  missing(name: Name): Error {
    return tableMissing(name);
  }
}

function checkName(name: string): void {
  if (name === "" || name.length > 255 || forbiddenName.test(name)) {
    throw sqlError("INVALID_PARAMETER_VALUE", `${quoteName(name)} is not a valid name.`, "22023");
  }
}

/** Sorts things by their name. */
export function byName(left: { name: string }, right: { name: string }): number {
  return left.name < right.name ? -1 : left.name > right.name ? 1 : 0;
}
