/** Parses SHOW and DESCRIBE statements. */
import { unsupported } from "../errors";
import type { CatalogPatterns, Name } from "./ast";
import type { Cursor } from "./cursor";
import { parsePropertyKey } from "./definitionParts";
import type { QueryParser } from "./grammar";
import { parseShowGrants } from "./granting";
import type { ParsedStatement } from "./statementNodes";

export class InspectionParser {
  constructor(
    private readonly cursor: Cursor,
    private readonly queries: QueryParser,
  ) {}

  parse(): ParsedStatement {
    return this.cursor.next().word === "SHOW" ? this.show() : this.describe();
  }

  private inOrFrom(): boolean {
    return this.cursor.accept("IN") || this.cursor.accept("FROM");
  }

  private like(): string | undefined {
    if (this.cursor.accept("LIKE") || this.cursor.peek().kind === "string") {
      return this.cursor.string();
    }
    return undefined;
  }

  private show(): ParsedStatement {
    const { cursor } = this;
    if (cursor.accept("CATALOGS")) {
      this.inOrFrom();
      return { node: "showCatalogs", like: this.like() };
    }
    if (cursor.accept("SCHEMAS") || cursor.accept("DATABASES")) {
      const within = this.inOrFrom() ? this.within() : undefined;
      const catalog = within ? within.catalog : undefined;
      const name = within || !this.passed() ? catalog : cursor.identifier();
      return { node: "showSchemas", catalog: name, allCatalogs: within?.all ?? false, like: this.like() };
    }
    if (cursor.accept("GRANTS") || cursor.accept("GRANT")) {
      return parseShowGrants(cursor);
    }
    if (cursor.accept("VIEWS")) {
      return { node: "showTables", views: true, ...this.schemaAfter(), like: this.like() };
    }
    if (cursor.accept("VOLUMES")) {
      return { node: "showVolumes", ...this.schemaAfter(), like: this.like() };
    }
    if (cursor.accept("TABLES")) {
      return this.tables();
    }
    if (cursor.accept("TABLE", "EXTENDED")) {
      const schema = this.schemaAfter();
      cursor.expect("LIKE");
      const details: ParsedStatement = { node: "showTableDetails", ...schema, like: cursor.string() };
      if (cursor.is("PARTITION")) {
        throw unsupported("SHOW TABLE EXTENDED … PARTITION");
      }
      return details;
    }
    if (cursor.accept("COLUMNS")) {
      return this.columns();
    }
    if (cursor.accept("CREATE", "TABLE")) {
      return { node: "showCreateTable", name: cursor.name() };
    }
    if (cursor.accept("TBLPROPERTIES")) {
      const name = cursor.name();
      const key = cursor.is("(") ? cursor.parenthesized(() => parsePropertyKey(cursor))[0] : undefined;
      return { node: "showProperties", name, key };
    }
    if (cursor.accept("PARTITIONS")) {
      const name = cursor.name();
      if (cursor.is("PARTITION")) {
        throw unsupported("SHOW PARTITIONS of some partitions");
      }
      return { node: "showPartitions", name };
    }
    if (cursor.accept("KEYS") || cursor.accept("PRIMARY", "KEYS")) {
      return { node: "showKeys", kind: "PRIMARY", name: this.keysOf() };
    }
    if (cursor.accept("FOREIGN", "KEYS")) {
      return { node: "showKeys", kind: "FOREIGN", name: this.keysOf() };
    }
    const scope = (["USER", "SYSTEM", "ALL"] as const).find((word) => cursor.is(word, "FUNCTIONS"));
    if (scope) {
      cursor.expect(scope);
    }
    if (cursor.accept("FUNCTIONS")) {
      return this.functions(scope ?? "ALL");
    }
    throw unsupported(`SHOW ${cursor.peek().text.toUpperCase()}`);
  }

  private tables(): ParsedStatement {
    if (!this.inOrFrom()) {
      return { node: "showTables", views: false, like: this.like() };
    }
    const within = this.within();
    return within
      ? { node: "showCatalogTables", within: this.patterns(within), like: this.like() }
      : { node: "showTables", views: false, schema: this.cursor.name(2), like: this.like() };
  }

  private functions(scope: "USER" | "SYSTEM" | "ALL"): ParsedStatement {
    const { cursor } = this;
    const within = this.inOrFrom() ? this.within() : undefined;
    if (within) {
      return { node: "showCatalogFunctions", within: this.patterns(within), like: this.like() };
    }
    const schema = this.passed() ? cursor.name(2) : undefined;
    const named = cursor.peek().kind === "word" && !cursor.is("LIKE");
    return { node: "showFunctions", scope, schema, like: named ? cursor.name().join(".") : this.like() };
  }

  /** Whether IN or FROM has just been read. */
  private passed(): boolean {
    return /^(IN|FROM)$/.test(this.cursor.peek(-1).word);
  }

  /** `ALL CATALOGS` or `CATALOG name`, if that is what follows. */
  private within(): { catalog?: string; all: boolean } | undefined {
    const { cursor } = this;
    if (cursor.accept("ALL", "CATALOGS")) {
      return { all: true };
    }
    const next = cursor.peek(1);
    const named = next.kind === "word" || next.kind === "quoted";
    return cursor.is("CATALOG") && named && cursor.accept("CATALOG")
      ? { catalog: cursor.identifier(), all: false }
      : undefined;
  }

  /** The catalog with the `SCHEMA LIKE` that may follow it. */
  private patterns({ catalog }: { catalog?: string }): CatalogPatterns {
    return { catalog, schemaLike: this.cursor.accept("SCHEMA", "LIKE") ? this.cursor.string() : undefined };
  }

  private schemaAfter(): { schema?: Name } {
    return this.inOrFrom() ? { schema: this.cursor.name(2) } : {};
  }

  /** `IN CATALOG c IN SCHEMA s IN TABLE t`, as the drivers write it, or a table's name. */
  private keysOf(): Name {
    const { cursor } = this;
    if (!this.inOrFrom()) {
      cursor.fail();
    }
    const within = this.within();
    if (!within?.catalog) {
      return cursor.name();
    }
    const part = (word: string): string => {
      if (!this.inOrFrom()) {
        cursor.fail();
      }
      cursor.expect(word);
      return cursor.identifier();
    };
    return [within.catalog, part("SCHEMA"), part("TABLE")];
  }

  private columns(): ParsedStatement {
    const { cursor } = this;
    const mark = cursor.mark();
    const within = this.inOrFrom() ? this.within() : undefined;
    if (within?.catalog !== undefined) {
      const patterns = this.patterns(within);
      const tableLike = cursor.accept("TABLE", "LIKE") ? cursor.string() : undefined;
      return { node: "showCatalogColumns", within: patterns, tableLike, like: this.like() };
    }
    cursor.restore(mark);
    return { node: "showColumns", name: this.columnsOf() };
  }

  private columnsOf(): Name {
    if (!this.inOrFrom()) {
      this.cursor.fail();
    }
    const table = this.cursor.name();
    if (this.inOrFrom()) {
      const schema = this.cursor.name(2);
      return [...schema, table.at(-1) ?? ""];
    }
    return table;
  }

  private describe(): ParsedStatement {
    const { cursor } = this;
    const named = cursor.peek(1).kind === "word" || cursor.peek(1).kind === "quoted";
    if (named && cursor.accept("HISTORY")) {
      const name = cursor.name();
      const limit = cursor.accept("LIMIT") ? Number(cursor.integer()) : undefined;
      return { node: "describeHistory", name, limit };
    }
    if (named && cursor.accept("DETAIL")) {
      return { node: "describeDetail", name: cursor.name() };
    }
    if (named && cursor.isAny("FUNCTION", "VOLUME", "SHARE", "CREDENTIAL", "PROVIDER")) {
      throw unsupported(`DESCRIBE ${cursor.peek().word}`);
    }
    if (cursor.accept("CATALOG")) {
      const extended = cursor.accept("EXTENDED");
      return { node: "describeCatalog", name: cursor.identifier(), extended };
    }
    if (cursor.accept("SCHEMA") || cursor.accept("DATABASE")) {
      const extended = cursor.accept("EXTENDED");
      return { node: "describeSchema", name: cursor.name(2), extended };
    }
    cursor.accept("QUERY");
    if (this.queries.expressions.atQuery()) {
      return { node: "describeQuery", query: this.queries.parse() };
    }
    cursor.accept("TABLE");
    const extended = cursor.accept("EXTENDED") || cursor.accept("FORMATTED");
    const name = cursor.name();
    if (cursor.isAny("PARTITION", "AS")) {
      throw unsupported(`DESCRIBE … ${cursor.peek().word}`);
    }
    if (cursor.peek().kind === "word" || cursor.peek().kind === "quoted") {
      return { node: "describeColumn", name, column: cursor.name(9), extended };
    }
    return { node: "describeTable", name, extended };
  }
}
