/** Reads content as steps pass it on: text, or the bytes of a file. */
import { bytesOf } from "../../services/records/binaryValues";
import type { Reader } from "../defineInput";

/** Reads text or bytes as they are. A file of a step's result becomes its bytes. */
export const readContent: Reader<string | Buffer> = (value, label) => {
  const data =
    typeof value === "object" && value !== null && "contentType" in value && "data" in value
      ? value.data
      : value;
  // Text that is left out is empty, too; a file without bytes is one on purpose.
  if (value === "" || data === undefined || data === null) throw new Error(`${label} is empty.`);
  if (typeof data === "string") {
    // It has no form in UTF-8 and would become another character.
    if (/\p{Surrogate}/u.test(data)) throw new Error(`${label} holds half of a character.`);
    return data;
  }
  const bytes = bytesOf(data);
  if (bytes) return bytes;
  throw new Error(`${label} must be a file or text of an earlier step. Turn records into text first.`);
};

/** The same as bytes: text in UTF-8. */
export const readContentBytes: Reader<Buffer> = (value, label) => {
  const content = readContent(value, label);
  return typeof content === "string" ? Buffer.from(content, "utf8") : content;
};
