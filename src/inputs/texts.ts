/** Inputs that hold a list of texts. */
import { optionalArray } from "./json";

const isList = (value: unknown): boolean => typeof value === "string" && value.trimStart().startsWith("[");

/**
 * Makes a check for a list of texts that may be left out: a list, a JSON array, or one text. Entries without text, as
 * a form leaves them, fall away; white space stays, as it may be meant.
 * @param label the input's label
 */
export const texts =
  (label: string) =>
  (value: unknown): string[] => {
    if (value === undefined || value === null || value === "") return [];
    const given = isList(value) ? optionalArray(label)(value) : Array.isArray(value) ? value : [value];
    return (given ?? []).flatMap((one: unknown) => {
      if (one === "" || one === null || one === undefined) return [];
      if (typeof one === "number" && Number.isSafeInteger(one)) return [String(one)];
      if (typeof one !== "string") throw new Error(`${label} must be a list of texts.`);
      return [one];
    });
  };
