/** Settings that have inputs of their own, and further ones as JSON. */
import { input } from "@prismatic-io/spectral";
import { type JsonObject, optionalObject } from "./json";

/**
 * Makes the input of further settings.
 * @param comments what they are of
 */
export const furtherSettings = (comments: string, example: string) =>
  input({
    label: "Further Settings",
    type: "code",
    language: "json",
    required: false,
    placeholder: example,
    example,
    comments,
    clean: optionalObject("Further Settings"),
  });

/**
 * Puts fields together.
 * @throws Error that names the field which is given twice
 */
export const withoutOverlap = (fields: JsonObject, further: JsonObject = {}): JsonObject => {
  const twice = Object.keys(further).find((name) => fields[name] !== undefined);
  if (twice === undefined) return { ...further, ...fields };
  throw new Error(`Further Settings have "${twice}", which has an input of its own.`);
};
