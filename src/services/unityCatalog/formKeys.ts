/** The keys of columns in the result of Map Table Columns. */

/** Names that a form cannot keep under themselves: a dot or bracket leads into an object, others into its prototype. */
const unsafeKey = /^(?:__proto__|constructor|prototype)$/;

const hex = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/**
 * The key of a column in the form's result: its name, in which what the form gives a meaning of its own is
 * percent-encoded.
 */
export const formKey = (name: string): string =>
  unsafeKey.test(name) ? hex(name) + name.slice(1) : name.replace(/[%.[\]~]/g, hex);

/** The name of a column by its key. A key that `formKey` cannot have made is taken as the name. */
export const columnOfKey = (key: string): string => {
  try {
    const name = decodeURIComponent(key);
    return formKey(name) === key ? name : key;
  } catch {
    return key; // A percent sign that encodes nothing.
  }
};
