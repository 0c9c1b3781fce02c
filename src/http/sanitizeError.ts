/** Sanitizes an error before it leaves the component: message, fields, causes and stack. */
import { DatabricksError, toError } from "./errors";
import { type Sanitize, sanitizeLine, sanitizeValue } from "./sanitize";

/** The longest message, in characters: that of a DatabricksError with its hints. */
const maxErrorMessageLength = 5000;

/** The longest texts of fields that have a limit of their own, in characters. */
const fieldLimits: Readonly<Record<string, number>> = {
  operation: 300,
  detail: 3000,
  hint: 1000,
  errorCode: 100,
  requestId: 100,
};

/** The largest number of stack frames, and the length of each in characters. */
const maxFrames = 50;
const maxFrameLength = 500;

/** Causes nested deeper than this are omitted. */
const maxCauses = 5;

/** The frames of a stack, without the message above them. */
const stackFrames = (stack: string): string[] => {
  const lines = stack.slice(-maxFrames * maxFrameLength).split("\n");
  const message = lines.reverse().findIndex((line) => !/^ {4}at /.test(line));
  const frames = lines.slice(0, message < 0 ? lines.length : message).reverse();
  return frames.slice(0, maxFrames).map((line) => line.trim());
};

/** Sets a property that may be read-only or hidden. @returns whether it could be set */
const redefine = (error: Error, key: PropertyKey, value: unknown): boolean => {
  const { enumerable = false } = Reflect.getOwnPropertyDescriptor(error, key) ?? {};
  return Reflect.defineProperty(error, key, { value, enumerable, writable: true, configurable: true });
};

/** The message. Of a DatabricksError each part is truncated by itself, so that what follows a long one is kept. */
const messageOf = (error: Error, sanitize: Sanitize): string => {
  const parts = error instanceof DatabricksError ? Object.entries(fieldLimits) : [];
  const message = parts.reduce((whole, [name, limit]) => {
    const part: unknown = Reflect.get(error, name);
    return typeof part === "string" && part.length > limit
      ? whole.replace(part, () => sanitize(part, limit))
      : whole;
  }, String(error.message));
  return sanitize(message, maxErrorMessageLength);
};

/** A sanitized field; undefined in place of what is not plain data, which could hold anything. */
const sanitizeField = (name: PropertyKey, value: unknown, sanitize: Sanitize, depth: number): unknown => {
  if (typeof value === "string") return sanitize(value, fieldLimits[String(name)]);
  if (value instanceof Error) return depth < maxCauses ? sanitizeAt(value, sanitize, depth + 1) : undefined;
  return Array.isArray(value)
    ? value.slice(0, maxFrames).map((item) => sanitizeField(name, item, sanitize, depth + 1))
    : sanitizeValue(value, sanitize);
};

/** The same error with sanitized texts; undefined where it cannot be changed. */
const sanitizeInPlace = (error: Error, sanitize: Sanitize, depth: number): Error | undefined => {
  const message = messageOf(error, sanitize);
  const frames = stackFrames(String(error.stack ?? "")).map((line) =>
    sanitizeLine(sanitize, line, maxFrameLength),
  );
  const fields = Reflect.ownKeys(error).filter((key) => key !== "message" && key !== "stack");
  const changed = [
    redefine(error, "message", message),
    ...fields.map((key) =>
      redefine(error, key, sanitizeField(key, Reflect.get(error, key), sanitize, depth)),
    ),
    redefine(
      error,
      "stack",
      [`${sanitizeLine(sanitize, String(error.name))}: ${message}`, ...frames].join("\n    "),
    ),
  ];
  return changed.every(Boolean) ? error : undefined;
};

const sanitizeAt = (error: Error, sanitize: Sanitize, depth: number): Error =>
  sanitizeInPlace(error, sanitize, depth) ??
  new Error(sanitize(String(error.message), maxErrorMessageLength));

/**
 * Sanitizes whatever was thrown. An Error stays the same object, of its class and with its fields; what it holds that is
 * not plain data is removed. A second time changes nothing.
 * @param sanitize removes the secrets
 */
export const sanitizeError = (thrown: unknown, sanitize: Sanitize): Error =>
  sanitizeAt(toError(thrown), sanitize, 0);
