/**
 * Functions of regular expressions, which must be literals that mean the same to Java and to RE2.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-functions-builtin#string-and-binary-functions
 */
import { array, BOOLEAN, INT, STRING } from "../../dataTypes";
import { quoteText } from "../../duckdbSql";
import { sqlError, unsupported } from "../../errors";
import { countGroups, regexSql, repeatedRegexSql } from "../patterns";
import type { TypedSql } from "../typedSql";
import { literalInt, type ScalarFunction, type ScalarFunctions, untypedFunction } from "./specification";

/** Group references of Java, `$1`, as RE2 writes them. */
function replacement(value: TypedSql): string {
  if (typeof value.literal !== "string") {
    throw unsupported("regexp_replace with a replacement that is not a literal");
  }
  const plain = value.literal.replace(
    /\\(.)|\$(\d)|\$|\\/gs,
    (found, escaped: string | undefined, group: string | undefined) => {
      if (group !== undefined) {
        return `\\${group}`;
      }
      if (escaped === undefined) {
        throw unsupported(`the replacement ${value.literal}`);
      }
      return escaped === "\\" ? "\\\\" : found.slice(1);
    },
  );
  return quoteText(plain);
}

const regexpReplace: ScalarFunction = untypedFunction([3, 4], ([value, pattern, by, position], compiler) => {
  if (literalInt(position, 1, "regexp_replace") !== 1) {
    throw unsupported("regexp_replace from a position other than 1");
  }
  const subject = compiler.implicit(value as TypedSql, STRING, "regexp_replace").sql;
  return {
    sql: `regexp_replace(${subject}, ${repeatedRegexSql(pattern as TypedSql)}, ${replacement(by as TypedSql)}, 'g')`,
    type: STRING,
  };
});

function regexpExtract(all: boolean): ScalarFunction {
  return untypedFunction([2, 3], ([value, pattern, group], compiler, node) => {
    const regex = all ? repeatedRegexSql(pattern as TypedSql) : regexSql(pattern as TypedSql);
    const index = literalInt(group, 1, node.name);
    const groups = countGroups(pattern?.literal ?? "");
    if (index < 0 || index > groups) {
      throw sqlError(
        "INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX",
        `The value of parameter(s) \`idx\` in \`${node.name}\` is invalid: Expects group index between 0 and ${groups}, but got ${index}.`,
        "22023",
      );
    }
    const subject = compiler.implicit(value as TypedSql, STRING, node.name).sql;
    return all
      ? { sql: `regexp_extract_all(${subject}, ${regex}, ${index})`, type: array(STRING) }
      : { sql: `regexp_extract(${subject}, ${regex}, ${index})`, type: STRING };
  });
}

/** Splits at a regular expression; a limit keeps the rest in the last part. */
const split: ScalarFunction = untypedFunction([2, 3], ([value, pattern, limit], compiler) => {
  if (literalInt(limit, -1, "split") > 0) {
    throw unsupported("split with a limit");
  }
  const subject = compiler.implicit(value as TypedSql, STRING, "split").sql;
  const regex = pattern?.literal ?? "";
  if (regex === "") {
    throw unsupported("split at an empty pattern");
  }
  const plain = regex.replace(/\\([^a-zA-Z0-9])/g, "$1");
  const literal = !/[\\^$.|?*+()[\]{}]/.test(regex.replace(/\\[^a-zA-Z0-9]/g, ""));
  return {
    sql: literal
      ? `string_split(${subject}, ${quoteText(plain)})`
      : `regexp_split_to_array(${subject}, ${repeatedRegexSql(pattern as TypedSql)})`,
    type: array(STRING),
  };
});

export const regexFunctions: ScalarFunctions = {
  split,
  regexp_replace: regexpReplace,
  regexp_extract: regexpExtract(false),
  regexp_extract_all: regexpExtract(true),
  regexp_like: untypedFunction([2, 2], ([value, pattern], compiler) => ({
    sql: `regexp_matches(${compiler.implicit(value as TypedSql, STRING, "regexp_like").sql}, ${regexSql(pattern as TypedSql)})`,
    type: BOOLEAN,
  })),
  regexp_count: untypedFunction([2, 2], ([value, pattern], compiler) => ({
    sql: `CAST(len(regexp_extract_all(${compiler.implicit(value as TypedSql, STRING, "regexp_count").sql}, ${repeatedRegexSql(pattern as TypedSql)})) AS INTEGER)`,
    type: INT,
  })),
};
