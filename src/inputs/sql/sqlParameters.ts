/** The SQL Parameters input: a JSON array of `{name, value, type?}` objects becomes Databricks' parameters. */
import { isLosslessNumber, parse } from "lossless-json";
import { isJsonObject, stringifyExact } from "../../http/json";
import { statementInputExamples } from "../../services/sql/sqlExamples";
import type { StatementParameter } from "../../services/sql/statements";
import { type Input, isBlank, whenEmpty } from "../defineInput";
import { codeInput } from "../json";
import { decimalParameter, isDouble, maxDigits, numberParameter, type TextAndType } from "./numberParameter";

/** A parameter as it is given: with one value, or with a list of values for `IN (:name)`. */
export interface GivenParameter extends StatementParameter {
  list?: TextAndType[];
  /** Whether the value is the JSON text of an object, or of a list that holds one. */
  isJson?: boolean;
}

const label = "SQL Parameters";

const knownKeys = ["name", "value", "type"];

const refuse = (problem: string): never => {
  throw new Error(`${label} ${problem}`);
};

/** A value that JSON cannot represent. Throws Error that names the entry. */
const checkJson = (value: unknown, where: string): void => {
  const isLost = typeof value === "number" && !Number.isFinite(value);
  if (isLost || ArrayBuffer.isView(value))
    refuse(`${where}: the value contains something that JSON cannot represent, such as NaN or bytes.`);
  if (typeof value !== "object" || value === null || isLosslessNumber(value) || value instanceof Date) return;
  for (const one of Object.values(value)) checkJson(one, where);
};

/** An object, or a list that holds one, as its JSON text. */
const jsonText = (value: object, where: string): TextAndType => {
  checkJson(value, where);
  return { value: stringifyExact(value) };
};

/** The type for a number, if the entry has none. */
const numberText = (digits: string, where: string, type: string | undefined): TextAndType => {
  if (type !== undefined) return { value: digits };
  const problem = `the number ${digits.slice(0, 60)} has more digits than the ${maxDigits} of a DECIMAL. Give it as text.`;
  return numberParameter(digits) ?? refuse(`${where}: ${problem}`);
};

const textAndType = (value: unknown, where: string, type: string | undefined): TextAndType => {
  if (value === null || value === undefined) return {};
  if (typeof value === "string") return { value };
  if (typeof value === "boolean") return { value: String(value), type: "BOOLEAN" };
  if (isLosslessNumber(value) || typeof value === "bigint") return numberText(String(value), where, type);
  if (typeof value === "number" && Number.isFinite(value)) {
    if (!Number.isInteger(value)) return { value: String(value), type: "DOUBLE" };
    if (Number.isSafeInteger(value)) return numberText(String(value), where, type);
    refuse(`${where}: ${value} has lost digits as a number. Give it as text with a type such as BIGINT.`);
  }
  if (value instanceof Date && !Number.isNaN(value.getTime())) {
    return { value: value.toISOString(), type: "TIMESTAMP" };
  }
  if (isJsonObject(value) && !(value instanceof Date)) return jsonText(value, where);
  return refuse(`${where}: the value must be text, a number, true, false, null, an object or a list.`);
};

const readName = (name: unknown, where: string): string => {
  if (typeof name !== "string" || name.trim() === "")
    return refuse(`${where}: the name is missing or blank.`);
  if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) {
    refuse(
      `${where}: "${name.slice(0, 80)}" is not a name. Use letters, digits and underscores, without the colon of the marker.`,
    );
  }
  return name;
};

/** An entry with its name: keys and values, as in the platform's own lists, are names and values. */
const named = (entry: Record<string, unknown>): Record<string, unknown> => {
  if (!("key" in entry) || "name" in entry) return entry;
  const { key, ...others } = entry;
  return { name: typeof key === "string" ? key.trim() : key, ...others };
};

/** An empty entry of keys and values from a form. */
const isLeftEmpty = (entry: unknown): boolean =>
  isJsonObject(entry) && "key" in entry && isBlank(entry.key) && isBlank(entry.value);

const readType = (type: unknown, where: string): string | undefined => {
  if (isBlank(type)) return undefined;
  if (
    typeof type !== "string" ||
    !/^[A-Za-z_]+(?: [A-Za-z ]+)?(?:\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/.test(type.trim())
  ) {
    return refuse(`${where}: the type must be the name of a simple SQL type, such as INT or DECIMAL(10,2).`);
  }
  return type.trim();
};

/** Whether a value contains other values, and so cannot be a typed parameter. */
const isNested = (value: unknown): boolean =>
  Array.isArray(value) || (isJsonObject(value) && !(value instanceof Date));

/**
 * The values of a list are compared as one type: if that is DOUBLE and one of them would lose digits, DECIMAL is used
 * instead.
 */
const withoutLoss = (list: TextAndType[], type: string | undefined): TextAndType[] => {
  const numbers = list.filter((one) => /^(?:INT|BIGINT|DOUBLE|DECIMAL)/.test(one.type ?? ""));
  const hasDouble = numbers.some((one) => one.type === "DOUBLE");
  if (type !== undefined || !hasDouble || numbers.every(isDouble)) return list;
  const decimals = list.map((one) => (one.type === "DOUBLE" ? decimalParameter(String(one.value)) : one));
  return decimals.every((one) => one !== undefined) ? decimals : list;
};

const readParameter = (entry: unknown, index: number): GivenParameter => {
  const position = `entry ${index + 1}`;
  if (!isJsonObject(entry)) return refuse(`${position} must be an object with a name and a value.`);
  const parameter = named(entry);
  const unknownKey = Object.keys(parameter).find((key) => !knownKeys.includes(key));
  if (unknownKey !== undefined) {
    refuse(
      `${position} has the unknown key "${unknownKey.slice(0, 80)}": only name, value and type are known.`,
    );
  }
  const name = readName(parameter.name, position);
  const where = `${position} ("${name}")`;
  const type = readType(parameter.type, where);
  const typed = (value: unknown): TextAndType => ({
    ...textAndType(value, where, type),
    ...(type !== undefined && { type }),
  });
  const { value } = parameter;
  if (!Array.isArray(value)) return { name, ...typed(value), ...(isNested(value) && { isJson: true }) };
  if (value.length === 0) {
    refuse(
      `${where}: the list is empty, and IN () is not valid SQL. Skip the statement when there is nothing to look for.`,
    );
  }
  if (value.some(isNested)) {
    return { name, ...jsonText(value, where), ...(type !== undefined && { type }), isJson: true };
  }
  return { name, list: withoutLoss(value.map(typed), type) };
};

const parseText = (text: string): unknown => {
  try {
    return parse(text);
  } catch (error) {
    return refuse(
      `are not valid JSON (${(error as Error).message}). Expected is an array such as ${example}.`,
    );
  }
};

const asEntry = ([name, value]: [string, unknown]) => ({ name, value });

/**
 * Reads the input: JSON text, or an array from an earlier step. Numbers in text keep every digit.
 * @returns no parameters when the input is empty
 * @throws Error that names the input and the entry
 */
export const readSqlParameters = (value: unknown): GivenParameter[] => {
  if (isBlank(value)) return [];
  const given = typeof value === "string" ? parseText(value) : value;
  const entries = isJsonObject(given) ? Object.entries(given).map(asEntry) : given;
  if (!Array.isArray(entries)) {
    return refuse(`must be an array of objects, such as ${example}, or an object of names and values.`);
  }
  const parameters = entries.flatMap((entry, index) =>
    isLeftEmpty(entry) ? [] : [readParameter(entry, index)],
  );
  const seen = new Set<string>();
  for (const { name } of parameters) {
    if (seen.has(name.toLowerCase())) refuse(`name "${name}" twice.`);
    seen.add(name.toLowerCase());
  }
  return parameters;
};

const example = JSON.stringify(statementInputExamples.sqlParameters);

export const sqlParameters: Input<GivenParameter[]> = whenEmpty(
  codeInput(
    {
      label,
      comments:
        'The values of the named parameters of the statement, written :name in the statement: a JSON array of {"name", "value"} objects with an optional "type" (by default STRING, or the type that fits a number or boolean), or an object of names and values. A null value is SQL NULL. A list is used for IN (:name) and may have any length. An object, or a list of objects, is sent as JSON text for from_json or parse_json. Up to 256 parameters are sent.',
      example,
    },
    readSqlParameters,
  ),
  [],
);
