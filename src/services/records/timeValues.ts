/**
 * Days, times and intervals as the text that CAST turns into exactly the same value. CAST itself drops times, zones and
 * digits without a word.
 */
import { isDate } from "node:util/types";
import { daysOf, isoDate } from "../../results/calendar";
import type { ScalarType } from "../../results/sqlTypes";
import { sqlTypeText } from "../../results/sqlTypeText";
import type { ScalarEncoder } from "./numberValues";
import { notOfType, ValueProblem } from "./valueProblem";

const zero = 48;

/** The number of two digits; -1 where they are none. */
const twoDigits = (text: string, at: number): number => {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
};

const daysOfMonths = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a text begins with a day such as `2025-11-18`, of a year of four digits. */
const beginsWithDay = (text: string): boolean => {
  const century = twoDigits(text, 0);
  const yearOfCentury = twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  if (century < 0 || yearOfCentury < 0 || month < 1 || month > 12 || day < 1) return false;
  if (text[4] !== "-" || text[7] !== "-") return false;
  const isLeapYear = yearOfCentury === 0 ? century % 4 === 0 : yearOfCentury % 4 === 0;
  return day <= (daysOfMonths[month] ?? 0) + (month === 2 && isLeapYear ? 1 : 0);
};

/** The days that Databricks' four bytes of a DATE can count, from the epoch on. */
const maxDays = 2 ** 31 - 1;

const isDay = (text: string): boolean =>
  text.length === 10 && text[0] !== "-" && text[0] !== "+"
    ? beginsWithDay(text)
    : Math.abs(daysOf(text) ?? Number.POSITIVE_INFINITY) <= maxDays;

const millisOfDay = 86_400_000;

/** Days as `YYYY-MM-DD`. */
export const encodeDate: ScalarEncoder = (value) => {
  if (typeof value === "string") {
    if (isDay(value)) return value;
    if (/^[+-]?\d{4,7}-\d\d-\d\d[T ]/.test(value)) {
      return new ValueProblem("the text has a time of day, which a DATE does not keep");
    }
    return notOfType(value, "a day of the calendar such as 2025-11-18, as DATE takes");
  }
  if (!isDate(value) || Number.isNaN(value.getTime())) return notOfType(value, "a DATE");
  if (value.getTime() % millisOfDay !== 0) {
    return new ValueProblem("the date object is not at midnight UTC, and a DATE keeps no time of day");
  }
  return isoDate(value.getTime() / millisOfDay);
};

/** The text behind the seconds of a time such as `2025-11-18T12:00:00`; -1 where there is no such time. */
const endOfSeconds = (text: string): number => {
  const separator = text[10];
  const isTime =
    (separator === "T" || separator === " ") &&
    text[13] === ":" &&
    text[16] === ":" &&
    isWithin(twoDigits(text, 11), 23) &&
    isWithin(twoDigits(text, 14), 59) &&
    isWithin(twoDigits(text, 17), 59);
  return isTime && beginsWithDay(text) ? 19 : -1;
};

const isWithin = (value: number, most: number): boolean => value >= 0 && value <= most;

/** The position behind a fraction of one to six digits, or where there is none; -1 for any other fraction. */
const endOfFraction = (text: string, at: number): number => {
  if (text[at] !== ".") return at;
  for (let end = at + 1; ; end += 1) {
    if (isWithin(text.charCodeAt(end) - zero, 9)) continue;
    return end > at + 1 && end <= at + 7 ? end : -1;
  }
};

/** The zone at a position that the text ends with: 0 for none, 1 for one, -1 for anything else. */
const zoneAt = (text: string, at: number): number => {
  if (at === text.length) return 0;
  if (text[at] === "Z") return at + 1 === text.length ? 1 : -1;
  const isOffset = (text[at] === "+" || text[at] === "-") && text[at + 3] === ":" && at + 6 === text.length;
  return isOffset && isWithin(twoDigits(text, at + 1), 17) && isWithin(twoDigits(text, at + 4), 59) ? 1 : -1;
};

/** A time in the form that is sent as it is: 0 without a zone, 1 with one; -1 for every other text. */
const plainTime = (text: string): number => {
  const seconds = endOfSeconds(text);
  if (seconds < 0) return -1;
  const end = endOfFraction(text, seconds);
  return end < 0 ? -1 : zoneAt(text, end);
};

const isoTime =
  /^([+-]?\d{4,6}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d(?::?\d\d)?)?)?$/;

/** The zone as `+05:30`; undefined where it is further than Databricks' 18 hours from UTC. */
const zoneText = (zone: string): string | undefined => {
  if (zone === "" || zone === "Z") return zone;
  const [hours, minutes] = [zone.slice(1, 3), zone.length > 3 ? zone.slice(-2) : "00"];
  const isOffset = Number(minutes) <= 59 && Number(hours) * 60 + Number(minutes) <= 18 * 60;
  return isOffset ? `${zone[0]}${hours}:${minutes}` : undefined;
};

/** The same time in the form that is sent, and whether it has a zone; a problem where it has none. */
const rewrittenTime = (text: string, name: string): { text: string; hasZone: boolean } | ValueProblem => {
  const [, day = "", hour = "00", minute = "00", second = "00", fraction = "", zone = ""] =
    isoTime.exec(text) ?? [];
  const offset = zoneText(zone);
  const isTime = Number(hour) <= 23 && Number(minute) <= 59 && Number(second) <= 59;
  if (!isDay(day) || !isTime || offset === undefined) {
    return notOfType(text, `a time in ISO 8601 such as 2025-11-18T12:00:00Z, as ${name} takes`);
  }
  if (/[1-9]/.test(fraction.slice(6))) {
    return new ValueProblem(
      `the time has more than the six digits of a second's fraction that ${name} keeps`,
    );
  }
  const micros = fraction === "" ? "" : `.${fraction.slice(0, 6)}`;
  return { text: `${day}T${hour}:${minute}:${second}${micros}${offset}`, hasZone: zone !== "" };
};

const textOfDate = (value: Date): string => {
  const iso = value.toISOString();
  // JavaScript writes years of more than four digits with six, Databricks with as many as they have.
  return iso.length === 24 ? iso : isoDate(Math.floor(value.getTime() / millisOfDay)) + iso.slice(-14);
};

/** Times with a zone. One without a zone is in that of the session. */
export const encodeTimestamp: ScalarEncoder = (value) => {
  if (typeof value === "string") {
    if (plainTime(value) >= 0) return value;
    const rewritten = rewrittenTime(value, "TIMESTAMP");
    return rewritten instanceof ValueProblem ? rewritten : rewritten.text;
  }
  const isTime = isDate(value) && !Number.isNaN(value.getTime());
  return isTime ? textOfDate(value) : notOfType(value, "a TIMESTAMP");
};

const withZone = "has a zone, which TIMESTAMP_NTZ does not keep";

/** Times without a zone. */
export const encodeLocalTimestamp: ScalarEncoder = (value) => {
  if (isDate(value)) return new ValueProblem(`the date object ${withZone}`);
  if (typeof value !== "string") return notOfType(value, "a TIMESTAMP_NTZ");
  if (plainTime(value) === 0) return value;
  const rewritten = rewrittenTime(value, "TIMESTAMP_NTZ");
  if (rewritten instanceof ValueProblem) return rewritten;
  return rewritten.hasZone ? new ValueProblem(`the time ${withZone}`) : rewritten.text;
};

const monthsText = /^[+-]?\d{1,9}(?:-\d{1,2})?$/;
const daysText = /^[+-]?\d{1,10}(?:[ :]\d{1,2}){0,3}(?:\.\d{1,6}0{0,3})?$/;
const intervalLiteral =
  /^INTERVAL ([+-]?)'([^']{1,40})' ((?:YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)(?: TO [A-Z]{4,6})?)$/i;

/** Intervals as Databricks writes them: `1-2`, `3 04:30:20.5`, or a literal with its units. */
export const intervalEncoder = (type: ScalarType): ScalarEncoder => {
  const name = sqlTypeText(type);
  const { units = "" } = type;
  const hasMonths = /YEAR|MONTH/.test(units);
  const form = units === "" ? undefined : hasMonths ? monthsText : daysText;
  const isInterval = (text: string): boolean =>
    form ? form.test(text) : monthsText.test(text) || daysText.test(text);
  return (value) => {
    if (typeof value !== "string") return notOfType(value, `an ${name}`);
    const [, , body, given = ""] = intervalLiteral.exec(value) ?? [];
    const fits =
      isInterval(body ?? value) && (body === undefined || units === "" || given.toUpperCase() === units);
    return fits ? value : notOfType(value, `an interval, as ${name} takes`);
  };
};
