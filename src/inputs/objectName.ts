/** Names of Unity Catalog's objects. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-names */
import { plainName } from "../services/sql/sqlNames";
import { optional, requiredText } from "./clean";

/** The longest name that Unity Catalog takes, in characters. */
const longestName = 255;

/**
 * Makes a check for the name of a catalog, a schema, a table or a volume: one part of a full name. Surrounding white space
 * and the back-ticks of SQL are cut off.
 * @param label the input's label
 */
export const objectName =
  (label: string) =>
  (value: unknown): string => {
    const name = plainName(requiredText(label)(value).trim());
    if (name.length > longestName) throw new Error(`${label} is longer than ${longestName} characters.`);
    if (/[./`\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]/.test(name)) {
      throw new Error(
        `${label} must be one name alone, without dots, slashes, back-ticks and control characters.`,
      );
    }
    return name;
  };

/**
 * Makes the same check for a name that may be left out; blank text counts as left out.
 * @param label the input's label
 */
export const optionalObjectName = (label: string) => optional(objectName(label));
