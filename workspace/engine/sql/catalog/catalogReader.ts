/** What the catalogs hold, for whoever asks outside of SQL. Names are found whatever their case, as in SQL. */
import type { DataType } from "../dataTypes";
import {
  byName,
  type Catalog,
  type Catalogs,
  type Column,
  type Entry,
  type Schema,
  type TableColumn,
} from "./catalogs";
import { informationSchema, informationSchemaTables } from "./informationSchema";

const DESCRIBING = "information_schema";

/** What catalogs and schemas have in common. */
export interface ReadNamespace {
  name: string;
  comment?: string;
  /** Whether a fresh workspace has it, so that no statement made it. */
  initial: boolean;
}

/** A column as it was declared. */
export interface ReadColumn {
  name: string;
  type: DataType;
  /** The length of VARCHAR, whose values are those of STRING. */
  maxLength?: number;
  nullable: boolean;
  comment?: string;
  /** The default as it was written. */
  default?: string;
  /** Its place among the columns that the table is partitioned by, counted from 0. */
  partitionIndex?: number;
}

/** A table or view. */
export interface ReadTable {
  name: string;
  /** `READ_ONLY` is a table that no statement can change. */
  kind: Entry["kind"];
  comment?: string;
  properties: Record<string, string>;
  /** Milliseconds since the epoch; absent where no statement made it. */
  createdAt?: number;
  /** Text that no other table ever had, also not one of the same name before it. */
  identity: string;
  columns: ReadColumn[];
  /** The query of a view. */
  definition?: string;
}

/** Reads the catalogs of one engine; must be made before the first statement runs. */
export class CatalogReader {
  readonly #initial: Set<Catalog | Schema>;

  constructor(private readonly from: Catalogs) {
    this.#initial = new Set(from.all().flatMap((catalog) => [catalog, ...catalog.schemas.values()]));
  }

  /** Every catalog, by name. */
  catalogs(): ReadNamespace[] {
    return this.from.all().map((catalog) => this.#namespace(catalog));
  }

  /** One catalog, or undefined where there is none of that name. */
  catalog(name: string): ReadNamespace | undefined {
    return this.from.hasCatalog(name) ? this.#namespace(this.from.catalog(name)) : undefined;
  }

  /** Every schema of a catalog, by name, its information_schema among them; none where the catalog is missing. */
  schemas(catalog: string): ReadNamespace[] {
    if (!this.from.hasCatalog(catalog)) return [];
    const own = [...this.from.catalog(catalog).schemas.values()].map((schema) => this.#namespace(schema));
    return [...own, { name: DESCRIBING, initial: true }].sort(byName);
  }

  /** One schema, or undefined where it or its catalog is missing. */
  schema(catalog: string, name: string): ReadNamespace | undefined {
    const wanted = name.toLowerCase();
    return this.schemas(catalog).find((schema) => schema.name === wanted);
  }

  /** Every table and view of a schema, by name; none where the schema is missing. */
  tables(catalog: string, schema: string): ReadTable[] {
    return this.#entries(catalog.toLowerCase(), schema.toLowerCase()).map((entry) =>
      readTable(entry, [catalog.toLowerCase(), schema.toLowerCase()]),
    );
  }

  /** One table or view, or undefined where it or what it stands in is missing. */
  table(catalog: string, schema: string, name: string): ReadTable | undefined {
    const wanted = name.toLowerCase();
    return this.tables(catalog, schema).find((table) => table.name === wanted);
  }

  #entries(catalog: string, schema: string): Entry[] {
    if (!this.schema(catalog, schema)) return [];
    if (schema !== DESCRIBING) return [...this.from.schema(catalog, schema).entries.values()].sort(byName);
    return informationSchemaTables.flatMap(
      (name) => informationSchema(this.from, [catalog, schema, name]) ?? [],
    );
  }

  #namespace(namespace: Catalog | Schema): ReadNamespace {
    const { name, comment } = namespace;
    return { name, comment, initial: this.#initial.has(namespace) };
  }
}

function readTable(entry: Entry, parents: string[]): ReadTable {
  const { name, kind, comment, properties, createdAt } = entry;
  const path = [...parents, name].join(".");
  return {
    name,
    kind,
    comment,
    properties,
    columns: entry.columns.map((column) => readColumn(column, entry)),
    ...(kind !== "READ_ONLY" && { createdAt }),
    identity: entry.kind === "TABLE" ? entry.stored : `${path} ${createdAt}`,
    ...(entry.kind === "VIEW" && { definition: entry.text }),
  };
}

function readColumn(column: Column | TableColumn, entry: Entry): ReadColumn {
  const { name, type, comment } = column;
  const { maxLength, notNull = false, default: value } = column as Partial<TableColumn>;
  const partitionedBy = entry.kind === "TABLE" ? entry.partitionedBy : [];
  const partitionIndex = partitionedBy.findIndex((each) => each.toLowerCase() === name.toLowerCase());
  return {
    name,
    type,
    maxLength,
    nullable: !notNull,
    comment,
    default: value?.text,
    ...(partitionIndex >= 0 && { partitionIndex }),
  };
}
