/** LIKE, ILIKE and RLIKE. https://docs.databricks.com/aws/en/sql/language-manual/functions/like */
import { BOOLEAN, STRING } from "../dataTypes";
import { quoteText, raise, reuse } from "../duckdbSql";
import { sqlError, unsupported } from "../errors";
import type { Node } from "../parser/ast";
import type { ExpressionCompiler } from "./compiler";
import type { TypedSql } from "./typedSql";

export function like(node: Node<"like">, compiler: ExpressionCompiler): TypedSql {
  const value = compiler.compileAs(node.operand, STRING, node.operator);
  const matches = node.patterns.map((pattern) => {
    const typed = compiler.compileAs(pattern, STRING, node.operator);
    return { sql: match(node, value, typed), name: matchName(node, value.name, typed.name) };
  });
  const word = node.quantifier === "ALL" ? " AND " : " OR ";
  const sql = `(${matches.map((each) => each.sql).join(word)})`;
  if (node.quantifier) {
    const each = node.negated ? matches.map((one) => `(NOT ${one.sql})`) : matches.map((one) => one.sql);
    const quantified = `${node.negated ? "not" : ""}like${node.quantifier === "ALL" ? "all" : "any"}`;
    return { sql: `(${each.join(word)})`, type: BOOLEAN, name: `${quantified}(${value.name})` };
  }
  const name = matches[0]?.name ?? "";
  return node.negated
    ? { sql: `(NOT ${sql})`, type: BOOLEAN, name: `(NOT ${name})` }
    : { sql, type: BOOLEAN, name };
}

function matchName(node: Node<"like">, value: string, pattern: string): string {
  const { operator } = node;
  if (operator === "RLIKE") {
    return `RLIKE(${value}, ${pattern})`;
  }
  if (operator === "ILIKE") {
    return `ilike(${value}, ${pattern})`;
  }
  return `${value} LIKE ${pattern}${node.escape === undefined ? "" : ` ESCAPE '${node.escape}'`}`;
}

function match(node: Node<"like">, value: TypedSql, pattern: TypedSql): string {
  if (node.operator === "RLIKE") {
    return `regexp_matches(${value.sql}, ${regexSql(pattern)})`;
  }
  const mark = node.escape ?? "\\";
  if ([...mark].length !== 1) {
    throw sqlError(
      "INVALID_ESC",
      `Found an invalid escape string: '${mark}'. The escape string must contain only one character.`,
      "42604",
    );
  }
  const operator = node.operator === "ILIKE" ? "ILIKE" : "LIKE";
  return reuse(pattern.sql, (text) => {
    const matched = `${value.sql} ${operator} ${text} ESCAPE ${quoteText(mark)}`;
    // DuckDB takes an escape before any character, Spark only where it means something.
    const plain = `\\x{${(mark.codePointAt(0) ?? 0).toString(16)}}`;
    const allowed = quoteText(`(?s)(?:[^${plain}]|${plain}[_%${plain}])*`);
    const place = `CASE WHEN regexp_full_match(${text}, ${allowed.slice(0, -1)}${plain}') THEN 'AT_THE_END' ELSE 'IN_THE_MIDDLE' END`;
    const message = `'[INVALID_FORMAT.ESC_' || ${place} || '] The format is invalid: ' || ${text} || '. The escape character may only precede a wildcard or itself. SQLSTATE: 42601'`;
    return `CASE WHEN ${text} IS NULL OR regexp_full_match(${text}, ${allowed}) THEN ${matched} ELSE ${raise("42601", message)} END`;
  });
}

/** Parts of Java's regular expressions that RE2, DuckDB's engine, lacks or reads in another way. */
const javaOnly =
  /\(\?[=!>]|\(\?<[=!]|[*+?}]\+|\\[1-9GZRXhHvVe]|&&|\\[pP]\{(?!L\}|Lu\}|Ll\}|N\}|Nd\})|\(\?[a-z]*[dux]/;

/** The text of a pattern that must be a literal and mean the same to Java and to RE2. */
export function regexSql(pattern: TypedSql): string {
  if (pattern.literal === null || pattern.type.kind === "VOID") {
    return "CAST(NULL AS VARCHAR)";
  }
  if (pattern.literal === undefined) {
    throw unsupported("regular expressions that are not literals");
  }
  if (javaOnly.test(pattern.literal)) {
    throw unsupported(`the regular expression ${pattern.literal}`);
  }
  return quoteText(pattern.literal);
}

/** The same for a function that goes on after each match, where Java and RE2 differ about empty ones. */
export function repeatedRegexSql(pattern: TypedSql): string {
  const sql = regexSql(pattern);
  if (typeof pattern.literal === "string" && matchesNothing(pattern.literal)) {
    throw unsupported(`the regular expression ${pattern.literal}, which matches the empty text`);
  }
  return sql;
}

function matchesNothing(pattern: string): boolean {
  try {
    return new RegExp(pattern.replace(/^\(\?[a-z]+\)/, ""), "u").test("");
  } catch (error) {
    if (error instanceof SyntaxError) {
      throw unsupported(`the regular expression ${pattern}`);
    }
    throw error;
  }
}

/** The number of groups in a pattern. */
export function countGroups(pattern: string): number {
  const plain = pattern.replace(/\\./g, "").replace(/\[[^\]]*\]/g, "");
  return (plain.match(/\((?!\?)|\(\?P?<[A-Za-z]/g) ?? []).length;
}
