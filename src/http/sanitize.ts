/** The one place that text of a server, or of an input, goes through before it reaches an error, a log or a label. */
import { maxMessageLength, maxTextLength, stripControlCharacters, truncate } from "./plainText";
import type { Redact } from "./redact";

/** Makes text fit to be told: without secrets, plain, no longer than `limit` characters. Once more changes nothing. */
export type Sanitize = (text: string, limit?: number) => string;

/** Makes the function that text goes through. @param redact removes secrets */
export const sanitizer =
  (redact: Redact): Sanitize =>
  (text, limit = maxMessageLength) =>
    // Redacted once more when what could have split a secret is gone.
    truncate(redact(stripControlCharacters(redact(text, maxTextLength))), limit);

/** The same for text that must stand in one line. */
export const sanitizeLine = (sanitize: Sanitize, text: string, limit = maxMessageLength): string =>
  truncate(sanitize(text, maxTextLength).replace(/[\n\t]+/g, " "), limit);

/** Data further inside than this, and more items than this of one list or object, are left out. */
const maxDepth = 6;
const maxItems = 100;

const isPlain = (value: object): boolean =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));

/**
 * A copy of plain data with all its text made fit to be told.
 * @returns undefined for what is no plain data, which could hold anything
 */
export const sanitizeValue = (value: unknown, sanitize: Sanitize, depth = 0): unknown => {
  if (typeof value === "string") return sanitize(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (!isPlain(value) || depth > maxDepth) return undefined;
  if (Array.isArray(value)) {
    return value.slice(0, maxItems).map((item) => sanitizeValue(item, sanitize, depth + 1));
  }
  const entries = Object.entries(value).slice(0, maxItems);
  return Object.fromEntries(
    entries.map(([key, item]) => [sanitizeLine(sanitize, key), sanitizeValue(item, sanitize, depth + 1)]),
  );
};
