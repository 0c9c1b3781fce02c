/** Functions that give another value for each row. DuckDB must compute them once, so they get columns of their own. */
import { type DataType, DOUBLE, STRING } from "../../dataTypes";
import type { CallNode, Expression } from "../../parser/ast";
import { childExpressions } from "../walk";

const volatile: Record<string, { sql: string; type: DataType }> = {
  uuid: { sql: "CAST(uuid() AS VARCHAR)", type: STRING },
  rand: { sql: "random()", type: DOUBLE },
  random: { sql: "random()", type: DOUBLE },
};

/** A call of such a function: its DuckDB text and type. A seed is not supported. */
export function volatileSql(node: Expression): { sql: string; type: DataType } | undefined {
  return node.node === "call" && node.args.length === 0 && !node.over ? volatile[node.name] : undefined;
}

/** All such calls in an expression, except in lambdas. */
export function volatileCalls(node: Expression): CallNode[] {
  if (node.node === "lambda") {
    return [];
  }
  const own = node.node === "call" && volatileSql(node) ? [node] : [];
  return [...own, ...childExpressions(node).flatMap((child) => volatileCalls(child))];
}
