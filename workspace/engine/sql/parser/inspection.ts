/** Reads SHOW and DESCRIBE statements. */
import { unsupported } from "../errors";
import type { Name, Statement } from "./ast";
import type { Cursor } from "./cursor";
import type { QueryReader } from "./query";

export class InspectionReader {
  constructor(
    private readonly cursor: Cursor,
    private readonly queries: QueryReader,
  ) {}

  read(): Statement {
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

  private show(): Statement {
    const { cursor } = this;
    if (cursor.accept("CATALOGS")) {
      return { node: "showCatalogs", like: this.like() };
    }
    if (cursor.accept("SCHEMAS") || cursor.accept("DATABASES")) {
      const catalog = this.inOrFrom() ? this.catalogName() : undefined;
      return { node: "showSchemas", catalog, like: this.like() };
    }
    const views = cursor.accept("VIEWS");
    if (views || cursor.accept("TABLES")) {
      return { node: "showTables", views, ...this.tablesIn(), like: this.like() };
    }
    if (cursor.accept("COLUMNS")) {
      return { node: "showColumns", name: this.columnsOf() };
    }
    if (cursor.accept("CREATE", "TABLE")) {
      return { node: "showCreateTable", name: cursor.name() };
    }
    if (cursor.accept("TBLPROPERTIES")) {
      const name = cursor.name();
      const key = cursor.is("(") ? cursor.parenthesised(() => this.key())[0] : undefined;
      return { node: "showProperties", name, key };
    }
    throw unsupported(`SHOW ${cursor.peek().text.toUpperCase()}`);
  }

  private key(): string {
    return this.cursor.peek().kind === "string" ? this.cursor.string() : this.cursor.name(9).join(".");
  }

  private catalogName(): string {
    this.cursor.accept("CATALOG");
    return this.cursor.identifier();
  }

  /** `IN schema`, `IN catalog.schema` or `IN CATALOG catalog`. */
  private tablesIn(): { schema?: Name; catalog?: string } {
    const { cursor } = this;
    if (!this.inOrFrom()) {
      return {};
    }
    if (cursor.is("CATALOG") && cursor.peek(1).kind !== "end" && cursor.peek(1).text !== ".") {
      return { catalog: this.catalogName() };
    }
    return { schema: cursor.name(2) };
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

  private describe(): Statement {
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
      return { node: "describeQuery", query: this.queries.query() };
    }
    cursor.accept("TABLE");
    const extended = cursor.accept("EXTENDED") || cursor.accept("FORMATTED");
    const name = cursor.name();
    if (cursor.isAny("PARTITION", "AS") || cursor.peek().kind === "word") {
      throw unsupported("DESCRIBE of a column or a partition");
    }
    return { node: "describeTable", name, extended };
  }
}
