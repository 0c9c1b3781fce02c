/** ALTER TABLE and ALTER VIEW. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-ddl-alter-table */
import { type ColumnEntry, type Entry, type FullName, nameText, type TableEntry } from "../catalog/catalogs";
import { type CommitOperation, isMapped, versionColumns } from "../catalog/versions";
import { physicalType } from "../dataTypes";
import type { SqlResult } from "../engine";
import { sqlError, unsupported } from "../errors";
import type {
  ColumnDefinition,
  KeyDefinition,
  ParsedStatement,
  TableAlteration,
} from "../parser/statementNodes";
import { emptyResult } from "../storage/results";
import { commit, rejectReservedColumns } from "./commits";
import { changeStamp, type StatementContext } from "./context";
import { tableColumn } from "./definitions";
import { generatedFrom } from "./generatedColumns";
import { dropPrimaryKey, isKeyColumn, newKey } from "./keys";
import * as operations from "./operations";
import { requireColumn } from "./storeAssignment";
import { writableTable } from "./targetTable";
import { widenColumn } from "./widening";

type Alteration = Extract<ParsedStatement, { node: "alterTable" }>;

export async function alterTable(context: StatementContext, statement: Alteration): Promise<SqlResult> {
  const { catalogs, environment, connection } = context;
  const path = environment.tableName(statement.name);
  const entry = catalogs.find(path);
  if (!entry) {
    throw catalogs.missing(statement.name);
  }
  catalogs.writableCatalog(path[0]);
  environment.requirePrivilege(path, "MODIFY");
  if ((entry.kind === "VIEW") !== (statement.kind === "VIEW")) {
    throw sqlError(
      "WRONG_COMMAND_FOR_OBJECT_TYPE",
      `The operation ALTER ${statement.kind} requires a ${statement.kind}. But ${nameText(path)} is a ${entry.kind}.`,
      "42809",
    );
  }
  const { change } = statement;
  if (entry.kind === "TABLE" && change.kind !== "rename") {
    const { table } = writableTable(context, statement.name);
    await commit(context, table, () => tableChange(context, table, change));
  } else {
    viewChange(context, entry, path, change);
  }
  return emptyResult(connection);
}

/** Changes that make no version: all of a view's, and a table's name. */
function viewChange(context: StatementContext, entry: Entry, path: FullName, change: TableAlteration): void {
  const { catalogs, environment } = context;
  const changed = changeStamp(context);
  switch (change.kind) {
    case "rename": {
      const to = environment.tableName(
        change.to.length === 1 ? [path[0], path[1], change.to[0] ?? ""] : change.to,
      );
      if (to[0].toLowerCase() !== path[0].toLowerCase()) {
        throw unsupported("renaming into another catalog");
      }
      catalogs.put(to, { ...entry, name: to[2].toLowerCase(), changed }, false);
      catalogs.grants?.renamed(
        { kind: "TABLE", name: path.join(".").toLowerCase() },
        to.join(".").toLowerCase(),
      );
      catalogs.remove(path);
      return;
    }
    case "setProperties":
      Object.assign(entry, { properties: { ...entry.properties, ...change.properties }, changed });
      return;
    case "unsetProperties":
      Object.assign(entry, { properties: without(entry.properties, change.keys), changed });
      return;
    default:
      throw unsupported(`ALTER VIEW ${change.kind}`);
  }
}

const without = (properties: Record<string, string>, keys: string[]) =>
  Object.fromEntries(Object.entries(properties).filter(([key]) => !keys.includes(key)));

/** One change of a table's columns or properties, and what its version calls it. */
async function tableChange(
  context: StatementContext,
  table: TableEntry,
  change: TableAlteration,
): Promise<CommitOperation | undefined> {
  switch (change.kind) {
    case "setProperties":
      setProperties(table, { ...table.properties, ...change.properties });
      return operations.propertiesSet(change.properties);
    case "unsetProperties":
      if (!change.ifExists) {
        refuseUnset(table, change.keys);
      }
      setProperties(table, without(table.properties, change.keys));
      return operations.propertiesUnset(change.keys, change.ifExists);
    case "addColumns":
      return operations.columnsAdded(await addColumns(context, table, change.columns));
    case "dropColumns":
      return operations.columnsDropped(await dropColumns(context, table, change.columns, change.ifExists));
    case "renameColumn":
      renameColumn(table, change.from, change.to);
      return operations.columnRenamed(change.from, change.to);
    case "commentColumn": {
      const column = requireColumn(table, [change.column]);
      column.comment = change.comment ?? undefined;
      return operations.columnChanged(column);
    }
    case "setNotNull":
      return operations.columnChanged(await setNotNull(context, table, change.column, change.notNull));
    case "addPrimaryKey":
      return addPrimaryKey(context, table, change.key);
    case "dropPrimaryKey":
      dropPrimaryKey(table, change.name, change.ifExists);
      return undefined;
    case "changeType":
      refuseGenerator(table, change.column);
      return operations.columnChanged(await widenColumn(context, table, change.column, change));
    default:
      throw unsupported(`ALTER TABLE ${change.kind}`);
  }
}

function setProperties(table: TableEntry, properties: Record<string, string>): void {
  rejectReservedColumns({ ...table, properties });
  table.properties = properties;
}

function refuseUnset(table: TableEntry, keys: string[]): void {
  const missing = keys.find((key) => table.properties[key] === undefined);
  if (missing !== undefined) {
    throw sqlError(
      "DELTA_UNSET_NON_EXISTENT_PROPERTY",
      `Attempted to unset non-existent property '${missing}' in table ${table.name}`,
      "42616",
    );
  }
}

function renameColumn(table: TableEntry, from: string, to: string): void {
  needsMapping(table, "RENAME");
  refuseGenerator(table, from);
  refuseKnown(table, to);
  rejectReservedColumns({ ...table, columns: [{ ...requireColumn(table, [from]), name: to }] });
  const column = requireColumn(table, [from]);
  if (table.primaryKey) {
    const { name, columns } = table.primaryKey;
    table.primaryKey = { name, columns: columns.map((each) => (each === column.name ? to : each)) };
  }
  column.name = to;
}

function refuseKnown(table: TableEntry, name: string): void {
  if (table.columns.some((column) => column.name.toLowerCase() === name.toLowerCase())) {
    throw sqlError(
      "FIELD_ALREADY_EXISTS",
      `Cannot add column, because \`${name}\` already exists in the table.`,
      "42710",
    );
  }
}

/** Adds columns to a table and its changed rows. */
export async function addColumns(
  context: StatementContext,
  table: TableEntry,
  definitions: ColumnDefinition[],
): Promise<ColumnEntry[]> {
  const added: ColumnEntry[] = [];
  for (const definition of definitions) {
    refuseKnown({ ...table, columns: [...table.columns, ...added] }, definition.name);
    if (definition.notNull || definition.identity || definition.defaultValue || definition.generation) {
      throw unsupported("ADD COLUMNS with NOT NULL, DEFAULT or GENERATED");
    }
    added.push(tableColumn(context, definition));
  }
  rejectReservedColumns({ ...table, columns: added });
  const stored = table.feed ? [table.physicalName, table.feed.physicalName] : [table.physicalName];
  for (const column of added) {
    for (const name of stored) {
      await context.connection.run(
        `ALTER TABLE ${name} ADD COLUMN ${column.physicalName} ${physicalType(column.type)}`,
      );
    }
  }
  table.columns = [...table.columns, ...added];
  table.feed?.columns.push(...versionColumns(added));
  return added;
}

/** Delta drops and renames columns only in tables that map names to columns. */
function needsMapping(table: TableEntry, what: "DROP" | "RENAME"): void {
  if (!isMapped(table)) {
    throw sqlError(
      `DELTA_UNSUPPORTED_${what}_COLUMN`,
      `${what === "DROP" ? "DROP COLUMN is not supported" : "Column rename is not supported"} for your Delta table. To enable it, set the table property 'delta.columnMapping.mode' to 'name'.`,
      "0AKDC",
    );
  }
}

async function dropColumns(
  context: StatementContext,
  table: TableEntry,
  names: string[],
  ifExists: boolean,
): Promise<string[]> {
  needsMapping(table, "DROP");
  let left = table.columns;
  for (const name of names) {
    const known = table.columns.some((column) => column.name.toLowerCase() === name.toLowerCase());
    if (!known && ifExists) {
      continue;
    }
    const column = requireColumn(table, [name]);
    refuseGenerator(table, name);
    if (isKeyColumn(table, name)) {
      throw unsupported("dropping a column of a primary key");
    }
    left = left.filter((each) => each !== column);
  }
  if (left.length === 0) {
    throw unsupported("dropping the only column of a table");
  }
  const dropped = table.columns.filter((column) => !left.includes(column));
  for (const { physicalName } of dropped) {
    await context.connection.run(`ALTER TABLE ${table.physicalName} DROP COLUMN ${physicalName}`);
  }
  table.columns = left;
  return dropped.map(({ name }) => name);
}

/** Refuses to change a column that others are generated from. */
function refuseGenerator(table: TableEntry, name: string): void {
  const [dependent] = generatedFrom(table.columns, name);
  if (dependent) {
    throw sqlError(
      "DELTA_GENERATED_COLUMNS_DEPENDENT_COLUMN_CHANGE",
      `Found data type change or drop of column ${name}, which the generated column ${dependent.name} depends on.`,
      "42K09",
    );
  }
}

/** Columns that the key makes NOT NULL are a change of the table; the key itself is none. */
async function addPrimaryKey(
  context: StatementContext,
  table: TableEntry,
  definition: KeyDefinition,
): Promise<CommitOperation | undefined> {
  const key = newKey(table, definition);
  const nullable = key.columns.filter((name) => !requireColumn(table, [name]).notNull);
  let changed: ColumnEntry | undefined;
  for (const name of nullable) {
    changed = await setNotNull(context, table, name, true);
  }
  table.primaryKey = key;
  return changed && operations.columnChanged(changed);
}

async function setNotNull(
  context: StatementContext,
  table: TableEntry,
  name: string,
  notNull: boolean,
): Promise<ColumnEntry> {
  const column = requireColumn(table, [name]);
  if (notNull) {
    const found = await context.connection.run(
      `SELECT 1 FROM ${table.physicalName} WHERE ${column.physicalName} IS NULL LIMIT 1`,
    );
    if ((await found.getRows()).length > 0) {
      throw sqlError(
        "DELTA_NOT_NULL_CONSTRAINT_VIOLATED",
        `NOT NULL constraint violated for column: ${column.name}.`,
        "23502",
      );
    }
  }
  if (!notNull && isKeyColumn(table, column.name)) {
    throw unsupported("DROP NOT NULL of a column of a primary key");
  }
  column.notNull = notNull;
  return column;
}
