/** The time zone of a session. https://docs.databricks.com/aws/en/sql/language-manual/parameters/timezone */
import { zoneOffset } from "./timeZones";

/** A time zone: a region with rules, or a fixed offset from UTC. */
export interface SessionZone {
  /** As `current_timezone()` gives it. */
  name: string;
  /** The region's name in the time zone database; absent for a fixed offset. */
  region?: string;
  /** Minutes east of UTC, where it is fixed. */
  offsetMinutes?: number;
}

export const UTC: SessionZone = { name: "Etc/UTC" };

/** Regions that are UTC itself. */
const utcRegions = /^Etc\/(UTC|GMT|UCT|Zulu|Universal|Greenwich)$/;

const two = (value: number): string => String(value).padStart(2, "0");

/** `+02:00`, for seconds east of UTC; `Z` for none. */
function offsetText(seconds: number): string {
  const minutes = Math.floor(Math.abs(seconds) / 60);
  return seconds === 0
    ? "Z"
    : `${seconds < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** A zone with a fixed offset from UTC; undefined for more than 18 hours. */
export function fixedOffset(minutes: number): SessionZone | undefined {
  if (!Number.isInteger(minutes) || Math.abs(minutes) > 18 * 60) {
    return undefined;
  }
  return minutes === 0 ? UTC : { name: offsetText(minutes * 60), offsetMinutes: minutes };
}

/** Parses a time zone such as `Europe/Berlin`, `+02:00` or `UTC`; undefined for an unknown name. */
export function parseZone(text: string): SessionZone | undefined {
  const name = text.trim();
  const offset = zoneOffset(name);
  if (!offset) {
    return undefined;
  }
  if (name.includes("/")) {
    return utcRegions.test(name) ? { name } : { name, region: name };
  }
  const minutes = offset(0) / 60;
  if (minutes === 0) {
    return { name };
  }
  return fixedOffset(minutes) && { name, offsetMinutes: minutes };
}

/** Rules change only at quarters of an hour. */
const QUARTER_HOUR = 900;
const offsets = new Map<string, number>();

/** Seconds that a region is east of UTC at a time, in seconds since the epoch. */
function regionOffset(name: string, instant: number): number {
  const start = Math.floor(instant / QUARTER_HOUR) * QUARTER_HOUR;
  const key = `${name} ${start}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    offset = zoneOffset(name)?.(start) ?? 0;
    if (offsets.size > 50_000) {
      offsets.clear();
    }
    offsets.set(key, offset);
  }
  return offset;
}

/** The local time of an instant, as microseconds since 1970, and its offset as text. */
export function inZone(micros: bigint, { region, offsetMinutes = 0 }: SessionZone): [bigint, string] {
  const seconds =
    region === undefined ? offsetMinutes * 60 : regionOffset(region, Number(micros / 1_000_000n));
  return [micros + BigInt(seconds) * 1_000_000n, offsetText(seconds)];
}

/** Whether timestamps of this session read as they do in UTC. */
export const isUtc = ({ region, offsetMinutes }: SessionZone): boolean =>
  region === undefined && offsetMinutes === undefined;
