/** What JSON text consists of, read and written as UTF-8 bytes without making strings. */
import type { ByteOutput } from "./byteOutput";

export const space = 0x20;
export const quote = 0x22;
export const comma = 0x2c;
export const minus = 0x2d;
const dot = 0x2e;
export const zero = 0x30;
export const nine = 0x39;
export const colon = 0x3a;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const smallF = 0x66;
export const smallL = 0x6c;
export const smallN = 0x6e;
export const smallT = 0x74;
export const smallU = 0x75;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;

const hexDigit = (code: number | undefined): boolean =>
  code !== undefined &&
  ((code >= zero && code <= nine) || (code >= 0x41 && code <= 0x46) || (code >= 0x61 && code <= 0x66));

/** What follows the backslash of a short escape, and the byte that it stands for. */
const shortEscapes = new Uint8Array(256);
for (const [sign, meaning] of ['""', "\\\\", "//", "b\b", "f\f", "n\n", "r\r", "t\t"]) {
  shortEscapes[(sign as string).charCodeAt(0)] = (meaning as string).charCodeAt(0);
}

/** The byte that the escape at a backslash stands for; 0 for `\uXXXX` and for what is no escape. */
export const shortEscape = (source: Uint8Array, at: number): number =>
  shortEscapes[source[at + 1] ?? 0] as number;

/** How long the escape at a backslash is: 2 or 6 bytes, 0 for what is no escape. */
export const escapeLength = (source: Uint8Array, at: number): number => {
  if (shortEscape(source, at) !== 0) return 2;
  if (source[at + 1] !== smallU) return 0;
  for (let index = at + 2; index < at + 6; index += 1) if (!hexDigit(source[index])) return 0;
  return 6;
};

/** The UTF-16 unit of the `\uXXXX` at a position; its digits are known to be good. */
const escapedUnit = (source: Uint8Array, at: number): number => {
  let unit = 0;
  for (let index = at + 2; index < at + 6; index += 1) {
    const code = source[index] as number;
    unit = unit * 16 + (code <= nine ? code - zero : (code | 0x20) - 0x57);
  }
  return unit;
};

/** Whether some bytes stand at a position. */
export const startsWith = (source: Uint8Array, at: number, bytes: Uint8Array): boolean => {
  for (let index = 0; index < bytes.length; index += 1) if (source[at + index] !== bytes[index]) return false;
  return true;
};

/** Where the closing quote of the text at a position is; -1 when the text is not JSON. */
export const endOfText = (source: Uint8Array, start: number): number => {
  for (let at = start; ; ) {
    const code = source[at];
    if (code === quote) return at;
    if (code === undefined || code < 0x20) return -1;
    const length = code === backslash ? escapeLength(source, at) : 1;
    if (length === 0) return -1;
    at += length;
  }
};

/** What a number token is, besides where it ends. */
export const numberForms = { none: 0, integer: 1, fraction: 2, exponent: 3 };

/**
 * Reads a JSON number.
 * @returns its end times four, plus its form; 0 for what is no number, or one whose exponent may leave a double's range
 */
export const numberToken = (source: Uint8Array, start: number): number => {
  let at = start;
  const digits = (): boolean => {
    const first = at;
    for (let code = source[at]; code !== undefined && code >= zero && code <= nine; code = source[at])
      at += 1;
    return at > first;
  };
  if (source[at] === minus) at += 1;
  if (source[at] === zero) at += 1;
  else if (!digits()) return 0;
  let form = numberForms.integer;
  if (source[at] === dot) {
    at += 1;
    if (!digits()) return 0;
    form = numberForms.fraction;
  }
  if (at - start > 40) return 0;
  if (((source[at] ?? 0) | 0x20) === 0x65) {
    at += 1;
    if (source[at] === minus || source[at] === 0x2b) at += 1;
    const exponent = at;
    if (!digits() || at - exponent > 2) return 0;
    form = numberForms.exponent;
  }
  return at * 4 + form;
};

/** No number of so many characters loses a digit. */
export const safeNumberLength = 15;

/** Whether a JavaScript number holds the JSON integer from `start` to `end` exactly. */
export const isSafeInteger = (source: Uint8Array, start: number, end: number): boolean => {
  const first = source[start] === minus ? start + 1 : start;
  if (end - first !== 16) return end - first < 16;
  let value = 0;
  for (let at = first; at < end; at += 1) value = value * 10 + ((source[at] as number) - zero);
  return value <= Number.MAX_SAFE_INTEGER;
};

/** Bytes that stand for themselves inside JSON text. */
export const plainBytes = new Uint8Array(256).map((_, code) =>
  code >= space && code !== quote && code !== backslash ? 1 : 0,
);

/**
 * The character of the `\uXXXX` at a backslash, with the second half of its pair if there is one: over 0xffff it took
 * twelve bytes, else six. Half a pair stays half a pair.
 */
export const escapedCharacter = (source: Uint8Array, at: number): number => {
  const unit = escapedUnit(source, at);
  if (unit < 0xd800 || unit > 0xdbff || source[at + 6] !== backslash || escapeLength(source, at + 6) !== 6) {
    return unit;
  }
  const low = escapedUnit(source, at + 6);
  return low < 0xdc00 || low > 0xdfff ? unit : (unit - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000;
};

/** Whether a character is one half of a surrogate pair. */
export const isHalfOfPair = (character: number): boolean => character >= 0xd800 && character <= 0xdfff;

/**
 * Writes a character as UTF-8, half a pair as U+FFFD.
 * @returns the position behind it
 */
export const writeUtf8 = (target: Uint8Array, at: number, character: number): number => {
  if (isHalfOfPair(character)) return writeUtf8(target, at, 0xfffd);
  if (character < 0x80) {
    target[at] = character;
    return at + 1;
  }
  const more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  target[at] = ((0xff00 >> (more + 1)) & 0xff) | (character >> (6 * more));
  for (let index = 1; index <= more; index += 1) {
    target[at + index] = 0x80 | ((character >> (6 * (more - index))) & 0x3f);
  }
  return at + more + 1;
};

/** Writes a text with the escapes that it has already. Returns where its closing quote is, or 0 when it is not JSON. */
export const writeText = (output: ByteOutput, source: Uint8Array, start: number): number => {
  const { bytes } = output;
  let to = output.length;
  let at = start;
  let code = source[at] as number;
  bytes[to++] = quote;
  while (code !== quote) {
    if (plainBytes[code] === 1) {
      bytes[to++] = code;
      at += 1;
    } else {
      const end = at + (code === backslash ? escapeLength(source, at) : 0);
      if (end === at) return 0;
      while (at < end) bytes[to++] = source[at++] as number;
    }
    code = source[at] as number;
  }
  bytes[to++] = quote;
  output.length = to;
  return at;
};

/** The text of a cell as a string. @param end where its closing quote is */
export const cellText = (source: Uint8Array, start: number, end: number): string =>
  JSON.parse(Buffer.from(source.buffer, source.byteOffset + start - 1, end - start + 2).toString());
