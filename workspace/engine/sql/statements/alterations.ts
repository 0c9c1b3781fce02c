/** ALTER TABLE and ALTER VIEW. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-alter-table */
import { type Entry, type FullName, nameText, type Table } from "../catalog/catalogs";
import { storedType } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type { ColumnDefinition, Statement, TableChange } from "../parser/ast";
import { emptyResult } from "../storage/results";
import { writableTable } from "./changes";
import { tableColumn } from "./definitions";
import type { Session } from "./session";
import { columnNamed } from "./storing";

type Alteration = Extract<Statement, { node: "alterTable" }>;

export async function alter(session: Session, statement: Alteration): Promise<SqlResult> {
  const { catalogs, environment, connection } = session;
  const path = environment.tableName(statement.name);
  const entry = catalogs.find(path);
  if (!entry) {
    throw catalogs.missing(statement.name);
  }
  catalogs.changeable(path[0]);
  if ((entry.kind === "VIEW") !== (statement.kind === "VIEW")) {
    throw sqlError(
      "WRONG_COMMAND_FOR_OBJECT_TYPE",
      `The operation ALTER ${statement.kind} requires a ${statement.kind}. But ${nameText(path)} is a ${entry.kind}.`,
      "42809",
    );
  }
  if (!anyChange(session, entry, path, statement.change)) {
    const { table } = writableTable(session, statement.name);
    await session.store.inTurn(table.stored, () => columnChange(session, table, statement.change));
  }
  return emptyResult(connection);
}

/** Changes that tables and views have in common; says whether this was one. */
function anyChange(
  { catalogs, environment }: Session,
  entry: Entry,
  path: FullName,
  change: TableChange,
): boolean {
  switch (change.kind) {
    case "rename": {
      const to = environment.tableName(
        change.to.length === 1 ? [path[0], path[1], change.to[0] ?? ""] : change.to,
      );
      if (to[0].toLowerCase() !== path[0].toLowerCase()) {
        throw unsupported("renaming into another catalog");
      }
      catalogs.put(to, { ...entry, name: to[2].toLowerCase() }, false);
      catalogs.remove(path);
      return true;
    }
    case "setProperties":
      entry.properties = { ...entry.properties, ...change.properties };
      return true;
    case "unsetProperties":
      entry.properties = Object.fromEntries(
        Object.entries(entry.properties).filter(([key]) => !change.keys.includes(key)),
      );
      return true;
    default:
      return false;
  }
}

async function columnChange(session: Session, table: Table, change: TableChange): Promise<void> {
  switch (change.kind) {
    case "addColumns":
      return addColumns(session, table, change.columns);
    case "dropColumns":
      return dropColumns(session, table, change.columns, change.ifExists);
    case "renameColumn":
      needsMapping(table, "RENAME");
      refuseKnown(table, change.to);
      columnNamed(table, [change.from]).name = change.to;
      return;
    case "commentColumn":
      columnNamed(table, [change.column]).comment = change.comment ?? undefined;
      return;
    case "setNotNull":
      return setNotNull(session, table, change.column, change.notNull);
    default:
      throw unsupported(`ALTER TABLE ${change.kind}`);
  }
}

function refuseKnown(table: Table, name: string): void {
  if (table.columns.some((column) => column.name.toLowerCase() === name.toLowerCase())) {
    throw sqlError(
      "FIELD_ALREADY_EXISTS",
      `Cannot add column, because \`${name}\` already exists in the table.`,
      "42710",
    );
  }
}

async function addColumns(session: Session, table: Table, definitions: ColumnDefinition[]): Promise<void> {
  for (const definition of definitions) {
    refuseKnown(table, definition.name);
    if (definition.notNull || definition.identity || definition.defaultValue) {
      throw unsupported("ADD COLUMNS with NOT NULL, DEFAULT or IDENTITY");
    }
    const column = tableColumn(session, definition);
    await session.connection.run(
      `ALTER TABLE ${table.stored} ADD COLUMN ${column.stored} ${storedType(column.type)}`,
    );
    table.columns = [...table.columns, column];
  }
}

/** Delta drops and renames columns only in tables that map names to columns. */
function needsMapping(table: Table, what: "DROP" | "RENAME"): void {
  if (table.properties["delta.columnMapping.mode"] !== "name") {
    throw sqlError(
      `DELTA_UNSUPPORTED_${what}_COLUMN`,
      `${what === "DROP" ? "DROP COLUMN is not supported" : "Column rename is not supported"} for your Delta table. To enable it, set the table property 'delta.columnMapping.mode' to 'name'.`,
      "0AKDC",
    );
  }
}

async function dropColumns(
  session: Session,
  table: Table,
  names: string[],
  ifExists: boolean,
): Promise<void> {
  needsMapping(table, "DROP");
  for (const name of names) {
    const known = table.columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
    if (!known && ifExists) {
      continue;
    }
    const column = columnNamed(table, [name]);
    if (table.columns.length === 1) {
      throw unsupported("dropping the only column of a table");
    }
    await session.connection.run(`ALTER TABLE ${table.stored} DROP COLUMN ${column.stored}`);
    table.columns = table.columns.filter((each) => each !== column);
  }
}

async function setNotNull(session: Session, table: Table, name: string, notNull: boolean): Promise<void> {
  const column = columnNamed(table, [name]);
  if (notNull) {
    const found = await session.connection.run(
      `SELECT 1 FROM ${table.stored} WHERE ${column.stored} IS NULL LIMIT 1`,
    );
    if ((await found.getRows()).length > 0) {
      throw sqlError(
        "DELTA_NOT_NULL_CONSTRAINT_VIOLATED",
        `NOT NULL constraint violated for column: ${column.name}.`,
        "23502",
      );
    }
  }
  column.notNull = notNull;
}
