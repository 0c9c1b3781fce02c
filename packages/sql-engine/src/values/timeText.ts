/** Dates, timestamps and intervals as the JSON_ARRAY format writes them. */
import { unsupported } from "../errors";
import { instantOf, type Offset, zoneOffset } from "./timeZones";

const millisPerDay = 86_400_000;
const pad = (value: number, width: number): string => String(value).padStart(width, "0");

const recentDates = new Map<number, string>();

/** `yyyy-MM-dd` of a number of days since 1970-01-01. */
export function dateText(days: number): string {
  let text = recentDates.get(days);
  if (text === undefined) {
    const date = new Date(days * millisPerDay);
    const year = date.getUTCFullYear();
    text = `${year < 0 ? "-" : year > 9999 ? "+" : ""}${pad(Math.abs(year), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
    if (recentDates.size > 50_000) {
      recentDates.clear();
    }
    recentDates.set(days, text);
  }
  return text;
}

const microsPerDay = 86_400_000_000n;

/** Whole days and the microseconds of the day, the latter never negative. */
function splitDay(micros: bigint): [number, number] {
  if (micros > -9_007_199_254_740_992n && micros < 9_007_199_254_740_992n) {
    const value = Number(micros);
    const days = Math.floor(value / 86_400_000_000);
    return [days, value - days * 86_400_000_000];
  }
  let rest = micros % microsPerDay;
  if (rest < 0n) {
    rest += microsPerDay;
  }
  return [Number((micros - rest) / microsPerDay), Number(rest)];
}

/** `yyyy-MM-ddTHH:mm:ss.SSS`, with microseconds only where there are any, and then `zone`. */
export function timestampText(micros: bigint, zone: string): string {
  const [days, ofDay] = splitDay(micros);
  const second = Math.floor(ofDay / 1_000_000);
  const fraction = ofDay % 1_000_000;
  const clock = `${pad(Math.floor(second / 3600), 2)}:${pad(Math.floor(second / 60) % 60, 2)}:${pad(second % 60, 2)}`;
  const digits = fraction % 1000 === 0 ? pad(fraction / 1000, 3) : pad(fraction, 6);
  return `${dateText(days)}T${clock}.${digits}${zone}`;
}

/** `Y-M`, as in `1-2` or `-0-3`. */
export function yearMonthText(months: number): string {
  const size = Math.abs(months);
  return `${months < 0 ? "-" : ""}${Math.floor(size / 12)}-${size % 12}`;
}

/** `D HH:mm:ss.nnnnnnnnn`, as in `3 04:30:20.123000000`. */
export function dayTimeText(micros: bigint): string {
  const size = micros < 0n ? -micros : micros;
  const [days, ofDay] = splitDay(size);
  const second = Math.floor(ofDay / 1_000_000);
  const clock = `${pad(Math.floor(second / 3600), 2)}:${pad(Math.floor(second / 60) % 60, 2)}:${pad(second % 60, 2)}`;
  return `${micros < 0n ? "-" : ""}${days} ${clock}.${pad(ofDay % 1_000_000, 6)}000`;
}

/** Days since 1970-01-01 of a valid date, otherwise nothing. */
function daysOf(year: number, month: number, day: number): number | undefined {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const valid =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return valid && Math.abs(year) <= 9999 ? date.getTime() / millisPerDay : undefined;
}

/** Texts with years that only Spark takes. */
const otherYears = /^(?:[+-]\d{4,7}|\d{5,7})(?:-.*)?$/s;

const trimmed = (text: string) => text.replace(/^[\0-\x20]+|[\0-\x20]+$/g, "");

/**
 * Days since 1970-01-01 of a text as Databricks casts it to DATE: `2024`, `2024-1`, `2024-1-5`, also followed
 * by `T` or a blank and anything. Nothing where the text is no such date.
 * @throws SqlError for years outside of 0000 to 9999
 */
export function parseDate(text: string): number | undefined {
  const date = trimmed(text);
  const match = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?)?$/s.exec(date);
  if (!match && otherYears.test(date)) {
    throw unsupported("dates outside of the years 0000 to 9999");
  }
  return match ? daysOf(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)) : undefined;
}

const timestampPattern =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2})(?:[T ](\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.(\d*))?(\D.*)?)?)?)?)?)?$/s;
/** A time without a date means today's. */
const timeOnly = /^(?:T\d{1,2}|\d{1,2}:\d{1,2})(?::.*)?$/s;

/**
 * Microseconds since 1970-01-01 00:00 UTC of a text as Databricks casts it to TIMESTAMP in a UTC session, or to
 * TIMESTAMP_NTZ, where a time zone in the text is left out of account. Nothing where the text is no timestamp.
 * @throws SqlError for what Spark reads and the engine does not support
 */
export function parseTimestamp(text: string, ignoreZone: boolean): bigint | undefined {
  const stamp = trimmed(text);
  const match = timestampPattern.exec(stamp);
  if (!match) {
    if (otherYears.test(stamp) || timeOnly.test(stamp)) {
      throw unsupported("times without a date and years outside of 0000 to 9999 in a TIMESTAMP");
    }
    return undefined;
  }
  const [hour, minute, second] = [match[4], match[5], match[6]].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ];
  const days = daysOf(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1));
  const offset = zoneOf(match[8]);
  if (days === undefined || offset === undefined || hour > 23 || minute > 59 || second > 59) {
    return undefined;
  }
  const seconds = days * 86_400 + hour * 3600 + minute * 60 + second;
  const local = BigInt(seconds) * 1_000_000n + BigInt((match[7] ?? "").padEnd(6, "0").slice(0, 6));
  return ignoreZone ? local : instantOf(local, offset);
}

function zoneOf(text = "Z"): Offset | undefined {
  const zone = trimmed(text);
  const offset = zoneOffset(zone);
  if (!offset && /^[A-Z]{3}$/.test(zone)) {
    throw unsupported(`the time zone ${zone}`);
  }
  return offset;
}
