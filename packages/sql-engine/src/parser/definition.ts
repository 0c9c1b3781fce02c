/** Parses the statements that define and remove catalogs, schemas, tables and views. */
import { unsupported } from "../errors";
import type { Cursor } from "./cursor";
import { acceptIfExists, parseColumn, parseKey, parseNames, parseProperties } from "./definitionParts";
import type { QueryParser } from "./grammar";
import type { ColumnDefinition, KeyDefinition, ParsedStatement, TableDefinition } from "./statementNodes";

export class DefinitionParser {
  constructor(
    private readonly cursor: Cursor,
    private readonly queries: QueryParser,
  ) {}

  parse(): ParsedStatement {
    const { cursor } = this;
    switch (cursor.next().word) {
      case "CREATE":
        return this.create();
      case "REPLACE":
        cursor.expect("TABLE");
        return this.createTable(true);
      case "DROP":
        return this.drop();
      case "TRUNCATE":
        return this.truncate();
      default:
        return this.comment();
    }
  }

  private ifNotExists(): boolean {
    return this.cursor.accept("IF", "NOT", "EXISTS");
  }

  private create(): ParsedStatement {
    const { cursor } = this;
    const orReplace = cursor.accept("OR", "REPLACE");
    if (cursor.accept("CATALOG")) {
      const ifNotExists = this.ifNotExists();
      const name = cursor.identifier();
      return { node: "createCatalog", name, ifNotExists, ...this.details("CREATE CATALOG") };
    }
    if (cursor.accept("SCHEMA") || cursor.accept("DATABASE")) {
      const ifNotExists = this.ifNotExists();
      const name = cursor.name(2);
      return { node: "createSchema", name, ifNotExists, ...this.details("CREATE SCHEMA") };
    }
    if (cursor.accept("TABLE")) {
      return this.createTable(orReplace);
    }
    if (cursor.accept("VIEW")) {
      return this.createView(orReplace);
    }
    if (cursor.is("VOLUME") || cursor.is("EXTERNAL", "VOLUME")) {
      return this.createVolume();
    }
    throw unsupported(`CREATE ${cursor.peek().text.toUpperCase()}`);
  }

  /** The comment of a catalog or schema; other clauses are refused. */
  private details(what: string): { comment?: string } {
    const comment = this.cursor.accept("COMMENT") ? this.cursor.string() : undefined;
    if (this.cursor.isAny("MANAGED", "LOCATION", "WITH", "USING", "DEFAULT")) {
      throw unsupported(`${what} with ${this.cursor.peek().word}`);
    }
    return { comment };
  }

  private createVolume(): ParsedStatement {
    const { cursor } = this;
    const isExternal = cursor.accept("EXTERNAL");
    cursor.expect("VOLUME");
    const ifNotExists = this.ifNotExists();
    const name = cursor.name();
    const location = isExternal && cursor.accept("LOCATION") ? cursor.string() : undefined;
    const comment = cursor.accept("COMMENT") ? cursor.string() : undefined;
    if (isExternal && location === undefined) {
      throw unsupported("CREATE EXTERNAL VOLUME without LOCATION");
    }
    return { node: "createVolume", name, ifNotExists, comment, external: location };
  }

  private createTable(orReplace: boolean): ParsedStatement {
    const { cursor } = this;
    const ifNotExists = this.ifNotExists();
    const name = cursor.name();
    const base = { node: "createTable", name, orReplace, ifNotExists } as const;
    if (cursor.accept("LIKE")) {
      const like = cursor.name();
      return { ...base, like, definition: this.tableClauses([], []) };
    }
    const keys: KeyDefinition[] = [];
    const columns = cursor.is("(") && !this.queries.expressions.atQuery() ? this.columns(keys) : [];
    const definition = this.tableClauses(columns, keys);
    const hasQuery = cursor.accept("AS") || this.queries.expressions.atQuery();
    return { ...base, definition, query: hasQuery ? this.queries.parse() : undefined };
  }

  /** The columns; primary keys are added to `keys`. */
  private columns(keys: KeyDefinition[]): ColumnDefinition[] {
    const { cursor } = this;
    return cursor
      .parenthesized(() => {
        const key = parseKey(cursor);
        if (key) {
          keys.push(key);
          return [];
        }
        return [parseColumn(this.queries, keys)];
      })
      .flat();
  }

  private tableClauses(columns: ColumnDefinition[], primaryKeys: KeyDefinition[]): TableDefinition {
    const { cursor } = this;
    const definition: TableDefinition = {
      columns,
      properties: {},
      partitionedBy: [],
      clusteredBy: [],
      primaryKeys,
    };
    for (;;) {
      if (cursor.accept("USING")) {
        const format = cursor.identifier();
        if (format.toUpperCase() !== "DELTA") {
          throw unsupported(`tables of the format ${format}`);
        }
      } else if (cursor.accept("COMMENT")) {
        definition.comment = cursor.string();
      } else if (cursor.accept("TBLPROPERTIES")) {
        definition.properties = parseProperties(cursor);
      } else if (cursor.accept("PARTITIONED", "BY")) {
        definition.partitionedBy = this.partitions(columns);
      } else if (cursor.accept("CLUSTER", "BY")) {
        definition.clusteredBy = cursor.accept("AUTO") || cursor.accept("NONE") ? [] : parseNames(cursor);
      } else if (cursor.isAny("LOCATION", "OPTIONS", "WITH", "CLONE", "SHALLOW", "DEEP", "CLUSTERED")) {
        throw unsupported(`CREATE TABLE with ${cursor.peek().word}`);
      } else {
        return definition;
      }
    }
  }

  /** Partition columns: names, or names with types, which adds the columns. */
  private partitions(columns: ColumnDefinition[]): string[] {
    const { cursor } = this;
    return cursor.parenthesized(() => {
      if (cursor.peek(1).text === "," || cursor.peek(1).text === ")") {
        return cursor.identifier();
      }
      if (cursor.peek(1).text === "(") {
        throw unsupported("PARTITIONED BY with expressions");
      }
      const column = parseColumn(this.queries, []);
      columns.push(column);
      return column.name;
    });
  }

  private createView(orReplace: boolean): ParsedStatement {
    const { cursor } = this;
    const ifNotExists = this.ifNotExists();
    const name = cursor.name();
    const columns = cursor.is("(")
      ? cursor.parenthesized(() => {
          const column = cursor.identifier();
          return { name: column, comment: cursor.accept("COMMENT") ? cursor.string() : undefined };
        })
      : [];
    const comment = cursor.accept("COMMENT") ? cursor.string() : undefined;
    if (cursor.isAny("TBLPROPERTIES", "WITH")) {
      throw unsupported(`CREATE VIEW with ${cursor.peek().word}`);
    }
    cursor.expect("AS");
    const start = cursor.peek().start;
    const query = this.queries.parse();
    const text = cursor.sql.slice(start, cursor.peek(-1).end);
    return { node: "createView", name, orReplace, ifNotExists, columns, comment, query, text };
  }

  private drop(): ParsedStatement {
    const { cursor } = this;
    const what = cursor.next().word;
    if (!/^(CATALOG|SCHEMA|DATABASE|TABLE|VIEW|VOLUME)$/.test(what)) {
      throw unsupported(`DROP ${what}`);
    }
    const ifExists = acceptIfExists(cursor);
    if (what === "TABLE" || what === "VIEW") {
      const name = cursor.name();
      if (what === "TABLE") {
        cursor.accept("PURGE");
      }
      return { node: "drop", kind: what, name, ifExists };
    }
    if (what === "VOLUME") {
      return { node: "dropVolume", name: cursor.name(), ifExists };
    }
    const name = what === "CATALOG" ? cursor.name(1) : cursor.name(2);
    const cascade = cursor.accept("CASCADE");
    if (!cascade) {
      cursor.accept("RESTRICT");
    }
    return what === "CATALOG"
      ? { node: "dropCatalog", name: name[0] ?? "", ifExists, cascade }
      : { node: "dropSchema", name, ifExists, cascade };
  }

  private truncate(): ParsedStatement {
    this.cursor.expect("TABLE");
    const name = this.cursor.name();
    if (this.cursor.is("PARTITION")) {
      throw unsupported("TRUNCATE TABLE with PARTITION");
    }
    return { node: "truncate", name };
  }

  private comment(): ParsedStatement {
    const { cursor } = this;
    cursor.expect("ON");
    const word = cursor.expectAny("CATALOG", "SCHEMA", "DATABASE", "TABLE", "VIEW", "COLUMN");
    const on = word === "DATABASE" ? "SCHEMA" : word === "VIEW" ? "TABLE" : (word as "CATALOG");
    const name = cursor.name(4);
    cursor.expect("IS");
    const comment = cursor.accept("NULL") ? null : cursor.string();
    return { node: "comment", on, name, comment };
  }
}
