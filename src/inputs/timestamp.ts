/** Inputs that hold a point in time. */
import { daysOf } from "../results/calendar";
import { defineInput, type Input, type Reader, type Texts } from "./defineInput";
import { scalarText } from "./text";

/** The last moment that a JavaScript date can hold, ms since the epoch. */
const last = 8_640_000_000_000_000;

/** A date, or a date with a time and its zone: a time without one would mean another moment on every machine. */
const iso = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d))?$/;

const milliseconds = (value: unknown): number => {
  if (value instanceof Date) return value.getTime();
  const text = scalarText(value);
  if (/^\d+$/.test(text)) return Number(text);
  // A day that its month does not have would be one of the next month.
  return iso.test(text) && daysOf(text.slice(0, 10)) !== undefined ? Date.parse(text) : Number.NaN;
};

/** Reads a point in time: milliseconds since the epoch, or ISO 8601 with a zone. Gives milliseconds since the epoch. */
export const readTimestamp: Reader<number> = (value, label) => {
  const ms = milliseconds(value);
  if (Number.isSafeInteger(ms) && ms <= last) return ms;
  throw new Error(
    `${label} must be a time such as 2025-11-18T12:00:00Z, or milliseconds since 1970 as a whole number.`,
  );
};

/** Throws Error that names the inputs of a period that ends before it begins. @param from its beginning, in ms */
export const expectInOrder = (
  from: number | undefined,
  to: number | undefined,
  [first, last]: readonly [Pick<Texts, "label">, Pick<Texts, "label">],
): void => {
  if (from === undefined || to === undefined || from <= to) return;
  throw new Error(`${first.label} must not be after ${last.label}.`);
};

/** An input of a point in time, which gives milliseconds since the epoch. */
export const timestampInput = (texts: Texts): Input<number> =>
  defineInput({ type: "string", ...texts }, readTimestamp);
