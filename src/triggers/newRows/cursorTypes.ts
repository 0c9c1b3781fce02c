/** Types that a cursor column may have: how a value is converted to exact text and back. */
import {
  canonicalMoment,
  daysOf,
  isoDate,
  microsOf,
  timeText,
  withoutTrailingZeros,
} from "../../results/calendar";
import { parseSqlType, type ScalarType } from "../../results/sqlTypes";

/** Types of one family hold the same values within their ranges: a column may change from one to another. */
type Family = "number" | "day" | "instant" | "text";

/** A type as a cursor. Values are sent and stored only as text. */
export interface CursorType {
  /** The type as the manifest spells it. */
  declared: string;
  /** The type as a statement spells it, such as `DECIMAL(20,4)`. */
  name: string;
  family: Family;
  /** SQL of the column in the polled order. */
  ordered: (column: string) => string;
  /** SQL of the exact text of a value. */
  toText: (column: string) => string;
  /** SQL of the value of such a text. */
  fromText: (marker: string) => string;
  /** Whether a text is a value of the type. */
  isValue: (text: string) => boolean;
  /** The canonical text of a value, the same in all types of the family. */
  canonical: (text: string) => string;
  /**
   * Reads a person's input.
   * @returns the exact text; undefined if it is not a value of the type
   */
  read: (typed: string) => string | undefined;
  /** The expected input, in words. */
  form: string;
  /** The unit of Look-Back; absent if there is none. */
  steps?: Steps;
}

/** A type whose values have distances, counted in steps. */
interface Steps {
  /** The number of steps of one unit of Look-Back. */
  perUnit: bigint;
  /** The lowest value that every statement accepts. */
  lowest: bigint;
  toSteps: (text: string) => bigint;
  fromSteps: (steps: bigint) => string;
}

type ValueType = Omit<CursorType, "declared">;

const cast = (name: string): Pick<CursorType, "name" | "ordered" | "toText" | "fromText"> => ({
  name,
  ordered: (column) => column,
  toText: (column) => `CAST(${column} AS STRING)`,
  fromText: (marker) => `CAST(${marker} AS ${name})`,
});

/** A session without ANSI mode writes small decimals with an exponent, such as `0E-10` or `1.5E-7`. */
const withoutExponent = (text: string): string => {
  const [, sign = "", whole = "", fraction = "", exponent] =
    /^(-?)(\d{1,38})(?:\.(\d{1,38}))?E-([1-9]\d?)$/i.exec(text) ?? [];
  if (exponent === undefined) return text;
  const digits = whole.padStart(Number(exponent) + 1, "0");
  return `${sign}${digits.slice(0, -Number(exponent))}.${digits.slice(-Number(exponent))}${fraction}`;
};

const powerOfTen = (exponent: number): bigint => BigInt(`1${"0".repeat(exponent)}`);

/** The canonical text of a number: `1.50` and `1.5000` are the same value, and so are `5` and `5.00`. */
export const canonicalNumber = (given: string): string => {
  const text = withoutExponent(given);
  const [, sign = "", unsigned = ""] = /^(-?)(\d+(?:\.\d*)?)$/.exec(text) ?? [];
  if (unsigned === "") return text;
  const digits = withoutTrailingZeros(unsigned).replace(/^0+(?=\d)/, "");
  return digits === "0" ? "0" : `${sign}${digits}`;
};

const number = { family: "number", canonical: canonicalNumber } as const;

const integerType = (name: string, bits: bigint): ValueType => {
  const isValue = (text: string): boolean =>
    /^-?\d{1,19}$/.test(text) && BigInt.asIntN(Number(bits), BigInt(text)) === BigInt(text);
  return {
    ...cast(name),
    ...number,
    isValue,
    read: (typed) => (isValue(typed) ? typed : undefined),
    form: "a whole number",
    steps: { perUnit: 1n, lowest: -(1n << (bits - 1n)), toSteps: BigInt, fromSteps: String },
  };
};

const scaled = (text: string, scale: number): bigint => {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
};

const unscaled = (steps: bigint, scale: number): string => {
  const digits = (steps < 0n ? -steps : steps).toString().padStart(scale + 1, "0");
  const text = scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return steps < 0n ? `-${text}` : text;
};

const decimal = (precision: number, scale: number): ValueType => {
  const isValue = (given: string): boolean => {
    const text = withoutExponent(given);
    const [, whole = "", fraction = ""] = /^-?0*(\d{1,38})(?:\.(\d{1,38}))?$/.exec(text) ?? [];
    const digits = whole === "0" ? 0 : whole.length;
    return (
      whole !== "" && digits <= precision - scale && canonicalNumber(`0.${fraction}`).length - 2 <= scale
    );
  };
  return {
    ...cast(`DECIMAL(${precision},${scale})`),
    ...number,
    isValue,
    read: (typed) => (isValue(typed) ? typed : undefined),
    form: `a number with ${scale} decimal places at most`,
    steps: {
      perUnit: powerOfTen(scale),
      lowest: 1n - powerOfTen(precision),
      toSteps: (text) => scaled(canonicalNumber(text), scale),
      fromSteps: (steps) => unscaled(steps, scale),
    },
  };
};

const day = { family: "day", canonical: canonicalMoment } as const;
/** The first day of year 1: Databricks documents no day before it for statements in general. */
const firstDay = -719_162;
const microsPerDay = 86_400_000_000n;

const date: ValueType = {
  ...cast("DATE"),
  ...day,
  isValue: (text) => daysOf(canonicalMoment(text)) !== undefined,
  read: (typed) => (daysOf(typed) === undefined ? undefined : typed),
  form: "a date such as 2025-11-18",
  steps: {
    perUnit: 1n,
    lowest: BigInt(firstDay),
    toSteps: (text) => BigInt(daysOf(canonicalMoment(text)) ?? 0),
    fromSteps: (steps) => isoDate(Number(steps)),
  },
};

const timeSteps = { perUnit: 1_000_000n, lowest: BigInt(firstDay) * microsPerDay };

const isBigint = (text: string): boolean =>
  /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text);

const timestamp: ValueType = {
  name: "TIMESTAMP",
  family: "instant",
  ordered: (column) => column,
  // Microseconds are the same whatever the time zone of the session is, and whatever digits a response omits.
  toText: (column) => `CAST(unix_micros(${column}) AS STRING)`,
  fromText: (marker) => `timestamp_micros(CAST(${marker} AS BIGINT))`,
  isValue: isBigint,
  canonical: (text) => text,
  read: (typed) => {
    const micros = microsOf(typed, true)?.toString();
    return micros !== undefined && isBigint(micros) ? micros : undefined;
  },
  form: "a time with its zone, such as 2025-11-18T12:00:00Z",
  steps: { ...timeSteps, toSteps: BigInt, fromSteps: String },
};

const withoutZone: ValueType = {
  ...cast("TIMESTAMP_NTZ"),
  ...day,
  isValue: (text) => microsOf(text, false) !== undefined,
  read: (typed) => (microsOf(typed, false) === undefined ? undefined : typed.replace("T", " ")),
  form: "a time without a zone, such as 2025-11-18T12:00:00",
  steps: { ...timeSteps, toSteps: (text) => microsOf(text, false) ?? 0n, fromSteps: timeText },
};

/** Text has the order of its bytes here, whatever its collation: values that are equal in a collation stay distinct. */
const text = (collation: string): ValueType => {
  const isBinary = /^(?:UTF8_BINARY)?$/i.test(collation);
  return {
    ...cast("STRING"),
    family: "text",
    ordered: (column) => (isBinary ? column : `collate(${column}, 'UTF8_BINARY')`),
    isValue: () => true,
    canonical: (value) => value,
    read: (typed) => typed,
    form: "text",
  };
};

const wholeNumberBits: Record<string, bigint> = {
  TINYINT: 8n,
  SMALLINT: 16n,
  INT: 32n,
  BIGINT: 64n,
};
const aliases: Record<string, string> = {
  BYTE: "TINYINT",
  SHORT: "SMALLINT",
  INTEGER: "INT",
  LONG: "BIGINT",
};

const decimalOf = ({ precision, scale = 0 }: Partial<ScalarType>): ValueType | undefined =>
  precision === undefined || precision > 38 || scale > precision ? undefined : decimal(precision, scale);

const valueType = (typeText: string): ValueType | undefined => {
  const parsed = parseSqlType(typeText);
  const given = parsed.kind === "scalar" ? parsed.name : parsed.kind.toUpperCase();
  const name = aliases[given] ?? given;
  const bits = Object.hasOwn(wholeNumberBits, name) ? wholeNumberBits[name] : undefined;
  if (bits !== undefined) return integerType(name, bits);
  switch (name) {
    case "DECIMAL":
      return decimalOf(parsed.kind === "scalar" ? parsed : {});
    case "DATE":
      return date;
    case "TIMESTAMP":
      return timestamp;
    case "TIMESTAMP_NTZ":
      return withoutZone;
    case "STRING":
    case "VARCHAR":
    case "CHAR":
      return text(/\bCOLLATE\s+(\S+)/i.exec(typeText)?.[1] ?? "");
    default:
      return undefined;
  }
};

/**
 * The cursor type of a column.
 * @param typeText the column's type as the manifest spells it
 * @returns undefined if values of the type have no exact order or text
 */
export const findCursorType = (typeText: string): CursorType | undefined => {
  const type = valueType(typeText);
  return type && { ...type, declared: typeText };
};

/**
 * The same.
 * @throws Error that names the input, when values of the type have no exact order or text
 */
export const cursorType = (typeText: string, label: string): CursorType => {
  const found = findCursorType(typeText);
  if (found) return found;
  throw new Error(
    `${label} has the type ${typeText}. Choose a column of whole numbers, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_NTZ or STRING.`,
  );
};

/**
 * The lowest cursor value that is read again: the look-back below the cursor, but never below the lowest value of the
 * type, nor below the first value.
 * @param lookBack how far, in units of Look-Back
 * @param from the first value: the one that reading started with, or the lowest one that is remembered
 */
export const lookbackStart = (
  { steps }: CursorType,
  cursor: string,
  lookBack: number,
  from?: string,
): string => {
  if (!steps || lookBack === 0) return cursor;
  const at = steps.toSteps(cursor);
  if (at <= steps.lowest) return cursor;
  const wanted = at - BigInt(lookBack) * steps.perUnit;
  const low = wanted > steps.lowest ? wanted : steps.lowest;
  return from !== undefined && steps.toSteps(from) > low ? from : steps.fromSteps(low);
};

/** Whether a cursor value is at least as high as another. */
export const isAtOrAbove = ({ steps, canonical }: CursorType, value: string, low: string): boolean =>
  canonical(value) === canonical(low) || (steps !== undefined && steps.toSteps(value) >= steps.toSteps(low));
