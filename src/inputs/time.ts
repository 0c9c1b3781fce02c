/** Inputs that hold a point in time. */
import { isBlank } from "./clean";

/** The last moment that a JavaScript date can hold, ms since the epoch. */
const last = 8_640_000_000_000_000;

/** A date, or a date with a time and its zone: a time without one would mean another moment on every machine. */
const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/;

const milliseconds = (value: unknown): number => {
  if (value instanceof Date) return value.getTime();
  const text = typeof value === "number" || typeof value === "string" ? String(value).trim() : "";
  if (/^\d+$/.test(text)) return Number(text);
  return iso.test(text) ? Date.parse(text) : Number.NaN;
};

/**
 * Makes a check for a point in time that may be left out: milliseconds since the epoch, or ISO 8601 with a zone.
 * @param label the input's label
 * @returns takes a value and gives milliseconds since the epoch, undefined where there is none
 */
export const optionalTime =
  (label: string) =>
  (value: unknown): number | undefined => {
    if (isBlank(value)) return undefined;
    const ms = milliseconds(value);
    if (Number.isSafeInteger(ms) && ms <= last) return ms;
    throw new Error(
      `${label} must be a time such as 2025-11-18T12:00:00Z, or milliseconds since 1970 as a whole number.`,
    );
  };
