/**
 * Conditional functions and those about the session.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#miscellaneous-functions
 */
import { BOOLEAN, catalogText, type DataType, STRING } from "../../dataTypes";
import { quoteText, raise } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { castSql } from "../casts";
import { leastCommonType } from "../coercion";
import { compare } from "../operators";
import type { TypedSql } from "../typedSql";
import {
  type ScalarFunction,
  type ScalarFunctions,
  typedFunction,
  unlimited,
  untypedFunction,
} from "./specification";

const coalesce: ScalarFunction = untypedFunction([1, unlimited], (values, compiler) => {
  const { sqls, type } = compiler.unify(values, "coalesce");
  return { sql: `coalesce(${sqls.join(", ")})`, type };
});

const choose: ScalarFunction = {
  arity: [3, 3],
  compile(node, compiler) {
    const [test, ...rest] = node.args;
    const condition = test && compiler.condition(test, "if");
    const values = rest.map((value) => compiler.compile(value));
    const { sqls, type } = compiler.unify(values, "if");
    const name = `(IF(${test ? compiler.compile(test).name : ""}, ${values.map((value) => value.name).join(", ")}))`;
    return { sql: `CASE WHEN ${condition} THEN ${sqls[0]} ELSE ${sqls[1]} END`, type, name };
  },
};

const nvl2: ScalarFunction = untypedFunction([3, 3], ([test, then, otherwise], compiler) => {
  const { sqls, type } = compiler.unify([then as TypedSql, otherwise as TypedSql], "nvl2");
  return { sql: `CASE WHEN ${(test as TypedSql).sql} IS NOT NULL THEN ${sqls[0]} ELSE ${sqls[1]} END`, type };
});

/** decode(value, key1, result1, …[, default]); NULL matches NULL. */
const decode: ScalarFunction = untypedFunction([2, unlimited], ([value, ...rest], compiler) => {
  if (rest.length === 1) {
    throw unsupported("decode with a character set");
  }
  const pairs = Math.floor(rest.length / 2);
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  const results = Array.from({ length: pairs }, (_, index) => rest[index * 2 + 1] as TypedSql);
  const { sqls, type } = compiler.unify([...results, ...(otherwise ? [otherwise] : [])], "decode");
  const branches = results.map(
    (_, index) =>
      `WHEN ${compare("<=>", value as TypedSql, rest[index * 2] as TypedSql).sql} THEN ${sqls[index]}`,
  );
  return {
    sql: `CASE ${branches.join(" ")} ELSE ${otherwise ? sqls.at(-1) : `CAST(NULL AS ${castTarget(type)})`} END`,
    type,
  };
});

const castTarget = (type: DataType): string =>
  castSql("NULL", { kind: "VOID" }, type).replace(/^CAST\(NULL AS (.*)\)$/, "$1");

const nullif: ScalarFunction = untypedFunction([2, 2], ([value, other]) => {
  const equal = compare("=", value as TypedSql, other as TypedSql);
  return {
    sql: `CASE WHEN ${equal.sql} THEN NULL ELSE ${(value as TypedSql).sql} END`,
    type: (value as TypedSql).type,
  };
});

const nvl: ScalarFunction = untypedFunction([2, 2], (values, compiler, node) => {
  const { sqls, type } = compiler.unify(values, node.name);
  return { sql: `coalesce(${sqls.join(", ")})`, type };
});

const session = (
  read: (compiler: Parameters<ScalarFunction["compile"]>[1]) => string,
  name?: string,
): ScalarFunction => ({
  arity: [0, 0],
  compile: (node, compiler) => ({
    sql: quoteText(read(compiler)),
    type: STRING,
    name: `${name ?? node.name}()`,
  }),
});

const castTo = (kind: DataType): ScalarFunction =>
  untypedFunction([1, 1], ([value]) => ({
    sql: castSql((value as TypedSql).sql, (value as TypedSql).type, kind),
    type: kind,
    name: (value as TypedSql).name,
  }));

export const generalFunctions: ScalarFunctions = {
  coalesce,
  if: choose,
  iff: choose,
  ifnull: nvl,
  nvl,
  nvl2,
  decode,
  nullif,
  nullifzero: untypedFunction([1, 1], ([value]) => ({
    sql: `CASE WHEN ${(value as TypedSql).sql} = 0 THEN NULL ELSE ${(value as TypedSql).sql} END`,
    type: (value as TypedSql).type,
  })),
  zeroifnull: untypedFunction([1, 1], ([value]) => {
    const type = leastCommonType((value as TypedSql).type, { kind: "INT" }) ?? (value as TypedSql).type;
    return { sql: `coalesce(${castSql((value as TypedSql).sql, (value as TypedSql).type, type)}, 0)`, type };
  }),
  isnull: untypedFunction([1, 1], ([value]) => ({
    sql: `(${(value as TypedSql).sql} IS NULL)`,
    type: BOOLEAN,
  })),
  isnotnull: untypedFunction([1, 1], ([value]) => ({
    sql: `(${(value as TypedSql).sql} IS NOT NULL)`,
    type: BOOLEAN,
  })),
  equal_null: untypedFunction([2, 2], ([left, right]) => ({
    sql: compare("<=>", left as TypedSql, right as TypedSql).sql,
    type: BOOLEAN,
  })),
  typeof: untypedFunction([1, 1], ([value]) => ({
    sql: quoteText(catalogText((value as TypedSql).type)),
    type: STRING,
  })),
  raise_error: {
    ...typedFunction([STRING], { kind: "VOID" }, ([message]) =>
      raise("P0001", `'[USER_RAISED_EXCEPTION] ' || ${message} || ' SQLSTATE: P0001'`),
    ),
    databricksArity: [1, 2],
  },
  assert_true: typedFunction(
    [BOOLEAN, STRING],
    { kind: "VOID" },
    ([test, message], [condition]) =>
      `CASE WHEN ${test} THEN NULL ELSE ${raise("P0001", `'[USER_RAISED_EXCEPTION] ' || ${message ?? quoteText(`'${condition?.name}' is not true!`)} || ' SQLSTATE: P0001'`)} END`,
    1,
  ),
  current_catalog: session((compiler) => compiler.environment.catalog),
  current_schema: session((compiler) => compiler.environment.schema),
  current_database: session((compiler) => compiler.environment.schema, "current_schema"),
  current_user: session((compiler) => compiler.environment.user),
  user: session((compiler) => compiler.environment.user, "current_user"),
  session_user: session((compiler) => compiler.environment.user),
  bigint: castTo({ kind: "BIGINT" }),
  boolean: castTo({ kind: "BOOLEAN" }),
  double: castTo({ kind: "DOUBLE" }),
  float: castTo({ kind: "FLOAT" }),
  int: castTo({ kind: "INT" }),
  smallint: castTo({ kind: "SMALLINT" }),
  string: castTo({ kind: "STRING" }),
  tinyint: castTo({ kind: "TINYINT" }),
};
