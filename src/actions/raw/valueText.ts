/**
 * The text of a value in a list of keys and values: text as it is, nothing as nothing, objects and lists as JSON.
 */
export const valueText = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};
