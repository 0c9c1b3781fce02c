/**
 * GROUP BY and aggregates. The rows are grouped in a query of their own, with a column for each key (k0, k1, …)
 * and each aggregate (a0, a1, …); what stands above is expressed in those columns.
 */
import { BIGINT, type DataType } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { CallNode, Expression, Name, Node } from "../parser/ast";
import type { ExpressionCompiler, ExpressionContext } from "./compiler";
import { createCompiler } from "./expressions";
import { aggregateOf, isAggregate, isGrouping } from "./functions/aggregates";
import type { AggregateEmitter } from "./functions/aggregation";
import { nameOfAggregate, nameOfCall } from "./functions/names";
import { callName, checkArity } from "./functions/specification";
import { missingAggregation, nestedAggregate } from "./groupingErrors";
import { type ResolvedColumn, type Resolver, unresolved } from "./scope";
import { groupKey, sortSql } from "./sorting";
import type { TypedSql } from "./typedSql";
import { containsAggregate, containsQuery } from "./walk";

export class Grouping implements Resolver {
  private readonly keys: TypedSql[] = [];
  private readonly inputs: string[] = [];
  private readonly outputs: string[] = [];
  private readonly alias: string;
  /** The names of the select list's columns, for clauses above it that see no others. */
  outputNames?: string[];
  /** Sets of key numbers, where there are grouping sets. */
  sets?: number[][];

  /**
   * @param base the context of the rows before grouping
   * @param outer the names of the enclosing query
   * @param aliases what the select list calls its items
   * @param inSets whether there are grouping sets
   * @param hasClause whether there is a GROUP BY
   */
  constructor(
    private readonly base: ExpressionContext,
    private readonly outer: Resolver | undefined,
    private readonly aliases: Resolver,
    private readonly inSets: boolean,
    private readonly hasClause: boolean,
  ) {
    this.alias = base.environment.fresh("g");
  }

  /** Adds a key, once for the same expression; returns its number. */
  addKey(key: TypedSql): number {
    const known = this.keys.findIndex(({ sql }) => sameText(sql, key.sql));
    return known >= 0 ? known : this.keys.push(key) - 1;
  }

  /** DuckDB text of a key above the grouping. */
  keyName(index: number): string {
    return `${this.alias}.k${index}`;
  }

  /** Names above the grouping: the select list's and those of the enclosing query. */
  resolve(parts: Name): ResolvedColumn | undefined {
    const alias = this.aliases.resolve(parts);
    if (alias) {
      return alias;
    }
    const [below, around] = [this.base.names.resolve(parts), this.outer?.resolve(parts)];
    if (below && below.column.sql !== around?.column.sql) {
      const index = this.keys.findIndex((key) => key.sql === below.column.sql);
      if (index < 0) {
        throw this.missing(parts.join("."));
      }
      return { column: { ...below.column, sql: this.keyName(index) }, fields: below.fields };
    }
    return around;
  }

  /** What queries inside grouped expressions see: the keys that are columns, and the enclosing query. */
  outerView(): Resolver {
    const compiler = createCompiler(this.base);
    return {
      resolve: (parts) => {
        const found = this.base.names.resolve(parts);
        if (!found || found.column.sql === this.outer?.resolve(parts)?.column.sql) {
          return found;
        }
        const key = this.keyOf({ node: "resolved", at: 0, ...found.column }, compiler);
        if (!key) {
          throw this.missing(parts.join("."));
        }
        return { column: { ...found.column, sql: key.sql }, fields: found.fields };
      },
    };
  }

  known(): string[] {
    return this.base.names.known();
  }

  /** Compiles keys and aggregates; all else is left to the compiler. */
  intercept(expression: Expression, compiler: ExpressionCompiler): TypedSql | undefined {
    if (
      expression.node === "literal" ||
      expression.node === "parameter" ||
      expression.node === "lambda" ||
      expression.node === "star"
    ) {
      return undefined;
    }
    if (expression.node === "call" && isAggregate(expression)) {
      return this.aggregate(expression, compiler);
    }
    if (isGrouping(expression)) {
      return this.grouping(expression as CallNode);
    }
    const key =
      containsAggregate(expression) || containsQuery(expression)
        ? undefined
        : this.keyOf(expression, compiler);
    if (!key && expression.node === "resolved") {
      throw this.missing(expression.name);
    }
    return key;
  }

  private missing(name: string): Error {
    return this.outputNames ? unresolved([name], this.outputNames) : missingAggregation(name, this.hasClause);
  }

  private baseCompiler(compiler?: ExpressionCompiler): ExpressionCompiler {
    const inner = createCompiler(this.base);
    inner.enter(compiler?.lambdaFrames ?? []);
    return inner;
  }

  /** The key that an expression is, if it is one. */
  private keyOf(expression: Expression, compiler: ExpressionCompiler): TypedSql | undefined {
    if (expression.node === "column" && !this.base.names.resolve(expression.parts)) {
      return undefined;
    }
    if (this.keys.length === 0 || (expression.node === "call" && expression.over)) {
      return undefined;
    }
    const typed = attempt(() => this.baseCompiler(compiler).compile(expression));
    const index = typed ? this.keys.findIndex((key) => sameText(key.sql, typed.sql)) : -1;
    const key = this.keys[index];
    return key && { sql: `${this.alias}.k${index}`, type: key.type, name: typed?.name ?? key.name };
  }

  private input(sql: string): string {
    const known = this.inputs.indexOf(sql);
    return `x${known >= 0 ? known : this.inputs.push(sql) - 1}`;
  }

  private output(sql: string): string {
    const known = this.outputs.indexOf(sql);
    return `${this.alias}.a${known >= 0 ? known : this.outputs.push(sql) - 1}`;
  }

  private aggregate(node: CallNode, compiler: ExpressionCompiler): TypedSql {
    const aggregate = aggregateOf(node.name);
    if (!aggregate) {
      throw unsupported(`the function ${node.name}()`);
    }
    if (compiler.lambdaFrames.length > 0) {
      throw unsupported("aggregates inside lambda functions");
    }
    checkArity(node, aggregate);
    if (node.distinct && !aggregate.distinct) {
      throw unsupported(`DISTINCT in ${node.name}()`);
    }
    if (node.args.some(containsAggregate)) {
      throw nestedAggregate();
    }
    const base = this.baseCompiler();
    const sorted = (node.withinGroup ?? []).map((key) => ({
      key,
      typed: base.ordered(base.compile(key.expression), "WITHIN GROUP"),
    }));
    const written = node.args.map((argument) =>
      base.compile(argument.node === "star" ? oneFor(argument, node) : argument),
    );
    if (node.distinct) {
      for (const value of written) {
        base.ordered(value, "DISTINCT");
      }
    }
    const values = aggregate.ordered ? [...sorted.map(({ typed }) => typed), ...written] : written;
    if (aggregate.ordered && sorted.length === 0) {
      throw sqlError(
        "INVALID_INVERSE_DISTRIBUTION_FUNCTION.WITHIN_GROUP_MISSING",
        `Invalid inverse distribution function \`${node.name}\`. WITHIN GROUP is required for inverse distribution function.`,
        "42K0K",
      );
    }
    const inputs = values.map((value) =>
      value.literal !== undefined ? value : { ...value, sql: this.input(value.sql) },
    );
    const condition = node.filter && base.compile(node.filter);
    const filter = node.filter && this.input(base.condition(node.filter, "FILTER"));
    const order = aggregate.ordered
      ? undefined
      : sorted.map(({ key, typed }) => sortSql(key, { ...typed, sql: this.input(typed.sql) })).join(", ");
    const call: AggregateEmitter = (duck, args, more = {}) => {
      const conditions = [filter, more.where].filter((each) => each !== undefined);
      const distinct = node.distinct || more.distinct ? "DISTINCT " : "";
      const sort = order || more.order;
      const by = sort ? ` ORDER BY ${sort}` : "";
      return `${duck}(${distinct}${args.join(", ")}${by})${conditions.length > 0 ? ` FILTER (WHERE ${conditions.join(" AND ")})` : ""}`;
    };
    const { sql, type } = aggregate.compile(inputs, call, node);
    const called = nameOfCall(
      node.nulls === "IGNORE" ? node.name.replace(/^(first|last)_value$/, "$1") : node.name,
      written.map((value) => value.name),
    );
    return { sql: this.output(sql), type, name: nameOfAggregate(node, called, sorted, condition?.name) };
  }

  /** grouping(key): whether the key is left out in the row's grouping set. */
  private grouping(node: CallNode): TypedSql {
    if (!this.inSets) {
      throw sqlError(
        "UNSUPPORTED_GROUPING_EXPRESSION",
        "grouping()/grouping_id() can only be used with GroupingSets/Cube/Rollup.",
        "42K0E",
      );
    }
    const base = this.baseCompiler();
    const keys = node.args.map((argument) => {
      const { sql } = base.compile(argument);
      const index = this.keys.findIndex((key) => sameText(key.sql, sql));
      if (index < 0) {
        throw sqlError(
          "GROUPING_COLUMN_MISMATCH",
          `Column of grouping (${node.name}) can't be found in grouping columns.`,
          "42803",
        );
      }
      return `k${index}`;
    });
    const all = keys.length > 0 ? keys : this.keys.map((_, index) => `k${index}`);
    const type: DataType = node.name === "grouping" ? { kind: "TINYINT" } : BIGINT;
    return {
      sql: this.output(`CAST(GROUPING(${all.join(", ")}) AS ${type.kind})`),
      type,
      name: callName(
        node.name,
        node.args.map((argument) => base.compile(argument)),
      ),
    };
  }

  /** FROM with the rows grouped; `from` and `where` are those of the rows before. */
  fromSql(from: string, where: string): string {
    const columns = [
      ...this.keys.map((key, index) => `${groupKey(key.sql, key.type)} AS k${index}`),
      ...this.inputs.map((sql, index) => `${sql} AS x${index}`),
    ];
    const rows = `SELECT ${columns.length > 0 ? columns.join(", ") : "1 AS one"} ${from}${where}`;
    const names = this.keys.map((_, index) => `k${index}`);
    const outputs = [...names, ...this.outputs.map((sql, index) => `${sql} AS a${index}`)];
    const by = this.sets
      ? ` GROUP BY GROUPING SETS (${this.sets.map((set) => `(${set.map((index) => names[index]).join(", ")})`).join(", ")})`
      : names.length > 0
        ? ` GROUP BY ${names.join(", ")}`
        : "";
    const list = outputs.length > 0 ? outputs.join(", ") : "count(*) AS n";
    return `FROM (SELECT ${list} FROM (${rows}) AS ${this.alias}i${by}) AS ${this.alias}`;
  }
}

/** What `*` stands for as the only argument of an aggregate. */
function oneFor(star: Node<"star">, call: CallNode): Expression {
  if (call.name !== "count" || call.distinct || star.qualifier.length > 0 || call.args.length > 1) {
    throw unsupported(`${call.name}() of the columns that * stands for`);
  }
  return { node: "literal", at: star.at, type: { kind: "INT" }, value: "1" };
}

/** Whether two SQL texts are equal except for generated names of lambda variables. */
function sameText(left: string, right: string): boolean {
  const plain = (sql: string) => {
    const names = new Map<string, string>();
    return sql.replace(/\b[vejlmf]\d+\b/g, (name) => {
      const known = names.get(name) ?? `#${names.size}`;
      names.set(name, known);
      return known;
    });
  };
  return left === right || plain(left) === plain(right);
}

/** Compiles a part of a grouped expression below the grouping; undefined where it is invalid there. */
function attempt(compile: () => TypedSql): TypedSql | undefined {
  try {
    return compile();
  } catch (error) {
    if (error instanceof Error && error.name === "SqlError") {
      return undefined;
    }
    throw error;
  }
}
