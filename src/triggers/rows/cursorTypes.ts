/** Types that a cursor column may have: how a value becomes text that keeps it whole, and becomes a value again. */
import { parseSqlType } from "../../api/sqlTypes";

/** What a type can do as a cursor. Values travel and are stored as text alone. */
export interface CursorType {
  /** The type as a statement spells it, such as `DECIMAL(20,4)`. */
  name: string;
  /** SQL that gives the exact text of a value. */
  toText: (column: string) => string;
  /** SQL that gives the value of such a text. */
  fromText: (marker: string) => string;
  /**
   * Reads what a person typed.
   * @returns the exact text; undefined where it is no value of the type
   */
  read: (typed: string) => string | undefined;
  /** What a person is to type, in words. */
  form: string;
  /** What Look-Back counts in; absent where there is nothing to count. */
  steps?: Steps;
}

/** A type whose values lie in a line, so many steps apart. */
export interface Steps {
  /** How many steps one unit of Look-Back is. */
  perUnit: bigint;
  toSteps: (text: string) => bigint;
  fromSteps: (steps: bigint) => string;
}

const dayMs = 86_400_000;
const microsPerSecond = 1_000_000n;

const plain = (name: string): Pick<CursorType, "name" | "toText" | "fromText"> => ({
  name,
  toText: (column) => `CAST(${column} AS STRING)`,
  fromText: (marker) => `CAST(${marker} AS ${name})`,
});

const matching =
  (pattern: RegExp) =>
  (typed: string): string | undefined =>
    pattern.test(typed) ? typed : undefined;

const integerOrZero = (name: string): CursorType => ({
  ...plain(name),
  read: matching(/^-?\d{1,19}$/),
  form: "a whole number",
  steps: { perUnit: 1n, toSteps: BigInt, fromSteps: String },
});

const scaled = (text: string, scale: number): bigint => {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
};

const unscaled = (steps: bigint, scale: number): string => {
  const digits = (steps < 0n ? -steps : steps).toString().padStart(scale + 1, "0");
  const text = scale > 0 ? `${digits.slice(0, -scale)}.${digits.slice(-scale)}` : digits;
  return steps < 0n ? `-${text}` : text;
};

const decimal = (name: string, scale: number): CursorType => ({
  ...plain(name),
  read: (typed) => {
    const fraction = /^-?\d{1,38}(?:\.(\d+))?$/.exec(typed);
    return fraction && (fraction[1]?.length ?? 0) <= scale ? typed : undefined;
  },
  form: `a number with ${scale} decimal places at most`,
  steps: {
    perUnit: 10n ** BigInt(scale),
    toSteps: (text) => scaled(text, scale),
    fromSteps: (steps) => unscaled(steps, scale),
  },
});

const isDay = (text: string): boolean =>
  new Date(Date.parse(`${text}T00:00:00Z`) || 0).toISOString().startsWith(text);

const date: CursorType = {
  ...plain("DATE"),
  read: (typed) => (/^\d{4}-\d\d-\d\d$/.test(typed) && isDay(typed) ? typed : undefined),
  form: "a date such as 2025-11-18",
  steps: {
    perUnit: 1n,
    toSteps: (text) => BigInt(Date.parse(`${text}T00:00:00Z`) / dayMs),
    fromSteps: (steps) => new Date(Number(steps) * dayMs).toISOString().slice(0, 10),
  },
};

const momentPattern = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Microseconds since the epoch of a text with a zone, or of one without as if it were UTC. */
const microsOf = (text: string, zoned: boolean): bigint | undefined => {
  const [, day, time = "00:00:00", fraction = "", zone] = momentPattern.exec(text) ?? [];
  if (day === undefined || !isDay(day) || (zone !== undefined) !== zoned) return undefined;
  const ms = Date.parse(`${day}T${time}${zone ?? "Z"}`);
  return Number.isNaN(ms) ? undefined : BigInt(ms) * 1000n + BigInt(fraction.padEnd(6, "0"));
};

const isoOf = (micros: bigint): string => {
  const fraction = ((micros % microsPerSecond) + microsPerSecond) % microsPerSecond;
  const seconds = (micros - fraction) / microsPerSecond;
  const text = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  return `${text}.${fraction.toString().padStart(6, "0")}`;
};

const timestamp: CursorType = {
  name: "TIMESTAMP",
  // Microseconds are the same whatever the time zone of the session is, and whatever an answer cuts off.
  toText: (column) => `CAST(unix_micros(${column}) AS STRING)`,
  fromText: (marker) => `timestamp_micros(CAST(${marker} AS BIGINT))`,
  read: (typed) => microsOf(typed, true)?.toString(),
  form: "a time with its zone, such as 2025-11-18T12:00:00Z",
  steps: { perUnit: microsPerSecond, toSteps: BigInt, fromSteps: String },
};

const withoutZone: CursorType = {
  ...plain("TIMESTAMP_NTZ"),
  read: (typed) => (microsOf(typed, false) === undefined ? undefined : typed.replace("T", " ")),
  form: "a time without a zone, such as 2025-11-18T12:00:00",
  steps: {
    perUnit: microsPerSecond,
    toSteps: (text) => microsOf(text, false) ?? 0n,
    fromSteps: (steps) => isoOf(steps).replace("T", " "),
  },
};

const text: CursorType = {
  ...plain("STRING"),
  read: (typed) => typed,
  form: "text",
};

const wholeNumbers = ["TINYINT", "SMALLINT", "INT", "BIGINT"];
const aliases: Record<string, string> = {
  BYTE: "TINYINT",
  SHORT: "SMALLINT",
  INTEGER: "INT",
  LONG: "BIGINT",
};

/**
 * The cursor type of a column.
 * @param typeText the column's type as the manifest spells it
 * @throws Error that names the input, when values of the type have no exact order or text
 */
export const cursorType = (typeText: string, label: string): CursorType => {
  const parsed = parseSqlType(typeText);
  const given = parsed.kind === "scalar" ? parsed.name : parsed.kind.toUpperCase();
  const name = aliases[given] ?? given;
  if (wholeNumbers.includes(name)) return integerOrZero(name);
  const [, scale = "0"] = /^DECIMAL\(\s*\d+\s*(?:,\s*(\d+)\s*)?\)$/i.exec(typeText) ?? [];
  if (name === "DECIMAL") return decimal(typeText.toUpperCase(), Number(scale));
  if (name === "DATE") return date;
  if (name === "TIMESTAMP") return timestamp;
  if (name === "TIMESTAMP_NTZ") return withoutZone;
  if (["STRING", "VARCHAR", "CHAR"].includes(name)) return text;
  throw new Error(
    `${label} has the type ${typeText}. Choose a column of whole numbers, DECIMAL, DATE, TIMESTAMP, TIMESTAMP_NTZ or STRING.`,
  );
};
