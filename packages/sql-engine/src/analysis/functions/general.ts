/**
 * Conditional functions and those about the session.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#miscellaneous-functions
 */
import { BOOLEAN, catalogText, type DataType, STRING } from "../../dataTypes";
import { quoteText, raise } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { castSql } from "../casts";
import { commonType } from "../coercion";
import { compare } from "../operators";
import type { Typed } from "../typed";
import { anyNumber, type Functions, fixed, flexible, type Scalar } from "./specification";

const coalesce: Scalar = flexible([1, anyNumber], (values, compiler) => {
  const { sqls, type } = compiler.unify(values, "coalesce");
  return { sql: `coalesce(${sqls.join(", ")})`, type };
});

const choose: Scalar = {
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

const nvl2: Scalar = flexible([3, 3], ([test, then, otherwise], compiler) => {
  const { sqls, type } = compiler.unify([then as Typed, otherwise as Typed], "nvl2");
  return { sql: `CASE WHEN ${(test as Typed).sql} IS NOT NULL THEN ${sqls[0]} ELSE ${sqls[1]} END`, type };
});

/** decode(value, key1, result1, …[, default]); NULL matches NULL. */
const decode: Scalar = flexible([2, anyNumber], ([value, ...rest], compiler) => {
  if (rest.length === 1) {
    throw unsupported("decode with a character set");
  }
  const pairs = Math.floor(rest.length / 2);
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  const results = Array.from({ length: pairs }, (_, index) => rest[index * 2 + 1] as Typed);
  const { sqls, type } = compiler.unify([...results, ...(otherwise ? [otherwise] : [])], "decode");
  const branches = results.map(
    (_, index) => `WHEN ${compare("<=>", value as Typed, rest[index * 2] as Typed).sql} THEN ${sqls[index]}`,
  );
  return {
    sql: `CASE ${branches.join(" ")} ELSE ${otherwise ? sqls.at(-1) : `CAST(NULL AS ${castTarget(type)})`} END`,
    type,
  };
});

const castTarget = (type: DataType): string =>
  castSql("NULL", { kind: "VOID" }, type).replace(/^CAST\(NULL AS (.*)\)$/, "$1");

const nullif: Scalar = flexible([2, 2], ([value, other]) => {
  const equal = compare("=", value as Typed, other as Typed);
  return {
    sql: `CASE WHEN ${equal.sql} THEN NULL ELSE ${(value as Typed).sql} END`,
    type: (value as Typed).type,
  };
});

const nvl: Scalar = flexible([2, 2], (values, compiler, node) => {
  const { sqls, type } = compiler.unify(values, node.name);
  return { sql: `coalesce(${sqls.join(", ")})`, type };
});

const session = (read: (compiler: Parameters<Scalar["compile"]>[1]) => string, name?: string): Scalar => ({
  arity: [0, 0],
  compile: (node, compiler) => ({
    sql: quoteText(read(compiler)),
    type: STRING,
    name: `${name ?? node.name}()`,
  }),
});

const castTo = (kind: DataType): Scalar =>
  flexible([1, 1], ([value]) => ({
    sql: castSql((value as Typed).sql, (value as Typed).type, kind),
    type: kind,
    name: (value as Typed).name,
  }));

export const generalFunctions: Functions = {
  coalesce,
  if: choose,
  iff: choose,
  ifnull: nvl,
  nvl,
  nvl2,
  decode,
  nullif,
  nullifzero: flexible([1, 1], ([value]) => ({
    sql: `CASE WHEN ${(value as Typed).sql} = 0 THEN NULL ELSE ${(value as Typed).sql} END`,
    type: (value as Typed).type,
  })),
  zeroifnull: flexible([1, 1], ([value]) => {
    const type = commonType((value as Typed).type, { kind: "INT" }) ?? (value as Typed).type;
    return { sql: `coalesce(${castSql((value as Typed).sql, (value as Typed).type, type)}, 0)`, type };
  }),
  isnull: flexible([1, 1], ([value]) => ({ sql: `(${(value as Typed).sql} IS NULL)`, type: BOOLEAN })),
  isnotnull: flexible([1, 1], ([value]) => ({ sql: `(${(value as Typed).sql} IS NOT NULL)`, type: BOOLEAN })),
  equal_null: flexible([2, 2], ([left, right]) => ({
    sql: compare("<=>", left as Typed, right as Typed).sql,
    type: BOOLEAN,
  })),
  typeof: flexible([1, 1], ([value]) => ({
    sql: quoteText(catalogText((value as Typed).type)),
    type: STRING,
  })),
  raise_error: {
    ...fixed([STRING], { kind: "VOID" }, ([message]) =>
      raise("P0001", `'[USER_RAISED_EXCEPTION] ' || ${message} || ' SQLSTATE: P0001'`),
    ),
    databricksArity: [1, 2],
  },
  assert_true: fixed(
    [BOOLEAN, STRING],
    { kind: "VOID" },
    ([test, message]) =>
      `CASE WHEN ${test} THEN NULL ELSE ${raise("P0001", `'[USER_RAISED_EXCEPTION] ' || ${message ?? "'the condition is not true!'"} || ' SQLSTATE: P0001'`)} END`,
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
