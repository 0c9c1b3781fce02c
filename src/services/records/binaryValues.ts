/** Bytes as Base64 text. `unbase64` turns what is no Base64 into other bytes without a word, so it is checked here. */
import { isAnyArrayBuffer } from "node:util/types";
import type { ScalarEncoder } from "./numberValues";
import { describeKind, notOfType, ValueProblem } from "./valueProblem";

const otherSign = /[^A-Za-z0-9+/]/;
const urlSafe = /^[A-Za-z0-9_-]*={0,2}$/;

/** The last digits of text with one or two signs of padding, whose unused bits are zero. */
const lastDigits = ["", "AEIMQUYcgkosw048", "AQgw"];

const paddingOf = (text: string): number => (text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0);

/** Whether text is what every encoder makes of some bytes: the standard alphabet, with padding. */
export const isBase64 = (text: string): boolean => {
  if (text.length % 4 !== 0) return false;
  const padding = paddingOf(text);
  const digits = padding === 0 ? text : text.slice(0, -padding);
  if (otherSign.test(digits)) return false;
  return padding === 0 || (lastDigits[padding] ?? "").includes(digits.at(-1) ?? " ");
};

const encodeText = (text: string): string | ValueProblem => {
  if (isBase64(text)) return text;
  const kind = describeKind(text);
  return new ValueProblem(
    urlSafe.test(text)
      ? `${kind} is not Base64 with padding in the standard alphabet (+ and /), as BINARY takes`
      : `${kind} is not Base64, as BINARY takes`,
  );
};

const isByte = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;

/**
 * The bytes of a value: of bytes themselves, of a Buffer that went through JSON, of a file of a step's result.
 * @returns undefined for everything else
 */
export const bytesOf = (value: unknown): Buffer | undefined => {
  if (ArrayBuffer.isView(value)) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (isAnyArrayBuffer(value)) return Buffer.from(value);
  if (typeof value !== "object" || value === null || !("data" in value)) return undefined;
  const { data } = value;
  if ("contentType" in value) return typeof data === "object" ? bytesOf(data) : undefined;
  const isBuffer = "type" in value && value.type === "Buffer" && Array.isArray(data) && data.every(isByte);
  return isBuffer ? Buffer.from(data) : undefined;
};

/** Bytes, files, and Base64 text. */
export const encodeBinary: ScalarEncoder = (value) => {
  if (typeof value === "string") return encodeText(value);
  return bytesOf(value)?.toString("base64") ?? notOfType(value, "bytes or Base64 text, as BINARY takes");
};
