import { isLosslessNumber } from "lossless-json";
import { stringifyExact } from "../http/json";

/**
 * The text of a value in a list of keys and values: text as it is, nothing as nothing, objects and lists as JSON, every
 * number with all its digits.
 */
export const valueText = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  return typeof value === "object" && !isLosslessNumber(value) ? stringifyExact(value) : String(value);
};
