/** Exact decimals as Java's BigDecimal computes them, with the rounding that Spark asks for. */
import { sqlError } from "../errors";
import { decimalText, doubleText } from "./numberText";

/** `unscaled * 10^-scale`. The scale may be below zero. */
interface Decimal {
  unscaled: bigint;
  scale: number;
}

/** Half away from zero, half to even, up, down. */
export type Rounding = "HALF_UP" | "HALF_EVEN" | "CEILING" | "FLOOR";

/** The decimal of a text such as `-1.50` or `1.0E10`. */
export function parseDecimal(text: string): Decimal {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const unscaled = BigInt(`${whole}${fraction}` || "0");
  return { unscaled: sign === "-" ? -unscaled : unscaled, scale: fraction.length - Number(exponent) };
}

const power10 = (exponent: number) => 10n ** BigInt(exponent);

/** A quotient of whole numbers, rounded. */
function divideRounded(dividend: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  if (rest === 0n) {
    return quotient;
  }
  const away = dividend < 0n === divisor < 0n ? 1n : -1n;
  const size = (value: bigint) => (value < 0n ? -value : value);
  const twice = 2n * size(rest) - size(divisor);
  const up =
    rounding === "CEILING"
      ? away > 0n
      : rounding === "FLOOR"
        ? away < 0n
        : twice > 0n || (twice === 0n && (rounding === "HALF_UP" || quotient % 2n !== 0n));
  return up ? quotient + away : quotient;
}

/** The decimal with another scale. */
export function rescale({ unscaled, scale }: Decimal, to: number, rounding: Rounding = "HALF_UP"): Decimal {
  return {
    scale: to,
    unscaled:
      to >= scale ? unscaled * power10(to - scale) : divideRounded(unscaled, power10(scale - to), rounding),
  };
}

const digitCount = (value: bigint) => String(value < 0n ? -value : value).length;

/** Rounds to 39 digits, as Spark does with every product. */
function toContext(value: Decimal): Decimal {
  const beyond = digitCount(value.unscaled) - 39;
  const rounded = beyond > 0 ? rescale(value, value.scale - beyond) : value;
  return digitCount(rounded.unscaled) > 39 ? rescale(rounded, rounded.scale - 1) : rounded;
}

/**
 * The sum, difference, product or quotient of two decimals. A product has 39 digits, a quotient 39 behind the
 * point, before it is brought to the scale of its type; that is where Spark rounds twice.
 */
export function calculate(operator: string, left: Decimal, right: Decimal): Decimal {
  const scale = Math.max(left.scale, right.scale);
  const [first, second] = [rescale(left, scale).unscaled, rescale(right, scale).unscaled];
  switch (operator) {
    case "+":
      return { unscaled: first + second, scale };
    case "-":
      return { unscaled: first - second, scale };
    case "*":
      return toContext({ unscaled: left.unscaled * right.unscaled, scale: left.scale + right.scale });
    case "/":
      return { unscaled: divideRounded(first * power10(39), second, "HALF_UP"), scale: 39 };
    default:
      return { unscaled: first % second, scale };
  }
}

/** Whether a type has digits enough for a decimal. */
export function fitsPrecision(value: Decimal, precision: number, scale: number): boolean {
  return digitCount(rescale(value, scale).unscaled) <= precision;
}

/**
 * The text of a decimal in a type.
 * @throws SqlError where the type has not so many digits
 */
export function formatDecimal(value: Decimal, precision: number, scale: number): string {
  const { unscaled } = rescale(value, scale);
  const text = decimalText(unscaled, scale);
  if (!fitsPrecision(value, precision, scale)) {
    throw sqlError(
      "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION",
      `The value ${text} cannot be represented as Decimal(${precision}, ${scale}). If necessary set "ansi_mode" to "false" to bypass this error, and return NULL instead.`,
      "22003",
    );
  }
  return text;
}

/** A double rounded by the decimal digits that it shows; `places` may be below zero. */
export function roundDouble(value: number, places: number, rounding: Rounding): number {
  if (!Number.isFinite(value)) {
    return value;
  }
  const { unscaled, scale } = rescale(parseDecimal(doubleText(value)), places, rounding);
  return Number(`${unscaled}e${-scale}`);
}
