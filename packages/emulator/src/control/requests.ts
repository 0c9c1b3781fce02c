/** Reads the parameters of a request, with Databricks' own error messages. */
import { apiError, type HttpError } from "../apiError";

/** A refusal of one field. */
export const invalidParameter = (message: string): HttpError =>
  apiError(400, "INVALID_PARAMETER_VALUE", message);

/** The object that a query or body holds; an absent body is an empty one. Throws 400 for anything else. */
export function fieldsOf(given: unknown): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  if (typeof given === "object" && !Array.isArray(given) && !Buffer.isBuffer(given)) return { ...given };
  throw apiError(400, "MALFORMED_REQUEST", "Could not parse request object: Expected an object.");
}

/** The object that a control request holds. Throws 400 also for a field that is none of these. */
export function onlyFields(given: unknown, names: string[]): Record<string, unknown> {
  const fields = fieldsOf(given);
  const unknown = Object.keys(fields).find((name) => !names.includes(name));
  if (unknown === undefined) return fields;
  throw invalidParameter(`There is no field ${unknown}; there are ${names.join(", ")}`);
}

/** A field that must be there and hold text. Throws 400 INVALID_PARAMETER_VALUE. */
export function requiredText(given: unknown, name: string): string {
  const value = fieldsOf(given)[name];
  if (value === undefined || value === null || value === "") {
    throw invalidParameter(`Missing required field: ${name}`);
  }
  if (typeof value !== "string") throw invalidParameter(`Field ${name} must be a string`);
  return value;
}

/** A field that holds text where it is there. Throws 400 INVALID_PARAMETER_VALUE. */
export const optionalText = (given: unknown, name: string): string | undefined =>
  fieldsOf(given)[name] === undefined ? undefined : requiredText(given, name);

/** The named fields of a request, unchanged. */
export const keptFields = (given: unknown, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fieldsOf(given)).filter(([name, value]) => names.includes(name) && value !== undefined),
  );
