/** Inputs that hold an id of Databricks, or the address of the page of what it is of. */
import { type NumericId, numericIdOf } from "../services/jobs/jobs";
import { defineInput, type Input, type Reader, type Texts } from "./defineInput";
import { idInAddress, isAddress, type PageKind, pageKinds } from "./pageAddress";
import { readText, readTrimmed } from "./text";

/** No id of Databricks is nearly this long, in characters. */
const maxIdLength = 200;

/** An address is longer than any id, but no browser has one of this length, in characters. */
const maxAddressLength = 4000;

/** Ids of digits are whole numbers of 64 bits. */
const maxId = (1n << 63n) - 1n;

/** The id in a text, which is the id itself or an address with it. */
const idOf = (text: string, label: string, page: PageKind | undefined): string => {
  if (page === undefined || text.length > maxAddressLength || !isAddress(text)) return text;
  const id = idInAddress(text, page);
  if (id) return id;
  throw new Error(`${label} is an address that names no ${pageKinds[page].words}. Enter the ID alone.`);
};

/**
 * Makes a reader of ids: text without white space and without characters that have a meaning in an address.
 * @param page what the id is of, where it has a page or a path of its own
 */
export const readId =
  (page?: PageKind): Reader<string> =>
  (value, label) => {
    const id = idOf(readTrimmed(value, label), label, page);
    if (id.length > maxIdLength) throw new Error(`${label} is longer than any id. Enter the id alone.`);
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

const readNumericId =
  (page: PageKind): Reader<NumericId> =>
  (value, label) => {
    const isFraction = typeof value === "number" && !Number.isSafeInteger(value);
    const digits = isFraction ? "" : idOf(readText(value, label).trim(), label, page);
    const id = /^\d{1,30}$/.test(digits) ? BigInt(digits) : 0n;
    if (id > 0n && id <= maxId) return numericIdOf(String(id));
    throw new Error(`${label} must be the digits of an ID, such as 620301447112408.`);
  };

/** An input of an id. */
export const idInput = ({ page, ...texts }: Texts & { page?: PageKind }): Input<string> =>
  defineInput({ type: "string", ...texts }, readId(page));

/** An input of an id of digits, as jobs and runs have: a number or, beyond what a number holds, its digits. */
export const numericIdInput = ({ page, ...texts }: Texts & { page: PageKind }): Input<NumericId> =>
  defineInput({ type: "string", ...texts }, readNumericId(page));
