/** The records of an input: an object or a list of objects, or the JSON text of one. */
import { LosslessNumber } from "lossless-json";
import { isFieldObject, parsedJson } from "./jsonValues";
import { describeKind } from "./valueProblem";

/** The input that holds the records. */
export const recordsLabel = "Records";

/** One record by its fields. */
export type GivenRecord = Readonly<Record<string, unknown>>;

/** Whether a value is an object of fields. */
export const isGivenRecord = (value: unknown): value is GivenRecord =>
  typeof value === "object" && value !== null && !(value instanceof LosslessNumber) && isFieldObject(value);

/**
 * Reads the records of an input; in JSON text, numbers keep all their digits.
 * @returns the list as it is, without a copy; its items are not checked
 * @throws Error that names the input when the value is neither an object nor a list, or no JSON
 */
export const recordList = (given: unknown): readonly unknown[] => {
  const value = typeof given === "string" ? parsedJson(given) : given;
  if (value === undefined && typeof given === "string")
    throw new Error(`${recordsLabel} is not JSON, or has a key twice in one object.`);
  if (Array.isArray(value)) return value;
  if (isGivenRecord(value)) return [value];
  throw new Error(`${recordsLabel} must be an object or a list of objects, and is ${describeKind(value)}.`);
};
