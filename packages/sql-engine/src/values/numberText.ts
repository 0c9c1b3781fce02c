/** Numbers as Java prints them, which is how Spark and Databricks do. */
import { type Digits, doubleDigits, floatDigits } from "./javaDigits";

/** A double as `1.5`, `100.0`, `1.0E10`, `NaN`, `-Infinity`. */
export function doubleText(value: number): string {
  return floatingText(value, (size) => shortestDigits(size) ?? doubleDigits(size));
}

/** The same for a single-precision number. */
export function floatText(value: number): string {
  return floatingText(value, floatDigits);
}

function floatingText(value: number, digitsOf: (size: number) => Digits): string {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  if (value === 0) {
    return Object.is(value, -0) ? "-0.0" : "0.0";
  }
  const size = Math.abs(value);
  const { digits, exponent } = digitsOf(size);
  const sign = value < 0 ? "-" : "";
  return size >= 1e-3 && size < 1e7
    ? sign + plainText(digits, exponent)
    : `${sign}${digits[0]}.${digits.slice(1) || "0"}E${exponent - 1}`;
}

function plainText(digits: string, exponent: number): string {
  if (exponent <= 0) {
    return `0.${"0".repeat(-exponent)}${digits}`;
  }
  return `${digits.slice(0, exponent).padEnd(exponent, "0")}.${digits.slice(exponent) || "0"}`;
}

/**
 * The digits as JavaScript finds them, much faster. They are Java's too unless the number is whole and large, a
 * power of two or below the normal numbers: only there half a unit of the last place has as few digits.
 */
function shortestDigits(size: number): Digits | undefined {
  if (size < 1e-300 || (size >= 1e7 && Number.isInteger(size)) || Number.isInteger(Math.log2(size))) {
    return undefined;
  }
  const [mantissa = "", exponent = ""] = size.toExponential().split("e");
  return { digits: mantissa.replace(".", ""), exponent: Number(exponent) + 1 };
}

/** An unscaled integer with its point put in place: `decimalText(150n, 2)` is `1.50`. */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale === 0) {
    return String(unscaled);
  }
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0");
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** A decimal as Java's BigDecimal prints it: with an exponent where six zeros or more follow the point, as in `1E-8`. */
export function bigDecimalText(text: string): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)\.?(\d*)$/.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, "");
  const exponent = digits.length - 1 - fraction.length;
  if (exponent >= -6) {
    return text;
  }
  return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}E${exponent}`;
}
