/** Parts of nested values. */
import { typeText } from "../dataTypes";
import { quoteText, raise, reuse } from "../duckdbSql";
import { sqlError } from "../errors";
import type { Node } from "../parser/ast";
import type { ExpressionCompiler } from "./compiler";
import { pathValue } from "./paths";
import type { TypedSql } from "./typedSql";
import { unexpectedInput } from "./typeErrors";

/** `value.name` of a STRUCT, or of the STRUCTs in an ARRAY. */
export function fieldAccess(compiler: ExpressionCompiler, value: TypedSql, name: string): TypedSql {
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
      name: `${value.name}.${name}`,
    };
  }
  if (type.kind === "MAP" && type.key.kind === "STRING") {
    return { sql: `${value.sql}[${quoteText(name)}]`, type: type.value, name: `${value.name}[${name}]` };
  }
  if (type.kind === "ARRAY" && type.element.kind === "STRUCT") {
    const item = compiler.environment.fresh("f");
    const inner = fieldAccess(compiler, { sql: item, type: type.element, name: "" }, name);
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

/** `value[key]` of an ARRAY, counted from 0, a MAP, a STRUCT or a VARIANT. */
export function indexAccess(compiler: ExpressionCompiler, expression: Node<"index">): TypedSql {
  const value = compiler.compile(expression.operand);
  const key = compiler.compile(expression.index);
  const name = `${value.name}[${key.name}]`;
  if (value.type.kind === "MAP") {
    const sought = compiler.implicit(key, value.type.key, name);
    return { sql: `${value.sql}[${sought.sql}]`, type: value.type.value, name };
  }
  if (value.type.kind === "ARRAY") {
    if (key.type.kind === "STRING") {
      throw unexpectedInput(name, key, "INTEGRAL");
    }
    const at = compiler.implicit(key, { kind: "INT" }, name);
    return { sql: elementAt(value.sql, at.sql), type: value.type.element, name };
  }
  if (value.type.kind === "STRUCT" && typeof key.literal === "string") {
    return fieldAccess(compiler, value, key.literal);
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

/** An array's element by its number from 0; a number outside raises. */
function elementAt(list: string, at: string): string {
  return reuse(list, (items) =>
    reuse(at, (index) => {
      const message = `'[INVALID_ARRAY_INDEX] The index ' || ${index} || ' is out of bounds. The array has ' || len(${items}) || ' elements. Use the SQL function \`get()\` to tolerate accessing element at invalid index and return NULL instead. SQLSTATE: 22003'`;
      return `CASE WHEN ${index} < 0 OR ${index} >= len(${items}) THEN ${raise("22003", message)} ELSE ${items}[${index} + 1] END`;
    }),
  );
}
