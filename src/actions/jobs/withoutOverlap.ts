/** Fields that inputs of their own set, and further ones as JSON. */
import type { JsonObject } from "../../inputs/json";

/**
 * Puts fields together.
 * @throws Error that names the field which is given twice
 */
export const withoutOverlap = (fields: JsonObject, further: JsonObject = {}): JsonObject => {
  const twice = Object.keys(further).find((name) => fields[name] !== undefined);
  if (twice === undefined) return { ...further, ...fields };
  throw new Error(`Further Settings have "${twice}", which has an input of its own.`);
};
