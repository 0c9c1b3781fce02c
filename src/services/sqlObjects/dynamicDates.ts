/** Relative dates of query parameters, such as `LAST_7_DAYS`, in UTC. */

/** The times of day of the start and the end of a range. */
const startOfDay = "00:00:00";
const endOfDay = "23:59:59";

const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** A point in time as its date and its time of day. */
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const secondOf = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace("T", " ");

/** A time range, including both ends. */
interface DateRange {
  start: string;
  end: string;
}

const days = (from: number, to: number): DateRange => ({
  start: `${dayOf(from)} ${startOfDay}`,
  end: `${dayOf(to)} ${endOfDay}`,
});

/** The first day of the month that is a number of months from the current one. */
const monthStart = (now: number, months: number): number => {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
};

const yearStart = (now: number, years: number): number =>
  Date.UTC(new Date(now).getUTCFullYear() + years, 0, 1);

/** The first day of the week. @param firstDay 0 or 7 for Sunday, 1 for Monday */
const weekStart = (now: number, weeks: number, firstDay: number): number => {
  const since = (new Date(now).getUTCDay() + 7 - (firstDay % 7)) % 7;
  return now + (7 * weeks - since) * dayMs;
};

/**
 * The range of a name such as `LAST_7_DAYS`.
 * @param now ms since the epoch
 * @param firstDay the first day of the week, 0 for Sunday
 * @returns undefined for an unknown name
 */
export const dynamicRange = (name: string, now: number, firstDay = 1): DateRange | undefined => {
  const [, count, unit] = /^LAST_(?:(\d{1,3})_)?(HOUR|DAY|MONTH)S?$/.exec(name) ?? [];
  if (unit === "HOUR") return { start: secondOf(now - Number(count ?? 1) * hourMs), end: secondOf(now) };
  if (count !== undefined) {
    return days(unit === "MONTH" ? monthStart(now, -Number(count)) : now - Number(count) * dayMs, now);
  }
  const ranges: Record<string, () => DateRange> = {
    TODAY: () => days(now, now),
    YESTERDAY: () => days(now - dayMs, now - dayMs),
    THIS_WEEK: () => days(weekStart(now, 0, firstDay), weekStart(now, 1, firstDay) - dayMs),
    LAST_WEEK: () => days(weekStart(now, -1, firstDay), weekStart(now, 0, firstDay) - dayMs),
    THIS_MONTH: () => days(monthStart(now, 0), monthStart(now, 1) - dayMs),
    LAST_MONTH: () => days(monthStart(now, -1), monthStart(now, 0) - dayMs),
    THIS_YEAR: () => days(yearStart(now, 0), yearStart(now, 1) - dayMs),
    LAST_YEAR: () => days(yearStart(now, -1), yearStart(now, 0) - dayMs),
  };
  return Object.hasOwn(ranges, name) ? ranges[name]?.() : undefined;
};

/** The point in time of NOW or YESTERDAY; undefined for another name. @param now ms since the epoch */
export const dynamicDate = (name: string, now: number): string | undefined => {
  if (name === "NOW") return secondOf(now);
  return name === "YESTERDAY" ? `${dayOf(now - dayMs)} ${startOfDay}` : undefined;
};

const lengths: Record<string, number> = { MINUTE_PRECISION: 16, SECOND_PRECISION: 19 };

/** A point in time with the precision of a parameter: a date, or a date with the time of day. */
export const atPrecision = (text: string, precision = ""): string => text.slice(0, lengths[precision] ?? 10);
