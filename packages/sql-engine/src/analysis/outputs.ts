/** The columns that a query returns, and the names that its other clauses may use for them. */
import { sqlError } from "../errors";
import type { Expression, Name } from "../parser/ast";
import type { ExpressionCompiler } from "./compiler";
import { fieldOf } from "./paths";
import { type ResolvedColumn, type Resolver, unresolved } from "./scope";
import type { TypedSql } from "./typedSql";

export interface OutputColumn {
  name: string;
  typed: TypedSql;
}

/** The select list's own names, for clauses that may use them. */
export class AliasResolver implements Resolver {
  readonly outputs = new Map<string, TypedSql>();

  add(name: string, typed: TypedSql): void {
    this.outputs.set(name.toLowerCase(), { ...typed, name });
  }

  resolve(parts: Name): ResolvedColumn | undefined {
    const [name = "", ...fields] = parts;
    const typed = this.outputs.get(name.toLowerCase());
    return typed && { column: { name, type: typed.type, sql: typed.sql }, fields };
  }
}

/** What a column without an alias is called: a cast of a column and a field keep their own names. */
export function columnName(expression: Expression, typed: TypedSql): string {
  if (expression.node === "column") {
    return expression.parts.at(-1) ?? typed.name;
  }
  if (expression.node === "path") {
    return fieldOf(expression.steps) ?? typed.name;
  }
  if (expression.node === "cast") {
    const { operand } = expression;
    if (operand.node === "path") {
      return fieldOf(operand.steps) ?? typed.name;
    }
    return operand.node === "column" ? (operand.parts.at(-1) ?? typed.name) : typed.name;
  }
  return typed.name;
}

/**
 * The output that an expression of ORDER BY names, if it names one.
 * @param below the names of the rows below the select list, which count where several outputs have the name
 */
export function findOutput(
  expression: Expression,
  outputs: OutputColumn[],
  compiler: ExpressionCompiler,
  below: string[],
): TypedSql | undefined {
  if (expression.node !== "column" || expression.parts.length !== 1 || compiler.lambdaFrames.length > 0) {
    return undefined;
  }
  const name = (expression.parts[0] ?? "").toLowerCase();
  const found = outputs.filter((output) => output.name.toLowerCase() === name);
  if (found.length > 1 && below.filter((each) => each.toLowerCase() === name).length === 1) {
    return undefined;
  }
  if (new Set(found.map((output) => output.typed.sql)).size > 1) {
    throw unresolved(
      expression.parts,
      outputs.map((output) => output.name),
    );
  }
  return found[0]?.typed;
}

/** The value that a key of ORDER BY sorts by. */
export function orderKey(
  expression: Expression,
  outputs: OutputColumn[],
  compiler: ExpressionCompiler,
): TypedSql {
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
