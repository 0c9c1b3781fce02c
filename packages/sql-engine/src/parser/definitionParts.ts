/** What CREATE and ALTER have in common: columns, names and properties of a table. */
import { unsupported } from "../errors";
import type { Cursor } from "./cursor";
import { parseType } from "./dataType";
import type { ExpressionParser, QueryParser } from "./grammar";
import type { ColumnDefinition, KeyDefinition } from "./statementNodes";

/** Whether IF EXISTS follows; reads it. */
export const acceptIfExists = (cursor: Cursor): boolean => cursor.accept("IF", "EXISTS");

/** `NOT ENFORCED` and the other words behind a key, which change nothing here. */
function passKeyOptions(cursor: Cursor): void {
  const options = [["NOT", "ENFORCED"], ["DEFERRABLE"], ["INITIALLY", "DEFERRED"], ["NORELY"], ["RELY"]];
  while (options.some((words) => cursor.accept(...words))) {
    // Each may stand there.
  }
}

/**
 * `[CONSTRAINT name] PRIMARY KEY (column, …)` of a table, if it follows.
 * @throws SqlError for other constraints
 */
export function parseKey(cursor: Cursor): KeyDefinition | undefined {
  const isPlainColumn = !cursor.isAny("CONSTRAINT", "CHECK") && !cursor.is("FOREIGN", "KEY");
  if (isPlainColumn && !cursor.is("PRIMARY", "KEY")) {
    return undefined;
  }
  const name = cursor.accept("CONSTRAINT") ? cursor.identifier() : undefined;
  if (!cursor.accept("PRIMARY", "KEY")) {
    throw unsupported("table constraints other than PRIMARY KEY and NOT NULL");
  }
  const columns = cursor.parenthesized(() => {
    const column = cursor.identifier();
    if (cursor.is("TIMESERIES")) {
      throw unsupported("PRIMARY KEY with TIMESERIES");
    }
    return column;
  });
  passKeyOptions(cursor);
  return { name, columns };
}

/**
 * `name TYPE [NOT NULL] [DEFAULT value] [GENERATED …] [COMMENT 'text'] [[CONSTRAINT name] PRIMARY KEY]`.
 * @param keys where a primary key is added
 */
export function parseColumn({ cursor, expressions }: QueryParser, keys: KeyDefinition[]): ColumnDefinition {
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
      Object.assign(column, parseGenerated(cursor, expressions));
    } else if (cursor.is("PRIMARY", "KEY") || (cursor.is("CONSTRAINT") && isKeyAhead(cursor))) {
      const constraint = cursor.accept("CONSTRAINT") ? cursor.identifier() : undefined;
      cursor.expect("PRIMARY", "KEY");
      passKeyOptions(cursor);
      keys.push({ name: constraint, columns: [name] });
    } else if (cursor.isAny("CONSTRAINT", "MASK", "COLLATE", "FOREIGN", "REFERENCES")) {
      throw unsupported(`columns with ${cursor.peek().word}`);
    } else {
      return column;
    }
  }
}

/** Whether `CONSTRAINT name` is followed by a primary key. */
const isKeyAhead = (cursor: Cursor): boolean =>
  cursor.peek(2).word === "PRIMARY" && cursor.peek(3).word === "KEY";

/** What follows GENERATED: `ALWAYS AS (expression)`, or an identity. */
function parseGenerated(
  cursor: Cursor,
  expressions: ExpressionParser,
): Pick<ColumnDefinition, "identity" | "generation"> {
  if (!cursor.is("ALWAYS", "AS", "(")) {
    return { identity: parseIdentity(cursor) };
  }
  cursor.expect("ALWAYS", "AS", "(");
  const { start } = cursor.peek();
  const value = expressions.parse();
  const text = cursor.sql.slice(start, cursor.peek(-1).end);
  cursor.expect(")");
  return { generation: { text, value } };
}

function parseIdentity(cursor: Cursor): ColumnDefinition["identity"] {
  const always = !cursor.accept("BY", "DEFAULT");
  if (always) {
    cursor.expect("ALWAYS");
  }
  cursor.expect("AS", "IDENTITY");
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
