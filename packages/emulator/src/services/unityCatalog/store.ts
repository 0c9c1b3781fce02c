/** Catalogs, schemas and tables of Unity Catalog: those of the SQL engine, as the API answers them. */

import { createHash } from "node:crypto";
import type {
  CatalogReader,
  ChangeStamps,
  NamespaceInfo,
  SqlEngine,
  TableDescription,
} from "databricks-sql-engine";
import type { CompleteSeed } from "../../seed/seed";
import { wireColumn } from "./columns";
import { catalogMissing, type ObjectPath, type SchemaPath, schemaMissing, tableMissing } from "./names";
import type { NamespaceDetails } from "./namespaceDetails";
import type { Catalog, ObjectStamps, Schema, Table } from "./objects";
import { catalogStamps, catalogType, databricksStamps, seedTableId } from "./seedStamps";

/** The stamps of what a statement made, and the others of what a fresh workspace has. */
function stampsOf({ made, changed = made }: ChangeStamps, initial: ObjectStamps): ObjectStamps {
  const given: ObjectStamps = made
    ? { owner: made.by, metastore_id: initial.metastore_id, created_at: made.at, created_by: made.by }
    : initial;
  return { ...given, ...(changed && { updated_at: changed.at, updated_by: changed.by }) };
}

const textOf = ({ catalog, schema }: SchemaPath): string => `${catalog}.${schema}`;

const commentOf = ({ comment }: { comment?: string }) => comment !== undefined && { comment };

/** The constraints of a table, which lists leave out. */
const constraintsOf = ({ primaryKey }: TableDescription): Pick<Table, "table_constraints"> =>
  primaryKey
    ? {
        table_constraints: [
          { primary_key_constraint: { name: primaryKey.name, child_columns: primaryKey.columns } },
        ],
      }
    : {};

export class UnityCatalogStore {
  /**
   * @param sql starts the SQL engine, or gives the one that has been started
   * @param organizationId of the workspace, which the ids of its tables depend on
   */
  constructor(
    private readonly sql: () => Promise<Pick<SqlEngine, "reader">>,
    private readonly organizationId: string,
    private readonly seed: CompleteSeed,
    private readonly details: Pick<NamespaceDetails, "of">,
  ) {}

  /** Every catalog, by name. */
  async catalogs(): Promise<Catalog[]> {
    return (await this.#reader()).catalogs().map((catalog) => this.#wireCatalog(catalog));
  }

  /** One catalog. @throws HttpError 404 where there is none of that name */
  async catalog(name: string): Promise<Catalog> {
    const found = (await this.#reader()).catalog(name);
    if (!found) throw catalogMissing(name);
    return this.#wireCatalog(found);
  }

  /** Every schema of a catalog, by name. Throws as `catalog` does. */
  async schemas(catalog: string): Promise<Schema[]> {
    const { name } = await this.catalog(catalog);
    return (await this.#reader()).schemas(name).map((schema) => this.#wireSchema(name, schema));
  }

  /** One schema. @throws HttpError 404 where it or its catalog is missing */
  async schema(path: SchemaPath): Promise<Schema> {
    const { name } = await this.catalog(path.catalog);
    const found = (await this.#reader()).schema(name, path.schema);
    if (!found) throw schemaMissing(textOf(path));
    return this.#wireSchema(name, found);
  }

  /** Every table and view of a schema, by name, with its columns. Throws as `schema` does. */
  async tables(path: SchemaPath): Promise<Table[]> {
    const schema = await this.schema(path);
    const reader = await this.#reader();
    return reader.tables(schema.catalog_name, schema.name).map((table) => this.#wireTable(schema, table));
  }

  /** One table or view with its columns. @throws HttpError 404 where it or what it stands in is missing */
  async table(path: ObjectPath): Promise<Table> {
    const schema = await this.schema(path);
    const found = (await this.#reader()).table(schema.catalog_name, schema.name, path.name);
    if (!found) throw tableMissing(`${textOf(path)}.${path.name}`);
    return { ...this.#wireTable(schema, found), ...constraintsOf(found) };
  }

  /** Whether a table or view is there. @throws HttpError 404 where what it should stand in is missing */
  async hasTable(path: ObjectPath): Promise<boolean> {
    const tables = await this.tables(path);
    return tables.some(({ name }) => name === path.name.toLowerCase());
  }

  async #reader(): Promise<CatalogReader> {
    return (await this.sql()).reader;
  }

  #wireCatalog(catalog: NamespaceInfo): Catalog {
    return {
      name: catalog.name,
      full_name: catalog.name,
      catalog_type: catalog.made ? "MANAGED_CATALOG" : catalogType(this.seed, catalog.name),
      isolation_mode: "OPEN",
      securable_type: "CATALOG",
      ...commentOf(catalog),
      ...stampsOf(catalog, catalogStamps(this.seed, catalog.name)),
      ...this.details.of({ securable: "catalog", id: catalog.name }),
    };
  }

  #wireSchema(catalog_name: string, schema: NamespaceInfo): Schema {
    const isDatabricks = schema.name === "information_schema";
    const initial = isDatabricks ? databricksStamps(this.seed) : catalogStamps(this.seed, catalog_name);
    const full_name = `${catalog_name}.${schema.name}`;
    return {
      name: schema.name,
      catalog_name,
      full_name,
      catalog_type: catalogType(this.seed, catalog_name),
      ...commentOf(schema),
      ...stampsOf(schema, initial),
      ...this.details.of({ securable: "schema", id: full_name }),
    };
  }

  #wireTable(schema: Schema, table: TableDescription): Table {
    const full_name = `${schema.full_name}.${table.name}`;
    return {
      name: table.name,
      catalog_name: schema.catalog_name,
      schema_name: schema.name,
      full_name,
      table_id: seedTableId(this.seed, full_name) ?? this.#idOf(table),
      ...(table.kind === "VIEW"
        ? { table_type: "VIEW", view_definition: table.definition }
        : { table_type: "MANAGED", data_source_format: "DELTA" }),
      ...commentOf(table),
      ...stampsOf(table, databricksStamps(this.seed)),
      columns: table.columns.map(wireColumn),
      ...(Object.keys(table.properties).length > 0 && { properties: table.properties }),
    };
  }

  /** An id of the form of a random UUID that stays the same for as long as the table is there. */
  #idOf({ identity }: TableDescription): string {
    const hex = createHash("sha256").update(`${this.organizationId} ${identity}`).digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}
