/** Turns expressions of a statement into DuckDB's, each with its Databricks type. */
import { BOOLEAN, type DataType, typeText } from "../dataTypes";
import { sqlError, unsupported } from "../errors";
import type { Expression, Name, Node, Query, WindowSpec } from "../parser/ast";
import { castSql } from "./casts";
import { commonOf, commonType, convertsImplicitly } from "./coercion";
import type { AnalysedQuery, Environment } from "./environment";
import { compileCall } from "./functions/calls";
import { literalSql } from "./literalSql";
import { binary, compare, unary } from "./operators";
import { pathValue } from "./paths";
import { like } from "./patterns";
import { type Found, type Resolver, unresolved } from "./scope";
import { quoteText, raise, reuse, type Typed } from "./typed";

/** What surrounds an expression. */
export interface Context {
  environment: Environment;
  /** Looks names up. */
  names: Resolver & { known(): string[] };
  /** Analyses a query inside the expression. */
  query(query: Query): AnalysedQuery;
  /** Takes an expression over before it is looked at, or gives nothing. */
  intercept?(expression: Expression, compiler: ExpressionCompiler): Typed | undefined;
  /** Windows of the WINDOW clause, by name in small letters. */
  windows?: ReadonlyMap<string, WindowSpec>;
  /** Why window functions cannot stand here, if so. */
  noWindows?: string;
}

export class ExpressionCompiler {
  private readonly lambdas: Map<string, Typed>[] = [];

  constructor(readonly context: Context) {}

  get environment(): Environment {
    return this.context.environment;
  }

  compile(expression: Expression): Typed {
    return this.context.intercept?.(expression, this) ?? this.compileNode(expression);
  }

  /** The variables of the lambdas around. */
  get lambdaFrames(): readonly Map<string, Typed>[] {
    return this.lambdas;
  }

  /** Puts the variables of lambdas around in sight. */
  enter(frames: readonly Map<string, Typed>[]): void {
    this.lambdas.push(...frames);
  }

  /** Compiles a lambda's body with its parameters in sight. */
  withLambda<T>(frame: Map<string, Typed>, body: () => T): T {
    this.lambdas.push(frame);
    try {
      return body();
    } finally {
      this.lambdas.pop();
    }
  }

  /** An expression that must have, or be able to become, this type. */
  compileAs(expression: Expression, type: DataType, where: string): Typed {
    return this.implicit(this.compile(expression), type, where);
  }

  /** A condition. */
  condition(expression: Expression, clause: string): string {
    const typed = this.compile(expression);
    if (typed.type.kind !== "BOOLEAN" && typed.type.kind !== "VOID" && typed.type.kind !== "STRING") {
      throw sqlError(
        "DATATYPE_MISMATCH.FILTER_NOT_BOOLEAN",
        `Cannot resolve "${typed.name}" due to data type mismatch: Filter expression "${typed.name}" of type "${typeText(typed.type)}" is not a boolean (${clause}).`,
        "42K09",
      );
    }
    return castSql(typed.sql, typed.type, BOOLEAN);
  }

  /** The value as `type`, where that needs no CAST. */
  implicit(value: Typed, type: DataType, where: string): Typed {
    if (!convertsImplicitly(value.type, type)) {
      throw sqlError(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        `Cannot resolve "${where}" due to data type mismatch: the input "${value.name}" has the type "${typeText(value.type)}" where "${typeText(type)}" is required.`,
        "42K09",
      );
    }
    return { ...value, sql: castSql(value.sql, value.type, type), type };
  }

  /** Several values as their common type. */
  unify(values: Typed[], where: string): { sqls: string[]; type: DataType } {
    const type = commonOf(values.map((value) => value.type));
    if (!type) {
      throw sqlError(
        "DATATYPE_MISMATCH.DATA_DIFF_TYPES",
        `Cannot resolve "${where}" due to data type mismatch: Input to \`${where}\` should all be the same type, but it's ${values.map((value) => `"${typeText(value.type)}"`).join(", ")}.`,
        "42K09",
      );
    }
    return { sqls: values.map((value) => castSql(value.sql, value.type, type)), type };
  }

  compileNode(expression: Expression): Typed {
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
        return unary(expression.operator, this.compile(expression.operand));
      case "binary":
        return binary(expression.operator, this.compile(expression.left), this.compile(expression.right));
      case "cast":
        return this.cast(expression);
      case "case":
        return this.caseWhen(expression);
      case "in":
        return this.inList(expression);
      case "between":
        return this.between(expression);
      case "like":
        return like(expression, this);
      case "is":
        return this.is(expression);
      case "exists":
        return {
          sql: `EXISTS (${this.context.query(expression.query).sql})`,
          type: BOOLEAN,
          name: "exists()",
        };
      case "subquery":
        return this.scalarSubquery(expression);
      case "index":
        return this.index(expression);
      case "field":
        return this.field(this.compile(expression.operand), expression.name);
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

  private parameter({ name }: Node<"parameter">): Typed {
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

  private column(parts: Name): Typed {
    const lambda = this.lambdaVariable(parts);
    if (lambda) {
      return lambda;
    }
    const found: Found | undefined = this.context.names.resolve(parts);
    if (!found) {
      throw unresolved(parts, this.context.names.known());
    }
    const { column, fields } = found;
    return fields.reduce<Typed>((value, field) => this.field(value, field), {
      sql: column.sql,
      type: column.type,
      name: fields.length === 0 ? (parts.at(-1) ?? "") : column.name,
    });
  }

  private lambdaVariable(parts: Name): Typed | undefined {
    const [first = "", ...fields] = parts;
    for (const frame of [...this.lambdas].reverse()) {
      const variable = frame.get(first.toLowerCase());
      if (variable) {
        return fields.reduce<Typed>((value, field) => this.field(value, field), variable);
      }
    }
    return undefined;
  }

  /** `value.name` of a STRUCT, or of the STRUCTs in an ARRAY. */
  field(value: Typed, name: string): Typed {
    const { type } = value;
    if (type.kind === "STRUCT") {
      const found = type.fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
      if (!found[0] || found.length > 1) {
        throw sqlError(
          "FIELD_NOT_FOUND",
          `No such struct field \`${name}\` in ${type.fields.map((field) => `\`${field.name}\``).join(", ")}.`,
          "42704",
        );
      }
      return {
        sql: `struct_extract(${value.sql}, ${quoteText(found[0].name)})`,
        type: found[0].type,
        name: `${value.name}.${found[0].name}`,
      };
    }
    if (type.kind === "MAP" && type.key.kind === "STRING") {
      return { sql: `${value.sql}[${quoteText(name)}]`, type: type.value, name: `${value.name}[${name}]` };
    }
    if (type.kind === "ARRAY" && type.element.kind === "STRUCT") {
      const item = this.environment.fresh("f");
      const inner = this.field({ sql: item, type: type.element, name: "" }, name);
      return {
        sql: `list_transform(${value.sql}, lambda ${item}: ${inner.sql})`,
        type: { kind: "ARRAY", element: inner.type },
        name: `${value.name}.${name}`,
      };
    }
    throw sqlError(
      "INVALID_EXTRACT_BASE_FIELD_TYPE",
      `Can't extract a value from "${value.name}". Need a complex type [STRUCT, ARRAY, MAP] but got "${typeText(type)}".`,
      "42000",
    );
  }

  private cast({ operand, type, safe }: Node<"cast">): Typed {
    const value = this.compile(operand);
    const name = `${safe ? "TRY_CAST" : "CAST"}(${value.name} AS ${typeText(type)})`;
    const literal =
      value.literal !== undefined && type.kind === "STRING" && value.type.kind === "STRING"
        ? value.literal
        : undefined;
    return { sql: castSql(value.sql, value.type, type, safe), type, name, literal };
  }

  private caseWhen(expression: Node<"case">): Typed {
    const operand = expression.operand && this.compile(expression.operand);
    const whens = expression.whens.map(({ condition, result }) => ({
      condition: operand
        ? compare("=", operand, this.compile(condition))
        : { ...this.compile(condition), sql: this.condition(condition, "CASE WHEN") },
      result: this.compile(result),
    }));
    const otherwise: Typed = expression.otherwise
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

  private inList({ operand, list, query, negated }: Node<"in">): Typed {
    const value = this.compile(operand);
    const not = negated ? "NOT " : "";
    if (query) {
      return this.inQuery(value, this.context.query(query), negated);
    }
    const items = (list ?? []).map((item) => this.compile(item));
    const { sqls } = this.unify([value, ...items], "IN");
    const [sought, ...rest] = sqls;
    return {
      sql: `(${sought} ${not}IN (${rest.join(", ")}))`,
      type: BOOLEAN,
      name: `(${negated ? "NOT (" : ""}${value.name} IN (${items.map((item) => item.name).join(", ")})${negated ? ")" : ""})`,
    };
  }

  private inQuery(value: Typed, query: AnalysedQuery, negated: boolean): Typed {
    const [column] = query.columns;
    if (query.columns.length !== 1 || !column) {
      throw unsupported("IN with a query of several columns");
    }
    const type = commonType(value.type, column.type);
    if (!type) {
      throw sqlError(
        "DATATYPE_MISMATCH.IN_SUBQUERY_DATA_TYPE_MISMATCH",
        `Cannot resolve "IN" due to data type mismatch: the types "${typeText(value.type)}" and "${typeText(column.type)}" do not match.`,
        "42K09",
      );
    }
    const source = this.environment.fresh("q");
    const right = `SELECT ${castSql("o0", column.type, type)} FROM (${query.sql}) AS ${source}`;
    const left = castSql(value.sql, value.type, type);
    return {
      sql: `(${left} ${negated ? "NOT " : ""}IN (${right}))`,
      type: BOOLEAN,
      name: `(${value.name} IN (listquery()))`,
    };
  }

  private between({ operand, low, high, negated }: Node<"between">): Typed {
    const value = this.compile(operand);
    const from = compare(">=", value, this.compile(low));
    const to = compare("<=", value, this.compile(high));
    const sql = `(${from.sql} AND ${to.sql})`;
    const name = `(${from.name} AND ${to.name})`;
    return negated
      ? { sql: `(NOT ${sql})`, type: BOOLEAN, name: `(NOT ${name})` }
      : { sql, type: BOOLEAN, name };
  }

  private is({ operand, test, negated }: Node<"is">): Typed {
    const value = this.compile(operand);
    const not = negated ? "NOT " : "";
    const sql = test === "NULL" ? value.sql : castSql(value.sql, value.type, BOOLEAN);
    return {
      sql: `(${sql} IS ${not}${test})`,
      type: BOOLEAN,
      name: `(${value.name} IS ${not}${test})`,
    };
  }

  private scalarSubquery({ query }: Node<"subquery">): Typed {
    const analysed = this.context.query(query);
    const [column] = analysed.columns;
    if (analysed.columns.length !== 1 || !column) {
      throw sqlError(
        "INVALID_SUBQUERY_EXPRESSION.SCALAR_SUBQUERY_RETURN_MORE_THAN_ONE_OUTPUT_COLUMN",
        `Invalid subquery: Scalar subquery must return only one column, but found ${analysed.columns.length}.`,
        "42823",
      );
    }
    return { sql: `(${analysed.sql})`, type: column.type, name: `scalarsubquery()` };
  }

  private index(expression: Node<"index">): Typed {
    const value = this.compile(expression.operand);
    const key = this.compile(expression.index);
    const name = `${value.name}[${key.name}]`;
    if (value.type.kind === "MAP") {
      const sought = this.implicit(key, value.type.key, name);
      return { sql: `${value.sql}[${sought.sql}]`, type: value.type.value, name };
    }
    if (value.type.kind === "ARRAY") {
      const at = this.implicit(key, { kind: "INT" }, name);
      return { sql: elementAt(value.sql, at.sql), type: value.type.element, name };
    }
    if (value.type.kind === "STRUCT" && typeof key.literal === "string") {
      return this.field(value, key.literal);
    }
    if (value.type.kind === "VARIANT" && typeof key.literal === "string") {
      const step =
        key.type.kind === "STRING" ? { field: key.literal, exact: true } : { index: Number(key.literal) };
      return { ...pathValue(value, [step]), name };
    }
    throw sqlError(
      "INVALID_EXTRACT_BASE_FIELD_TYPE",
      `Can't extract a value from "${value.name}". Need a complex type [STRUCT, ARRAY, MAP] but got "${typeText(value.type)}".`,
      "42000",
    );
  }

  private tuple({ items }: Node<"tuple">): Typed {
    const values = items.map((item) => this.compile(item));
    const fields = values.map((value, index) => ({ name: `col${index + 1}`, type: value.type }));
    return {
      sql: `struct_pack(${values.map((value, index) => `col${index + 1} := ${value.sql}`).join(", ")})`,
      type: { kind: "STRUCT", fields },
      name: `struct(${values.map((value) => value.name).join(", ")})`,
    };
  }

  /** Refuses types that cannot be ordered or grouped. */
  ordered(value: Typed, where: string): Typed {
    if (value.type.kind === "MAP" || value.type.kind === "VARIANT") {
      throw sqlError(
        "DATATYPE_MISMATCH.INVALID_ORDERING_TYPE",
        `Cannot resolve "${value.name}" due to data type mismatch: The \`${where}\` does not support ordering on type "${typeText(value.type)}".`,
        "42K09",
      );
    }
    return value;
  }
}

/** An array's element by its number from 0; a number outside raises. */
function elementAt(list: string, at: string): string {
  return reuse(list, (items) =>
    reuse(at, (index) => {
      const message = `'[INVALID_ARRAY_INDEX] The index ' || ${index} || ' is out of bounds. The array has ' || len(${items}) || ' elements. Use the SQL function \`get()\` to tolerate accessing element at invalid index and return NULL instead. SQLSTATE: 22003'`;
      return `CASE WHEN ${index} < 0 OR ${index} >= len(${items}) THEN ${raise("22003", message)} ELSE ${items}[${index} + 1] END`;
    }),
  );
}
