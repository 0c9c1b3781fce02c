/** Inputs that hold text. */
import { defineInput, type Input, type Reader, refuseBlank, type Texts } from "./defineInput";

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;

/** Reads text as it is. Whole numbers become their digits. */
export const readText: Reader<string> = (value, label) => {
  refuseBlank(value, label);
  if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== "string") throw new Error(`${label} must be text, not ${kindOf(value)}.`);
  return value;
};

/** Reads text without the white space around it. */
export const readTrimmed: Reader<string> = (value, label) => readText(value, label).trim();

/** The text of a number or a text, without white space around it; empty text for anything else. */
export const scalarText = (value: unknown): string =>
  typeof value === "number" || typeof value === "string" ? String(value).trim() : "";

/** An input of text that is used unchanged, such as a statement. */
export const textInput = (texts: Texts): Input<string> => defineInput({ type: "string", ...texts }, readText);

/** An input of text without surrounding white space. */
export const trimmedInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, readTrimmed);

/** An input of hidden text. */
export const secretInput = (texts: Texts): Input<string> =>
  defineInput({ type: "password", ...texts }, readText);
