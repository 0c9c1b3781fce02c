/** What is printed of results and errors. */
import { writeFileSync } from "node:fs";

/** Told of an error elsewhere, or of no use to a reader. */
const untold = new Set(["name", "message", "stack", "connection", "isSpectralError", "operation", "hint"]);

const isBytes = (value: unknown): value is ArrayBufferView => ArrayBuffer.isView(value);

/** Bytes tell their size only; a Buffer would otherwise turn into a list of numbers before a replacer sees it. */
const withoutBytes = (value: unknown): unknown => {
  if (isBytes(value)) return { bytes: value.byteLength };
  if (Array.isArray(value)) return value.map(withoutBytes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withoutBytes(one)]));
};

/** A result as JSON; bytes in it tell their size only. */
export const resultText = (result: unknown): string =>
  JSON.stringify(withoutBytes(result), undefined, 2) ?? "null";

/**
 * Writes a result to a file: bytes as they are, all else as JSON.
 * @returns how many bytes were written
 */
export const writeResult = (result: unknown, file: string): number => {
  const bytes = isBytes(result)
    ? Buffer.from(result.buffer, result.byteOffset, result.byteLength)
    : Buffer.from(`${resultText(result)}\n`);
  writeFileSync(file, bytes);
  return bytes.byteLength;
};

/** An error as a person reads it: its kind and message, then each further field on a line of its own. */
export const errorText = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const fields = Object.entries(error)
    .filter(([name, value]) => !untold.has(name) && value !== undefined)
    .map(([name, value]) => `  ${name}: ${typeof value === "string" ? value : JSON.stringify(value)}`);
  return [`${error.name}: ${error.message}`, ...fields].join("\n");
};
