/** What an input must hold before anything is sent. Each check names the input in its error. */

const describe = (value: unknown): string =>
  Array.isArray(value) ? "a list" : typeof value === "object" ? "an object" : `a ${typeof value}`;

/**
 * Makes a check for text that must not be blank. Numbers become their digits.
 * @param label the input's label
 */
export const requiredText =
  (label: string) =>
  (value: unknown): string => {
    if (value === undefined || value === null || value === "") throw new Error(`${label} is empty.`);
    if (typeof value === "number" && Number.isSafeInteger(value)) return String(value);
    if (typeof value !== "string") throw new Error(`${label} must be text, not ${describe(value)}.`);
    if (value.trim() === "") throw new Error(`${label} is blank.`);
    return value;
  };

/**
 * Makes a check for text that may be left out; blank text counts as left out.
 * @param label the input's label
 */
export const optionalText =
  (label: string) =>
  (value: unknown): string | undefined =>
    isBlank(value) ? undefined : requiredText(label)(value).trim();

/** No id of Databricks comes near this length, in characters. */
const longestId = 200;

/**
 * Makes a check for an id of Databricks: text without white space and without anything that has a meaning in an
 * address. Surrounding white space is cut off.
 * @param label the input's label
 */
export const requiredId =
  (label: string) =>
  (value: unknown): string => {
    const id = requiredText(label)(value).trim();
    if (id.length > longestId) throw new Error(`${label} is longer than any id. Enter the id alone.`);
    if (/[\s/\\?#%&\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]|\.\./.test(id) || id === ".") {
      throw new Error(
        `${label} holds a character that no id has: white space, a control character, or one of / \\ ? # % & or "..". Enter the id alone.`,
      );
    }
    return id;
  };

/**
 * Makes a check for an id of Databricks that may be left out; blank text counts as left out.
 * @param label the input's label
 */
export const optionalId =
  (label: string) =>
  (value: unknown): string | undefined =>
    isBlank(value) ? undefined : requiredId(label)(value);

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
 * @param otherwise what counts where nothing is chosen
 */
export const choiceOr =
  <Choice extends string>(label: string, choices: readonly Choice[], otherwise: NoInfer<Choice>) =>
  (value: unknown): Choice =>
    value === undefined || value === null || value === "" ? otherwise : requiredChoice(label, choices)(value);

/**
 * Makes a check for an input that is on or off: a boolean, or its text.
 * @param label the input's label
 */
export const flag =
  (label: string) =>
  (value: unknown): boolean => {
    if (value === undefined || value === null || value === "") return false;
    if (typeof value === "boolean") return value;
    const text = typeof value === "string" ? value.trim().toLowerCase() : "";
    if (text === "true" || text === "false") return text === "true";
    throw new Error(`${label} must be true or false.`);
  };

/** One entry of a list of keys and values. */
export interface KeyValue {
  key: string;
  value: unknown;
}

/** Whether an input was left out: nothing, or text without anything but white space. */
export const isBlank = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === "string" && value.trim() === "");

/**
 * Makes a check for a number that may be left out, which means 0.
 * @param label the input's label
 * @param most the largest number allowed
 */
export const wholeNumber =
  (label: string, most: number) =>
  (value: unknown): number => {
    if (isBlank(value)) return 0;
    const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
    if (!/^\d+$/.test(text) || Number(text) > most) {
      throw new Error(`${label} must be a whole number from 0 to ${most}.`);
    }
    return Number(text);
  };

const notAList = (label: string): Error => new Error(`${label} must be a list of keys and values.`);

const parsedList = (label: string, text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw notAList(label);
  }
};

/**
 * Makes a check for a list of keys and values, which may hold a key several times. The list may come as JSON, and an
 * object stands for the list of its fields. Entries without key and value, as a form leaves them, fall away.
 * @param label the input's label
 */
export const keyValues =
  (label: string) =>
  (value: unknown): KeyValue[] => {
    if (isBlank(value)) return [];
    const given = typeof value === "string" ? parsedList(label, value) : value;
    if (typeof given !== "object" || given === null) throw notAList(label);
    const entries: unknown[] = Array.isArray(given)
      ? given
      : Object.entries(given).map(([key, one]) => ({ key, value: one }));
    return entries.flatMap((entry): KeyValue[] => {
      if (typeof entry !== "object" || entry === null) throw notAList(label);
      const { key, value: one } = entry as Partial<KeyValue>;
      if (isBlank(key) && isBlank(one)) return [];
      if (isBlank(key)) throw new Error(`${label} has a value without a key.`);
      if (typeof key === "object") throw new Error(`${label} has a key that is no text.`);
      return [{ key: String(key).trim(), value: one }];
    });
  };
