/** Finds a secret in a text of a server, whole or in part, however it is quoted, escaped or encoded there. */

/** How many letters and digits in a row give a secret away: of a short one half of them, within these limits. */
const maxPartLength = 8;
const minPartLength = 4;

/** A longer text is not searched, in characters. */
const maxTextLength = 20_000;

/** What counts of a text, be it in several lines, quoted or escaped: its letters and digits. */
const essence = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : "");

/** The text that percent-encoding, the entities of HTML, and the escapes of JSON stand for. */
const decoded = (text: string): string =>
  text
    .replace(/(?:%[\da-f]{2}){1,1000}/gi, (codes) => Buffer.from(codes.replaceAll("%", ""), "hex").toString())
    .replace(/&#x([\da-f]{1,6});/gi, (_entity, code: string) => characterOf(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,7});/g, (_entity, code: string) => characterOf(Number(code)))
    .replace(/&[a-z]{2,6};/gi, "")
    .replace(/\\u([\da-f]{4})/gi, (_escape, code: string) => characterOf(Number.parseInt(code, 16)))
    .replace(/\\[bfnrt]/g, "");

/** A form of a secret, and how much of it is a part of it. */
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
    // The characters that it shares with its neighbours are none of it.
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

/** The parts of a text: all that are as long. */
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
 * Makes a function that says whether a text may repeat a secret, or a part of it. It takes time in proportion to both.
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
