/** Settings that have inputs of their own, and further ones as JSON. */
import { asOptional, type Input } from "./defineInput";
import { type JsonObject, jsonObjectInput } from "./json";

/** What the input of further settings is called. */
const extraSettingsLabel = "Further Settings";

/**
 * Makes the input of further settings.
 * @param comments what they are of
 */
export const extraSettings = (comments: string, example: string): Input<JsonObject | undefined> =>
  asOptional(jsonObjectInput({ label: extraSettingsLabel, comments, example }));

/**
 * Puts the fields of inputs and further settings together. An input that was left empty has no say: the further setting
 * of its name counts, whatever its value.
 * @param fields what the inputs give; undefined for those that were left empty
 * @param extra the further settings
 * @param label what the input of the further settings is called
 * @returns every field that has a value, false, 0, null and empty text among them
 * @throws Error that names the field which is given twice
 */
export const mergeExtraSettings = (
  fields: JsonObject,
  extra: JsonObject = {},
  label = extraSettingsLabel,
): JsonObject => {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const twice = given.find(([name]) => Object.hasOwn(extra, name));
  if (twice) throw new Error(`${label} have "${twice[0]}", which has an input of its own.`);
  const settings = Object.entries(extra).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...settings, ...given]);
};
