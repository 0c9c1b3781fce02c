/** Reads the digits of numbers without making strings of them. */
import { dot, minus, nine, quote, zero } from "./jsonBytes";

/** Powers of ten that a double holds exactly. */
const powersOfTen = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads a number. A whole number below 2^53, times or divided by one exact power of ten, is rounded once and so is the
 * same double that `Number` gives; anything else is refused.
 * @param start where the number begins
 * @param into where the number goes, at `index`
 * @returns where its digits end; 0 when it is not such a number
 */
export const readDecimal = (source: Uint8Array, start: number, into: Float64Array, index: number): number => {
  const negative = source[start] === minus;
  let at = negative ? start + 1 : start;
  const firstDigit = at;
  let digits = 0;
  let code = source[at] as number;
  while (code >= zero && code <= nine) {
    digits = digits * 10 + (code - zero);
    code = source[++at] as number;
  }
  if (at === firstDigit) return 0;
  let exponent = 0;
  if (code === dot) {
    const firstDecimal = ++at;
    code = source[at] as number;
    while (code >= zero && code <= nine) {
      digits = digits * 10 + (code - zero);
      code = source[++at] as number;
    }
    exponent = firstDecimal - at;
    if (exponent === 0) return 0;
  }
  if (code === 0x45 || code === 0x65) {
    const negativeExponent = source[at + 1] === minus;
    if (negativeExponent) at += 1;
    const first = (source[at + 1] as number) - zero;
    if (!(first >= 0 && first <= 9)) return 0;
    code = source[at + 2] as number;
    const second = code >= zero && code <= nine ? code - zero : -1;
    const size = second < 0 ? first : first * 10 + second;
    exponent += negativeExponent ? -size : size;
    at += second < 0 ? 2 : 3;
  }
  if (digits > Number.MAX_SAFE_INTEGER || exponent > 22 || exponent < -22) return 0;
  const size =
    exponent < 0
      ? digits / (powersOfTen[-exponent] as number)
      : exponent > 0
        ? digits * (powersOfTen[exponent] as number)
        : digits;
  into[index] = negative ? -size : size;
  return at;
};

/**
 * Reads a safe integer that ends in a quote.
 * @returns where the quote is; 0 when the text is something else
 */
export const readInteger = (source: Uint8Array, start: number, into: Float64Array, index: number): number => {
  const negative = source[start] === minus;
  const firstDigit = negative ? start + 1 : start;
  let at = firstDigit;
  let digits = 0;
  let code = source[at] as number;
  while (code >= zero && code <= nine) {
    digits = digits * 10 + (code - zero);
    code = source[++at] as number;
  }
  if (code !== quote || at === firstDigit || digits > Number.MAX_SAFE_INTEGER) return 0;
  if (negative && digits === 0) return 0;
  into[index] = negative ? -digits : digits;
  return at;
};
