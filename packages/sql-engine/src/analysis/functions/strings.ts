/**
 * Functions of texts and binary strings.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#string-and-binary-functions
 */
import { array, BINARY, BOOLEAN, type DataType, INT, STRING } from "../../dataTypes";
import { reuse } from "../../duckdbSql";
import { unsupported } from "../../errors";
import { castSql } from "../casts";
import { isIntegral } from "../coercion";
import { concatenate } from "../operators";
import type { TypedSql } from "../typedSql";
import {
  literalInt,
  type ScalarFunction,
  type ScalarFunctions,
  typedFunction,
  unlimited,
  untypedFunction,
} from "./specification";

const text = (
  emit: (...args: string[]) => string,
  parameters: DataType[] = [STRING],
  least?: number,
): ScalarFunction => typedFunction(parameters, STRING, (args) => emit(...args), least);

/** Length counts characters of a text and bytes of a binary string. */
const length = untypedFunction([1, 1], ([value], compiler) =>
  value?.type.kind === "BINARY"
    ? { sql: `CAST(octet_length(${value.sql}) AS INTEGER)`, type: INT }
    : {
        sql: `CAST(length(${compiler.implicit(value as TypedSql, STRING, "length").sql}) AS INTEGER)`,
        type: INT,
      },
);

/** Characters of a text or bytes of a binary string. */
const substring: ScalarFunction = untypedFunction([2, 3], ([value, start, count], compiler, node) => {
  const from = compiler.implicit(start as TypedSql, INT, node.name).sql;
  const size = count ? compiler.implicit(count, INT, node.name).sql : "2147483647";
  return value?.type.kind === "BINARY"
    ? { sql: `unhex(dbx_subbytes(hex(${value.sql}), ${from}, ${size}))`, type: BINARY }
    : {
        sql: `dbx_substring(${compiler.implicit(value as TypedSql, STRING, node.name).sql}, ${from}, ${size})`,
        type: STRING,
      };
});

/** Trims blanks, or with two arguments the characters of the first from the second. */
function trim(duck: string): ScalarFunction {
  return typedFunction(
    [STRING, STRING],
    STRING,
    ([first, second]) => (second === undefined ? `${duck}(${first}, ' ')` : `${duck}(${second}, ${first})`),
    1,
  );
}

const pad = (duck: "lpad" | "rpad"): ScalarFunction =>
  text((value, count, fill) => `dbx_${duck}(${value}, ${count}, ${fill ?? "' '"})`, [STRING, INT, STRING], 2);

const concatWs: ScalarFunction = untypedFunction([1, unlimited], ([separator, ...parts], compiler) => {
  const mark = compiler.implicit(separator as TypedSql, STRING, "concat_ws").sql;
  const items = parts.map((part) => {
    if (part.type.kind === "ARRAY") {
      return castSql(part.sql, part.type, array(STRING));
    }
    return `[${compiler.implicit(part, STRING, "concat_ws").sql}]`;
  });
  const all =
    items.length === 0
      ? "CAST([] AS VARCHAR[])"
      : `flatten([${items.map((item) => `coalesce(${item}, [])`).join(", ")}])`;
  return {
    sql: `CASE WHEN ${mark} IS NULL THEN NULL ELSE coalesce(array_to_string(${all}, ${mark}), '') END`,
    type: STRING,
  };
});

const concat: ScalarFunction = untypedFunction([0, unlimited], (values) => {
  const [first, ...rest] = values;
  if (!first) {
    return { sql: "''", type: STRING };
  }
  const start: TypedSql =
    rest.length === 0 && first.type.kind !== "ARRAY" && first.type.kind !== "BINARY"
      ? { ...first, sql: castSql(first.sql, first.type, STRING), type: STRING }
      : first;
  const { sql, type } = rest.reduce((left, right) => concatenate(left, right), start);
  return { sql, type };
});

const contains = (duck: string): ScalarFunction =>
  typedFunction([STRING, STRING], BOOLEAN, ([value, part]) => `${duck}(${value}, ${part})`);

/** Position of the first text in the second, from 1; 0 where it is not found. */
const position: ScalarFunction = untypedFunction([2, 3], ([part, value, start], compiler, node) => {
  const [sought, within] = [part, value].map(
    (each) => compiler.implicit(each as TypedSql, STRING, node.name).sql,
  );
  if (literalInt(start, 1, node.name) !== 1) {
    throw unsupported(`${node.name} from a position other than 1`);
  }
  return { sql: `CAST(strpos(${within}, ${sought}) AS INTEGER)`, type: INT };
});

const hex: ScalarFunction = untypedFunction([1, 1], ([value]) => {
  const typed = value as TypedSql;
  if (isIntegral(typed.type)) {
    return { sql: `upper(to_hex(CAST(${typed.sql} AS BIGINT)))`, type: STRING };
  }
  if (typed.type.kind === "STRING" || typed.type.kind === "BINARY") {
    return { sql: `hex(${typed.sql})`, type: STRING };
  }
  throw unsupported("hex of this type");
});

const asBytes = (value: TypedSql | undefined, where: string): string => {
  if (value?.type.kind !== "STRING" && value?.type.kind !== "BINARY") {
    throw unsupported(`${where} of a value that is neither STRING nor BINARY`);
  }
  return value.type.kind === "STRING" ? `encode(${value.sql})` : value.sql;
};

const sha2: ScalarFunction = untypedFunction([2, 2], ([value, bits]) => {
  const size = literalInt(bits, 256, "sha2");
  if (size !== 256 && size !== 0) {
    throw unsupported(`sha2 with ${size} bits`);
  }
  return { sql: `sha256(${asBytes(value, "sha2")})`, type: STRING };
});

const repeated = (value: string, count: string): string =>
  reuse(count, (n) => `CASE WHEN ${n} IS NULL THEN NULL ELSE repeat(${value}, greatest(${n}, 0)) END`);

/** A function that has a form for binary strings too, which is not supported. */
const ofTexts = (scalar: ScalarFunction): ScalarFunction => ({
  ...scalar,
  compile(node, compiler) {
    if (node.args.some((argument) => compiler.compile(argument).type.kind === "BINARY")) {
      throw unsupported(`${node.name}() of a BINARY`);
    }
    return scalar.compile(node, compiler);
  },
});

const overlay: ScalarFunction = text(
  (value, by, from, count) =>
    reuse(count ?? `length(${by})`, (size) =>
      reuse(
        from ?? "1",
        (start) =>
          `(dbx_substring(${value}, 1, ${start} - 1) || ${by} || dbx_substring(${value}, ${start} + ${size}, 2147483647))`,
      ),
    ),
  [STRING, STRING, INT, INT],
  3,
);

export const stringFunctions: ScalarFunctions = {
  upper: text((value) => `dbx_upper(${value})`),
  ucase: text((value) => `dbx_upper(${value})`),
  lower: text((value) => `dbx_lower(${value})`),
  lcase: text((value) => `dbx_lower(${value})`),
  initcap: text((value) => `dbx_initcap(${value})`),
  length,
  len: length,
  char_length: length,
  character_length: length,
  octet_length: untypedFunction([1, 1], ([value]) => ({
    sql: `CAST(octet_length(${asBytes(value, "octet_length")}) AS INTEGER)`,
    type: INT,
  })),
  bit_length: untypedFunction([1, 1], ([value]) => ({
    sql: `CAST(8 * octet_length(${asBytes(value, "bit_length")}) AS INTEGER)`,
    type: INT,
  })),
  substring,
  substr: substring,
  left: ofTexts(text((value, count) => `dbx_substring(${value}, 1, ${count})`, [STRING, INT])),
  right: text((value, count) => `dbx_right(${value}, ${count})`, [STRING, INT]),
  trim: trim("trim"),
  btrim: text((value, marks) => `trim(${value}, ${marks ?? "' '"})`, [STRING, STRING], 1),
  ltrim: trim("ltrim"),
  rtrim: trim("rtrim"),
  lpad: ofTexts(pad("lpad")),
  rpad: ofTexts(pad("rpad")),
  replace: text(
    (value, sought, by) =>
      `CASE WHEN ${sought} = '' THEN ${value} ELSE replace(${value}, ${sought}, ${by ?? "''"}) END`,
    [STRING, STRING, STRING],
    2,
  ),
  translate: text((value, from, to) => `translate(${value}, ${from}, ${to})`, [STRING, STRING, STRING]),
  repeat: text((value, count) => repeated(value, count), [STRING, INT]),
  space: text((count) => repeated("' '", count), [INT]),
  reverse: untypedFunction([1, 1], ([value], compiler) =>
    value?.type.kind === "ARRAY"
      ? { sql: `list_reverse(${value.sql})`, type: value.type }
      : { sql: `reverse(${compiler.implicit(value as TypedSql, STRING, "reverse").sql})`, type: STRING },
  ),
  concat,
  concat_ws: concatWs,
  contains: ofTexts(contains("contains")),
  startswith: ofTexts(contains("starts_with")),
  endswith: ofTexts(contains("ends_with")),
  instr: typedFunction(
    [STRING, STRING],
    INT,
    ([value, part]) => `CAST(strpos(${value}, ${part}) AS INTEGER)`,
  ),
  position,
  locate: position,
  charindex: position,
  ascii: typedFunction(
    [STRING],
    INT,
    ([value]) => `CASE WHEN ${value} = '' THEN 0 ELSE CAST(unicode(${value}) AS INTEGER) END`,
  ),
  split_part: text(
    (value, mark, part) => `dbx_split_part(${value}, ${mark}, ${part})`,
    [STRING, STRING, INT],
  ),
  levenshtein: {
    ...typedFunction([STRING, STRING], INT, ([left, right]) => `dbx_levenshtein(${left}, ${right})`),
    databricksArity: [2, 3],
  },
  hex,
  unhex: typedFunction(
    [STRING],
    BINARY,
    ([value]) =>
      `CASE WHEN regexp_full_match(${value}, '[0-9a-fA-F]*') THEN unhex(CASE WHEN length(${value}) % 2 = 1 THEN '0' || ${value} ELSE ${value} END) END`,
  ),
  base64: untypedFunction([1, 1], ([value]) => ({
    sql: `to_base64(${asBytes(value, "base64")})`,
    type: STRING,
  })),
  unbase64: typedFunction([STRING], BINARY, ([value = ""]) =>
    reuse(
      value,
      (x) =>
        `CASE WHEN regexp_full_match(${x}, '([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?') THEN from_base64(${x}) ELSE from_hex(dbx_base64_hex(${x})) END`,
    ),
  ),
  md5: untypedFunction([1, 1], ([value]) => ({ sql: `md5(${asBytes(value, "md5")})`, type: STRING })),
  sha: untypedFunction([1, 1], ([value]) => ({ sql: `sha1(${asBytes(value, "sha")})`, type: STRING })),
  sha1: untypedFunction([1, 1], ([value]) => ({ sql: `sha1(${asBytes(value, "sha1")})`, type: STRING })),
  sha2,
  overlay: ofTexts(overlay),
  find_in_set: typedFunction(
    [STRING, STRING],
    INT,
    ([part, list]) =>
      `CASE WHEN contains(${part}, ',') THEN 0 ELSE CAST(coalesce(list_position(string_split(${list}, ','), ${part}), 0) AS INTEGER) END`,
  ),
};
