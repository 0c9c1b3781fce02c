/**
 * Parses queries. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-qry-select
 */
import { unsupported } from "../errors";
import type { Cte, Expression, LateralView, Query, QueryBody, Relation, Select, SelectItem } from "./ast";
import { parseSortKey, parseWindowSpec } from "./calls";
import type { Cursor } from "./cursor";
import { createExpressionParser } from "./expression";
import type { ExpressionParser, QueryParser } from "./grammar";
import { parseGroupBy } from "./groupBy";
import { RelationParser } from "./relation";

class SelectParser implements QueryParser {
  readonly expressions: ExpressionParser;
  private readonly relations: RelationParser;

  constructor(readonly cursor: Cursor) {
    this.expressions = createExpressionParser(cursor, () => this.parse());
    this.relations = new RelationParser(this);
  }

  parse(): Query {
    const { cursor } = this;
    let recursive = false;
    let ctes: Cte[] = [];
    if (cursor.accept("WITH")) {
      recursive = cursor.accept("RECURSIVE");
      ctes = cursor.list(() => this.cte());
    }
    const query: Query = { ctes, recursive, body: this.body(), orderBy: [] };
    this.tail(query);
    return query;
  }

  private cte(): Cte {
    const { cursor } = this;
    const name = cursor.identifier();
    const columns = cursor.is("(") ? cursor.parenthesized(() => cursor.identifier()) : [];
    if (cursor.is("MAX", "RECURSION")) {
      throw unsupported("MAX RECURSION LEVEL");
    }
    cursor.accept("AS");
    cursor.expect("(");
    const query = this.parse();
    cursor.expect(")");
    return { name, columns, query };
  }

  private tail(query: Query): void {
    const { cursor } = this;
    if (cursor.accept("ORDER", "BY")) {
      if (cursor.is("ALL")) {
        throw unsupported("ORDER BY ALL");
      }
      query.orderBy = cursor.list(() => parseSortKey(this.expressions));
    }
    for (const words of [
      ["SORT", "BY"],
      ["CLUSTER", "BY"],
      ["DISTRIBUTE", "BY"],
    ]) {
      if (cursor.is(...words)) {
        throw unsupported(words.join(" "));
      }
    }
    for (;;) {
      if (!query.limit && cursor.accept("LIMIT")) {
        query.limit = cursor.accept("ALL") ? undefined : this.expressions.parse();
      } else if (!query.offset && cursor.accept("OFFSET")) {
        query.offset = this.expressions.parse();
      } else {
        return;
      }
    }
  }

  /** UNION, EXCEPT and MINUS; INTERSECT binds tighter. */
  private body(): QueryBody {
    let left = this.intersection();
    while (this.cursor.isAny("UNION", "EXCEPT", "MINUS")) {
      const token = this.cursor.next();
      const operator = token.word === "UNION" ? "UNION" : "EXCEPT";
      const all = this.quantifier();
      left = { node: "set", at: token.start, operator, all, left, right: this.intersection() };
    }
    return left;
  }

  private intersection(): QueryBody {
    let left = this.term();
    while (this.cursor.is("INTERSECT")) {
      const at = this.cursor.next().start;
      const all = this.quantifier();
      left = { node: "set", at, operator: "INTERSECT", all, left, right: this.term() };
    }
    return left;
  }

  private quantifier(): boolean {
    const all = this.cursor.accept("ALL");
    if (!all) {
      this.cursor.accept("DISTINCT");
    }
    if (this.cursor.is("BY", "NAME")) {
      throw unsupported("BY NAME");
    }
    return all;
  }

  private term(): QueryBody {
    const { cursor } = this;
    if (cursor.accept("(")) {
      const query = this.parse();
      cursor.expect(")");
      return { node: "query", query };
    }
    if (cursor.is("VALUES")) {
      return this.parseValues(true);
    }
    if (cursor.accept("TABLE")) {
      const at = cursor.peek().start;
      const from: Relation = { node: "table", at, name: cursor.name(), alias: { columns: [] } };
      const star: Expression = { node: "star", at, qualifier: [], except: [] };
      return {
        node: "select",
        distinct: false,
        items: [{ expression: star, aliases: [] }],
        from,
        lateralViews: [],
        windows: [],
      };
    }
    return this.select();
  }

  parseValues(withAlias: boolean): QueryBody & { node: "values" } {
    const { cursor } = this;
    const at = cursor.peek().start;
    cursor.expect("VALUES");
    const rows = cursor.list(() => {
      const row = this.expressions.parse();
      const struct = row.node === "call" && row.name === "struct" && !row.argAliases;
      return row.node === "tuple" ? row.items : struct ? row.args : [row];
    });
    return { node: "values", at, rows, alias: withAlias ? this.relations.alias() : { columns: [] } };
  }

  private select(): Select {
    const { cursor } = this;
    cursor.expect("SELECT");
    const distinct = cursor.accept("DISTINCT");
    if (!distinct) {
      cursor.accept("ALL");
    }
    const select: Select = {
      node: "select",
      distinct,
      items: cursor.list(() => this.parseSelectItem()),
      lateralViews: [],
      windows: [],
    };
    if (cursor.accept("FROM")) {
      select.from = this.relations.from();
    }
    while (cursor.is("LATERAL", "VIEW")) {
      select.lateralViews.push(this.lateralView());
    }
    this.clauses(select);
    return select;
  }

  private clauses(select: Select): void {
    const { cursor } = this;
    if (cursor.accept("WHERE")) {
      select.where = this.expressions.parse();
    }
    if (cursor.accept("GROUP", "BY")) {
      select.groupBy = parseGroupBy(this.expressions);
    }
    if (cursor.accept("HAVING")) {
      select.having = this.expressions.parse();
    }
    if (cursor.accept("QUALIFY")) {
      select.qualify = this.expressions.parse();
    }
    if (cursor.accept("WINDOW")) {
      select.windows = cursor.list(() => {
        const name = cursor.identifier();
        cursor.expect("AS");
        return { name, spec: parseWindowSpec(this.expressions) };
      });
    }
  }

  parseSelectItem(): SelectItem {
    const { cursor } = this;
    const expression = this.expressions.parse();
    if (cursor.accept("AS")) {
      const aliases = cursor.is("(")
        ? cursor.parenthesized(() => cursor.identifier())
        : [cursor.identifier()];
      return { expression, aliases };
    }
    const bare = cursor.bareAlias();
    return { expression, aliases: bare === undefined ? [] : [bare] };
  }

  parseRelation(): Relation {
    return this.relations.joined();
  }

  private lateralView(): LateralView {
    const { cursor } = this;
    cursor.expect("LATERAL", "VIEW");
    const outer = cursor.accept("OUTER");
    const call = this.expressions.parse();
    if (call.node !== "call") {
      return cursor.fail();
    }
    const alias = cursor.is("AS") ? undefined : cursor.bareAlias();
    const columns = cursor.accept("AS") ? this.columnAliases() : [];
    return { call, outer, alias, columns };
  }

  private columnAliases(): string[] {
    const { cursor } = this;
    return cursor.is("(")
      ? cursor.parenthesized(() => cursor.identifier())
      : cursor.list(() => cursor.identifier());
  }
}

/** A parser of the queries at a cursor. */
export const createQueryParser = (cursor: Cursor): QueryParser => new SelectParser(cursor);
