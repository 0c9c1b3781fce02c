/** SELECT in DuckDB's words. */
import { sqlError, unsupported } from "../errors";
import type {
  CallNode,
  Expression,
  LateralView,
  Name,
  Query,
  Select,
  SelectItem,
  SortKey,
} from "../parser/ast";
import type { AnalysedQuery, Environment } from "./environment";
import { type Context, ExpressionCompiler } from "./expressions";
import { type Generated, generate, isGenerator } from "./functions/generators";
import { volatileCall, volatileCalls } from "./functions/volatile";
import { Grouping } from "./grouping";
import { contextOf, type QueryAnalyser, RelationAnalyser } from "./relations";
import { type Found, type Resolver, Scope, type ScopeColumn, type Source, unresolved } from "./scope";
import { sortSql } from "./sorting";
import type { Typed } from "./typed";
import { aggregateCalls, aggregates } from "./walk";

export interface Output {
  name: string;
  typed: Typed;
}

/** The select list's own names, for clauses that may use them. */
class Aliases implements Resolver {
  readonly outputs = new Map<string, Typed>();

  resolve(parts: Name): Found | undefined {
    const typed = this.outputs.get((parts[0] ?? "").toLowerCase());
    return (
      typed && { column: { name: parts[0] ?? "", type: typed.type, sql: typed.sql }, fields: parts.slice(1) }
    );
  }
}

export class SelectAnalyser {
  private readonly aliases = new Aliases();
  private readonly environment: Environment;
  private scope: Scope;
  private from = "";
  private where = "";
  /** The join of grouped rows with those of a generator in the select list. */
  private generated = "";
  private readonly volatile = new Map<Expression, Typed>();

  constructor(
    private readonly select: Select,
    environment: Environment,
    private readonly analyser: QueryAnalyser,
    private readonly outer: Resolver | undefined,
  ) {
    this.environment = environment;
    this.scope = new Scope([], outer);
  }

  /** The whole SELECT with the ORDER BY of its query; `limit` is DuckDB text to put behind. */
  analyse(orderBy: SortKey[], limit: string): AnalysedQuery {
    this.readFrom();
    this.hoistVolatile(orderBy);
    if (this.select.where) {
      refuseAggregates(this.select.where, "WHERE");
      const where = new ExpressionCompiler({ ...this.context(false), noWindows: "WHERE" });
      this.where = ` WHERE ${where.condition(this.select.where, "WHERE")}`;
    }
    const items = this.generatedItems(this.expandStars(this.select.items));
    const base = this.context(false);
    const grouping = this.groupingOf(items, orderBy, base);
    const context: Context = grouping
      ? {
          ...this.context(true),
          names: grouping,
          query: (query) => this.analyser.query(query, this.environment, grouping.outerView()),
          intercept: (each, own) => grouping.intercept(each, own),
        }
      : this.context(true);
    const compiler = new ExpressionCompiler(context);
    const outputs = this.outputsOf(items, compiler);
    if (this.select.distinct) {
      for (const { typed } of outputs) {
        compiler.ordered(typed, "DISTINCT");
      }
    }
    const conditions = this.conditionsOf(compiler);
    const order = this.orderSql(orderBy, outputs, context);
    const list = outputs.map(({ typed }, index) => `${typed.sql} AS o${index}`).join(", ");
    const from = grouping
      ? `${grouping.fromSql(this.from, this.where)}${this.generated}`
      : `${this.from}${this.where}`;
    const sql = `SELECT ${this.select.distinct ? "DISTINCT " : ""}${list} ${from}${conditions}${order}${limit}`;
    return { sql, columns: outputs.map(({ name, typed }) => ({ name, type: typed.type })) };
  }

  /** Puts calls such as rand() into columns beside FROM, so that each is computed once for a row. */
  private hoistVolatile(orderBy: SortKey[]): void {
    const { items, where, qualify, groupBy, having } = this.select;
    const above = [
      ...items.map((item) => item.expression),
      ...orderBy.map((key) => key.expression),
      qualify,
      having,
    ].filter((each) => each !== undefined);
    const grouped = groupBy !== undefined || having !== undefined || above.some(aggregates);
    const calls = [
      ...(where ? volatileCalls(where) : []),
      ...(grouped
        ? above.flatMap(aggregateCalls).flatMap((call) => call.args.flatMap((each) => volatileCalls(each)))
        : above.flatMap((each) => volatileCalls(each))),
    ];
    if (calls.length === 0) {
      return;
    }
    const names = calls.map(() => this.environment.fresh("h"));
    const stored = this.wrap(calls.map((call, index) => `${volatileCall(call)?.sql} AS ${names[index]}`));
    for (const [index, call] of calls.entries()) {
      const type = volatileCall(call)?.type;
      if (type) {
        this.volatile.set(call, { sql: `${stored}.${names[index]}`, type, name: `${call.name}()` });
      }
    }
  }

  private readFrom(): void {
    if (this.select.from) {
      const { sql, sources } = new RelationAnalyser(this.environment, this.analyser, this.outer).analyse(
        this.select.from,
      );
      this.from = `FROM ${sql}`;
      this.scope = new Scope(sources, this.outer);
    }
    for (const view of this.select.lateralViews) {
      this.addLateralView(view);
    }
  }

  private addLateralView(view: LateralView): void {
    if (!isGenerator(view.call)) {
      throw unsupported(`LATERAL VIEW of ${view.call.name}()`);
    }
    const compiler = new ExpressionCompiler(
      contextOf(this.scope, this.environment, this.analyser, "LATERAL VIEW"),
    );
    const rows = generate(view.call, compiler, view.outer);
    if (view.columns.length > 0 && view.columns.length !== rows.columns.length) {
      throw aliasCount(view.columns.length, rows.columns.length);
    }
    const columns = this.wrapGenerator(rows, view.columns);
    const source: Source = { alias: view.alias, path: [], columns };
    this.scope = new Scope([...this.scope.sources, source], this.outer);
  }

  /** Puts FROM and WHERE into a query of their own beside further columns; gives that query's name. */
  private wrap(further: string[]): string {
    const stored = this.environment.fresh("n");
    const kept: string[] = [];
    const sources = this.scope.sources.map((source) => ({
      ...source,
      columns: source.columns.map((column) => {
        kept.push(`${column.sql} AS c${kept.length}`);
        return { ...column, sql: `${stored}.c${kept.length - 1}` };
      }),
    }));
    for (const [call, typed] of this.volatile) {
      kept.push(`${typed.sql} AS c${kept.length}`);
      this.volatile.set(call, { ...typed, sql: `${stored}.c${kept.length - 1}` });
    }
    this.from = `FROM (SELECT ${[...kept, ...further].join(", ")} ${this.from}${this.where}) AS ${stored}`;
    this.where = "";
    this.scope = new Scope(sources, this.outer);
    return stored;
  }

  /** The columns of a generator, whose rows keep their order beside those of FROM. */
  private wrapGenerator(rows: Generated, names: string[]): ScopeColumn[] {
    const stored = this.wrap([rows.select]);
    return rows.columns.map(({ name, type, sql }, index) => ({
      name: names[index] ?? name,
      type,
      sql: sql(`${stored}.u`, `${stored}.p`),
    }));
  }

  /** How expressions see the relations of FROM, and with `own` the select list's names as well. */
  private context(own: boolean): Context {
    const { scope, aliases } = this;
    const names = {
      resolve: (parts: Name) =>
        scope.find(parts) ?? (own ? aliases.resolve(parts) : undefined) ?? scope.outer?.resolve(parts),
      known: () => scope.names(),
    };
    const windows = new Map(this.select.windows.map(({ name, spec }) => [name.toLowerCase(), spec]));
    const query = (inner: Query) => this.analyser.query(inner, this.environment, names);
    const intercept = (each: Expression) => this.volatile.get(each);
    return { environment: this.environment, names, windows, query, intercept };
  }

  private expandStars(items: SelectItem[]): SelectItem[] {
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
    const typed = found && new ExpressionCompiler(this.context(false)).compile(column);
    if (typed?.type.kind !== "STRUCT" || star.except.length > 0) {
      throw sqlError(
        "CANNOT_RESOLVE_STAR_EXPAND",
        `Cannot resolve ${[...star.qualifier, "*"].join(".")} given input columns ${this.scope
          .names()
          .map((name) => `\`${name}\``)
          .join(
            ", ",
          )}. Please check that the specified table or struct exists and is accessible in the input columns.`,
        "42704",
      );
    }
    return typed.type.fields.map((field) => ({
      expression: { node: "field", at: star.at, operand: column, name: field.name },
      aliases: [field.name],
    }));
  }

  private groupingOf(items: SelectItem[], orderBy: SortKey[], base: Context): Grouping | undefined {
    const { groupBy, having, qualify } = this.select;
    const others = [having, qualify, ...orderBy.map((key) => key.expression)].filter(
      (each) => each !== undefined,
    );
    const aggregated = [...items.map((item) => item.expression), ...others].some(aggregates);
    if (!groupBy && !having && !aggregated) {
      return undefined;
    }
    const grouping = new Grouping(base, this.outer, this.aliases, groupBy?.sets);
    const compiler = new ExpressionCompiler({ ...base, noWindows: "GROUP BY" });
    const keys = groupBy?.all
      ? items.map((item) => item.expression).filter((expression) => !aggregates(expression))
      : (groupBy?.keys ?? []).map((key) => this.groupKey(key, items));
    for (const key of keys) {
      refuseAggregates(key, "GROUP BY");
      grouping.addKey(compiler.ordered(compiler.compile(key), "GROUP BY"));
    }
    return grouping;
  }

  /** What a key of GROUP BY means: an item by its number or name, or an expression. */
  private groupKey(key: Expression, items: SelectItem[]): Expression {
    if (key.node === "literal" && key.type.kind === "INT") {
      const item = items[Number(key.value) - 1];
      if (!item) {
        throw sqlError(
          "GROUP_BY_POS_OUT_OF_RANGE",
          `GROUP BY position ${key.value} is not in select list (valid range is [1, ${items.length}]).`,
          "42805",
        );
      }
      return item.expression;
    }
    if (key.node === "column" && key.parts.length === 1 && !this.scope.find(key.parts)) {
      const name = (key.parts[0] ?? "").toLowerCase();
      const item = items.find(({ aliases }) => aliases[0]?.toLowerCase() === name);
      return item?.expression ?? key;
    }
    return key;
  }

  private outputsOf(items: SelectItem[], compiler: ExpressionCompiler): Output[] {
    return items.flatMap(({ expression, aliases }) => {
      if (expression.node === "call" && isGenerator(expression)) {
        return this.generatorOutputs(expression, aliases, compiler);
      }
      if (aliases.length > 1) {
        throw aliasCount(aliases.length, 1);
      }
      const typed = compiler.compile(expression);
      const name = aliases[0] ?? columnName(expression, typed);
      if (aliases[0] !== undefined && expression.node !== "resolved") {
        this.aliases.outputs.set(aliases[0].toLowerCase(), { ...typed, name: aliases[0] });
      }
      return [{ name, typed }];
    });
  }

  /** The items with a generator's columns in its place, where the rows are not grouped. */
  private generatedItems(items: SelectItem[]): SelectItem[] {
    const found = items.filter((item) => isGenerator(item.expression));
    const [item] = found;
    if (
      !item ||
      !isGenerator(item.expression) ||
      this.select.groupBy ||
      this.select.having ||
      items.some((each) => aggregates(each.expression))
    ) {
      return items;
    }
    if (found.length > 1) {
      throw severalGenerators();
    }
    const rows = generate(
      item.expression,
      new ExpressionCompiler({ ...this.context(false), noWindows: "a generator" }),
    );
    if (item.aliases.length > 0 && item.aliases.length !== rows.columns.length) {
      throw aliasCount(item.aliases.length, rows.columns.length);
    }
    const stars = items.filter((each) => each.expression.node === "resolved").length > 0;
    const columns = this.wrapGenerator(rows, item.aliases);
    const replaced = columns.map(({ name, type, sql }): SelectItem => {
      this.aliases.outputs.set(name.toLowerCase(), { name, type, sql });
      return { expression: { node: "resolved", at: item.expression.at, name, type, sql }, aliases: [name] };
    });
    const others = stars ? this.expandStars(this.select.items) : items;
    return others.flatMap((each) => (isGenerator(each.expression) ? replaced : [each]));
  }

  private generatorOutputs(call: CallNode, aliases: string[], compiler: ExpressionCompiler): Output[] {
    if (this.generated !== "") {
      throw severalGenerators();
    }
    const rows = generate(call, compiler);
    if (aliases.length > 0 && aliases.length !== rows.columns.length) {
      throw aliasCount(aliases.length, rows.columns.length);
    }
    const stored = this.environment.fresh("r");
    this.generated = ` CROSS JOIN LATERAL (SELECT ${rows.select}) AS ${stored}`;
    return rows.columns.map((column, index) => {
      const name = aliases[index] ?? column.name;
      const typed: Typed = { sql: column.sql(`${stored}.u`, `${stored}.p`), type: column.type, name };
      this.aliases.outputs.set(name.toLowerCase(), typed);
      return { name, typed };
    });
  }

  private conditionsOf(compiler: ExpressionCompiler): string {
    const { having, qualify } = this.select;
    const first = having
      ? ` WHERE ${new ExpressionCompiler({ ...compiler.context, noWindows: "HAVING" }).condition(having, "HAVING")}`
      : "";
    return qualify ? `${first} QUALIFY ${compiler.condition(qualify, "QUALIFY")}` : first;
  }

  /** ORDER BY: a key means an output by its number or name before anything else. */
  private orderSql(keys: SortKey[], outputs: Output[], context: Context): string {
    const compiler = new ExpressionCompiler({
      ...context,
      intercept: (each, own) => outputNamed(each, outputs, own) ?? context.intercept?.(each, own),
    });
    const sorted = keys.flatMap((key) => {
      const typed = orderKey(key.expression, outputs, compiler);
      if (typed.literal !== undefined) {
        return [];
      }
      compiler.ordered(typed, "ORDER BY");
      const index = outputs.findIndex((output) => output.typed.sql === typed.sql);
      if (index < 0 && this.select.distinct) {
        throw unresolved(
          [typed.name],
          outputs.map((output) => output.name),
        );
      }
      return [sortSql(key, index < 0 ? typed.sql : `o${index}`)];
    });
    return sorted.length > 0 ? ` ORDER BY ${sorted.join(", ")}` : "";
  }
}

function aliasCount(names: number, columns: number): Error {
  return sqlError(
    "NUM_TABLE_VALUE_ALIASES_MISMATCH",
    `Number of given aliases does not match number of output columns. Number of aliases: ${names}; number of output columns: ${columns}.`,
    "42826",
  );
}

const severalGenerators = () =>
  sqlError(
    "UNSUPPORTED_GENERATOR.MULTI_GENERATOR",
    "The generator is not supported: only one generator allowed per SELECT clause.",
    "42K0E",
  );

function refuseAggregates(expression: Expression, clause: string): void {
  if (aggregates(expression)) {
    throw clause === "WHERE"
      ? sqlError(
          "INVALID_WHERE_CONDITION",
          "The WHERE condition contains invalid expressions: aggregate functions. Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause.",
          "42903",
        )
      : sqlError("GROUP_BY_AGGREGATE", "Aggregate functions are not allowed in GROUP BY.", "42903");
  }
}

/** What a column without an alias is called: a cast of a column and a field keep their own names. */
function columnName(expression: Expression, typed: Typed): string {
  if (expression.node === "column") {
    return expression.parts.at(-1) ?? typed.name;
  }
  if (expression.node === "field") {
    return expression.name;
  }
  return expression.node === "cast" && expression.operand.node === "column"
    ? (expression.operand.parts.at(-1) ?? typed.name)
    : typed.name;
}

function outputNamed(
  expression: Expression,
  outputs: Output[],
  compiler: ExpressionCompiler,
): Typed | undefined {
  if (expression.node !== "column" || expression.parts.length !== 1 || compiler.lambdaFrames.length > 0) {
    return undefined;
  }
  const name = (expression.parts[0] ?? "").toLowerCase();
  const found = outputs.filter((output) => output.name.toLowerCase() === name);
  if (new Set(found.map((output) => output.typed.sql)).size > 1) {
    throw sqlError(
      "AMBIGUOUS_REFERENCE",
      `Reference \`${expression.parts[0]}\` is ambiguous, could be: [${found.map((output) => `\`${output.name}\``).join(", ")}].`,
      "42704",
    );
  }
  return found[0]?.typed;
}

/** The value that a key of ORDER BY sorts by. */
export function orderKey(expression: Expression, outputs: Output[], compiler: ExpressionCompiler): Typed {
  if (expression.node === "literal" && expression.type.kind === "INT") {
    const output = outputs[Number(expression.value) - 1];
    if (!output) {
      throw sqlError(
        "ORDER_BY_POS_OUT_OF_RANGE",
        `ORDER BY position ${expression.value} is not in select list (valid range is [1, ${outputs.length}]).`,
        "42805",
      );
    }
    return { ...output.typed, literal: undefined };
  }
  return compiler.compile(expression);
}
