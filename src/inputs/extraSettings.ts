/** Settings with separate inputs, and further ones as JSON. */
import { asOptional, type Input } from "./defineInput";
import { type JsonObject, jsonObjectInput } from "./json";

/** The label of the input of further settings. */
const extraSettingsLabel = "Further Settings";

/**
 * Makes the input of further settings.
 * @param comments what they are of
 */
export const extraSettings = (comments: string, example: string): Input<JsonObject | undefined> =>
  asOptional(jsonObjectInput({ label: extraSettingsLabel, comments, example }));

/**
 * Merges the fields of inputs and further settings. An empty input is ignored: the further setting of its name applies,
 * whatever its value.
 * @param fields the values of the inputs; undefined for empty ones
 * @param extra the further settings
 * @param label the label of the input of the further settings
 * @returns every field that has a value, false, 0, null and empty text among them
 * @throws Error that names the field that is given twice
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
