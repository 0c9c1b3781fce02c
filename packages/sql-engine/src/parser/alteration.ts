/** Parses ALTER TABLE and ALTER VIEW. */
import { unsupported } from "../errors";
import type { Name } from "./ast";
import type { Cursor } from "./cursor";
import { parseType } from "./dataType";
import {
  acceptIfExists,
  parseColumn,
  parseKey,
  parseNames,
  parseProperties,
  parsePropertyKey,
} from "./definitionParts";
import type { QueryParser } from "./grammar";
import type { KeyDefinition, ParsedStatement, TableAlteration } from "./statementNodes";

export class AlterationParser {
  private readonly cursor: Cursor;

  constructor(private readonly queries: QueryParser) {
    this.cursor = queries.cursor;
  }

  parse(): ParsedStatement {
    const { cursor } = this;
    cursor.expect("ALTER");
    const kind = cursor.next().word;
    if (kind !== "TABLE" && kind !== "VIEW") {
      throw unsupported(`ALTER ${kind}`);
    }
    const name = cursor.name();
    return { node: "alterTable", kind, name, change: this.change(kind) };
  }

  private change(kind: string): TableAlteration {
    const { cursor } = this;
    if (cursor.accept("RENAME", "TO")) {
      return { kind: "rename", to: cursor.name() };
    }
    if (cursor.accept("SET", "TBLPROPERTIES")) {
      return { kind: "setProperties", properties: parseProperties(cursor) };
    }
    if (cursor.accept("UNSET", "TBLPROPERTIES")) {
      const ifExists = acceptIfExists(cursor);
      const keys = cursor.parenthesized(() => parsePropertyKey(cursor));
      return { kind: "unsetProperties", keys, ifExists };
    }
    if (kind === "TABLE") {
      const change = this.columnChange();
      if (change) {
        return change;
      }
    }
    throw unsupported(
      `ALTER ${kind} … ${cursor.peek().text.toUpperCase()} ${cursor.peek(1).text.toUpperCase()}`,
    );
  }

  private columnChange(): TableAlteration | undefined {
    const { cursor } = this;
    if (cursor.accept("RENAME", "COLUMN")) {
      const from = this.columnName();
      cursor.expect("TO");
      return { kind: "renameColumn", from, to: cursor.identifier() };
    }
    if (cursor.accept("ADD", "COLUMNS") || cursor.accept("ADD", "COLUMN")) {
      const keys: KeyDefinition[] = [];
      const added = () => {
        const column = parseColumn(this.queries, keys);
        if (cursor.isAny("FIRST", "AFTER")) {
          throw unsupported("the position of an added column");
        }
        return column;
      };
      const columns = cursor.is("(") ? cursor.parenthesized(added) : [added()];
      if (keys.length > 0) {
        throw unsupported("ADD COLUMNS with PRIMARY KEY");
      }
      return { kind: "addColumns", columns };
    }
    if (cursor.is("ADD", "CONSTRAINT") || cursor.is("ADD", "PRIMARY")) {
      cursor.expect("ADD");
      return { kind: "addPrimaryKey", key: parseKey(cursor) ?? cursor.fail() };
    }
    if (cursor.is("DROP", "CONSTRAINT") || cursor.is("DROP", "PRIMARY")) {
      return this.droppedKey();
    }
    if (cursor.accept("DROP", "COLUMNS") || cursor.accept("DROP", "COLUMN")) {
      const ifExists = acceptIfExists(cursor);
      const columns = cursor.is("(") ? parseNames(cursor) : [this.columnName()];
      return { kind: "dropColumns", columns, ifExists };
    }
    if (cursor.accept("ALTER", "COLUMN") || cursor.accept("ALTER")) {
      return this.alteredColumn();
    }
    return undefined;
  }

  /** `DROP CONSTRAINT [IF EXISTS] name` and `DROP PRIMARY KEY [IF EXISTS]`, each with RESTRICT or CASCADE. */
  private droppedKey(): TableAlteration {
    const { cursor } = this;
    cursor.expect("DROP");
    const named = cursor.accept("CONSTRAINT");
    if (!named) {
      cursor.expect("PRIMARY", "KEY");
    }
    const ifExists = acceptIfExists(cursor);
    const name = named ? cursor.identifier() : undefined;
    if (!cursor.accept("RESTRICT")) {
      cursor.accept("CASCADE");
    }
    return { kind: "dropPrimaryKey", name, ifExists };
  }

  private alteredColumn(): TableAlteration {
    const { cursor } = this;
    const column = this.columnName();
    if (cursor.accept("COMMENT")) {
      return { kind: "commentColumn", column, comment: cursor.string() };
    }
    if (cursor.accept("SET", "NOT", "NULL")) {
      return { kind: "setNotNull", column, notNull: true };
    }
    if (cursor.accept("DROP", "NOT", "NULL")) {
      return { kind: "setNotNull", column, notNull: false };
    }
    if (cursor.accept("TYPE")) {
      return { kind: "changeType", column, ...parseType(cursor) };
    }
    throw unsupported(
      `ALTER COLUMN … ${cursor.peek().text.toUpperCase()} ${cursor.peek(1).text.toUpperCase()}`,
    );
  }

  private columnName(): string {
    const name: Name = this.cursor.name(9);
    if (name.length > 1) {
      throw unsupported("changes to fields of a STRUCT");
    }
    return name[0] ?? "";
  }
}
