/** The interface of the expression compiler, for the files that compile parts of expressions. */
import type { DataType } from "../dataTypes";
import type { Expression, Node, Query, WindowSpec } from "../parser/ast";
import type { AnalyzedQuery, Environment } from "./environment";
import type { Resolver } from "./scope";
import type { TypedSql } from "./typedSql";

/** Where an expression stands: its session, its names, its clause. */
export interface ExpressionContext {
  environment: Environment;
  /** Looks names up. */
  names: Resolver & { known(): string[] };
  /** Analyzes a query inside the expression. */
  query(query: Query): AnalyzedQuery;
  /** Compiles an expression in its own way; undefined leaves it to the compiler. */
  intercept?(expression: Expression, compiler: ExpressionCompiler): TypedSql | undefined;
  /** Windows of the WINDOW clause, by name in lower case. */
  windows?: ReadonlyMap<string, WindowSpec>;
  /** The columns that a star among a function's arguments stands for. */
  stars?(star: Node<"star">): Expression[];
  /** Where window functions are not allowed: the clause that the expression stands in. */
  noWindows?: string;
}

/** Turns expressions of a statement into DuckDB's, each with its Databricks type. All throw SqlError. */
export interface ExpressionCompiler {
  readonly context: ExpressionContext;
  readonly environment: Environment;
  /** The variables of the enclosing lambdas, the innermost last. */
  readonly lambdaFrames: readonly Map<string, TypedSql>[];
  /** Compiles an expression; `intercept` of the context comes first. */
  compile(expression: Expression): TypedSql;
  /** Compiles an expression without `intercept`; its operands go through `compile`. */
  compileNode(expression: Expression): TypedSql;
  /** An expression that must have, or be able to become, this type. */
  compileAs(expression: Expression, type: DataType, where: string): TypedSql;
  /** DuckDB text of a condition. */
  condition(expression: Expression, clause: string): string;
  /** The value as `type`, where that needs no CAST. */
  implicit(value: TypedSql, type: DataType, where: string): TypedSql;
  /** Several values as their common type; `texts` where a STRING may become another type. */
  unify(values: TypedSql[], where: string, texts?: boolean): { sqls: string[]; type: DataType };
  /** Refuses types that cannot be ordered or grouped. */
  ordered(value: TypedSql, where: string): TypedSql;
  /** Makes the variables of enclosing lambdas visible. */
  enter(frames: readonly Map<string, TypedSql>[]): void;
  /** Compiles a lambda's body with its parameters visible. */
  withLambda<T>(frame: Map<string, TypedSql>, body: () => T): T;
}
