import { atPrecision, dynamicDate, dynamicRange } from "./dynamicDates";

/** A Tuesday. */
const now = Date.UTC(2025, 10, 18, 12, 30, 15);

it.each([
  ["TODAY", "2025-11-18 00:00:00", "2025-11-18 23:59:59"],
  ["YESTERDAY", "2025-11-17 00:00:00", "2025-11-17 23:59:59"],
  ["THIS_WEEK", "2025-11-17 00:00:00", "2025-11-23 23:59:59"],
  ["LAST_WEEK", "2025-11-10 00:00:00", "2025-11-16 23:59:59"],
  ["THIS_MONTH", "2025-11-01 00:00:00", "2025-11-30 23:59:59"],
  ["LAST_MONTH", "2025-10-01 00:00:00", "2025-10-31 23:59:59"],
  ["THIS_YEAR", "2025-01-01 00:00:00", "2025-12-31 23:59:59"],
  ["LAST_YEAR", "2024-01-01 00:00:00", "2024-12-31 23:59:59"],
  ["LAST_HOUR", "2025-11-18 11:30:15", "2025-11-18 12:30:15"],
  ["LAST_8_HOURS", "2025-11-18 04:30:15", "2025-11-18 12:30:15"],
  ["LAST_7_DAYS", "2025-11-11 00:00:00", "2025-11-18 23:59:59"],
  ["LAST_12_MONTHS", "2024-11-01 00:00:00", "2025-11-18 23:59:59"],
])("%s is from %s to %s", (name, start, end) => {
  expect(dynamicRange(name, now)).toEqual({ start, end });
});

it("a week begins on the day that the parameter names", () => {
  for (const sunday of [0, 7, 14])
    expect(dynamicRange("THIS_WEEK", now, sunday)?.start).toBe("2025-11-16 00:00:00");
});

it.each(["", "today", "LAST_DECADE", "LAST_7_WEEKS", "constructor"])("%j is no name of a range", (name) => {
  expect(dynamicRange(name, now)).toBeUndefined();
});

it("a moment is now, or the beginning of yesterday, as exact as the parameter", () => {
  expect(dynamicDate("NOW", now)).toBe("2025-11-18 12:30:15");
  expect(dynamicDate("YESTERDAY", now)).toBe("2025-11-17 00:00:00");
  expect(dynamicDate("TOMORROW", now)).toBeUndefined();
  expect(atPrecision("2025-11-18 12:30:15", "MINUTE_PRECISION")).toBe("2025-11-18 12:30");
  expect(atPrecision("2025-11-18 12:30:15")).toBe("2025-11-18");
});
