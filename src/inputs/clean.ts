/** What an input must hold before anything is sent. Each check names the input in its error. */
import { isLosslessNumber } from "lossless-json";
import { parseLossless } from "../http/json";
import { idInAddress, isAddress, type PageKind, pageKinds } from "./pageAddress";

const describe = (value: unknown): string =>
  Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;

/** Whether an input was left empty: nothing, or text without anything but white space. No other place decides it. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/** Makes a check for what may be left empty. @param read the check for what is given */
export const optional =
  <Value>(read: (value: unknown) => Value) =>
  (value: unknown): Value | undefined =>
    isBlank(value) ? undefined : read(value);

/** Makes a check for what may be left empty, and what counts then. @param read the check for what is given */
export const withDefault =
  <Value>(read: (value: unknown) => Value, defaultValue: NoInfer<Value>) =>
  (value: unknown): Value =>
    isBlank(value) ? defaultValue : read(value);

/**
 * Makes a check for text that must not be blank. Numbers become their digits.
 * @param label the input's label
 */
export const requiredText =
  (label: string) =>
  (value: unknown): string => {
    if (value === undefined || value === null || value === "") throw new Error(`${label} is empty.`);
    if (isBlank(value)) throw new Error(`${label} is blank.`);
    if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
    if (typeof value !== "string") throw new Error(`${label} must be text, not ${describe(value)}.`);
    return value;
  };

/**
 * Makes a check for text that may be left out; blank text counts as left out.
 * @param label the input's label
 */
export const optionalText = (label: string) => optional((value) => requiredText(label)(value).trim());

/** No id of Databricks comes near this length, in characters. */
const longestId = 200;

/** An address is longer than any id, but no browser has one of this length, in characters. */
const longestAddress = 4000;

/**
 * Makes a check for an id of Databricks: text without white space and without anything that has a meaning in an
 * address. Surrounding white space is cut off. The address of the object's page is taken for its id.
 * @param label the input's label
 * @param page what the id is of, where it has a page or a path of its own
 */
export const requiredId =
  (label: string, page?: PageKind) =>
  (value: unknown): string => {
    const text = requiredText(label)(value).trim();
    const isPage = page !== undefined && text.length <= longestAddress && isAddress(text);
    const id = (isPage && idInAddress(text, page)) || text;
    if (isPage && id === text) {
      throw new Error(`${label} is an address that names no ${pageKinds[page].words}. Enter the ID alone.`);
    }
    if (id.length > longestId) throw new Error(`${label} is longer than any id. Enter the id alone.`);
    if (
      /[\s/\\?#%&[\]\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]|\.\./.test(id) ||
      id === "."
    ) {
      throw new Error(
        `${label} holds a character that no id has: white space, a control character, or one of / \\ ? # % & [ ] or "..". Enter the id alone.`,
      );
    }
    return id;
  };

/**
 * Makes a check for an id of Databricks that may be left out; blank text counts as left out.
 * @param label the input's label
 */
export const optionalId = (label: string, page?: PageKind) => optional(requiredId(label, page));

/**
 * Makes a check for a choice.
 * @param label the input's label
 * @param choices the values that are allowed
 */
export const requiredChoice =
  <Choice extends string>(label: string, choices: readonly Choice[]) =>
  (value: unknown): Choice => {
    const text = requiredText(label)(value).trim().toLowerCase();
    const choice = choices.find((candidate) => candidate.toLowerCase() === text);
    if (!choice) throw new Error(`${label} must be one of ${choices.join(", ")}.`);
    return choice;
  };

/**
 * Makes a check for a choice that may be left out.
 * @param defaultValue what counts where nothing is chosen
 */
export const choiceWithDefault = <Choice extends string>(
  label: string,
  choices: readonly Choice[],
  defaultValue: NoInfer<Choice>,
) => withDefault<Choice>(requiredChoice(label, choices), defaultValue);

/**
 * Makes a check for an input that is on or off: a boolean, or its text.
 * @param label the input's label
 * @param defaultValue what counts where it is left empty
 */
export const boolean = (label: string, defaultValue = false) =>
  withDefault((value: unknown): boolean => {
    if (typeof value === "boolean") return value;
    const text = typeof value === "string" ? value.trim().toLowerCase() : "";
    if (text === "true" || text === "false") return text === "true";
    throw new Error(`${label} must be true or false.`);
  }, defaultValue);

/**
 * Makes a check for a whole number.
 * @param label the input's label
 * @param max the largest number allowed
 */
export const integer =
  (label: string, max: number) =>
  (value: unknown): number => {
    const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
    if (!/^\d+$/.test(text) || Number(text) > max) {
      throw new Error(`${label} must be a whole number from 0 to ${max}.`);
    }
    return Number(text);
  };

/** Makes a check for a number that may be left out, which means 0. Takes what `integer` takes. */
export const integerOrZero = (label: string, max: number) => withDefault(integer(label, max), 0);

/** One entry of a list of keys and values. */
export interface KeyValue {
  key: string;
  value: unknown;
}

const notAList = (label: string): Error => new Error(`${label} must be a list of keys and values.`);

const parsedList = (label: string, text: string): unknown => {
  try {
    return parseLossless(text);
  } catch {
    throw notAList(label);
  }
};

const isEntry = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !isLosslessNumber(value);

/**
 * Makes a check for a list of keys and values, which may hold a key several times. The list may come as JSON, and an
 * object stands for the list of its fields. Entries without key and value, as a form leaves them, fall away. A number
 * of JSON that a JavaScript number cannot hold is a `LosslessNumber`: `valueText` gives its digits.
 * @param label the input's label
 */
export const keyValues =
  (label: string) =>
  (value: unknown): KeyValue[] => {
    if (isBlank(value)) return [];
    const given = typeof value === "string" ? parsedList(label, value) : value;
    if (!isEntry(given)) throw notAList(label);
    const entries: unknown[] = Array.isArray(given)
      ? given
      : Object.entries(given).map(([key, one]) => ({ key, value: one }));
    return entries.flatMap((entry): KeyValue[] => {
      if (!isEntry(entry)) throw notAList(label);
      const { key, value: one } = entry as Partial<KeyValue>;
      if (isBlank(key) && isBlank(one)) return [];
      if (isBlank(key)) throw new Error(`${label} has a value without a key.`);
      if (typeof key === "object" && !isLosslessNumber(key)) {
        throw new Error(`${label} has a key that is no text.`);
      }
      return [{ key: String(key).trim(), value: one }];
    });
  };
