/** Names of Unity Catalog's objects. https://docs.databricks.com/aws/en/sql/language-manual/sql-ref-names */
import { plainName } from "../services/sql/sqlNames";
import { defineInput, type Input, type Reader, type Texts } from "./defineInput";
import { readTrimmed } from "./text";

/** The maximum length of a name in Unity Catalog, in characters. */
const maxNameLength = 255;

/**
 * Reads the name of a catalog, a schema, a table or a volume: one part of a full name. Surrounding white space and
 * SQL's backticks are removed.
 */
export const readObjectName: Reader<string> = (value, label) => {
  const name = plainName(readTrimmed(value, label));
  if (name.length > maxNameLength) throw new Error(`${label} is longer than ${maxNameLength} characters.`);
  if (/[./`\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\ufeff]|\p{Surrogate}/u.test(name)) {
    throw new Error(
      `${label} must be one name alone, without dots, slashes, backticks and control characters.`,
    );
  }
  return name;
};

/** An input of the name of a catalog, a schema, a table or a volume. */
export const objectNameInput = (texts: Texts): Input<string> =>
  defineInput({ type: "string", ...texts }, readObjectName);
