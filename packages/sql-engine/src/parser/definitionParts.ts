/** What CREATE and ALTER have in common: columns, names and properties of a table. */
import { unsupported } from "../errors";
import type { ColumnDefinition } from "./ast";
import type { Cursor } from "./cursor";
import { parseType } from "./dataType";
import type { QueryParser } from "./grammar";

/** Whether IF EXISTS follows; reads it. */
export const acceptIfExists = (cursor: Cursor): boolean => cursor.accept("IF", "EXISTS");

/** `name TYPE [NOT NULL] [DEFAULT value] [GENERATED … AS IDENTITY] [COMMENT 'text']`. */
export function parseColumn({ cursor, expressions }: QueryParser): ColumnDefinition {
  const name = cursor.identifier();
  const column: ColumnDefinition = { name, notNull: false, ...parseType(cursor) };
  for (;;) {
    if (cursor.accept("NOT", "NULL")) {
      column.notNull = true;
    } else if (cursor.accept("COMMENT")) {
      column.comment = cursor.string();
    } else if (cursor.accept("DEFAULT")) {
      const start = cursor.peek().start;
      column.defaultValue = expressions.valueExpression(1);
      column.defaultText = cursor.sql.slice(start, cursor.peek(-1).end);
    } else if (cursor.accept("GENERATED")) {
      column.identity = parseIdentity(cursor);
    } else if (cursor.isAny("CONSTRAINT", "PRIMARY", "MASK", "COLLATE", "FOREIGN", "REFERENCES")) {
      throw unsupported(`columns with ${cursor.peek().word}`);
    } else {
      return column;
    }
  }
}

function parseIdentity(cursor: Cursor): ColumnDefinition["identity"] {
  const always = !cursor.accept("BY", "DEFAULT");
  if (always) {
    cursor.expect("ALWAYS");
  }
  cursor.expect("AS");
  if (cursor.is("(")) {
    throw unsupported("generated columns other than IDENTITY");
  }
  cursor.expect("IDENTITY");
  const identity = { always, start: 1n, step: 1n };
  if (cursor.accept("(")) {
    while (!cursor.accept(")")) {
      if (cursor.accept("START", "WITH")) {
        identity.start = cursor.integer();
      } else {
        cursor.expect("INCREMENT", "BY");
        identity.step = cursor.integer();
      }
      cursor.accept(",");
    }
  }
  return identity;
}

/** Names in parentheses. */
export const parseNames = (cursor: Cursor): string[] => cursor.parenthesized(() => cursor.identifier());

/** Properties in parentheses, `key = value` or `key value`. */
export function parseProperties(cursor: Cursor): Record<string, string> {
  const properties: Record<string, string> = {};
  cursor.parenthesized(() => {
    const key = parsePropertyKey(cursor);
    cursor.accept("=");
    const value = cursor.next();
    if (value.kind !== "string" && value.kind !== "number" && value.kind !== "word") {
      cursor.fail(value);
    }
    properties[key] = value.text;
  });
  return properties;
}

/** The key of a property: a string, or names between points. */
export const parsePropertyKey = (cursor: Cursor): string =>
  cursor.peek().kind === "string" ? cursor.string() : cursor.name(9).join(".");
