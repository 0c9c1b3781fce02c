/** The SQL Parameters input: a JSON array of `{name, value, type?}` objects becomes Databricks' parameters. */
import { input } from "@prismatic-io/spectral";
import { LosslessNumber, parse } from "lossless-json";
import { type StatementParameter, statementInputs } from "../../api/statements";

/** A parameter as it is given: with one value, or with a list of values for `IN (:name)`. */
export interface GivenParameter extends StatementParameter {
  list?: Pick<StatementParameter, "value" | "type">[];
}

const label = "SQL Parameters";

const knownKeys = ["name", "value", "type"];

const refuse = (problem: string): never => {
  throw new Error(`${label} ${problem}`);
};

/** The type that fits a JSON number: the smallest of INT, BIGINT and DECIMAL that holds an integer, else DOUBLE. */
const typeOfNumber = (digits: string): string => {
  if (!/^-?\d+$/.test(digits)) return "DOUBLE";
  const value = BigInt(digits);
  if (BigInt.asIntN(32, value) === value) return "INT";
  return BigInt.asIntN(64, value) === value ? "BIGINT" : `DECIMAL(${digits.replace("-", "").length},0)`;
};

/** A value as Databricks takes it: its text, absent for SQL NULL, and the type that fits, absent for STRING. */
type TextAndType = Pick<StatementParameter, "value" | "type">;

const textAndType = (value: unknown, where: string): TextAndType => {
  if (value === null || value === undefined) return {};
  if (typeof value === "string") return { value };
  if (typeof value === "boolean") return { value: String(value), type: "BOOLEAN" };
  if (value instanceof LosslessNumber) return { value: value.value, type: typeOfNumber(value.value) };
  if (typeof value === "number" && Number.isFinite(value)) {
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      refuse(`${where}: ${value} has lost digits as a number. Give it as text with a type such as BIGINT.`);
    }
    return { value: String(value), type: typeOfNumber(String(value)) };
  }
  return refuse(`${where}: the value must be text, a number, true, false, null or a list of these.`);
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

const readType = (type: unknown, where: string): string | undefined => {
  if (type === undefined || type === null || type === "") return undefined;
  if (
    typeof type !== "string" ||
    !/^[A-Za-z_]+(?: [A-Za-z ]+)?(?:\(\s*\d+\s*(?:,\s*\d+\s*)?\))?$/.test(type.trim())
  ) {
    return refuse(`${where}: the type must be the name of a simple SQL type, such as INT or DECIMAL(10,2).`);
  }
  return type.trim();
};

const readParameter = (entry: unknown, index: number): GivenParameter => {
  const position = `entry ${index + 1}`;
  if (
    typeof entry !== "object" ||
    entry === null ||
    Array.isArray(entry) ||
    entry instanceof LosslessNumber
  ) {
    return refuse(`${position} must be an object with a name and a value.`);
  }
  const parameter = entry as Record<string, unknown>;
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
    ...textAndType(value, where),
    ...(type !== undefined && { type }),
  });
  if (!Array.isArray(parameter.value)) return { name, ...typed(parameter.value) };
  if (parameter.value.length === 0) {
    refuse(
      `${where}: the list is empty, and IN () is no SQL. Skip the statement when there is nothing to look for.`,
    );
  }
  return { name, list: parameter.value.map(typed) };
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

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof LosslessNumber);

const asEntry = ([name, value]: [string, unknown]) => ({ name, value });

/**
 * Reads the input: JSON text, or an array that an earlier step made. Numbers in text keep every digit.
 * @returns no parameters when the input is empty
 * @throws Error that names the input and the entry
 */
export const readSqlParameters = (value: unknown): GivenParameter[] => {
  if (value === undefined || value === null) return [];
  if (typeof value === "string" && value.trim() === "") return [];
  const given = typeof value === "string" ? parseText(value) : value;
  const entries = isPlainObject(given) ? Object.entries(given).map(asEntry) : given;
  if (!Array.isArray(entries)) {
    return refuse(`must be an array of objects, such as ${example}, or an object of names and values.`);
  }
  const parameters = entries.map(readParameter);
  const seen = new Set<string>();
  for (const { name } of parameters) {
    if (seen.has(name.toLowerCase())) refuse(`name "${name}" twice.`);
    seen.add(name.toLowerCase());
  }
  return parameters;
};

const example = JSON.stringify(statementInputs.sqlParameters);

export const sqlParameters = input({
  label,
  type: "code",
  language: "json",
  required: false,
  placeholder: example,
  example,
  comments:
    'The values of the named parameters of the statement: a JSON array of {"name", "value"} objects, with an optional "type" (STRING where left out; numbers and booleans get the type that fits), or an object of names and values. A null value is SQL NULL; a list of values stands for the values of IN (:name). In the statement a parameter is written :name.',
  clean: readSqlParameters,
});
