/** Catalogs, schemas and tables of Unity Catalog: those of the SQL engine, as the API answers them. */
import { createHash } from "node:crypto";
import type {
  Catalog,
  CatalogSchema,
  Stamps,
  Table,
} from "../../../../../src/services/unityCatalog/unityCatalog";
import type {
  CatalogReader,
  Making,
  ReadNamespace,
  ReadTable,
} from "../../../../sql-engine/src/catalog/catalogReader";
import type { Workspace } from "../../workspace";
import { wireColumn } from "./columns";
import { catalogMissing, type ObjectPath, type SchemaPath, schemaMissing, tableMissing } from "./names";
import { catalogStamps, catalogType, databricksStamps, exampleTableId, metastoreId } from "./seedStamps";

/** The stamps of what a statement made, and the others of what a fresh workspace has. */
function stampsOf({ made, changed = made }: Making, initial: Stamps): Stamps {
  const given: Stamps = made
    ? { owner: made.by, metastore_id: metastoreId, created_at: made.at, created_by: made.by }
    : initial;
  return { ...given, ...(changed && { updated_at: changed.at, updated_by: changed.by }) };
}

const textOf = ({ catalog, schema }: SchemaPath): string => `${catalog}.${schema}`;

const commentOf = ({ comment }: { comment?: string }) => comment !== undefined && { comment };

export class UnityCatalogStore {
  constructor(readonly workspace: Workspace) {}

  /** Every catalog, by name. */
  async catalogs(): Promise<Catalog[]> {
    return (await this.#reader()).catalogs().map(wireCatalog);
  }

  /** One catalog. @throws HttpError 404 where there is none of that name */
  async catalog(name: string): Promise<Catalog> {
    const found = (await this.#reader()).catalog(name);
    if (!found) throw catalogMissing(name);
    return wireCatalog(found);
  }

  /** Every schema of a catalog, by name. Throws as `catalog` does. */
  async schemas(catalog: string): Promise<CatalogSchema[]> {
    const { name } = await this.catalog(catalog);
    return (await this.#reader()).schemas(name).map((schema) => wireSchema(name, schema));
  }

  /** One schema. @throws HttpError 404 where it or its catalog is missing */
  async schema(path: SchemaPath): Promise<CatalogSchema> {
    const { name } = await this.catalog(path.catalog);
    const found = (await this.#reader()).schema(name, path.schema);
    if (!found) throw schemaMissing(textOf(path));
    return wireSchema(name, found);
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
    return this.#wireTable(schema, found);
  }

  /** Whether a table or view is there. @throws HttpError 404 where what it should stand in is missing */
  async hasTable(path: ObjectPath): Promise<boolean> {
    const tables = await this.tables(path);
    return tables.some(({ name }) => name === path.name.toLowerCase());
  }

  async #reader(): Promise<CatalogReader> {
    return (await this.workspace.sql()).reader;
  }

  #wireTable(schema: CatalogSchema, table: ReadTable): Table {
    const full_name = `${schema.full_name}.${table.name}`;
    return {
      name: table.name,
      catalog_name: schema.catalog_name,
      schema_name: schema.name,
      full_name,
      table_id: exampleTableId(full_name) ?? this.#idOf(table),
      ...(table.kind === "VIEW"
        ? { table_type: "VIEW", view_definition: table.definition }
        : { table_type: "MANAGED", data_source_format: "DELTA" }),
      ...commentOf(table),
      ...stampsOf(table, databricksStamps),
      columns: table.columns.map(wireColumn),
      ...(Object.keys(table.properties).length > 0 && { properties: table.properties }),
    };
  }

  /** An id of the form of a random UUID that stays the same for as long as the table is there. */
  #idOf({ identity }: ReadTable): string {
    const { organizationId } = this.workspace.credentials;
    const hex = createHash("sha256").update(`${organizationId} ${identity}`).digest("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }
}

const wireCatalog = (catalog: ReadNamespace): Catalog => ({
  name: catalog.name,
  full_name: catalog.name,
  catalog_type: catalog.made ? "MANAGED_CATALOG" : catalogType(catalog.name),
  isolation_mode: "OPEN",
  securable_type: "CATALOG",
  ...commentOf(catalog),
  ...stampsOf(catalog, catalogStamps(catalog.name)),
});

function wireSchema(catalog_name: string, schema: ReadNamespace): CatalogSchema {
  const initial = schema.name === "information_schema" ? databricksStamps : catalogStamps(catalog_name);
  return {
    name: schema.name,
    catalog_name,
    full_name: `${catalog_name}.${schema.name}`,
    catalog_type: catalogType(catalog_name),
    ...commentOf(schema),
    ...stampsOf(schema, initial),
  };
}
