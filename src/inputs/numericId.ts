/** Inputs that hold an id made of digits, as jobs and runs have. */
import { type NumericId, numericIdOf } from "../services/jobs/jobs";
import { optional, requiredText } from "./clean";
import { idInAddress, isAddress, type PageKind, pageKinds } from "./pageAddress";

/** Ids are whole numbers of 64 bits. */
const largestId = (1n << 63n) - 1n;

const digitsOf = (label: string, value: unknown, page: PageKind): string => {
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  if (!isAddress(text)) return text;
  const id = idInAddress(text, page);
  if (id === undefined) {
    throw new Error(`${label} is an address that names no ${pageKinds[page].words}. Enter the ID alone.`);
  }
  return id;
};

/**
 * Makes a check for an id of digits, or the address of the page of what it is of.
 * @param label the input's label
 * @param page what the id is of
 * @returns takes text or a number and gives a number or, beyond what a number holds, its digits
 */
export const requiredNumericId =
  (label: string, page: PageKind) =>
  (value: unknown): NumericId => {
    if (typeof value !== "number") requiredText(label)(value);
    const digits = digitsOf(label, value, page);
    const isExact = typeof value !== "number" || Number.isSafeInteger(value);
    const id = isExact && /^\d{1,30}$/.test(digits) ? BigInt(digits) : 0n;
    if (id > 0n && id <= largestId) return numericIdOf(String(id));
    throw new Error(`${label} must be the digits of an ID, such as 620301447112408.`);
  };

/** Makes a check for an id of digits that may be left out. Takes what `requiredNumericId` takes. */
export const optionalNumericId = (label: string, page: PageKind) => optional(requiredNumericId(label, page));
