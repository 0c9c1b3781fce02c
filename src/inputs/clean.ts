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
 * Makes a check for an id of Databricks: text without white space and without anything that has a meaning in an
 * address. Surrounding white space is cut off.
 * @param label the input's label
 */
export const requiredId =
  (label: string) =>
  (value: unknown): string => {
    const id = requiredText(label)(value).trim();
    if (/[\s/\\?#%&\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]|\.\./.test(id) || id === ".") {
      throw new Error(
        `${label} holds a character that no id has: white space, a control character, or one of / \\ ? # % & or "..". Enter the id alone.`,
      );
    }
    return id;
  };

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
 * Makes a check for an input that is on or off: a boolean, or its text.
 * @param label the input's label
 */
export const flag =
  (label: string) =>
  (value: unknown): boolean => {
    if (value === undefined || value === null || value === "") return false;
    if (typeof value === "boolean") return value;
    const text = String(value).trim().toLowerCase();
    if (text === "true" || text === "false") return text === "true";
    throw new Error(`${label} must be true or false.`);
  };
