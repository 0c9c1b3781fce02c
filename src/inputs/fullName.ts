/** Inputs of the full name of an object of Unity Catalog: catalog, schema and name. */
import { nameParts } from "../services/sql/sqlNames";
import { type Input, refine, type Texts } from "./defineInput";
import { readId } from "./id";
import { type NamePrefix, nameInAddress } from "./pageAddress";
import { trimmedInput } from "./text";

/**
 * An input of a full name, or of the address of the object's page.
 * @param noun what the last part is the name of
 * @param prefix what precedes the name in an address, if it is not that of a table
 */
export const fullNameInput = (
  texts: Texts & { example: string },
  noun: string,
  prefix?: NamePrefix,
): Input<string> =>
  refine(trimmedInput(texts), (text, label) => {
    const parts = nameInAddress(text, prefix) ?? nameParts(text);
    if (parts.length === 3) return parts.map((part) => readId()(part, label)).join(".");
    throw new Error(`${label} must have three parts, as ${texts.example} has: catalog, schema and ${noun}.`);
  });
