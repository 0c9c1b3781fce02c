/** Dates, timestamps and intervals as the JSON_ARRAY format writes them. */

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
