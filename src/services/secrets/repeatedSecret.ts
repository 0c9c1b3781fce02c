/** Finds a secret, or a part of it, in the text of a server, even if it is quoted, escaped or encoded. */

/** The number of consecutive letters and digits that reveal a secret: half of a short one, within these limits. */
const maxPartLength = 8;
const minPartLength = 4;

/** The maximum length of a text that is searched, in characters; a longer one counts as a repetition. */
const maxTextLength = 20_000;

/** The letters and digits of a text, which are compared: line breaks, quotes and escapes do not matter. */
const essence = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "");

/** Decodes percent-encoding, HTML entities and the escapes of JSON. */
const decoded = (text: string): string =>
  text
    .replace(/(?:%[\da-f]{2}){1,1000}/gi, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString())
    .replace(/&#x([\da-f]{1,6});/gi, (_entity, code: string) => characterOf(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_entity, code: string) => characterOf(Number(code)))
    .replace(/&[a-z]{2,6};/gi, "")
    .replace(/\\u([\da-f]{4})/gi, (_escape, code: string) => characterOf(Number.parseInt(code, 16)))
    .replace(/\\[bfnrt]/g, "");

/** A form of a secret, and the length of the parts that reveal it. */
interface SecretForm {
  text: string;
  partLength: number;
}

/** The forms of a secret: its text, its digits in hexadecimal, and Base64 for each place in a group of three bytes. */
const formsOf = (secret: string | Buffer): SecretForm[] => {
  const bytes = Buffer.from(secret);
  const own = [bytes.toString("utf8"), ...(Buffer.isBuffer(secret) ? [bytes.toString("latin1")] : [])];
  const encoded = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64");
    // The first and last characters also depend on the neighbouring bytes.
    return text.replace(/=+$/, "").slice(before === 0 ? 0 : before + 1, -1);
  });
  return [
    ...own.map(essence).map((text) => ({
      text,
      partLength: Math.min(maxPartLength, Math.max(minPartLength, Math.ceil(text.length / 2))),
    })),
    ...[...encoded, bytes.toString("hex")].map(essence).map((text) => ({
      text,
      partLength: Math.min(maxPartLength, text.length),
    })),
  ];
};

/** All parts of a text with a length. */
const partsOf = (text: string, length: number): Set<string> => {
  const parts = new Set<string>();
  for (let at = 0; at + length <= text.length; at += 1) parts.add(text.slice(at, at + length));
  return parts;
};

const sharePart = ({ text, partLength }: SecretForm, other: string): boolean => {
  if (text.length < minPartLength || other.length < partLength) return false;
  const parts = partsOf(other, partLength);
  for (let at = 0; at + partLength <= text.length; at += 1) {
    if (parts.has(text.slice(at, at + partLength))) return true;
  }
  return false;
};

/**
 * Makes a function that says whether a text may repeat a secret, or a part of it. Its time is linear in both.
 * @param secret its text or its bytes
 */
export const repetitionOf = (secret: string | Buffer): ((text: string) => boolean) => {
  const forms = formsOf(secret);
  const bytes = Buffer.from(secret);
  const whole = [bytes.toString("utf8"), bytes.toString("base64")].filter((form) => form !== "");
  return (text) =>
    text.length > maxTextLength ||
    whole.some((form) => text.includes(form)) ||
    [text, decoded(text)].map(essence).some((other) => forms.some((form) => sharePart(form, other)));
};
