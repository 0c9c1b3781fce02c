/** FROM and WHERE of a SELECT while it is analyzed, and the names that they bring into scope. */
import { sqlError, unsupported } from "../errors";
import type { CallNode, Expression, LateralView, Name, Node, Query, Select, SelectItem } from "../parser/ast";
import type { ExpressionContext } from "./compiler";
import { contextOf, type QueryAnalyzer } from "./context";
import type { Environment } from "./environment";
import { createCompiler } from "./expressions";
import { type Generated, generate, isGenerator } from "./functions/generators";
import { volatileSql } from "./functions/volatile";
import { RelationAnalyzer } from "./relations";
import { type Resolver, Scope, type ScopeColumn, type ScopeRelation, unresolved } from "./scope";
import type { TypedSql } from "./typedSql";

/** The error for a number of aliases that does not fit a generator's columns. */
export function aliasCountMismatch(names: number, columns: number): Error {
  return sqlError(
    "NUM_TABLE_VALUE_ALIASES_MISMATCH",
    `Number of given aliases does not match number of output columns. Number of aliases: ${names}; number of output columns: ${columns}.`,
    "42826",
  );
}

export class FromClause {
  scope: Scope;
  where = "";
  private from = "";
  /** Calls such as rand() that have a column of their own. */
  private readonly volatile = new Map<Expression, TypedSql>();

  constructor(
    private readonly select: Select,
    readonly environment: Environment,
    readonly analyzer: QueryAnalyzer,
    readonly outer: Resolver | undefined,
  ) {
    this.scope = new Scope([], outer);
    if (select.from) {
      const { sql, sources } = new RelationAnalyzer(environment, analyzer, outer).analyze(select.from);
      this.from = `FROM ${sql}`;
      this.scope = new Scope(sources, outer);
    }
    for (const view of select.lateralViews) {
      this.addLateralView(view);
    }
  }

  /** DuckDB text of FROM. */
  get sql(): string {
    return this.from;
  }

  /** The context of expressions over FROM; `own` adds the select list's names. */
  context(own?: Resolver): ExpressionContext {
    const { scope, environment, analyzer } = this;
    const names = {
      resolve: (parts: Name) => scope.find(parts) ?? own?.resolve(parts) ?? scope.outer?.resolve(parts),
      known: () => scope.names(),
    };
    const windows = new Map(this.select.windows.map(({ name, spec }) => [name.toLowerCase(), spec]));
    const query = (inner: Query) => analyzer.query(inner, environment, names);
    const stars = (star: Node<"star">) => this.starItems(star).map((item) => item.expression);
    return { environment, names, windows, query, stars, intercept: (each) => this.volatile.get(each) };
  }

  private addLateralView(view: LateralView): void {
    if (!isGenerator(view.call)) {
      throw unsupported(`LATERAL VIEW of ${view.call.name}()`);
    }
    const context = contextOf(this.scope, this.environment, this.analyzer, "LATERAL VIEW");
    const rows = generate(view.call, createCompiler(context), view.outer);
    const columns = this.addGenerated(rows, view.columns);
    const source: ScopeRelation = { alias: view.alias, path: [], columns };
    this.scope = new Scope([...this.scope.sources, source], this.outer);
  }

  /** Wraps FROM and WHERE in a subquery with further columns; returns its name. */
  private wrap(further: string[]): string {
    const subquery = this.environment.fresh("n");
    const kept: string[] = [];
    const sources = this.scope.sources.map((source) => ({
      ...source,
      columns: source.columns.map((column) => {
        kept.push(`${column.sql} AS c${kept.length}`);
        return { ...column, sql: `${subquery}.c${kept.length - 1}` };
      }),
    }));
    for (const [call, typed] of this.volatile) {
      kept.push(`${typed.sql} AS c${kept.length}`);
      this.volatile.set(call, { ...typed, sql: `${subquery}.c${kept.length - 1}` });
    }
    this.from = `FROM (SELECT ${[...kept, ...further].join(", ")} ${this.from}${this.where}) AS ${subquery}`;
    this.where = "";
    this.scope = new Scope(sources, this.outer);
    return subquery;
  }

  /** The columns of a generator, whose rows keep their order beside those of FROM. */
  addGenerated(rows: Generated, names: string[]): ScopeColumn[] {
    if (names.length > 0 && names.length !== rows.columns.length) {
      throw aliasCountMismatch(names.length, rows.columns.length);
    }
    const subquery = this.wrap([rows.select]);
    return rows.columns.map(({ name, type, sql }, index) => ({
      name: names[index] ?? name,
      type,
      sql: sql(`${subquery}.u`, `${subquery}.p`),
    }));
  }

  /** Gives calls such as rand() columns of their own, so that each is computed once for a row. */
  hoist(calls: CallNode[]): void {
    if (calls.length === 0) {
      return;
    }
    const names = calls.map(() => this.environment.fresh("h"));
    const subquery = this.wrap(calls.map((call, index) => `${volatileSql(call)?.sql} AS ${names[index]}`));
    for (const [index, call] of calls.entries()) {
      const type = volatileSql(call)?.type;
      if (type) {
        this.volatile.set(call, { sql: `${subquery}.${names[index]}`, type, name: `${call.name}()` });
      }
    }
  }

  /** The items of a select list with the columns that stars stand for in their place. */
  expandStars(items: SelectItem[]): SelectItem[] {
    return items.flatMap((item) => {
      const { expression } = item;
      return expression.node === "star" ? this.starItems(expression) : [item];
    });
  }

  private starItems(star: Expression & { node: "star" }): SelectItem[] {
    const columns = star.qualifier.length === 0 ? this.scope.star() : this.scope.starOf(star.qualifier);
    if (!columns || (columns.length === 0 && star.qualifier.length === 0 && !this.select.from)) {
      return this.structStar(star);
    }
    const except = star.except.map((parts) => {
      const found = this.scope.find(parts);
      if (!found) {
        throw unresolved(parts, this.scope.names());
      }
      if (found.fields.length > 0) {
        throw unsupported("EXCEPT with fields of a STRUCT");
      }
      return found.column.sql;
    });
    return columns
      .filter((column) => !except.includes(column.sql))
      .map(({ name, type, sql }) => ({
        expression: { node: "resolved", at: star.at, name, type, sql },
        aliases: [name],
      }));
  }

  /** `column.*` of a STRUCT. */
  private structStar(star: Expression & { node: "star" }): SelectItem[] {
    const found = star.qualifier.length > 0 ? this.scope.find(star.qualifier) : undefined;
    const column: Expression = { node: "column", at: star.at, parts: star.qualifier };
    const typed = found && createCompiler(this.context()).compile(column);
    if (typed?.type.kind !== "STRUCT" || star.except.length > 0) {
      const known = this.scope.names().map((name) => `\`${name}\``);
      throw sqlError(
        "CANNOT_RESOLVE_STAR_EXPAND",
        `Cannot resolve ${[...star.qualifier, "*"].join(".")} given input columns ${known.join(", ")}. Please check that the specified table or struct exists and is accessible in the input columns.`,
        "42704",
      );
    }
    return typed.type.fields.map((field) => ({
      expression: { node: "field", at: star.at, operand: column, name: field.name },
      aliases: [field.name],
    }));
  }
}
