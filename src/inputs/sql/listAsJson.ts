/**
 * A list of values as one parameter: its JSON text, and the expression that turns it into an array.
 * https://docs.databricks.com/aws/en/sql/language-manual/functions/from_json
 */

import { isNumber } from "lossless-json";
import type { JsonList } from "../../services/sql/boundStatement";
import { type DecimalText, decimalOf, decimalType, maxDigits, type TextAndType } from "./numberParameter";

/** The types whose values have a JSON form that from_json reads exactly. */
const jsonForms: Record<string, (value: string) => string | undefined> = {
  STRING: (value) => JSON.stringify(value),
  BOOLEAN: (value) => (value === "true" || value === "false" ? value : undefined),
  INT: (value) => integerIn(value, 32),
  BIGINT: (value) => integerIn(value, 64),
  DOUBLE: (value) => (isNumber(value) && Number.isFinite(Number(value)) ? value : undefined),
};

const integerIn = (value: string, bits: number): string | undefined =>
  /^(?:0|-?[1-9]\d{0,18})$/.test(value) && BigInt.asIntN(bits, BigInt(value)) === BigInt(value)
    ? value
    : undefined;

const isNumeric = (type: string): boolean => /^(?:INT|BIGINT|DOUBLE|DECIMAL)/.test(type);

/** The DECIMAL that holds all values. Throws Error if there is none. */
const jointDecimal = (values: readonly string[]): string => {
  const decimals = values.map(decimalOf).filter((one): one is DecimalText => one !== undefined);
  const whole = Math.max(...decimals.map((one) => one.integerDigits));
  const scale = Math.max(...decimals.map((one) => one.scale));
  if (whole + scale <= maxDigits) return decimalType(whole, scale);
  throw new Error(`its numbers do not fit into one DECIMAL of ${maxDigits} digits: give it a type`);
};

/**
 * The type that values of several types are compared as: the one that Databricks uses for the values of an `IN`, where
 * numbers take precedence over text. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-datatype-rules
 */
const commonType = (list: readonly TextAndType[]): string => {
  const given = list.filter(({ value }) => value !== undefined && value !== null);
  const types = new Set(given.map(({ type = "STRING" }) => type.toUpperCase()));
  const [only = "STRING"] = types;
  if (types.size <= 1) return only;
  const others = [...types].filter((type) => type !== "STRING");
  const hasText = others.length < types.size;
  if (others.every(isNumeric)) {
    if (others.includes("DOUBLE")) return "DOUBLE";
    const isWhole = others.every((type) => type === "INT" || type === "BIGINT");
    if (isWhole) return hasText || others.includes("BIGINT") ? "BIGINT" : "INT";
    return hasText ? "DOUBLE" : jointDecimal(given.map(({ value }) => String(value)));
  }
  const [other = "STRING"] = others;
  if (others.length === 1) return other;
  throw new Error(`it mixes values of the types ${others.join(" and ")}: give it a type`);
};

/**
 * Makes one parameter from a list of values.
 * @param name the parameter's name
 * @param lambdaName a name that the statement does not use
 * @returns its JSON text, and its expressions in the statement
 * @throws Error that says why the values have no type in common
 */
export const listAsJson = (
  name: string,
  list: readonly TextAndType[],
  lambdaName: string,
): { text: string; json: JsonList } => {
  const type = commonType(list);
  const form = jsonForms[type];
  const forms = list.map(({ value }) => (value === undefined || value === null ? "null" : form?.(value)));
  const isNative = forms.every((one) => one !== undefined);
  // Any other value is read from its text, like a parameter.
  const texts = isNative ? forms : list.map(({ value }) => JSON.stringify(value ?? null));
  const array = isNative
    ? `from_json(:${name}, 'ARRAY<${type}>')`
    : `CAST(from_json(:${name}, 'ARRAY<STRING>') AS ARRAY<${type}>)`;
  const isPlainText = list.every((one) => one.type === undefined);
  return {
    text: `[${texts.join(",")}]`,
    json: {
      array,
      // Text without a type is converted to the type that it is compared with, such as a DATE: a comparison does that,
      // array_contains does not.
      contains: (operand) =>
        isPlainText
          ? `exists(${array}, ${lambdaName} -> ${lambdaName} = ${operand})`
          : `array_contains(${array}, ${operand})`,
    },
  };
};
