/**
 * Calls. Only functions in the tables here run: each has been checked against Databricks' documentation, and
 * any other is refused by its name.
 */
import { sqlError, unsupported } from "../../errors";
import type { CallNode } from "../../parser/ast";
import type { ExpressionCompiler } from "../compiler";
import type { TypedSql } from "../typedSql";
import { aggregateFunctions, aggregateOf, isGrouping } from "./aggregates";
import { arrayFunctions } from "./arrays";
import { dateFunctions } from "./dates";
import { generalFunctions } from "./general";
import { isGenerator } from "./generators";
import { higherOrderFunctions } from "./higherOrder";
import { jsonFunctions } from "./json";
import { mapFunctions } from "./maps";
import { numberFunctions } from "./numbers";
import { regexFunctions } from "./regularExpressions";
import { callName, checkArity, type ScalarFunctions } from "./specification";
import { stringFunctions } from "./strings";
import { timeConversions } from "./timeConversions";
import { windowCall, windowFunctions } from "./windows";

const scalars = new Map(
  [
    stringFunctions,
    numberFunctions,
    dateFunctions,
    arrayFunctions,
    mapFunctions,
    higherOrderFunctions,
    timeConversions,
    regexFunctions,
    jsonFunctions,
    generalFunctions,
  ].flatMap((functions: ScalarFunctions) => Object.entries(functions)),
);

/** The names of the functions that may be called, sorted. */
export const builtInFunctions = (): string[] =>
  [...new Set([...scalars.keys(), ...Object.keys(aggregateFunctions), ...windowFunctions.keys()])].sort();

/** The call with columns in the place of stars. */
function withoutStars(node: CallNode, { context }: ExpressionCompiler): CallNode {
  const { stars } = context;
  if (!stars || !node.args.some((argument) => argument.node === "star")) {
    return node;
  }
  if (node.argAliases || (node.name === "struct" && node.args.length > 1)) {
    throw unsupported("other fields beside * in a STRUCT");
  }
  return {
    ...node,
    args: node.args.flatMap((argument) => (argument.node === "star" ? stars(argument) : [argument])),
  };
}

export function compileCall(node: CallNode, compiler: ExpressionCompiler): TypedSql {
  if (node.over) {
    return windowCall(node, compiler);
  }
  const scalar = scalars.get(node.name);
  if (scalar) {
    if (
      node.distinct ||
      node.filter ||
      node.withinGroup ||
      node.nulls ||
      (node.argAliases && node.name !== "struct")
    ) {
      throw unsupported(`DISTINCT, FILTER, WITHIN GROUP, IGNORE NULLS or aliases in ${node.name}()`);
    }
    const call = withoutStars(node, compiler);
    checkArity(call, scalar);
    return { name: callName(call.name, []), ...scalar.compile(call, compiler) };
  }
  if (aggregateOf(node.name) && compiler.context.noWindows === "JOIN") {
    throw sqlError(
      "UNSUPPORTED_EXPR_FOR_OPERATOR",
      `A query operator contains one or more unsupported expressions. Consider to rewrite it to avoid window functions, aggregate functions, and generator functions in the WHERE clause. Invalid expressions: ["${node.name}()"]`,
      "42K0E",
    );
  }
  if (aggregateOf(node.name) || isGrouping(node)) {
    throw sqlError(
      "INVALID_AGGREGATE_PLACEMENT",
      `The aggregate function ${node.name}() cannot stand here: aggregates are not allowed in WHERE, GROUP BY, JOIN or inside other aggregates.`,
      "42903",
    );
  }
  if (isGenerator(node)) {
    const place = compiler.context.noWindows === undefined ? "NESTED_IN_EXPRESSIONS" : "OUTSIDE_SELECT";
    throw sqlError(
      `UNSUPPORTED_GENERATOR.${place}`,
      `The generator is not supported: outside the SELECT clause or nested in expressions, found: ${node.name}().`,
      "42K0E",
    );
  }
  if (windowFunctions.has(node.name)) {
    throw sqlError(
      "WINDOW_FUNCTION_WITHOUT_OVER_CLAUSE",
      `Window function ${node.name}() requires an OVER clause.`,
      "42601",
    );
  }
  throw unsupported(`the function ${node.name}()`);
}
