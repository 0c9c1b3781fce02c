/** Checks of a statement's parameters that Databricks makes before it runs anything. */

import type { BoundParameter } from "databricks-sql-engine";
import { apiError } from "../../apiError";
import { invalidParameter } from "../../control/requests";

const scalarTypes = new Set(
  `STRING INT INTEGER BIGINT LONG SMALLINT SHORT TINYINT BYTE BOOLEAN FLOAT REAL DOUBLE DECIMAL DEC NUMERIC DATE
   TIMESTAMP TIMESTAMP_LTZ TIMESTAMP_NTZ BINARY VOID VARIANT CHAR VARCHAR`.split(/\s+/),
);

const sized = /^(DECIMAL|DEC|NUMERIC|CHAR|VARCHAR)\s*\(\s*\d+\s*(,\s*\d+\s*)?\)$/;
const interval = /^INTERVAL( (YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)( TO (MONTH|HOUR|MINUTE|SECOND))?)?$/;

/**
 * The most parameters of a statement, and the most bytes of all their values together. The second is the Python driver's
 * manual's figure; that the REST API has the same limit is not documented.
 * https://github.com/databricks/databricks-sql-python/blob/main/docs/parameters.md
 */
const MAX_PARAMETERS = 256;
const MAX_BYTES = 1024 * 1024;

const isScalarType = (type: string): boolean => {
  const name = type.trim().toUpperCase().replace(/\s+/g, " ");
  return scalarTypes.has(name) || sized.test(name) || interval.test(name);
};

/**
 * The parameters of an execute request as the engine takes them: all with names or, as the drivers send them for `?`,
 * all with numbers from 1.
 *
 * @param given the `parameters` field, unchecked
 * @throws HttpError 400 for anything but a list of scalars with distinct names or numbers, and beyond a limit
 */
export const readParameters = (given: unknown): BoundParameter[] => {
  if (given === undefined || given === null) return [];
  if (!Array.isArray(given)) throw invalidParameter("Field 'parameters' must be a list.");
  checkCount(given.length);
  const parameters = given.map(readParameter);
  const labels = parameters.map(({ name, ordinal }) => (ordinal === undefined ? name : `?${ordinal}`));
  const twice = labels.find((label, index) => labels.indexOf(label) !== index);
  if (twice !== undefined) throw invalidParameter(`Parameter '${twice}' is given more than once.`);
  const positional = parameters.filter(({ ordinal }) => ordinal !== undefined).length;
  if (positional > 0 && positional < parameters.length) {
    throw invalidParameter(
      "Parameterized query must either use positional, or named parameters, but not both.",
    );
  }
  checkBytes(parameters);
  return parameters;
};

function checkCount(count: number): void {
  if (count <= MAX_PARAMETERS) return;
  throw apiError(
    400,
    "BAD_REQUEST",
    `Parameterized query has too many parameters: ${count} parameters were given but the limit is ${MAX_PARAMETERS}.`,
  );
}

function checkBytes(parameters: BoundParameter[]): void {
  const bytes = parameters.reduce((sum, { value }) => sum + Buffer.byteLength(value ?? ""), 0);
  if (bytes <= MAX_BYTES) return;
  throw apiError(
    400,
    "BAD_REQUEST",
    `Parameterized query has too large parameters: their values have ${bytes} bytes but the limit is ${MAX_BYTES}.`,
  );
}

const readParameter = (item: unknown, index: number): BoundParameter => {
  if (typeof item !== "object" || item === null)
    throw invalidParameter(`Parameter ${index} must be an object.`);
  const { name, value, type, ordinal } = item as Record<string, unknown>;
  const label = readLabel(name, ordinal ?? undefined, index);
  const shown = label.name || `?${label.ordinal}`;
  if (value !== undefined && value !== null && typeof value !== "string") {
    throw invalidParameter(`The value of parameter '${shown}' must be a string or null.`);
  }
  if (type === undefined || type === null) return { ...label, value: value ?? null };
  if (typeof type !== "string" || !isScalarType(type)) {
    throw invalidParameter(`Parameter '${shown}' has the unsupported type '${String(type)}'.`);
  }
  return { ...label, value: value ?? null, type };
};

const readLabel = (
  name: unknown,
  ordinal: unknown,
  index: number,
): Pick<BoundParameter, "name" | "ordinal"> => {
  if (ordinal === undefined) {
    if (typeof name === "string" && name !== "") return { name };
    throw invalidParameter(`Parameter ${index} has no name.`);
  }
  if (typeof ordinal !== "number" || !Number.isSafeInteger(ordinal) || ordinal < 1) {
    throw invalidParameter(`The ordinal of parameter ${index} must be a whole number of at least 1.`);
  }
  if (name === undefined || name === null || name === "") return { name: "", ordinal };
  throw invalidParameter(`Parameter ${index} has both a name and an ordinal.`);
};
