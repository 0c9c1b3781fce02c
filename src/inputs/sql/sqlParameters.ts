/** The SQL Parameters input: a JSON array of `{name, value, type?}` objects becomes Databricks' parameters. */
import { parse } from "lossless-json";
import { isJsonObject } from "../../http/json";
import { statementInputExamples } from "../../services/sql/sqlExamples";
import { type Input, isBlank, whenEmpty } from "../defineInput";
import { codeInput } from "../json";
import { type GivenParameter, readParameter } from "./givenParameter";

/** The label of the input. */
export const sqlParametersLabel = "SQL Parameters";

const label = sqlParametersLabel;

const knownKeys = ["name", "value", "type"];

const refuse = (problem: string): never => {
  throw new Error(`${label} ${problem}`);
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

const readEntry = (entry: unknown, index: number): GivenParameter => {
  const position = `entry ${index + 1}`;
  if (!isJsonObject(entry)) return refuse(`${position} must be an object with a name and a value.`);
  const parameter = named(entry);
  const unknownKey = Object.keys(parameter).find((key) => !knownKeys.includes(key));
  if (unknownKey !== undefined) {
    refuse(
      `${position} has the unknown key "${unknownKey.slice(0, 80)}": only name, value and type are known.`,
    );
  }
  return readParameter(parameter, `${label} ${position}`);
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
  const parameters = entries.flatMap((entry, index) => (isLeftEmpty(entry) ? [] : [readEntry(entry, index)]));
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
        'The values of the named parameters of the statement, written :name in the statement: a JSON array of {"name", "value"} objects with an optional "type" (by default STRING, or the type that fits a number or boolean), or an object of names and values. A null value is SQL NULL. A list is used for IN (:name) and may have any length. An object, or a list of objects, is sent as JSON text for from_json or parse_json. Up to 256 parameters are sent. Those of Parameter Rows are sent as well; a name in both is an error.',
      example,
    },
    readSqlParameters,
  ),
  [],
);
