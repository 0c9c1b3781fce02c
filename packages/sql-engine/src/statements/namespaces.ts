/** Catalogs and schemas, and the comments on everything. */

import { nameText, type SchemaEntry } from "../catalog/catalogs";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { StatementOf } from "../parser/statementNodes";
import { emptyResult, withSessionChange } from "../storage/results";
import { commit } from "./commits";
import { changeStamp, type StatementContext } from "./context";
import { dropPhysicalTables } from "./definitions";
import { columnChanged, propertiesSet } from "./operations";
import { requireColumn } from "./storeAssignment";
import { writableTable } from "./targetTable";
import { dropVolumesOf } from "./volumes";

export async function addCatalog(
  context: StatementContext,
  { name, ifNotExists, comment }: StatementOf<"createCatalog">,
): Promise<SqlResult> {
  if (!(ifNotExists && context.catalogs.hasCatalog(name))) {
    context.catalogs.createCatalog(name, changeStamp(context), comment);
  }
  return emptyResult(context.connection);
}

/** Whether a schema has neither tables nor volumes. */
const isEmpty = ({ catalogs }: StatementContext, catalog: string, schema: SchemaEntry): boolean =>
  schema.entries.size === 0 &&
  (catalogs.volumes?.volumes(catalog.toLowerCase(), schema.name) ?? []).length === 0;

export async function dropCatalog(
  context: StatementContext,
  { name, ifExists, cascade }: StatementOf<"dropCatalog">,
): Promise<SqlResult> {
  const { catalogs, connection } = context;
  if (ifExists && !catalogs.hasCatalog(name)) {
    return emptyResult(connection);
  }
  const catalog = catalogs.writableCatalog(name);
  const schemas = [...catalog.schemas.values()];
  if (
    !cascade &&
    schemas.some((schema) => schema.name !== "default" || !isEmpty(context, catalog.name, schema))
  ) {
    throw sqlError(
      "UC_CATALOG_NOT_EMPTY",
      `Catalog '${catalog.name}' is not empty. Use CASCADE to drop it with its schemas.`,
      "2BP01",
    );
  }
  await dropPhysicalTables(context, catalogs.dropCatalog(name));
  await dropVolumesOf(
    context,
    catalog.name,
    schemas.map((schema) => schema.name),
  );
  return emptyResult(connection);
}

export async function addSchema(
  context: StatementContext,
  { name, ifNotExists, comment }: StatementOf<"createSchema">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const [catalog, schema] = environment.schemaName(name);
  if (!(ifNotExists && catalogs.catalog(catalog).schemas.has(schema.toLowerCase()))) {
    catalogs.createSchema(catalog, schema, changeStamp(context), comment);
  }
  return emptyResult(connection);
}

export async function dropSchema(
  context: StatementContext,
  { name, ifExists, cascade }: StatementOf<"dropSchema">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const [catalog, schema] = environment.schemaName(name);
  if (
    ifExists &&
    !(catalogs.hasCatalog(catalog) && catalogs.catalog(catalog).schemas.has(schema.toLowerCase()))
  ) {
    return emptyResult(connection);
  }
  const found = catalogs.schema(catalog, schema);
  if (!cascade && !isEmpty(context, catalog, found)) {
    throw sqlError(
      "SCHEMA_NOT_EMPTY",
      `Cannot drop a schema ${nameText([catalog, schema])} because it contains objects.\nUse DROP SCHEMA ... CASCADE to drop the schema and all its objects.`,
      "2BP01",
    );
  }
  await dropPhysicalTables(context, catalogs.dropSchema(catalog, schema));
  await dropVolumesOf(context, catalog, [found.name]);
  return emptyResult(connection);
}

export async function comment(
  context: StatementContext,
  { on, name, comment: text }: StatementOf<"comment">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const value = text ?? undefined;
  const set = { comment: value, changed: changeStamp(context) };
  if (on === "CATALOG") {
    Object.assign(catalogs.writableCatalog(name.join(".")), set);
  } else if (on === "SCHEMA") {
    const [catalog, schema] = environment.schemaName(name);
    catalogs.writableCatalog(catalog);
    Object.assign(catalogs.schema(catalog, schema), set);
  } else if (on === "TABLE") {
    const path = environment.tableName(name);
    const entry = catalogs.find(path);
    if (!entry) {
      throw catalogs.missing(name);
    }
    catalogs.writableCatalog(path[0]);
    environment.requirePrivilege(path, "MODIFY");
    const commented = async () => {
      Object.assign(entry, set);
      return propertiesSet({ comment: text });
    };
    await (entry.kind === "TABLE" ? commit(context, entry, commented) : commented());
  } else {
    const { table } = writableTable(context, name.slice(0, -1));
    await commit(context, table, async () => {
      const column = requireColumn(table, name.slice(-1));
      column.comment = value;
      return columnChanged(column);
    });
  }
  return emptyResult(connection);
}

/** USE: sets the default catalog and schema. USE CATALOG resets the schema. */
export async function use(
  context: StatementContext,
  { catalog, schema }: StatementOf<"use">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  if (catalog !== undefined) {
    environment.requirePrivilege([catalog], "USE_CATALOG");
    catalogs.catalog(catalog);
  }
  if (schema) {
    const [catalogName, schemaName] = environment.schemaName(schema);
    environment.requirePrivilege([catalogName, schemaName], "USE_SCHEMA");
    if (schemaName.toLowerCase() === "information_schema") {
      catalogs.catalog(catalogName);
    } else {
      catalogs.schema(catalogName, schemaName);
    }
    return withSessionChange(emptyResult(connection), { catalog: catalogName, schema: schemaName });
  }
  return withSessionChange(emptyResult(connection), { catalog, schema: undefined });
}
