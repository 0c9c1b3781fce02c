/**
 * `column:path`. In a STRING the value comes as text and names count without case unless in brackets; in a
 * VARIANT it stays a VARIANT and names count with case.
 * https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-json-path-expression
 */
import { STRING, typeText, VARIANT } from "../dataTypes";
import { quoteText } from "../duckdbSql";
import { sqlError } from "../errors";
import type { PathStep } from "../parser/ast";
import type { TypedSql } from "./typedSql";

export function pathValue(value: TypedSql, steps: PathStep[]): TypedSql {
  const variant = value.type.kind === "VARIANT";
  if (!variant && value.type.kind !== "STRING") {
    throw sqlError(
      "DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE",
      `Cannot resolve "${value.name}:…" due to data type mismatch: a path needs "STRING" or "VARIANT", not "${typeText(value.type)}".`,
      "42K09",
    );
  }
  const start = variant ? value.sql : `dbx_valid_json(${value.sql})`;
  const found = steps.reduce((json, step) => {
    if ("index" in step) {
      return `json_extract(${json}, '$[${step.index}]')`;
    }
    return step.exact || variant
      ? `dbx_json_member(${json}, ${quoteText(step.field)})`
      : `dbx_json_member_anycase(${json}, ${quoteText(step.field)})`;
  }, start);
  const field = fieldOf(steps);
  if (!variant) {
    return { sql: `dbx_json_text(${found})`, type: STRING, name: field ?? value.name };
  }
  const path = steps.map(stepText).join("");
  const alias = field === undefined ? "" : ` AS ${/^\w+$/.test(field) ? field : `\`${field}\``}`;
  const name = `variant_get(${value.name}, $${path})${alias}`;
  return { sql: `dbx_variant(${found})`, type: VARIANT, name };
}

/** The last field of a path, which the value is called by. */
export function fieldOf(steps: PathStep[]): string | undefined {
  return steps.flatMap((step) => ("field" in step ? [step.field] : [])).at(-1);
}

function stepText(step: PathStep): string {
  if ("index" in step) {
    return `[${step.index}]`;
  }
  return step.exact ? `['${step.field}']` : `.${step.field}`;
}
