/** Text of a server or of an input is sanitized here before it reaches an error, a log or a label. */
import { maxMessageLength, maxTextLength, stripControlCharacters, truncate } from "./controlCharacters";
import type { Redact } from "./redact";

/** Removes secrets and control characters, and truncates to `limit` characters. A second time changes nothing. */
export type Sanitize = (text: string, limit?: number) => string;

/** Makes the function that sanitizes text. @param redact removes secrets */
export const sanitizer =
  (redact: Redact): Sanitize =>
  (text, limit = maxMessageLength) =>
    // Redacted again once the characters that could have split a secret are gone.
    truncate(redact(stripControlCharacters(redact(text, maxTextLength))), limit);

/** The same for text that must be one line. */
export const sanitizeLine = (sanitize: Sanitize, text: string, limit = maxMessageLength): string =>
  truncate(sanitize(text, maxTextLength).replace(/[\n\t]+/g, " "), limit);

/** Data nested deeper than this, and more items than this of one array or object, are omitted. */
const maxDepth = 6;
const maxItems = 100;

const isPlain = (value: object): boolean =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value));

/**
 * A copy of plain data with all its text sanitized.
 * @returns undefined for what is not plain data, which could hold anything
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
