/** SELECT as DuckDB's SQL. */
import { sqlError, unsupported } from "../errors";
import type { CallNode, Expression, Select, SelectItem, SortKey } from "../parser/ast";
import type { ExpressionCompiler, ExpressionContext } from "./compiler";
import type { QueryAnalyzer } from "./context";
import type { AnalyzedQuery, Environment } from "./environment";
import { createCompiler } from "./expressions";
import { aliasCountMismatch, FromClause } from "./fromClause";
import { generate, isGenerator } from "./functions/generators";
import { volatileCalls } from "./functions/volatile";
import { Grouping } from "./grouping";
import { AliasResolver, columnName, findOutput, type OutputColumn, orderKey } from "./outputs";
import { type Resolver, unresolved } from "./scope";
import { groupKey, sortSql } from "./sorting";
import type { TypedSql } from "./typedSql";
import { aggregateCalls, containsAggregate } from "./walk";

export class SelectAnalyzer {
  private readonly aliases = new AliasResolver();
  private readonly from: FromClause;
  private readonly environment: Environment;
  /** The join of grouped rows with those of a generator in the select list. */
  private generated = "";

  constructor(
    private readonly select: Select,
    environment: Environment,
    analyzer: QueryAnalyzer,
    private readonly outer: Resolver | undefined,
  ) {
    this.environment = environment;
    this.from = new FromClause(select, environment, analyzer, outer);
  }

  /** The whole SELECT with the ORDER BY of its query; `limit` is DuckDB text to put behind. */
  analyze(orderBy: SortKey[], limit: string): AnalyzedQuery {
    const { from } = this;
    from.hoist(this.volatileCalls(orderBy));
    if (this.select.where) {
      refuseAggregates(this.select.where, "WHERE");
      const where = createCompiler({ ...from.context(), noWindows: "WHERE" });
      from.where = ` WHERE ${where.condition(this.select.where, "WHERE")}`;
    }
    const items = this.generatedItems(from.expandStars(this.select.items));
    const grouping = this.groupingOf(items, orderBy, from.context());
    const context = this.contextAbove(grouping);
    const compiler = createCompiler(context);
    const outputs = this.outputsOf(items, compiler);
    if (this.select.distinct) {
      for (const { typed } of outputs) {
        compiler.ordered(typed, "DISTINCT");
      }
    }
    if (grouping) {
      grouping.outputNames = outputs.map(({ name }) => name);
    }
    const conditions = this.conditionsOf(compiler);
    const order = this.orderSql(orderBy, outputs, context, grouping !== undefined);
    const { distinct } = this.select;
    const list = outputs
      .map(({ typed }, index) => `${distinct ? groupKey(typed.sql, typed.type) : typed.sql} AS o${index}`)
      .join(", ");
    const rows = grouping
      ? `${grouping.fromSql(from.sql, from.where)}${this.generated}`
      : `${from.sql}${from.where}`;
    const sql = `SELECT ${distinct ? "DISTINCT " : ""}${list} ${rows}${conditions}${order}${limit}`;
    return { sql, columns: outputs.map(({ name, typed }) => ({ name, type: typed.type })) };
  }

  /** How the select list and what follows see the rows, grouped or not. */
  private contextAbove(grouping: Grouping | undefined): ExpressionContext {
    const context = this.from.context(this.aliases);
    if (!grouping) {
      return context;
    }
    return {
      ...context,
      names: grouping,
      query: (query) => this.from.analyzer.query(query, this.environment, grouping.outerView()),
      intercept: (each, own) => grouping.intercept(each, own),
    };
  }

  /** The expressions of the clauses that stand above a grouping. */
  private above(orderBy: SortKey[]): Expression[] {
    const { items, qualify, having } = this.select;
    return [
      ...items.map((item) => item.expression),
      ...orderBy.map((key) => key.expression),
      ...[qualify, having].filter((each) => each !== undefined),
    ];
  }

  /** Calls such as rand() that are made for each row of FROM. */
  private volatileCalls(orderBy: SortKey[]): CallNode[] {
    const { where, groupBy, having } = this.select;
    const above = this.above(orderBy);
    const grouped = groupBy !== undefined || having !== undefined || above.some(containsAggregate);
    const inRows = grouped ? above.flatMap(aggregateCalls).flatMap((call) => call.args) : above;
    return [...(where ? [where] : []), ...inRows].flatMap(volatileCalls);
  }

  private groupingOf(items: SelectItem[], orderBy: SortKey[], base: ExpressionContext): Grouping | undefined {
    const { groupBy, having } = this.select;
    if (!groupBy && !having && !this.above(orderBy).some(containsAggregate)) {
      return undefined;
    }
    if (!groupBy && !having && !items.some((item) => containsAggregate(item.expression))) {
      throw sqlError(
        "UNSUPPORTED_EXPR_FOR_OPERATOR",
        "A query operator contains one or more unsupported expressions: aggregate functions where the rows are not grouped.",
        "42K0E",
      );
    }
    const grouping = new Grouping(
      base,
      this.outer,
      this.aliases,
      groupBy?.sets !== undefined,
      groupBy !== undefined,
    );
    const compiler = createCompiler({ ...base, noWindows: "GROUP BY" });
    const keys = groupBy?.all
      ? items.map((item) => item.expression).filter((expression) => !containsAggregate(expression))
      : (groupBy?.keys ?? []).map((key) => this.groupKey(key, items));
    const numbers = keys.map((key) => {
      refuseAggregates(key, "GROUP BY");
      return grouping.addKey(compiler.ordered(compiler.compile(key), "GROUP BY"));
    });
    grouping.sets = groupBy?.sets?.map((set) => [...new Set(set.map((key) => numbers[key] ?? 0))]);
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
      if (containsAggregate(item.expression)) {
        throw sqlError(
          "GROUP_BY_POS_AGGREGATE",
          `GROUP BY ${key.value} refers to an expression that contains an aggregate function. Aggregate functions are not allowed in GROUP BY.`,
          "42903",
        );
      }
      return item.expression;
    }
    if (key.node === "column" && key.parts.length === 1 && !this.from.scope.find(key.parts)) {
      const name = (key.parts[0] ?? "").toLowerCase();
      const item = items.find(({ aliases }) => aliases[0]?.toLowerCase() === name);
      return item?.expression ?? key;
    }
    return key;
  }

  private outputsOf(items: SelectItem[], compiler: ExpressionCompiler): OutputColumn[] {
    return items.flatMap(({ expression, aliases }) => {
      if (expression.node === "call" && isGenerator(expression)) {
        return this.generatorOutputs(expression, aliases, compiler);
      }
      if (aliases.length > 1) {
        throw aliasCountMismatch(aliases.length, 1);
      }
      const typed = compiler.compile(expression);
      const name = aliases[0] ?? columnName(expression, typed);
      if (aliases[0] !== undefined && expression.node !== "resolved") {
        this.aliases.add(aliases[0], typed);
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
      items.some((each) => containsAggregate(each.expression))
    ) {
      return items;
    }
    if (found.length > 1) {
      throw severalGenerators();
    }
    const rows = generate(
      item.expression,
      createCompiler({ ...this.from.context(), noWindows: "a generator" }),
    );
    const stars = items.filter((each) => each.expression.node === "resolved").length > 0;
    const columns = this.from.addGenerated(rows, item.aliases);
    const replaced = columns.map(({ name, type, sql }): SelectItem => {
      this.aliases.add(name, { name, type, sql });
      return { expression: { node: "resolved", at: item.expression.at, name, type, sql }, aliases: [name] };
    });
    const others = stars ? this.from.expandStars(this.select.items) : items;
    return others.flatMap((each) => (isGenerator(each.expression) ? replaced : [each]));
  }

  private generatorOutputs(call: CallNode, aliases: string[], compiler: ExpressionCompiler): OutputColumn[] {
    if (this.generated !== "") {
      throw severalGenerators();
    }
    const rows = generate(call, compiler);
    if (aliases.length > 0 && aliases.length !== rows.columns.length) {
      throw aliasCountMismatch(aliases.length, rows.columns.length);
    }
    const subquery = this.environment.fresh("r");
    this.generated = ` CROSS JOIN LATERAL (SELECT ${rows.select}) AS ${subquery}`;
    return rows.columns.map((column, index) => {
      const name = aliases[index] ?? column.name;
      const typed: TypedSql = { sql: column.sql(`${subquery}.u`, `${subquery}.p`), type: column.type, name };
      this.aliases.add(name, typed);
      return { name, typed };
    });
  }

  private conditionsOf(compiler: ExpressionCompiler): string {
    const { having, qualify } = this.select;
    const first = having
      ? ` WHERE ${createCompiler({ ...compiler.context, noWindows: "HAVING" }).condition(having, "HAVING")}`
      : "";
    return qualify ? `${first} QUALIFY ${compiler.condition(qualify, "QUALIFY")}` : first;
  }

  /** ORDER BY: a key means an output by its number or name before anything else. */
  private orderSql(
    keys: SortKey[],
    outputs: OutputColumn[],
    context: ExpressionContext,
    isGrouped: boolean,
  ): string {
    const below = isGrouped ? [] : this.from.scope.names();
    const compiler = createCompiler({
      ...context,
      intercept: (each, own) => findOutput(each, outputs, own, below) ?? context.intercept?.(each, own),
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
      return [sortSql(key, { ...typed, sql: index < 0 ? typed.sql : `o${index}` })];
    });
    return sorted.length > 0 ? ` ORDER BY ${sorted.join(", ")}` : "";
  }
}

const severalGenerators = () => unsupported("several generators in a SELECT list");

function refuseAggregates(expression: Expression, clause: string): void {
  if (containsAggregate(expression)) {
    throw clause === "WHERE"
      ? sqlError(
          "INVALID_WHERE_CONDITION",
          "The WHERE condition contains invalid expressions: aggregate functions. Rewrite the query to avoid window functions, aggregate functions, and generator functions in the WHERE clause.",
          "42903",
        )
      : sqlError("GROUP_BY_AGGREGATE", "Aggregate functions are not allowed in GROUP BY.", "42903");
  }
}
