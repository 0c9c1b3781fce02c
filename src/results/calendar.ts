/** Days and times of day in Databricks' format, in any year. JavaScript's dates support fewer years. */

/** Microseconds of a day and of a second. */
const microsPerDay = 86_400_000_000n;
const microsPerSecond = 1_000_000n;

/** Days from the epoch to a date of the proleptic Gregorian calendar; months and days out of range overflow. */
const dayNumber = (year: number, month: number, day: number): number => {
  // Years start in March here, so that a leap day is the last of its year; 400 years are an era.
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * 146_097 + yearOfEra * 365 + leapDays + dayOfYear - 719_468;
};

const pad = (value: number, length: number): string => String(value).padStart(length, "0");

/** The date that many days after the epoch: `2025-11-18`, with a sign if the year does not have four digits. */
export const isoDate = (days: number): string => {
  const since = days + 719_468;
  const era = Math.floor(since / 146_097);
  const dayOfEra = since - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const sign = year < 0 ? "-" : year > 9999 ? "+" : "";
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return `${sign}${pad(Math.abs(year), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

/** Days since the epoch of a date such as `2025-11-18`; undefined if there is no such day. */
export const daysOf = (text: string): number | undefined => {
  const [, year = "", month = "", day = ""] = /^([+-]?\d{4,7})-(\d\d)-(\d\d)$/.exec(text) ?? [];
  if (year === "") return undefined;
  const days = dayNumber(Number(year), Number(month), Number(day));
  return isoDate(days) === text ? days : undefined;
};

const momentPattern =
  /^([+-]?\d{4,7}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:?\d\d)?$/;

const zoneMinutes = (zone: string): number | undefined => {
  if (zone === "Z") return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes);
};

/**
 * Microseconds since the epoch of a time.
 * @param zoned whether the text must have its zone; a text without a zone is read as UTC
 * @returns undefined if the text is not such a time
 */
export const microsOf = (text: string, zoned: boolean): bigint | undefined => {
  const [, date = "", hour = "0", minute = "0", second = "0", fraction = "", zone] =
    momentPattern.exec(text) ?? [];
  const days = daysOf(date);
  const offset = zoneMinutes(zone ?? "Z");
  if (days === undefined || offset === undefined || (zone !== undefined) !== zoned) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const seconds = Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second);
  return BigInt(days) * microsPerDay + BigInt(seconds) * microsPerSecond + BigInt(fraction.padEnd(6, "0"));
};

/** The time without a zone that many microseconds after the epoch: `2025-11-18 12:00:00.000000`. */
export const timeText = (micros: bigint): string => {
  const ofDay = ((micros % microsPerDay) + microsPerDay) % microsPerDay;
  const seconds = Number(ofDay / microsPerSecond);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const date = isoDate(Number((micros - ofDay) / microsPerDay));
  return `${date} ${clock.map((part) => pad(part, 2)).join(":")}.${pad(Number(ofDay % microsPerSecond), 6)}`;
};

/** A number's digits without trailing zeros of its fraction, and without a trailing point. */
export const withoutTrailingZeros = (digits: string): string =>
  digits.includes(".") ? digits.replace(/(?<!0)0+$/, "").replace(/\.$/, "") : digits;

/**
 * The canonical text of a date, or of a time without a zone: midnight is the date itself, and a fraction has no
 * trailing zeros.
 */
export const canonicalMoment = (text: string): string =>
  withoutTrailingZeros(text)
    .replace("T", " ")
    .replace(/ 00:00(?::00)?$/, "");
