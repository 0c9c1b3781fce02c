/** The parameter that a JSON number becomes: every digit of it is kept. */
import { isSafeNumber, splitNumber } from "lossless-json";
import type { StatementParameter } from "../../services/sql/statements";

/** A value as Databricks takes it: its text, absent for SQL NULL, and its type, absent for STRING. */
export type TextAndType = Pick<StatementParameter, "value" | "type">;

/** The most digits of a DECIMAL. */
export const maxDigits = 38;

/** Digits before and behind the point, and a number written out without an exponent. */
export interface DecimalText {
  text: string;
  integerDigits: number;
  scale: number;
}

/** A number as a DECIMAL has it; undefined where it has more digits than one holds. @param digits a number of JSON */
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
  // A zero in front of the point takes none of the digits.
  const wholeDigits = exponent < 0 ? 0 : whole;
  return Math.max(1, wholeDigits + scale) > maxDigits
    ? undefined
    : { text, integerDigits: wholeDigits, scale };
};

/** The DECIMAL that holds numbers of so many digits before and behind the point. */
export const decimalType = (whole: number, scale: number): string =>
  `DECIMAL(${Math.max(1, whole + scale)},${scale})`;

/** A number as a DECIMAL parameter; undefined where it has more digits than one holds. */
export const decimalParameter = (digits: string): TextAndType | undefined => {
  const decimal = decimalOf(digits);
  return decimal && { value: decimal.text, type: decimalType(decimal.integerDigits, decimal.scale) };
};

/**
 * The parameter of a number: INT, BIGINT or DECIMAL, the smallest that holds it, where it is whole; else DOUBLE where
 * that loses no digit, and DECIMAL where it would.
 * @param digits a number of JSON
 * @returns undefined where it has more digits than any type holds
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
