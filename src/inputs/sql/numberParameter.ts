/** The parameter for a JSON number: every digit is kept. */
import { isSafeNumber, splitNumber } from "lossless-json";
import type { StatementParameter } from "../../services/sql/statements";

/** A value in Databricks' format: its text, absent for SQL NULL, and its type, absent for STRING. */
export type TextAndType = Pick<StatementParameter, "value" | "type">;

/** The maximum number of digits of a DECIMAL. */
export const maxDigits = 38;

/** Digits before and after the point, and a number written out without an exponent. */
export interface DecimalText {
  text: string;
  integerDigits: number;
  scale: number;
}

/** A number in the form of a DECIMAL; undefined if it has too many digits. @param digits a number of JSON */
export const decimalOf = (digits: string): DecimalText | undefined => {
  const { sign, digits: significant, exponent } = splitNumber(digits);
  const whole = Math.max(1, exponent + 1);
  const scale = Math.max(0, significant.length - exponent - 1);
  if (!Number.isSafeInteger(whole + scale) || whole + scale > maxDigits + 1) return undefined;
  const padded =
    "0".repeat(Math.max(0, -exponent)) +
    significant +
    "0".repeat(Math.max(0, exponent + 1 - significant.length));
  const text = `${sign}${padded.slice(0, whole)}${scale > 0 ? `.${padded.slice(whole)}` : ""}`;
  // A zero before the point does not count as a digit.
  const wholeDigits = exponent < 0 ? 0 : whole;
  return Math.max(1, wholeDigits + scale) > maxDigits
    ? undefined
    : { text, integerDigits: wholeDigits, scale };
};

/** The DECIMAL for numbers with that many digits before and after the point. */
export const decimalType = (whole: number, scale: number): string =>
  `DECIMAL(${Math.max(1, whole + scale)},${scale})`;

/** A number as a DECIMAL parameter; undefined if it has too many digits. */
export const decimalParameter = (digits: string): TextAndType | undefined => {
  const decimal = decimalOf(digits);
  return decimal && { value: decimal.text, type: decimalType(decimal.integerDigits, decimal.scale) };
};

/**
 * The parameter of a number: INT, BIGINT or DECIMAL, the smallest that holds it, for a whole number; otherwise DOUBLE
 * if that loses no digit, or else DECIMAL.
 * @param digits a number of JSON
 * @returns undefined if no type holds all its digits
 */
export const numberParameter = (digits: string): TextAndType | undefined => {
  if (/^-?\d+$/.test(digits)) {
    const value = digits.length <= maxDigits ? BigInt(digits) : undefined;
    if (value !== undefined && BigInt.asIntN(32, value) === value) return { value: digits, type: "INT" };
    if (value !== undefined && BigInt.asIntN(64, value) === value) return { value: digits, type: "BIGINT" };
    return decimalParameter(digits);
  }
  return isSafeNumber(digits) ? { value: digits, type: "DOUBLE" } : decimalParameter(digits);
};

/** Whether a DOUBLE holds every digit of a parameter's number. */
export const isDouble = ({ value }: TextAndType): boolean => typeof value === "string" && isSafeNumber(value);
