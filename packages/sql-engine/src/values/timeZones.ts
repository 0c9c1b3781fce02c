/** Time zones by their names, with the rules that this runtime has. */

const clocks = new Map<string, Intl.DateTimeFormat | undefined>();

/** Names that Java takes too, which counts capitals; short ones such as EST mean other things there. */
const region = /^[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z0-9_+-]*)+$/;

function clockOf(zone: string): Intl.DateTimeFormat | undefined {
  if (!clocks.has(zone)) {
    clocks.set(zone, newClock(zone));
  }
  return clocks.get(zone);
}

function newClock(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** Seconds that a time zone is ahead of UTC at an instant, in seconds since the epoch. */
export type Offset = (instant: number) => number;

/** A fixed offset such as `+02:00`, `-5` or `+0530`; at most 18 hours. */
function fixedOffset(text: string): number | undefined {
  const match = /^([+-])(\d{1,2})(?::(\d{1,2})(?::(\d{2}))?|(\d{2})(\d{2})?)?$/.exec(text);
  if (!match) {
    return undefined;
  }
  const [hours, minutes, seconds] = [match[2], match[3] ?? match[5] ?? 0, match[4] ?? match[6] ?? 0].map(
    Number,
  ) as [number, number, number];
  const total = hours * 3600 + minutes * 60 + seconds;
  return minutes < 60 && seconds < 60 && total <= 18 * 3600 ? (match[1] === "-" ? -total : total) : undefined;
}

/** The offset of a time zone from UTC: `Z`, `+02:00`, `UTC+1`, `Europe/Berlin`. Nothing for unknown names. */
export function zoneOffset(zone: string): Offset | undefined {
  if (zone === "Z") {
    return () => 0;
  }
  const [, prefix, rest = ""] = /^(UTC|GMT|UT)?([+-].*)?$/.exec(zone) ?? [];
  if (prefix !== undefined || rest !== "") {
    const fixed = rest === "" ? 0 : fixedOffset(rest);
    return fixed === undefined ? undefined : () => fixed;
  }
  const clock = region.test(zone) ? clockOf(zone) : undefined;
  return clock && ((instant) => localSeconds(clock, instant) - instant);
}

/** What a clock shows at an instant, as seconds since the epoch of a clock in UTC that shows the same. */
function localSeconds(clock: Intl.DateTimeFormat, instant: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of clock.formatToParts(new Date(instant * 1000))) {
    parts[type] = value;
  }
  const date = new Date(0);
  const year = Number(parts.year);
  date.setUTCFullYear(parts.era === "BC" ? 1 - year : year, Number(parts.month) - 1, Number(parts.day));
  return date.getTime() / 1000 + Number(parts.hour) * 3600 + Number(parts.minute) * 60 + Number(parts.second);
}

/**
 * Microseconds since the epoch at which a clock of a time zone shows `local`. Of a repeated hour it is the first;
 * a time that was left out counts on from before the gap. So does Java.
 */
export function instantOf(local: bigint, offset: Offset): bigint {
  const [second, fraction] = splitSecond(local);
  const [before, after] = [offset(second - 86_400), offset(second + 86_400)];
  const shift = offset(second - before) === before || offset(second - after) !== after ? before : after;
  return BigInt(second - shift) * 1_000_000n + fraction;
}

/** What a clock of a time zone shows at an instant, both microseconds. */
export function localOf(instant: bigint, offset: Offset): bigint {
  const [second] = splitSecond(instant);
  return instant + BigInt(offset(second)) * 1_000_000n;
}

/** Whole seconds and the microseconds behind, which are never below zero. */
function splitSecond(micros: bigint): [number, bigint] {
  const fraction = ((micros % 1_000_000n) + 1_000_000n) % 1_000_000n;
  return [Number((micros - fraction) / 1_000_000n), fraction];
}
