/** Functions that make rows. https://docs.databricks.com/aws/en/sql/language-manual/functions/explode */
import { type DataType, INT } from "../../dataTypes";
import { quoteText } from "../../duckdbSql";
import { unsupported } from "../../errors";
import type { CallNode, Expression } from "../../parser/ast";
import type { ExpressionCompiler } from "../compiler";
import type { TypedSql } from "../typedSql";
import { checkArity, wrongType } from "./specification";

interface GeneratedColumn {
  name: string;
  type: DataType;
  /** DuckDB text of the column, given that of the item and of its position. */
  sql(item: string, position: string): string;
}

/** The rows of a generator: a list of items, their positions, and the columns in terms of both. */
export interface Generated {
  /** `unnest` of items, named u, and of positions beside them, named p, where a column uses them. */
  select: string;
  columns: GeneratedColumn[];
}

const names = [
  "explode",
  "explode_outer",
  "posexplode",
  "posexplode_outer",
  "inline",
  "inline_outer",
  "stack",
] as const;

/** A call of a generator. */
type GeneratorCall = CallNode & { name: (typeof names)[number] };

export function isGenerator(node: Expression): node is GeneratorCall {
  return node.node === "call" && !node.over && names.some((name) => name === node.name);
}

/** The rows of a generator. With `outer` an empty or NULL input gives one row of NULLs. */
export function generate(node: CallNode, compiler: ExpressionCompiler, outerView = false): Generated {
  const outer = outerView || node.name.endsWith("_outer");
  const name = node.name.replace(/_outer$/, "");
  const { items, columns } = name === "stack" ? stack(node, compiler) : itemsOf(node, name, compiler);
  const orNull = (list: string) =>
    outer ? `CASE WHEN len(${items}) > 0 THEN ${list} ELSE [NULL] END` : list;
  const select = `unnest(${orNull(items)}) AS u`;
  if (name !== "posexplode") {
    return { select, columns };
  }
  const position = { name: "pos", type: INT, sql: (_: string, p: string) => `CAST(${p} AS INTEGER)` };
  return {
    select: `${select}, unnest(${orNull(`range(0, len(${items}))`)}) AS p`,
    columns: [position, ...columns],
  };
}

function itemsOf(
  node: CallNode,
  name: string,
  compiler: ExpressionCompiler,
): { items: string; columns: GeneratedColumn[] } {
  checkArity(node, { arity: [1, 1] });
  const value = compiler.compile(node.args[0] as Expression);
  const { type } = value;
  if (name === "inline") {
    if (type.kind !== "ARRAY" || type.element.kind !== "STRUCT") {
      throw wrongType(node, 1, "ARRAY of STRUCT", value);
    }
    const columns = type.element.fields.map((field) => ({
      name: field.name,
      type: field.type,
      sql: (item: string) => `struct_extract(${item}, ${quoteText(field.name)})`,
    }));
    return { items: value.sql, columns };
  }
  if (type.kind === "MAP") {
    return {
      items: `map_entries(${value.sql})`,
      columns: [
        { name: "key", type: type.key, sql: (item) => `${item}.key` },
        { name: "value", type: type.value, sql: (item) => `${item}.value` },
      ],
    };
  }
  if (type.kind !== "ARRAY") {
    throw wrongType(node, 1, "ARRAY or MAP", value);
  }
  return { items: value.sql, columns: [{ name: "col", type: type.element, sql: (item) => item }] };
}

/** stack(n, value, …): the values in n rows. */
function stack(node: CallNode, compiler: ExpressionCompiler): { items: string; columns: GeneratedColumn[] } {
  const [count, ...values] = node.args.map((argument) => compiler.compile(argument));
  const rows = Number(count?.literal);
  if (!Number.isInteger(rows) || rows < 1 || values.length === 0) {
    throw unsupported("stack with this number of rows");
  }
  const width = Math.ceil(values.length / rows);
  const missing: TypedSql = { sql: "NULL", type: { kind: "VOID" }, name: "NULL" };
  const columns = Array.from({ length: width }, (_, column) =>
    compiler.unify(
      Array.from({ length: rows }, (__, row) => values[row * width + column] ?? missing),
      "stack",
    ),
  );
  const structs = Array.from(
    { length: rows },
    (_, row) => `struct_pack(${columns.map(({ sqls }, index) => `g${index} := ${sqls[row]}`).join(", ")})`,
  );
  return {
    items: `[${structs.join(", ")}]`,
    columns: columns.map(({ type }, index) => ({
      name: `col${index}`,
      type,
      sql: (item) => `${item}.g${index}`,
    })),
  };
}
