/** What every path of a file or directory must be, in a volume as in the workspace. */
import type { Reader } from "../defineInput";
import { readText, readTrimmed } from "../text";

/** No path is nearly this long, in characters; an address may encode each as several. */
const maxLength = 16_000;

/** Reads the text of a path, or of an address that has one. */
export const readPathText: Reader<string> = (value, label) => {
  const text = readTrimmed(value, label);
  // The file without the space may be another one.
  if (/[^\S\r\n\t]$/.test(readText(value, label))) throw new Error(`${label} ends with a space.`);
  if (text.length > maxLength) throw new Error(`${label} is longer than any path.`);
  return text;
};

/** Refuses characters that no path has. */
export const checkPathCharacters = (path: string, label: string): void => {
  if (/[\u0000-\u001f\u007f]/.test(path)) throw new Error(`${label} holds a control character.`);
  if (/\p{Surrogate}/u.test(path)) throw new Error(`${label} holds half of a character.`);
};

/** Refuses what no server could read as the same path. */
export const checkPathParts = (parts: readonly string[], label: string): void => {
  if (parts.some((part) => part.trim() === "")) throw new Error(`${label} holds a name that is empty.`);
  if (parts.some((part) => part === "." || part === "..")) {
    throw new Error(`${label} holds "." or ".." as a name. Write the path out.`);
  }
};
