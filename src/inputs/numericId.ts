/** Inputs that hold an id made of digits, as jobs and runs have. */
import { isBlank } from "./clean";

/**
 * Makes a check for an id of digits that may be left out.
 * @param label the input's label
 * @returns takes text or a number and gives a number, which is how Databricks takes such ids
 */
export const optionalNumericId =
  (label: string) =>
  (value: unknown): number | undefined => {
    if (isBlank(value)) return undefined;
    const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
    const id = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isSafeInteger(id) && id > 0) return id;
    throw new Error(`${label} must be the digits of an ID, such as 620301447112408.`);
  };

/**
 * Makes a check for an id of digits.
 * @param label the input's label
 */
export const requiredNumericId =
  (label: string) =>
  (value: unknown): number => {
    const id = optionalNumericId(label)(value);
    if (id === undefined) throw new Error(`${label} is empty.`);
    return id;
  };
