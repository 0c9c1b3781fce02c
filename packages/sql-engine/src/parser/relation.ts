/** Parses the relations of FROM. */
import { unsupported } from "../errors";
import type { Alias, Expression, FilesNode, JoinKind, PivotNode, Relation, UnpivotNode } from "./ast";
import type { QueryParser } from "./grammar";

export class RelationParser {
  constructor(private readonly queries: QueryParser) {}

  private get cursor() {
    return this.queries.cursor;
  }

  /** Relations between commas, each with its joins. */
  from(): Relation {
    let left = this.joined();
    while (this.cursor.is(",")) {
      const at = this.cursor.next().start;
      left = { node: "join", at, kind: "CROSS", left, right: this.joined(), natural: false };
    }
    return left;
  }

  /** A relation with the joins that follow it. */
  joined(): Relation {
    let left = this.primary();
    for (;;) {
      const at = this.cursor.peek().start;
      const join = this.joinKind();
      if (!join) {
        return left;
      }
      left = { node: "join", at, ...join, left, right: this.primary(), ...this.condition() };
    }
  }

  private joinKind(): { kind: JoinKind; natural: boolean } | undefined {
    const { cursor } = this;
    const natural = cursor.accept("NATURAL");
    const forms: [JoinKind, string[]][] = [
      ["INNER", ["INNER", "JOIN"]],
      ["INNER", ["JOIN"]],
      ["CROSS", ["CROSS", "JOIN"]],
      ["SEMI", ["LEFT", "SEMI", "JOIN"]],
      ["SEMI", ["SEMI", "JOIN"]],
      ["ANTI", ["LEFT", "ANTI", "JOIN"]],
      ["ANTI", ["ANTI", "JOIN"]],
      ["LEFT", ["LEFT", "OUTER", "JOIN"]],
      ["LEFT", ["LEFT", "JOIN"]],
      ["RIGHT", ["RIGHT", "OUTER", "JOIN"]],
      ["RIGHT", ["RIGHT", "JOIN"]],
      ["FULL", ["FULL", "OUTER", "JOIN"]],
      ["FULL", ["FULL", "JOIN"]],
    ];
    const form = forms.find(([, words]) => cursor.accept(...words));
    if (!form && natural) {
      cursor.fail();
    }
    return form && { kind: form[0], natural };
  }

  private condition(): { on?: Expression; using?: string[] } {
    const { cursor } = this;
    if (cursor.accept("ON")) {
      return { on: this.queries.expressions.parse() };
    }
    if (cursor.accept("USING")) {
      return { using: cursor.parenthesized(() => cursor.identifier()) };
    }
    return {};
  }

  private primary(): Relation {
    const { cursor } = this;
    const at = cursor.peek().start;
    const lateral = cursor.is("LATERAL") && cursor.peek(1).word !== "VIEW" && cursor.accept("LATERAL");
    let relation: Relation;
    if (cursor.is("(")) {
      relation = this.parenthesized(at, lateral);
    } else if (cursor.is("VALUES")) {
      const body = this.queries.parseValues(false);
      const query = { ctes: [], recursive: false, body, orderBy: [] };
      relation = { node: "derived", at, query, lateral: false, alias: this.aliasAfter() };
    } else {
      relation = this.named(at);
    }
    return this.pivots(relation);
  }

  private parenthesized(at: number, lateral: boolean): Relation {
    const { cursor } = this;
    if (this.queries.expressions.atQuery()) {
      cursor.expect("(");
      const query = this.queries.parse();
      cursor.expect(")");
      return { node: "derived", at, query, lateral, alias: this.aliasAfter() };
    }
    cursor.expect("(");
    const relation = this.from();
    cursor.expect(")");
    const alias = this.aliasAfter();
    if (alias.name !== undefined) {
      throw unsupported("an alias of joins in parentheses");
    }
    return relation;
  }

  private named(at: number): Relation {
    const { cursor } = this;
    if (cursor.is("STREAM") && cursor.peek(1).kind === "word" && cursor.peek(2).text === "(") {
      throw unsupported("STREAM");
    }
    if (cursor.is("READ_FILES", "(")) {
      return { ...this.readFiles(at), alias: this.aliasAfter() };
    }
    const expression = cursor.mark();
    const name = cursor.name();
    const [format = "", path = "", ...more] = name;
    if (more.length === 0 && /^(dbfs:)?\//.test(path)) {
      return { ...this.filesAt(at, path, [{ name: "format", text: format }]), alias: this.aliasAfter() };
    }
    if (cursor.is("(")) {
      cursor.restore(expression);
      const call = this.queries.expressions.valueExpression(8);
      return call.node === "call"
        ? { node: "tableFunction", at, call, alias: this.aliasAfter() }
        : cursor.fail();
    }
    if (cursor.isAny("VERSION", "TIMESTAMP", "FOR") || cursor.is("@")) {
      throw unsupported("time travel");
    }
    return { node: "table", at, name, alias: this.aliasAfter() };
  }

  private filesAt(
    at: number,
    path: string,
    options: { name: string; text: string }[],
  ): Omit<FilesNode, "alias"> {
    const literal = (value: string): Expression => ({ node: "literal", at, type: { kind: "STRING" }, value });
    return {
      node: "files",
      at,
      by: "read_files",
      path: literal(path),
      options: options.map(({ name, text }) => ({ name, value: literal(text) })),
    };
  }

  /** `read_files(path, option => value, …)`. */
  private readFiles(at: number): Omit<FilesNode, "alias"> {
    const { cursor, queries } = this;
    cursor.expect("READ_FILES", "(");
    const path = queries.expressions.parse();
    const options: FilesNode["options"] = [];
    while (cursor.accept(",")) {
      const name = cursor.identifier();
      cursor.expect("=>");
      options.push({ name, value: queries.expressions.parse() });
    }
    cursor.expect(")");
    return { node: "files", at, by: "read_files", path, options };
  }

  /** The alias of a relation. TABLESAMPLE, which may stand before or after it, is unsupported. */
  private aliasAfter(): Alias {
    if (this.cursor.is("TABLESAMPLE")) {
      throw unsupported("TABLESAMPLE");
    }
    if (this.cursor.isAny("PIVOT", "UNPIVOT")) {
      return { columns: [] };
    }
    const alias = this.alias();
    if (this.cursor.is("TABLESAMPLE")) {
      throw unsupported("TABLESAMPLE");
    }
    return alias;
  }

  /** `AS name (columns)`, or nothing. */
  alias(): Alias {
    const { cursor } = this;
    const name = cursor.accept("AS") ? cursor.identifier() : cursor.bareAlias();
    const columns =
      name !== undefined && cursor.is("(") ? cursor.parenthesized(() => cursor.identifier()) : [];
    return { name, columns };
  }

  private pivots(start: Relation): Relation {
    let relation = start;
    for (;;) {
      const at = this.cursor.peek().start;
      if (this.cursor.accept("PIVOT")) {
        relation = this.pivot(at, relation);
      } else if (this.cursor.accept("UNPIVOT")) {
        relation = this.unpivot(at, relation);
      } else {
        return relation;
      }
    }
  }

  private pivot(at: number, source: Relation): PivotNode {
    const { cursor, queries } = this;
    cursor.expect("(");
    const aggregates = cursor.list(() => queries.parseSelectItem());
    cursor.expect("FOR");
    const columns = cursor.is("(")
      ? cursor.parenthesized(() => queries.expressions.valueExpression(2))
      : [queries.expressions.valueExpression(8)];
    cursor.expect("IN");
    const values = cursor.parenthesized(() => {
      const { expression, aliases } = queries.parseSelectItem();
      return {
        expressions: expression.node === "tuple" ? expression.items : [expression],
        alias: aliases[0],
      };
    });
    cursor.expect(")");
    return { node: "pivot", at, source, aggregates, columns, values, alias: this.alias() };
  }

  private unpivot(at: number, source: Relation): UnpivotNode {
    const { cursor, queries } = this;
    const includeNulls = cursor.accept("INCLUDE", "NULLS");
    if (!includeNulls) {
      cursor.accept("EXCLUDE", "NULLS");
    }
    cursor.expect("(");
    if (cursor.is("(")) {
      throw unsupported("UNPIVOT into several columns");
    }
    const value = cursor.identifier();
    cursor.expect("FOR");
    const name = cursor.identifier();
    cursor.expect("IN");
    const columns = cursor.parenthesized(() => {
      const column = queries.expressions.valueExpression(8);
      return { column, alias: cursor.accept("AS") ? cursor.identifier() : cursor.bareAlias() };
    });
    cursor.expect(")");
    return { node: "unpivot", at, source, includeNulls, value, name, columns, alias: this.alias() };
  }
}
