/** Catalogs and schemas, and the comments on everything. */

import { nameText } from "../catalog/catalogs";
import type { SqlResult } from "../engine";
import { sqlError } from "../errors";
import type { StatementOf } from "../parser/ast";
import { changing, emptyResult } from "../storage/results";
import { writableTable } from "./changes";
import { commit } from "./commits";
import { dropStored } from "./definitions";
import { columnChanged, propertiesSet } from "./operations";
import { type Session, stampOf } from "./session";
import { columnNamed } from "./storing";

export async function createCatalog(
  session: Session,
  { name, ifNotExists, comment }: StatementOf<"createCatalog">,
): Promise<SqlResult> {
  if (!(ifNotExists && session.catalogs.hasCatalog(name))) {
    session.catalogs.createCatalog(name, stampOf(session), comment);
  }
  return emptyResult(session.connection);
}

export async function dropCatalog(
  session: Session,
  { name, ifExists, cascade }: StatementOf<"dropCatalog">,
): Promise<SqlResult> {
  const { catalogs, connection } = session;
  if (ifExists && !catalogs.hasCatalog(name)) {
    return emptyResult(connection);
  }
  const catalog = catalogs.changeable(name);
  const schemas = [...catalog.schemas.values()];
  if (!cascade && schemas.some((schema) => schema.name !== "default" || schema.entries.size > 0)) {
    throw sqlError(
      "UC_CATALOG_NOT_EMPTY",
      `Catalog '${catalog.name}' is not empty. Use CASCADE to drop it with its schemas.`,
      "2BP01",
    );
  }
  await dropStored(session, catalogs.dropCatalog(name));
  return emptyResult(connection);
}

export async function createSchema(
  session: Session,
  { name, ifNotExists, comment }: StatementOf<"createSchema">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const [catalog, schema] = environment.schemaName(name);
  if (!(ifNotExists && catalogs.catalog(catalog).schemas.has(schema.toLowerCase()))) {
    catalogs.createSchema(catalog, schema, stampOf(session), comment);
  }
  return emptyResult(connection);
}

export async function dropSchema(
  session: Session,
  { name, ifExists, cascade }: StatementOf<"dropSchema">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const [catalog, schema] = environment.schemaName(name);
  if (
    ifExists &&
    !(catalogs.hasCatalog(catalog) && catalogs.catalog(catalog).schemas.has(schema.toLowerCase()))
  ) {
    return emptyResult(connection);
  }
  if (!cascade && catalogs.schema(catalog, schema).entries.size > 0) {
    throw sqlError(
      "SCHEMA_NOT_EMPTY",
      `Cannot drop a schema ${nameText([catalog, schema])} because it contains objects.\nUse DROP SCHEMA ... CASCADE to drop the schema and all its objects.`,
      "2BP01",
    );
  }
  await dropStored(session, catalogs.dropSchema(catalog, schema));
  return emptyResult(connection);
}

export async function comment(
  session: Session,
  { on, name, comment: text }: StatementOf<"comment">,
): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const value = text ?? undefined;
  const set = { comment: value, changed: stampOf(session) };
  if (on === "CATALOG") {
    Object.assign(catalogs.changeable(name.join(".")), set);
  } else if (on === "SCHEMA") {
    const [catalog, schema] = environment.schemaName(name);
    catalogs.changeable(catalog);
    Object.assign(catalogs.schema(catalog, schema), set);
  } else if (on === "TABLE") {
    const path = environment.tableName(name);
    const entry = catalogs.find(path);
    if (!entry) {
      throw catalogs.missing(name);
    }
    catalogs.changeable(path[0]);
    environment.demand(path, "MODIFY");
    const commented = async () => {
      Object.assign(entry, set);
      return propertiesSet({ comment: text });
    };
    await (entry.kind === "TABLE" ? commit(session, entry, commented) : commented());
  } else {
    const { table } = writableTable(session, name.slice(0, -1));
    await commit(session, table, async () => {
      const column = columnNamed(table, name.slice(-1));
      column.comment = value;
      return columnChanged(column);
    });
  }
  return emptyResult(connection);
}

/** USE: what the session's names are looked up in from now on. Another catalog leaves the schema. */
export async function use(session: Session, { catalog, schema }: StatementOf<"use">): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  if (catalog !== undefined) {
    environment.demand([catalog], "USE_CATALOG");
    catalogs.catalog(catalog);
  }
  if (schema) {
    const [catalogName, schemaName] = environment.schemaName(schema);
    environment.demand([catalogName, schemaName], "USE_SCHEMA");
    if (schemaName.toLowerCase() === "information_schema") {
      catalogs.catalog(catalogName);
    } else {
      catalogs.schema(catalogName, schemaName);
    }
    return changing(emptyResult(connection), { catalog: catalogName, schema: schemaName });
  }
  return changing(emptyResult(connection), { catalog, schema: undefined });
}
