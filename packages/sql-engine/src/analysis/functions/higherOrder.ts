/**
 * Functions that take a lambda.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-lambda-functions
 */
import {
  type ArrayType,
  array,
  BOOLEAN,
  type DataType,
  INT,
  type MapType,
  physicalType,
  sameType,
} from "../../dataTypes";
import { reuse } from "../../duckdbSql";
import { sqlError, unsupported } from "../../errors";
import type { Expression } from "../../parser/ast";
import type { ExpressionCompiler } from "../compiler";
import type { TypedSql } from "../typedSql";
import { lambdaVariable, nameOfLambda } from "./names";
import { knownArray, knownMap, type ScalarFunction, type ScalarFunctions } from "./specification";

/** Compiles a lambda whose parameters stand for values of these types. */
function lambdaSql(
  argument: Expression | undefined,
  types: DataType[],
  compiler: ExpressionCompiler,
  where: string,
): { names: string[]; body: TypedSql } {
  if (argument?.node !== "lambda") {
    throw unsupported(`${where} without a lambda`);
  }
  if (argument.parameters.length > types.length) {
    throw sqlError(
      "INVALID_LAMBDA_FUNCTION_CALL.NUM_ARGS_MISMATCH",
      `Invalid lambda function call. A higher order function expects ${argument.parameters.length} arguments, but got ${types.length}.`,
      "42K0D",
    );
  }
  const names = types.map(() => compiler.environment.fresh("l"));
  const frame = new Map<string, TypedSql>();
  argument.parameters.forEach((parameter, index) => {
    frame.set(parameter.toLowerCase(), {
      sql: names[index] ?? "",
      type: types[index] as DataType,
      name: lambdaVariable,
    });
  });
  const body = compiler.withLambda(frame, () => compiler.compile(argument.body));
  const count = argument.parameters.length;
  return { names: names.slice(0, count), body: { ...body, name: nameOfLambda(body.name, count) } };
}

/** A higher-order function of one array; the lambda's second parameter counts from 0. */
function higherOrder(
  emit: (
    list: TypedSql & { type: ArrayType },
    lambda: string,
    body: TypedSql,
  ) => { sql: string; type: DataType },
  indexed: boolean,
): ScalarFunction {
  return {
    arity: [2, 2],
    compile(node, compiler) {
      const list = knownArray(compiler.compile(node.args[0] as Expression), node);
      const types = indexed ? [list.type.element, INT] : [list.type.element];
      const { names, body } = lambdaSql(node.args[1], types, compiler, node.name);
      const [item, index] = names;
      const sql = index
        ? `lambda ${item}, ${index}_1: ${body.sql.replaceAll(new RegExp(`\\b${index}\\b`, "g"), `CAST(${index}_1 - 1 AS INTEGER)`)}`
        : `lambda ${item}: ${body.sql}`;
      return { name: `${node.name}(${list.name}, ${body.name})`, ...emit(list, sql, body) };
    },
  };
}

const asCondition = (body: TypedSql): void => {
  if (body.type.kind !== "BOOLEAN" && body.type.kind !== "VOID") {
    throw unsupported("lambdas that should give a BOOLEAN and do not");
  }
};

/** DuckDB folds only to the type of the elements; for others each element goes beside an accumulator. */
function fold(
  list: TypedSql & { type: ArrayType },
  start: TypedSql,
  names: string[],
  body: string,
  compiler: ExpressionCompiler,
): string {
  const [accumulator = "", item = compiler.environment.fresh("l")] = names;
  if (sameType(list.type.element, start.type)) {
    return `list_reduce(${list.sql}, lambda ${accumulator}, ${item}: ${body}, ${start.sql})`;
  }
  const element = compiler.environment.fresh("l");
  const pairs = `list_transform(${list.sql}, lambda ${element}: struct_pack(a := CAST(NULL AS ${physicalType(start.type)}), x := ${element}))`;
  const first = `struct_pack(a := ${start.sql}, x := CAST(NULL AS ${physicalType(list.type.element)}))`;
  const inner = body.replaceAll(new RegExp(`\\b(${accumulator}|${item})\\b`, "g"), (name) =>
    name === accumulator ? `${accumulator}.a` : `${item}.x`,
  );
  return `struct_extract(list_reduce(${pairs}, lambda ${accumulator}, ${item}: struct_pack(a := CAST(${inner} AS ${physicalType(start.type)}), x := ${item}.x), ${first}), 'a')`;
}

/** aggregate(array, start, (accumulator, item) -> …, accumulator -> …). */
const reduce: ScalarFunction = {
  arity: [3, 4],
  compile(node, compiler) {
    const list = knownArray(compiler.compile(node.args[0] as Expression), node);
    const start = compiler.compile(node.args[1] as Expression);
    const { names, body } = lambdaSql(node.args[2], [start.type, list.type.element], compiler, node.name);
    if (!sameType(body.type, start.type)) {
      throw sqlError(
        "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
        `Cannot resolve "${node.name}" due to data type mismatch: the lambda gives another type than the start value.`,
        "42K09",
      );
    }
    const folded = fold(list, start, names, body.sql, compiler);
    const finish = node.args[3] && lambdaSql(node.args[3], [start.type], compiler, node.name);
    const end = finish?.body.name ?? nameOfLambda(lambdaVariable, 1);
    const name = `${node.name}(${list.name}, ${start.name}, ${body.name}, ${end})`;
    if (!finish) {
      return { sql: folded, type: start.type, name };
    }
    const sql = `list_transform([${folded}], lambda ${finish.names[0]}: ${finish.body.sql})[1]`;
    return { sql, type: finish.body.type, name };
  },
};

const exists: ScalarFunction = higherOrder((list, lambda, body) => {
  asCondition(body);
  return {
    sql: reuse(
      `list_transform(${list.sql}, ${lambda})`,
      (flags) =>
        `CASE WHEN ${flags} IS NULL THEN NULL WHEN list_contains(${flags}, true) THEN true WHEN len(list_filter(${flags}, lambda n: n IS NULL)) > 0 THEN NULL ELSE false END`,
    ),
    type: BOOLEAN,
  };
}, false);

const forall: ScalarFunction = higherOrder((list, lambda, body) => {
  asCondition(body);
  return {
    sql: reuse(
      `list_transform(${list.sql}, ${lambda})`,
      (flags) =>
        `CASE WHEN ${flags} IS NULL THEN NULL WHEN list_contains(${flags}, false) THEN false WHEN len(list_filter(${flags}, lambda n: n IS NULL)) > 0 THEN NULL ELSE true END`,
    ),
    type: BOOLEAN,
  };
}, false);

/** map_filter, transform_keys and transform_values. */
function mapLambda(
  emit: (map: TypedSql & { type: MapType }, entry: string, body: TypedSql) => { sql: string; type: DataType },
): ScalarFunction {
  return {
    arity: [2, 2],
    compile(node, compiler) {
      const map = knownMap(compiler.compile(node.args[0] as Expression), node);
      const entry = compiler.environment.fresh("m");
      const { names, body } = lambdaSql(node.args[1], [map.type.key, map.type.value], compiler, node.name);
      const [key, value] = names;
      const sql = body.sql.replaceAll(
        new RegExp(`\\b(${key}|${value})\\b`, "g"),
        (name) => `${entry}.${name === key ? "key" : "value"}`,
      );
      return {
        name: `${node.name}(${map.name}, ${body.name})`,
        ...emit(map, entry, { ...body, sql }),
      };
    },
  };
}

const entries = (sql: string, entry: string, body: string) =>
  `list_transform(map_entries(${sql}), lambda ${entry}: ${body})`;

export const higherOrderFunctions: ScalarFunctions = {
  transform: higherOrder(
    (list, lambda, body) => ({ sql: `list_transform(${list.sql}, ${lambda})`, type: array(body.type) }),
    true,
  ),
  filter: higherOrder((list, lambda, body) => {
    asCondition(body);
    return { sql: `list_filter(${list.sql}, ${lambda})`, type: list.type };
  }, true),
  exists,
  forall,
  aggregate: reduce,
  reduce,
  map_filter: mapLambda((map, entry, body) => {
    asCondition(body);
    return {
      sql: `map_from_entries(list_filter(map_entries(${map.sql}), lambda ${entry}: ${body.sql}))`,
      type: map.type,
    };
  }),
  transform_values: mapLambda((map, entry, body) => ({
    sql: `map_from_entries(${entries(map.sql, entry, `struct_pack(k := ${entry}.key, v := ${body.sql})`)})`,
    type: { ...map.type, value: body.type },
  })),
};
