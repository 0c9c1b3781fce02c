/** The time zone of a session. https://docs.databricks.com/aws/en/sql/language-manual/parameters/timezone */

/** A region with its own rules, or a fixed distance to UTC. */
export interface SessionZone {
  /** As `current_timezone()` gives it. */
  name: string;
  /** The region's name in the time zone database; absent for a fixed distance. */
  region?: string;
  /** Minutes east of UTC, where it is fixed. */
  offsetMinutes?: number;
}

export const UTC: SessionZone = { name: "Etc/UTC" };

/** Names that mean UTC itself. */
const utcNames = /^(Z|UTC|GMT|UT|Etc\/(UTC|GMT|UCT|Zulu|Universal|Greenwich)|Zulu)$/;
const fixedZone = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/;
const region = /^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)+$/;

const known = new Map<string, boolean>();

/** Whether the time zone database has this region, spelled as here. */
function isRegion(name: string): boolean {
  const found = known.get(name);
  if (found !== undefined) {
    return found;
  }
  let exists = region.test(name);
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
  } catch (error) {
    if (!(error instanceof RangeError)) {
      throw error;
    }
    exists = false;
  }
  known.set(name, exists);
  return exists;
}

const two = (value: number): string => String(value).padStart(2, "0");

/** `+02:00`, for minutes east of UTC; `Z` for none. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return minutes === 0 ? "Z" : `${minutes < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A zone at a fixed distance of UTC; undefined for more than 18 hours. */
export function fixedOffset(minutes: number): SessionZone | undefined {
  if (!Number.isInteger(minutes) || Math.abs(minutes) > 18 * 60) {
    return undefined;
  }
  return minutes === 0 ? UTC : { name: offsetText(minutes), offsetMinutes: minutes };
}

/** The zone that a text names, such as `Europe/Berlin`, `+02:00` or `UTC`; undefined where there is none of that name. */
export function parseZone(text: string): SessionZone | undefined {
  const name = text.trim();
  if (utcNames.test(name)) {
    return { ...UTC, name: name.includes("/") ? name : name === "Z" ? "Z" : name };
  }
  const [, sign, hours, minutes] = fixedZone.exec(name) ?? [];
  if (hours !== undefined) {
    const size = Number(hours) * 60 + Number(minutes ?? 0);
    const zone = Number(minutes ?? 0) < 60 ? fixedOffset(sign === "-" ? -size : size) : undefined;
    return zone && { ...zone, name };
  }
  return isRegion(name) ? { name, region: name } : undefined;
}

const quarterHour = 900_000;
const offsets = new Map<string, number>();

/** Minutes that a region is east of UTC at a time; rules change only at quarters of an hour. */
function regionOffset(timeZone: string, millis: number): number {
  const start = Math.floor(millis / quarterHour) * quarterHour;
  const key = `${timeZone} ${start}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset", era: "short" });
    const name = format.formatToParts(start).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign, hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):(\d{2})/.exec(name) ?? [];
    offset = (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
    if (offsets.size > 50_000) {
      offsets.clear();
    }
    offsets.set(key, offset);
  }
  return offset;
}

/** What a clock in the zone shows at a time, as microseconds since 1970 there, and how far that is from UTC. */
export function inZone(micros: bigint, { region: name, offsetMinutes }: SessionZone): [bigint, string] {
  const minutes = name === undefined ? (offsetMinutes ?? 0) : regionOffset(name, Number(micros / 1000n));
  return [micros + BigInt(minutes) * 60_000_000n, offsetText(minutes)];
}

/** Whether timestamps of this session read as they do in UTC. */
export const isUtc = ({ region: name, offsetMinutes }: SessionZone): boolean =>
  name === undefined && offsetMinutes === undefined;
