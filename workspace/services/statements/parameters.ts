/** What Databricks refuses of a statement's parameters before it runs anything. */
import type { StatementParameter } from "../../../src/api/statements";
import { invalidParameter } from "../../control/requests";

const scalarTypes = new Set(
  `STRING INT INTEGER BIGINT LONG SMALLINT SHORT TINYINT BYTE BOOLEAN FLOAT REAL DOUBLE DECIMAL DEC NUMERIC DATE
   TIMESTAMP TIMESTAMP_LTZ TIMESTAMP_NTZ BINARY VOID VARIANT CHAR VARCHAR`.split(/\s+/),
);

const sized = /^(DECIMAL|DEC|NUMERIC|CHAR|VARCHAR)\s*\(\s*\d+\s*(,\s*\d+\s*)?\)$/;
const interval = /^INTERVAL( (YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)( TO (MONTH|HOUR|MINUTE|SECOND))?)?$/;

const isScalarType = (type: string): boolean => {
  const name = type.trim().toUpperCase().replace(/\s+/g, " ");
  return scalarTypes.has(name) || sized.test(name) || interval.test(name);
};

/**
 * The parameters of an execute request as the engine takes them.
 *
 * @param given the `parameters` field, unchecked
 * @throws HttpError 400 for anything but a list of named scalars with distinct names
 */
export const readParameters = (given: unknown): StatementParameter[] => {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw invalidParameter("Field 'parameters' must be a list.");
  const names = new Set<string>();
  return given.map((item: unknown, index) => {
    const parameter = readParameter(item, index);
    if (names.has(parameter.name))
      throw invalidParameter(`Parameter '${parameter.name}' is given more than once.`);
    names.add(parameter.name);
    return parameter;
  });
};

const readParameter = (item: unknown, index: number): StatementParameter => {
  if (typeof item !== "object" || item === null)
    throw invalidParameter(`Parameter ${index} must be an object.`);
  const { name, value, type, ordinal } = item as Record<string, unknown>;
  if (ordinal !== undefined) {
    throw invalidParameter(
      "Positional parameters are not supported: name the parameters and mark them with ':name'.",
    );
  }
  if (typeof name !== "string" || name === "") throw invalidParameter(`Parameter ${index} has no name.`);
  if (value !== undefined && value !== null && typeof value !== "string") {
    throw invalidParameter(`The value of parameter '${name}' must be a string or null.`);
  }
  if (type === undefined || type === null) return { name, value: value ?? null };
  if (typeof type !== "string" || !isScalarType(type)) {
    throw invalidParameter(`Parameter '${name}' has the unsupported type '${String(type)}'.`);
  }
  return { name, value: value ?? null, type };
};
