/** Inputs that hold a list of texts. */
import { isLosslessNumber } from "lossless-json";
import { parseLossless } from "../http/json";
import { defineInput, type Input, isBlank, type Reader, type Texts, whenEmpty } from "./defineInput";

const jsonOrText = (text: string): unknown => {
  try {
    return parseLossless(text);
  } catch {
    return text; // A text that starts with a bracket may not be JSON.
  }
};

/** The entries of a JSON array of texts; undefined for any other text, which is one entry. */
const jsonTexts = (value: string, isEntry: (one: unknown) => boolean): unknown[] | undefined => {
  if (!value.trimStart().startsWith("[")) return undefined;
  const json = jsonOrText(value);
  return Array.isArray(json) && json.every(isEntry) ? json : undefined;
};

const isText = (one: unknown): boolean => typeof one === "string";

const entriesOf = (value: unknown, isEntry: (one: unknown) => boolean): unknown[] => {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? (jsonTexts(value, isEntry) ?? [value]) : [value];
};

/** A value that can be an entry of a list: text, or a whole number that has lost no digits. */
const entryText: Reader<string> = (one, label) => {
  if (typeof one === "string") return one;
  if (typeof one === "number" && Number.isSafeInteger(one)) return String(one);
  throw new Error(`${label} must be a list of texts.`);
};

/**
 * Reads a list of texts: a list, a JSON array of texts, or one text, which may begin with a bracket as well. Entries
 * without text, as a form may leave them, are skipped; white space is kept, as it may be intended.
 */
export const readTexts: Reader<string[]> = (value, label) =>
  entriesOf(value, isText)
    .filter((one) => one !== "" && one !== null && one !== undefined)
    .map((one) => entryText(one, label));

/** Reads a list of names, keys or ids, without surrounding white space. A JSON array may hold numbers. */
export const readNames: Reader<string[]> = (value, label) =>
  entriesOf(value, (one) => typeof one !== "object" || one === null || isLosslessNumber(one))
    .map((one) => (isLosslessNumber(one) ? String(one) : one))
    .filter((one) => !isBlank(one))
    .map((one) => entryText(one, label).trim());

const listInput = (texts: Texts, read: Reader<string[]>): Input<string[]> =>
  whenEmpty(defineInput({ type: "string", collection: "valuelist", ...texts }, read), []);

/** An input of a list of texts, empty where it is omitted. */
export const textsInput = (texts: Texts): Input<string[]> => listInput(texts, readTexts);

/** An input of a list of names, keys or ids, empty where it is omitted. */
export const namesInput = (texts: Texts): Input<string[]> => listInput(texts, readNames);
