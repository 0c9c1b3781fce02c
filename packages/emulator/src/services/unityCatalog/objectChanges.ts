/** Creates and deletes catalogs, schemas and tables, as statements do. */
import { type SqlEngine, SqlError } from "databricks-sql-engine";
import { apiError } from "../../apiError";
import { invalidParameter, requiredText } from "../../control/requests";
import {
  catalogExists,
  catalogNotEmpty,
  type ObjectPath,
  objectName,
  type SchemaPath,
  schemaExists,
  schemaNotEmpty,
} from "./names";
import { type NamespaceDetails, readDetails } from "./namespaceDetails";
import { commentOf } from "./newVolume";
import type { Catalog, Schema } from "./objects";
import type { UnityCatalogStore } from "./store";
import type { VolumeStore } from "./volumeStore";

/** What is changed, and what it is read from. */
interface ChangeEnvironment {
  sql: () => Promise<Pick<SqlEngine, "run">>;
  unityCatalog: UnityCatalogStore;
  volumes: VolumeStore;
  details: NamespaceDetails;
  /** The number of models of a schema: Unity Catalog counts them as functions. */
  countModels: (catalog: string, schema: string) => number;
}

/** How an object is deleted, and by whom. */
interface Deletion {
  force: boolean;
  user: string;
}

const quoted = (...parts: string[]): string =>
  parts.map((part) => `\`${part.replaceAll("`", "``")}\``).join(".");

const commentClause = (given: unknown): string => {
  const comment = commentOf(given);
  return comment ? ` COMMENT '${comment.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'` : "";
};

export class ObjectChanges {
  constructor(private readonly environment: ChangeEnvironment) {}

  /** Creates a catalog. @throws HttpError 400 for a wrong field, or where there is one of the name */
  async createCatalog(given: unknown, user: string): Promise<Catalog> {
    const { unityCatalog, details } = this.environment;
    const name = objectName("CreateCatalog", "name", requiredText(given, "name"));
    const more = readDetails(given);
    const statement = `CREATE CATALOG ${quoted(name)}${commentClause(given)}`;
    await this.#run(statement, user, catalogExists(name));
    details.put({ securable: "catalog", id: name }, more);
    return unityCatalog.catalog(name);
  }

  /** Creates a schema. @throws HttpError 404 where its catalog is missing, 400 as `createCatalog` does */
  async createSchema(given: unknown, user: string): Promise<Schema> {
    const { unityCatalog, details } = this.environment;
    const { name: catalog } = await unityCatalog.catalog(requiredText(given, "catalog_name"));
    const schema = objectName("CreateSchema", "name", requiredText(given, "name"));
    const more = readDetails(given);
    const statement = `CREATE SCHEMA ${quoted(catalog, schema)}${commentClause(given)}`;
    await this.#run(statement, user, schemaExists(schema));
    details.put({ securable: "schema", id: `${catalog}.${schema}` }, more);
    return unityCatalog.schema({ catalog, schema });
  }

  /** Deletes a catalog. @throws HttpError 404 where it is missing, 400 where it is not empty */
  async deleteCatalog(name: string, { force, user }: Deletion): Promise<void> {
    const catalog = await this.environment.unityCatalog.catalog(name);
    const schemas = await this.environment.unityCatalog.schemas(catalog.name);
    const own = schemas.filter((schema) => schema.name !== "information_schema");
    const counts = await Promise.all(own.map((schema) => this.#contents(catalog.name, schema.name)));
    const isEmpty = own.every(
      ({ name }, index) => name === "default" && counts[index]?.every((count) => count === 0),
    );
    if (!force && !isEmpty) throw catalogNotEmpty(catalog.name, own.length);
    await this.#run(`DROP CATALOG ${quoted(catalog.name)} CASCADE`, user);
  }

  /** Deletes a schema. Throws as `deleteCatalog` does. */
  async deleteSchema(path: SchemaPath, { force, user }: Deletion): Promise<void> {
    const { catalog_name, name, full_name = "" } = await this.environment.unityCatalog.schema(path);
    const counts = await this.#contents(catalog_name, name);
    if (!force && counts.some((count) => count > 0)) throw schemaNotEmpty(full_name, counts);
    await this.#run(`DROP SCHEMA ${quoted(catalog_name, name)} CASCADE`, user);
  }

  /** Deletes a table or view. @throws HttpError 404 where it is missing */
  async deleteTable(path: ObjectPath, user: string): Promise<void> {
    const { catalog_name, schema_name, name, table_type } = await this.environment.unityCatalog.table(path);
    const kind = table_type === "VIEW" ? "VIEW" : "TABLE";
    await this.#run(`DROP ${kind} ${quoted(catalog_name, schema_name, name)}`, user);
  }

  /** The numbers of a schema's tables, functions and volumes. */
  async #contents(catalog: string, schema: string): Promise<[number, number, number]> {
    const { unityCatalog, volumes, countModels } = this.environment;
    const tables = await unityCatalog.tables({ catalog, schema });
    return [tables.length, countModels(catalog, schema), volumes.inSchema(catalog, schema).length];
  }

  /** @param exists the error to throw if an object with the name exists */
  async #run(statement: string, user: string, exists?: Error): Promise<void> {
    try {
      const result = await (await this.environment.sql()).run(statement, { user });
      await result.close();
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      if (exists && /^\[(?:CATALOG|SCHEMA)_ALREADY_EXISTS\]/.test(error.message)) throw exists;
      const text = error.message.replace(
        /^\[[A-Z_.]+\] (?:Insufficient privileges:\n)?| SQLSTATE: \w{5}$/g,
        "",
      );
      throw error.message.startsWith("[INSUFFICIENT_PERMISSIONS]")
        ? apiError(403, "PERMISSION_DENIED", text)
        : invalidParameter(text);
    }
  }
}
