/** PIVOT. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-syntax-qry-select-pivot */
import { sqlError, unsupported } from "../errors";
import type { CallNode, Expression, PivotNode } from "../parser/ast";
import { isNested } from "./coercion";
import type { ExpressionCompiler } from "./compiler";
import { contextOf, type From, type QueryAnalyzer } from "./context";
import type { AnalyzedQuery, Environment } from "./environment";
import { createCompiler } from "./expressions";
import { isAggregate } from "./functions/aggregates";
import { Grouping } from "./grouping";
import { Scope } from "./scope";
import { someExpression } from "./walk";

/** Columns used by the aggregates and by FOR; all the others are what the rows are grouped by. */
function usedColumns(node: PivotNode, compiler: ExpressionCompiler): Set<string> {
  const used = new Set<string>();
  for (const expression of [...node.columns, ...node.aggregates.map((item) => item.expression)]) {
    someExpression(expression, (each) => {
      if (each.node === "column") {
        used.add(compiler.compile(each).sql);
      }
      return false;
    });
  }
  return used;
}

/** Every aggregate of the expression, for one of the pivot's values only. */
function filtered(expression: Expression, condition: Expression): Expression {
  if (expression.node !== "call" || !isAggregate(expression) || expression.filter) {
    throw unsupported("PIVOT with anything but plain aggregates");
  }
  return { ...expression, filter: condition } satisfies CallNode;
}

/** What a value of FOR is called: several are called as their STRUCT is. */
const pivotLabel = (names: string[]): string => (names.length === 1 ? names.join() : `{${names.join(", ")}}`);

export function analyzePivot(
  node: PivotNode,
  from: From,
  environment: Environment,
  analyzer: QueryAnalyzer,
): AnalyzedQuery {
  const scope = new Scope(from.sources);
  const base = contextOf(scope, environment, analyzer, "PIVOT");
  const compiler = createCompiler(base);
  const used = usedColumns(node, compiler);
  const grouping = new Grouping(base, undefined, { resolve: () => undefined }, false, true);
  const keys = scope.star().filter((column) => !used.has(column.sql));
  const columns: AnalyzedQuery["columns"] = [];
  const outputs: string[] = [];
  for (const key of keys) {
    grouping.addKey(key);
  }
  const grouped = createCompiler({
    ...base,
    names: grouping,
    intercept: (each, own) => grouping.intercept(each, own),
  });
  for (const [index, key] of keys.entries()) {
    outputs.push(`${grouping.keyName(index)}`);
    columns.push({ name: key.name, type: key.type });
  }
  for (const value of node.values) {
    const condition = matching(node, value.expressions);
    const label = value.alias ?? pivotLabel(value.expressions.map((each) => compiler.compile(each).name));
    const count: Expression = { node: "call", at: node.at, name: "count_if", args: [condition] };
    for (const aggregate of node.aggregates) {
      const typed = grouped.compile(filtered(aggregate.expression, condition));
      const own = aggregate.aliases[0];
      const plain = createCompiler({
        ...base,
        names: grouping,
        intercept: (each, inner) => grouping.intercept(each, inner),
      }).compile(aggregate.expression).name;
      // A value that no row has gives NULL, also for a count.
      outputs.push(
        isNested(typed.type)
          ? typed.sql
          : `CASE WHEN ${grouped.compile(count).sql} > 0 THEN ${typed.sql} END`,
      );
      columns.push({
        name: node.aggregates.length === 1 ? label : `${label}_${own ?? plain}`,
        type: typed.type,
      });
    }
  }
  const sql = `SELECT ${outputs.map((each, index) => `${each} AS o${index}`).join(", ")} ${grouping.fromSql(`FROM ${from.sql}`, "")}`;
  return { sql, columns };
}

function matching(node: PivotNode, values: Expression[]): Expression {
  if (values.length !== node.columns.length) {
    throw sqlError(
      "PIVOT_VALUE_DATA_TYPE_MISMATCH",
      "Invalid pivot value: the number of values does not match the number of pivot columns.",
      "42K09",
    );
  }
  const tests = node.columns.map<Expression>((column, index) => ({
    node: "binary",
    at: node.at,
    operator: "<=>",
    left: column,
    right: values[index] as Expression,
  }));
  return tests.reduce((left, right) => ({ node: "binary", at: node.at, operator: "AND", left, right }));
}
