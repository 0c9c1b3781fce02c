/** The keys of the fields of a generated form: of columns in Map Table Columns, of parameters in Set Job Parameters. */

/** Names that a form cannot keep under themselves: a dot or bracket leads into an object, others into its prototype. */
const unsafeKey = /^(?:__proto__|constructor|prototype)$/;

const hex = (character: string): string =>
  `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

/** The key of a name in the form's result: the name, in which what the form gives a meaning of its own is percent-encoded. */
export const formKey = (name: string): string =>
  unsafeKey.test(name) ? hex(name) + name.slice(1) : name.replace(/[%.[\]~]/g, hex);

/** The name of a key. A key that `formKey` cannot have made is taken as the name. */
export const nameOfFormKey = (key: string): string => {
  try {
    const name = decodeURIComponent(key);
    return formKey(name) === key ? name : key;
  } catch {
    return key; // A percent sign that encodes nothing.
  }
};
