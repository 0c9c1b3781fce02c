/** Single values as text, in cells and in files. */
import { isBytes } from "./outputFormat";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The bytes of a view, which may be a part of a larger buffer. */
export const bytesOf = (view: ArrayBufferView): Buffer =>
  Buffer.from(view.buffer, view.byteOffset, view.byteLength);

/**
 * The text of a file.
 * @returns undefined where it is not text: its bytes are not UTF-8, or hold a NUL, or are more than a string can hold
 */
export const textOfBytes = (view: ArrayBufferView): string | undefined => {
  const bytes = bytesOf(view);
  if (bytes.includes(0)) return undefined;
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined; // It is no text: the caller says what is done with it.
  }
};

/** Bytes as they are in JSON: text as it is, all else in base64 with its size. */
const bytesInJson = (view: ArrayBufferView): unknown =>
  textOfBytes(view) ?? { bytes: view.byteLength, base64: bytesOf(view).toString("base64") };

/** A value without bytes; a Buffer would otherwise turn into a list of numbers before a replacer sees it. */
const withoutBytes = (value: unknown): unknown => {
  if (isBytes(value)) return bytesInJson(value);
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutBytes(one)]));
};

/** Characters that JSON lets stand as they are, and a terminal obeys or hides. */
const unsafe = /[\u007f-\u009f]|\p{Default_Ignorable_Code_Point}|[\u2028\u2029]/gu;

const escaped = (character: string): string =>
  [...Array(character.length).keys()]
    .map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`)
    .join("");

/** A value as JSON that is safe to print; its bytes are text, or base64. */
export const jsonText = (value: unknown, indent?: number): string =>
  (JSON.stringify(withoutBytes(value), undefined, indent) ?? "null").replace(unsafe, escaped);

/** The text of a value where it stands alone: text as it is, all else as JSON. */
export const plainText = (value: unknown): string => {
  if (typeof value === "string") return value;
  if (isBytes(value)) return textOfBytes(value) ?? bytesOf(value).toString("base64");
  return jsonText(value);
};
