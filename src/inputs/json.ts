/** Inputs that hold JSON: as text, or as what an earlier step made. Each check names the input in its error. */

import { isJsonObject, parseLossless } from "../http/json";
import { isBlank, optional } from "./clean";

/** A JSON object as Databricks takes it. Numbers that a JavaScript number cannot hold are `LosslessNumber`s. */
export type JsonObject = Record<string, unknown>;

const parsed = (label: string, value: unknown): unknown => {
  if (typeof value !== "string") return value;
  try {
    return parseLossless(value);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${label} is not JSON: ${error.message}`);
    throw error;
  }
};

/**
 * Makes a check for a JSON object that may be left out.
 * @param label the input's label
 */
export const optionalObject =
  (label: string) =>
  (value: unknown): JsonObject | undefined => {
    if (isBlank(value)) return undefined;
    const json = parsed(label, value);
    if (!isJsonObject(json)) throw new Error(`${label} must be a JSON object.`);
    return json;
  };

/**
 * Makes a check for a JSON object.
 * @param label the input's label
 */
export const requiredObject =
  (label: string) =>
  (value: unknown): JsonObject => {
    const json = optionalObject(label)(value);
    if (json === undefined) throw new Error(`${label} is empty.`);
    return json;
  };

/**
 * Makes a check for a JSON array that may be left out.
 * @param label the input's label
 */
export const optionalArray =
  (label: string) =>
  (value: unknown): unknown[] | undefined => {
    if (isBlank(value)) return undefined;
    const json = parsed(label, value);
    if (!Array.isArray(json)) throw new Error(`${label} must be a JSON array.`);
    return json;
  };

/**
 * Makes a check for a JSON array of objects that is not empty.
 * @param label the input's label
 */
export const requiredObjects =
  (label: string) =>
  (value: unknown): JsonObject[] => {
    const json = optionalArray(label)(value);
    if (json === undefined || json.length === 0) throw new Error(`${label} is empty.`);
    const wrong = json.findIndex((one) => !isJsonObject(one));
    if (wrong >= 0) throw new Error(`${label} must hold objects alone: entry ${wrong + 1} is none.`);
    return json as JsonObject[];
  };

/**
 * Makes a check for any JSON that may be left out: text is read as JSON, anything else is taken as it is.
 * @param label the input's label
 */
export const optionalJson = (label: string) => optional((value) => parsed(label, value));
