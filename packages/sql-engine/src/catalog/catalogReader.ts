/** Reads the catalogs without SQL. Names are case-insensitive, as in SQL. */
import type { DataType } from "../dataTypes";
import {
  byName,
  type CatalogEntry,
  type Catalogs,
  type ChangeStamp,
  type Column,
  type ColumnEntry,
  type Entry,
  type PrimaryKey,
  type SchemaEntry,
} from "./catalogs";
import { informationSchema, informationSchemaTables } from "./informationSchema";

const informationSchemaName = "information_schema";

/** When a statement created something and last changed its definition; absent for what a new engine starts with. */
export interface ChangeStamps {
  made?: ChangeStamp;
  changed?: ChangeStamp;
}

/** What catalogs and schemas have in common. */
export interface NamespaceInfo extends ChangeStamps {
  name: string;
  comment?: string;
}

/** A column as it was declared. */
export interface ColumnInfo {
  name: string;
  type: DataType;
  /** The length of VARCHAR, whose values are those of STRING. */
  maxLength?: number;
  notNull: boolean;
  comment?: string;
  /** The default as it was written. */
  defaultText?: string;
  /** The identity of a GENERATED AS IDENTITY column. */
  identity?: { always: boolean; start: bigint; step: bigint };
  /** The expression of a generated column, as it was written. */
  generationExpression?: string;
  /** Its index among the partition columns, from 0. */
  partitionIndex?: number;
}

/** A table or view. */
export interface TableDescription extends ChangeStamps {
  name: string;
  /** `READ_ONLY` is a table that no statement can change. */
  kind: Entry["kind"];
  comment?: string;
  properties: Record<string, string>;
  /** A unique id: a table that is dropped and created again has another, a renamed one keeps its own. */
  identity: string;
  columns: ColumnInfo[];
  /** Its primary key, which nothing enforces. */
  primaryKey?: PrimaryKey;
  /** The query of a view. */
  definition?: string;
}

/** Reads the catalogs of one engine. */
export class CatalogReader {
  constructor(private readonly from: Catalogs) {}

  /** Every catalog, by name. */
  catalogs(): NamespaceInfo[] {
    return this.from.all().map(namespaceInfo);
  }

  /** One catalog; undefined where it is not found. */
  catalog(name: string): NamespaceInfo | undefined {
    return this.from.hasCatalog(name) ? namespaceInfo(this.from.catalog(name)) : undefined;
  }

  /** Every schema of a catalog, by name, its information_schema among them; none where the catalog is missing. */
  schemas(catalog: string): NamespaceInfo[] {
    if (!this.from.hasCatalog(catalog)) return [];
    const own = [...this.from.catalog(catalog).schemas.values()].map(namespaceInfo);
    return [...own, { name: informationSchemaName }].sort(byName);
  }

  /** One schema; undefined where it or its catalog is not found. */
  schema(catalog: string, name: string): NamespaceInfo | undefined {
    const wanted = name.toLowerCase();
    return this.schemas(catalog).find((schema) => schema.name === wanted);
  }

  /** Every table and view of a schema, by name; none where the schema is missing. */
  tables(catalog: string, schema: string): TableDescription[] {
    return this.#entries(catalog.toLowerCase(), schema.toLowerCase()).map((entry) =>
      tableInfo(entry, [catalog.toLowerCase(), schema.toLowerCase()]),
    );
  }

  /** One table or view; undefined where it, its schema or its catalog is not found. */
  table(catalog: string, schema: string, name: string): TableDescription | undefined {
    const wanted = name.toLowerCase();
    return this.tables(catalog, schema).find((table) => table.name === wanted);
  }

  #entries(catalog: string, schema: string): Entry[] {
    if (!this.schema(catalog, schema)) return [];
    if (schema !== informationSchemaName)
      return [...this.from.schema(catalog, schema).entries.values()].sort(byName);
    return informationSchemaTables.flatMap(
      (name) => informationSchema(this.from, [catalog, schema, name]) ?? [],
    );
  }
}

const namespaceInfo = ({ name, comment, made, changed }: CatalogEntry | SchemaEntry): NamespaceInfo => ({
  name,
  comment,
  made,
  changed,
});

/** The last version of a table that changed its metadata, not only its rows. */
function changedByVersion(entry: Entry): ChangeStamp | undefined {
  const versions = entry.kind === "TABLE" ? entry.log.versions : [];
  const version = versions.filter(({ metadata }) => metadata === true).at(-1);
  return version ? { at: version.at, by: version.user } : undefined;
}

const latestStamp = (...stamps: (ChangeStamp | undefined)[]): ChangeStamp | undefined =>
  stamps.reduce((last, stamp) => (stamp && !(last && last.at > stamp.at) ? stamp : last), undefined);

function tableInfo(entry: Entry, parents: string[]): TableDescription {
  const { name, kind, comment, properties, made } = entry;
  return {
    name,
    kind,
    comment,
    properties,
    columns: entry.columns.map((column) => columnInfo(column, entry)),
    made,
    changed: latestStamp(made, changedByVersion(entry), entry.changed),
    identity: entry.identity ?? [...parents, name].join("."),
    ...(entry.kind === "TABLE" && entry.primaryKey && { primaryKey: entry.primaryKey }),
    ...(entry.kind === "VIEW" && { definition: entry.text }),
  };
}

function columnInfo(column: Column | ColumnEntry, entry: Entry): ColumnInfo {
  const { name, type, comment } = column;
  const { maxLength, notNull = false, default: value, identity, generation } = column as Partial<ColumnEntry>;
  const partitionedBy = entry.kind === "TABLE" ? entry.partitionedBy : [];
  const partitionIndex = partitionedBy.findIndex((each) => each.toLowerCase() === name.toLowerCase());
  return {
    name,
    type,
    maxLength,
    notNull,
    comment,
    defaultText: value?.text,
    ...(identity && { identity }),
    ...(generation && { generationExpression: generation.text }),
    ...(partitionIndex >= 0 && { partitionIndex }),
  };
}
