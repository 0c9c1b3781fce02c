/** Numbers and booleans as the text that CAST turns into exactly the same value. */
import { LosslessNumber } from "lossless-json";
import type { ScalarType, SqlType } from "../../results/sqlTypes";
import { decimalDigits, scalarTypeName, sqlTypeText } from "../../results/sqlTypeText";
import { numberJson } from "./jsonValues";
import { describeKind, notOfType, ValueProblem } from "./valueProblem";

/** Turns a value that is not null into the text that is sent. */
export type ScalarEncoder = (value: unknown) => string | ValueProblem;

const integerBits: Readonly<Record<string, number>> = { TINYINT: 8, SMALLINT: 16, INT: 32, BIGINT: 64 };

const lostDigits = "is beyond 2^53 and may have lost digits: give it as text";

/** The digits of a number that kept them, and of text; undefined for everything else. */
const digitsOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : value instanceof LosslessNumber ? value.value : undefined;

const outOfRange = (value: unknown, type: string): ValueProblem =>
  new ValueProblem(`${describeKind(value)} is out of the range of ${type}`);

/** Whole numbers of a type. Text is taken with a sign and leading zeros, and sent without. */
export const integerEncoder = (type: ScalarType): ScalarEncoder => {
  const name = scalarTypeName(type);
  const form = `a whole number, as ${name} takes`;
  const bits = integerBits[name] ?? 64;
  const lowest = -(2n ** BigInt(bits - 1));
  const highest = -lowest - 1n;
  const least = Math.max(Number(lowest), Number.MIN_SAFE_INTEGER);
  const most = Math.min(Number(highest), Number.MAX_SAFE_INTEGER);
  const isWithin = (value: bigint): boolean => value >= lowest && value <= highest;

  const ofDigits = (value: unknown, digits: string): string | ValueProblem => {
    const [text, sign, number = "0"] = /^([+-]?)(?=\d)0*([1-9]\d*)?$/.exec(digits) ?? [];
    if (text === undefined) return notOfType(value, form);
    if (number.length > 19) return outOfRange(value, name);
    const whole = sign === "-" ? -BigInt(number) : BigInt(number);
    return isWithin(whole) ? whole.toString() : outOfRange(value, name);
  };

  return (value) => {
    if (typeof value === "number") {
      if (Number.isInteger(value) && value >= least && value <= most) return String(value);
      if (!Number.isInteger(value)) return notOfType(value, form);
      return name === "BIGINT"
        ? new ValueProblem(`the number ${lostDigits}`)
        : new ValueProblem(`the number is out of the range of ${name}`);
    }
    if (typeof value === "bigint") return isWithin(value) ? value.toString() : outOfRange(value, name);
    const digits = digitsOf(value);
    return digits === undefined ? notOfType(value, form) : ofDigits(value, digits);
  };
};

/** The longest text of a number that is read at all, in characters. */
const maxNumberLength = 1200;

/** A number's digits before and behind its point, without zeros that mean nothing. */
interface PlainDecimal {
  sign: string;
  whole: string;
  fraction: string;
}

/** Writes out an exponent: `1.5e-3` has no whole digits and the fraction 0015. */
const plainDecimal = (text: string): PlainDecimal | undefined => {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text) ?? [];
  if (whole === "" && fraction === "") return undefined;
  const shift = Number(exponent);
  const digits = whole + fraction;
  const point = whole.length + shift;
  const before = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "";
  const behind = point >= 0 ? digits.slice(point) : "0".repeat(-point) + digits;
  return {
    sign: sign === "-" ? "-" : "",
    whole: before.replace(/^0+/, ""),
    fraction: behind.replace(/(?<!0)0+$/, ""),
  };
};

/** The texts of a DECIMAL that are sent as they are. */
const fittingDecimal = (wholeDigits: number, scale: number): RegExp => {
  const whole = wholeDigits > 0 ? `(?:0|[1-9]\\d{0,${wholeDigits - 1}})` : "0";
  const fraction = scale > 0 ? `(?:\\.\\d{1,${scale}})?` : "";
  return new RegExp(`^(?!-[0.]*$)-?${whole}${fraction}$`);
};

/** Exact numbers. More digits than the type has are a problem: CAST would round. */
export const decimalEncoder = (type: ScalarType): ScalarEncoder => {
  const { precision, scale } = decimalDigits(type);
  const name = sqlTypeText(type);
  const form = `a number, as ${name} takes`;
  const wholeDigits = precision - scale;
  const fitting = fittingDecimal(wholeDigits, scale);

  const ofDigits = (value: unknown, digits: string): string | ValueProblem => {
    if (fitting.test(digits)) return digits;
    const plain = digits.length <= maxNumberLength ? plainDecimal(digits) : undefined;
    if (plain === undefined) return notOfType(value, form);
    const { sign, whole, fraction } = plain;
    if (whole.length > wholeDigits) return outOfRange(value, name);
    if (fraction.length > scale) {
      return new ValueProblem(
        `the number has ${fraction.length} digits behind its point, and ${name} takes ${scale}`,
      );
    }
    const text = `${whole || "0"}${fraction === "" ? "" : `.${fraction}`}`;
    return text === "0" ? text : sign + text;
  };

  return (value) => {
    if (typeof value === "string") return ofDigits(value, value);
    if (typeof value === "bigint") return ofDigits(value, value.toString());
    if (value instanceof LosslessNumber) return ofDigits(value, value.value);
    if (typeof value !== "number" || !Number.isFinite(value)) return notOfType(value, form);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
      return new ValueProblem(`the number ${lostDigits}`);
    }
    return ofDigits(value, String(value));
  };
};

const floatingText = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const infinityText = /^([+-]?)inf(?:inity)?$/i;
const nanText = /^nan$/i;

/** Whether a number is in the range of FLOAT or DOUBLE. @param isZero whether all its digits are zeros */
const isInRange = (name: string, value: number, isZero: boolean): boolean => {
  const rounded = name === "FLOAT" ? Math.fround(value) : value;
  return Number.isFinite(rounded) && (rounded !== 0 || isZero);
};

/**
 * Whether a value certainly fits FLOAT or DOUBLE, decided without its text: V8 keeps the texts of such numbers for a while,
 * 30 MB for a million.
 */
export const isFittingFloat = (type: SqlType, value: unknown): boolean =>
  typeof value === "number" &&
  type.kind === "scalar" &&
  (type.name === "DOUBLE" || type.name === "FLOAT") &&
  isInRange(type.name, value, value === 0);

/** Numbers of FLOAT and DOUBLE, with NaN and the infinities under their names. */
export const floatingEncoder = (type: ScalarType): ScalarEncoder => {
  const name = scalarTypeName(type);
  const form = `a number, as ${name} takes`;

  const ofNumber = (given: unknown, value: number, isZero: boolean): string | ValueProblem =>
    isInRange(name, value, isZero) ? numberJson(value) : outOfRange(given, name);

  const ofDigits = (value: unknown, digits: string): string | ValueProblem => {
    if (floatingText.test(digits))
      return ofNumber(value, Number(digits), !/[1-9]/.test(digits.split(/e/i)[0] ?? ""));
    const [, sign] = infinityText.exec(digits) ?? [];
    if (sign !== undefined) return sign === "-" ? "-Infinity" : "Infinity";
    return nanText.test(digits) ? "NaN" : notOfType(value, form);
  };

  return (value) => {
    if (typeof value === "number") {
      return Number.isFinite(value) ? ofNumber(value, value, value === 0) : String(value);
    }
    if (typeof value === "bigint") return ofDigits(value, value.toString());
    const digits = digitsOf(value);
    return digits === undefined ? notOfType(value, form) : ofDigits(value, digits);
  };
};

const trueText = /^(?:t|true|y|yes|1)$/i;
const falseText = /^(?:f|false|n|no|0)$/i;

/** Booleans, and the texts and numbers that CAST takes for one. */
export const encodeBoolean: ScalarEncoder = (value) => {
  if (typeof value === "boolean") return value ? "true" : "false";
  const text = typeof value === "string" ? value : typeof value === "number" ? String(value) : "";
  if (trueText.test(text)) return "true";
  return falseText.test(text) ? "false" : notOfType(value, "a BOOLEAN");
};
