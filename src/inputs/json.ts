/** Inputs that hold JSON: as text, or as the result of an earlier step. */
import { isJsonObject, parseLossless } from "../http/json";
import { defineInput, type Input, type Reader, refine, refuseBlank, type Texts } from "./defineInput";

/** A JSON object in Databricks' format. Numbers that a JavaScript number cannot hold are `LosslessNumber`s. */
export type JsonObject = Record<string, unknown>;

/** Reads any JSON: text is parsed, anything else is used unchanged. */
export const readJson: Reader<unknown> = (value, label) => {
  refuseBlank(value, label);
  if (typeof value !== "string") return value;
  try {
    return parseLossless(value);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${label} is not JSON: ${error.message}`);
    throw error;
  }
};

/** An input of JSON text. @param read reads it */
export const codeInput = <Value>(texts: Texts, read: Reader<Value>): Input<Value> =>
  defineInput({ type: "code", language: "json", ...texts }, read);

/** An input of any JSON. */
export const jsonInput = (texts: Texts): Input<unknown> => codeInput(texts, readJson);

/** An input of a JSON object. */
export const jsonObjectInput = (texts: Texts): Input<JsonObject> =>
  refine(jsonInput(texts), (json, label) => {
    if (isJsonObject(json)) return json;
    throw new Error(`${label} must be a JSON object.`);
  });

/** An input of a JSON array. */
export const jsonArrayInput = (texts: Texts): Input<unknown[]> =>
  refine(jsonInput(texts), (json, label) => {
    if (Array.isArray(json)) return json;
    throw new Error(`${label} must be a JSON array.`);
  });

/** Reads the entries of an array as objects. */
export const readObjects: Reader<JsonObject[], unknown[]> = (entries, label) => {
  const wrong = entries.findIndex((entry) => !isJsonObject(entry));
  if (wrong < 0) return entries as JsonObject[];
  throw new Error(`${label} must contain only objects: entry ${wrong + 1} is not an object.`);
};

/** An input of a JSON array of at least one object. */
export const jsonObjectsInput = (texts: Texts): Input<JsonObject[]> =>
  refine(jsonArrayInput(texts), (json, label) => {
    if (json.length === 0) throw new Error(`${label} is empty.`);
    return readObjects(json, label);
  });
