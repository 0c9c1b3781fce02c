/** Walks over expressions without going into the queries inside them. */
import type { CallNode, Expression, WindowSpec } from "../parser/ast";
import { isAggregate, isGrouping } from "./functions/aggregates";

function windowParts(spec: WindowSpec): Expression[] {
  return [...spec.partitionBy, ...spec.orderBy.map((key) => key.expression)];
}

/** The expressions directly inside one. */
export function childExpressions(node: Expression): Expression[] {
  switch (node.node) {
    case "call":
      return [
        ...node.args,
        ...(node.filter ? [node.filter] : []),
        ...(node.withinGroup ?? []).map((key) => key.expression),
        ...(node.over ? windowParts(node.over) : []),
      ];
    case "unary":
    case "cast":
    case "is":
    case "field":
    case "path":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "case":
      return [
        ...(node.operand ? [node.operand] : []),
        ...node.whens.flatMap((when) => [when.condition, when.result]),
        ...(node.otherwise ? [node.otherwise] : []),
      ];
    case "in":
      return [node.operand, ...(node.list ?? [])];
    case "between":
      return [node.operand, node.low, node.high];
    case "like":
      return [node.operand, ...node.patterns];
    case "lambda":
      return [node.body];
    case "index":
      return [node.operand, node.index];
    case "tuple":
      return node.items;
    default:
      return [];
  }
}

/** Whether an expression or one inside it passes a test. */
export function someExpression(node: Expression, test: (node: Expression) => boolean): boolean {
  return test(node) || childExpressions(node).some((child) => someExpression(child, test));
}

/** Whether an expression aggregates rows. */
export function containsAggregate(node: Expression): boolean {
  return someExpression(node, (each) => (each.node === "call" && isAggregate(each)) || isGrouping(each));
}

/** The aggregates in an expression. */
export function aggregateCalls(node: Expression): CallNode[] {
  if (node.node === "call" && isAggregate(node)) {
    return [node];
  }
  return childExpressions(node).flatMap(aggregateCalls);
}

/** Whether an expression holds a query. */
export function containsQuery(node: Expression): boolean {
  return someExpression(
    node,
    (each) =>
      each.node === "subquery" || each.node === "exists" || (each.node === "in" && each.query !== undefined),
  );
}
