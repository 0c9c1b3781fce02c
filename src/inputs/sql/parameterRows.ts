/** Parameters of a statement as rows of name, value and type, instead of JSON. */
import { isNumber } from "lossless-json";
import { parameterExample } from "../../services/sql/sqlExamples";
import { booleanInput, modelOf, readChoice } from "../choice";
import { asOptional, defineInput, isBlank, type Reader } from "../defineInput";
import { type StructuredInput, structuredRows } from "../structuredInput";
import { readTrimmed, trimmedInput } from "../text";
import { type GivenParameter, readParameter } from "./givenParameter";
import { decimalParameter, decimalType, maxDigits, type TextAndType } from "./numberParameter";
import { sqlParametersLabel } from "./sqlParameters";

const types = {
  STRING: "Text (STRING)",
  BOOLEAN: "True or false (BOOLEAN)",
  INT: "Whole number (INT)",
  BIGINT: "Large whole number (BIGINT)",
  DECIMAL: "Exact number (DECIMAL)",
  DOUBLE: "Approximate number (DOUBLE)",
  DATE: "Date (DATE)",
  TIMESTAMP: "Point in time (TIMESTAMP)",
  TIMESTAMP_NTZ: "Date and time without a zone (TIMESTAMP_NTZ)",
  TINYINT: "Whole number up to 127 (TINYINT)",
  SMALLINT: "Whole number up to 32767 (SMALLINT)",
  FLOAT: "Approximate number of 4 bytes (FLOAT)",
};

const readListed = readChoice(Object.keys(types));

/** Reads a listed type, or a DECIMAL with its digits, as a flow may give it. */
const readType: Reader<string> = (value, label) => {
  const text = readTrimmed(value, label);
  return /^DECIMAL\(\d{1,2}(?:, ?\d{1,2})?\)$/i.test(text) ? text : readListed(text, label);
};

const fields = {
  name: trimmedInput({
    label: "Name",
    comments: "The name of the parameter, without the colon.",
    example: parameterExample.name,
  }),
  value: {
    ...defineInput(
      {
        type: "string",
        label: "Value",
        comments:
          "The value. Empty text is a value of the type STRING and NULL for every other type; null from an earlier step is NULL. A list is used for IN (:name).",
        example: parameterExample.value,
      },
      (value): unknown => value,
    ),
    required: false,
  },
  type: asOptional(
    defineInput(
      {
        type: "string",
        label: "Type",
        comments:
          "The type that the value is read as. If empty, text is a STRING, and a number or boolean from an earlier step has the type that fits it. A DECIMAL has as many digits as its value.",
        model: modelOf(types),
      },
      readType,
    ),
  ),
  isNull: booleanInput({
    label: "NULL",
    comments: "When true, the parameter is NULL, whatever Value holds.",
  }),
};

/** A number as a DECIMAL with all its digits, zeros at its end included; undefined if there is none. */
const decimalOfText = (text: string): TextAndType | undefined => {
  if (!/^[+-]?\d*(?:\.\d*)?$/.test(text)) return isNumber(text) ? decimalParameter(text) : undefined;
  const [whole = "", fraction = ""] = text.replace(/^[+-]?0*/, "").split(".");
  const digits = whole.length + fraction.length;
  return /\d/.test(text) && digits <= maxDigits
    ? { value: text, type: decimalType(whole.length, fraction.length) }
    : undefined;
};

/** A value as a DECIMAL of its own digits: without them, Databricks would cut the fraction off. */
const exactDecimal = (given: TextAndType, place: string): TextAndType => {
  const text = given.value?.trim();
  if (text === undefined || given.type?.toUpperCase() !== "DECIMAL") return given;
  const decimal = decimalOfText(text);
  if (decimal) return decimal;
  throw new Error(`${place}: Value must be a number of up to ${maxDigits} digits, such as 12.50.`);
};

/** Reads a row. Throws Error that names it. */
const readParameterRow = (
  row: { name: string; value: unknown; type?: string; isNull: boolean },
  place: string,
): GivenParameter => {
  const isEmpty = isBlank(row.value) && row.type !== undefined && row.type !== "STRING";
  const value = row.isNull || isEmpty ? null : row.value;
  const parameter = readParameter({ name: row.name, value, type: row.type }, place);
  const { list } = parameter;
  return {
    ...parameter,
    ...exactDecimal(parameter, place),
    ...(list && { list: list.map((one) => exactDecimal(one, place)) }),
  };
};

/** Makes the input of parameters as rows. @param comments what they are for */
export const parameterRowsInput = (
  label: string,
  comments: string,
): StructuredInput<GivenParameter[] | undefined> =>
  structuredRows({ label, comments, fields }, (row, place) => ({
    ...readParameterRow(row, place),
    input: label,
  }));

/**
 * The parameters of the JSON input and of the rows.
 * @throws Error that names the input, or both, when two have the same name
 */
export const joinParameters = (
  json: readonly GivenParameter[],
  rows: readonly GivenParameter[] = [],
): GivenParameter[] => {
  const inputs = new Map<string, string>();
  const all = [...json, ...rows];
  for (const { name, input = sqlParametersLabel } of all) {
    const other = inputs.get(name.toLowerCase());
    if (other === input) throw new Error(`${input} name "${name}" twice.`);
    if (other !== undefined) {
      throw new Error(`${input} and ${other} both name "${name}": remove one of the two.`);
    }
    inputs.set(name.toLowerCase(), input);
  }
  return all;
};
