/** Turns expressions of a statement into DuckDB's, each with its Databricks type. */
import { BOOLEAN, type DataType, typeText } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { Expression, Name, Node } from "../parser/ast";
import { fieldAccess, indexAccess } from "./access";
import { castSql } from "./casts";
import {
  convertsImplicitly,
  isDatetime,
  isIntegral,
  isNested,
  isOrderable,
  leastCommonTypeOf,
} from "./coercion";
import type { ExpressionCompiler, ExpressionContext } from "./compiler";
import type { Environment } from "./environment";
import { compileCall } from "./functions/calls";
import { literalSql } from "./literalSql";
import { binary, compare, unary } from "./operators";
import { pathValue } from "./paths";
import { like } from "./patterns";
import { between, inList, isTest } from "./predicates";
import { type ResolvedColumn, unresolved } from "./scope";
import type { TypedSql } from "./typedSql";
import { noCondition } from "./typeErrors";

/** Functions that may be written without parentheses, where no column has the name. */
const bareFunctions = /^(current_date|current_timestamp|current_user|localtimestamp|session_user|user)$/i;

class DuckdbExpressionCompiler implements ExpressionCompiler {
  private readonly lambdas: Map<string, TypedSql>[] = [];

  constructor(readonly context: ExpressionContext) {}

  get environment(): Environment {
    return this.context.environment;
  }

  compile(expression: Expression): TypedSql {
    return this.context.intercept?.(expression, this) ?? this.compileNode(expression);
  }

  get lambdaFrames(): readonly Map<string, TypedSql>[] {
    return this.lambdas;
  }

  enter(frames: readonly Map<string, TypedSql>[]): void {
    this.lambdas.push(...frames);
  }

  withLambda<T>(frame: Map<string, TypedSql>, body: () => T): T {
    this.lambdas.push(frame);
    try {
      return body();
    } finally {
      this.lambdas.pop();
    }
  }

  compileAs(expression: Expression, type: DataType, where: string): TypedSql {
    return this.implicit(this.compile(expression), type, where);
  }

  condition(expression: Expression, clause: string): string {
    const typed = this.compile(expression);
    if (typed.type.kind === "STRING") {
      throw unsupported(`a STRING as the condition of ${clause}`);
    }
    if (typed.type.kind !== "BOOLEAN" && !(typed.type.kind === "VOID" && clause === "if")) {
      throw noCondition(typed, clause);
    }
    return castSql(typed.sql, typed.type, BOOLEAN);
  }

  implicit(value: TypedSql, type: DataType, where: string): TypedSql {
    if (!convertsImplicitly(value.type, type)) {
      throw sqlError(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        `Cannot resolve "${where}" due to data type mismatch: the input "${value.name}" has the type "${typeText(value.type)}" where "${typeText(type)}" is required.`,
        "42K09",
      );
    }
    if (value.type.kind === "DECIMAL" && isIntegral(type)) {
      throw unsupported(`a decimal where ${where} wants a whole number`);
    }
    return { ...value, sql: castSql(value.sql, value.type, type), type };
  }

  unify(values: TypedSql[], where: string, texts = true): { sqls: string[]; type: DataType } {
    const type = leastCommonTypeOf(values.map((value) => value.type));
    const mixed = (value: TypedSql) => value.type.kind === "STRING" && type?.kind !== "STRING";
    if (!type || (!texts && values.some(mixed))) {
      throw sqlError(
        "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
        `Cannot resolve "${where}" due to data type mismatch: Input to \`${where}\` should all be the same type, but it's ${values.map((value) => `"${typeText(value.type)}"`).join(", ")}.`,
        "42K09",
      );
    }
    return { sqls: values.map((value) => castSql(value.sql, value.type, type)), type };
  }

  compileNode(expression: Expression): TypedSql {
    switch (expression.node) {
      case "literal":
        return literalSql(expression);
      case "parameter":
        return this.parameter(expression);
      case "resolved":
        return { sql: expression.sql, type: expression.type, name: expression.name };
      case "column":
        return this.column(expression.parts);
      case "call":
        return compileCall(expression, this);
      case "unary":
        return expression.operator === "NOT" && expression.operand.node === "in" && expression.operand.query
          ? inList(this, { ...expression.operand, negated: !expression.operand.negated })
          : unary(expression.operator, this.compile(expression.operand));
      case "binary":
        return binary(expression.operator, this.compile(expression.left), this.compile(expression.right));
      case "cast":
        return this.cast(expression);
      case "case":
        return this.caseWhen(expression);
      case "in":
        return inList(this, expression);
      case "between":
        return between(this, expression);
      case "like":
        return like(expression, this);
      case "is":
        return isTest(this, expression);
      case "exists":
        return {
          sql: `EXISTS (${this.context.query(expression.query).sql})`,
          type: BOOLEAN,
          name: "exists()",
        };
      case "subquery":
        return this.scalarSubquery(expression);
      case "index":
        return indexAccess(this, expression);
      case "field":
        return fieldAccess(this, this.compile(expression.operand), expression.name);
      case "path":
        return pathValue(this.compile(expression.operand), expression.steps);
      case "tuple":
        return this.tuple(expression);
      case "star":
        throw sqlError("INVALID_USAGE_OF_STAR_OR_REGEX", "Invalid usage of '*' in expression.", "42000");
      default:
        throw unsupported("lambda functions outside of higher-order functions");
    }
  }

  private parameter({ name }: Node<"parameter">): TypedSql {
    const bound = this.environment.parameters.get(name);
    if (!bound) {
      throw sqlError(
        "UNBOUND_SQL_PARAMETER",
        `Found the unbound parameter: ${name}. Please, fix \`args\` and provide a mapping of the parameter to either a SQL literal or collection constructor functions such as \`map()\`, \`array()\`, \`struct()\`.`,
        "42P02",
      );
    }
    return bound;
  }

  private column(parts: Name): TypedSql {
    const lambda = this.lambdaVariable(parts);
    if (lambda) {
      return lambda;
    }
    const found: ResolvedColumn | undefined = this.context.names.resolve(parts);
    if (!found && parts.length === 1 && bareFunctions.test(parts[0] ?? "")) {
      return compileCall({ node: "call", at: 0, name: (parts[0] ?? "").toLowerCase(), args: [] }, this);
    }
    if (!found) {
      throw unresolved(parts, this.context.names.known());
    }
    const { column, fields } = found;
    return fields.reduce<TypedSql>((value, field) => fieldAccess(this, value, field), {
      sql: column.sql,
      type: column.type,
      name: fields.length === 0 ? (parts.at(-1) ?? "") : column.name,
    });
  }

  private lambdaVariable(parts: Name): TypedSql | undefined {
    const [first = "", ...fields] = parts;
    for (const frame of [...this.lambdas].reverse()) {
      const variable = frame.get(first.toLowerCase());
      if (variable) {
        return fields.reduce<TypedSql>((value, field) => fieldAccess(this, value, field), variable);
      }
    }
    return undefined;
  }

  private cast({ operand, type, safe }: Node<"cast">): TypedSql {
    const value = this.compile(operand);
    if (isDatetime(type) && /^\s*(epoch|now|today|tomorrow|yesterday)\s*$/i.test(value.literal ?? "")) {
      throw unsupported(`a cast of '${value.literal}' to ${type.kind}`);
    }
    // Spark leaves casts to nested types out of names.
    const name = isNested(type)
      ? value.name
      : `${safe ? "TRY_CAST" : "CAST"}(${value.name} AS ${typeText(type)})`;
    const literal =
      value.literal !== undefined && type.kind === "STRING" && value.type.kind === "STRING"
        ? value.literal
        : undefined;
    return { sql: castSql(value.sql, value.type, type, safe), type, name, literal };
  }

  private caseWhen(expression: Node<"case">): TypedSql {
    const operand = expression.operand && this.compile(expression.operand);
    const whens = expression.whens.map(({ condition, result }) => ({
      condition: operand
        ? compare("=", operand, this.compile(condition))
        : { ...this.compile(condition), sql: this.condition(condition, "CASE WHEN") },
      result: this.compile(result),
    }));
    const otherwise: TypedSql = expression.otherwise
      ? this.compile(expression.otherwise)
      : { sql: "NULL", type: { kind: "VOID" }, name: "NULL" };
    const { sqls, type } = this.unify([...whens.map((when) => when.result), otherwise], "CASE");
    const branches = whens.map((when, index) => `WHEN ${when.condition.sql} THEN ${sqls[index]}`);
    const names = whens.map((when) => `WHEN ${when.condition.name} THEN ${when.result.name}`).join(" ");
    const end = expression.otherwise ? ` ELSE ${otherwise.name}` : "";
    return {
      sql: `CASE ${branches.join(" ")} ELSE ${sqls.at(-1)} END`,
      type,
      name: `CASE ${names}${end} END`,
    };
  }

  private scalarSubquery({ query }: Node<"subquery">): TypedSql {
    const analyzed = this.context.query(query);
    const [column] = analyzed.columns;
    if (analyzed.columns.length !== 1 || !column) {
      throw sqlError(
        "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
        `Invalid subquery: Scalar subquery must return only one column, but found ${analyzed.columns.length}.`,
        "42823",
      );
    }
    return { sql: `(${analyzed.sql})`, type: column.type, name: `scalarsubquery()` };
  }

  private tuple({ items }: Node<"tuple">): TypedSql {
    const values = items.map((item) => this.compile(item));
    const fields = values.map((value, index) => ({ name: `col${index + 1}`, type: value.type }));
    return {
      sql: `struct_pack(${values.map((value, index) => `col${index + 1} := ${value.sql}`).join(", ")})`,
      type: { kind: "STRUCT", fields },
      name: `named_struct(${values.map((value, index) => `col${index + 1}, ${value.name}`).join(", ")})`,
    };
  }

  ordered(value: TypedSql, where: string): TypedSql {
    if (!isOrderable(value.type)) {
      throw sqlError(
        "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
        `Cannot resolve "${value.name}" due to data type mismatch: The \`${where}\` does not support ordering on type "${typeText(value.type)}".`,
        "42K09",
      );
    }
    return value;
  }
}

/** A compiler of expressions in this context. */
export const createCompiler = (context: ExpressionContext): ExpressionCompiler =>
  new DuckdbExpressionCompiler(context);
