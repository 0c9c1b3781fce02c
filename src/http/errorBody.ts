/** Reads every form in which Databricks and the gateways before it answer that something went wrong. */
import { plainText } from "./plainText";

/** What an error answer says. */
export interface ErrorBody {
  errorCode?: string;
  /** Plain text of any length. */
  message: string;
  requestId?: string;
  /** How long to wait before the next try, in milliseconds, where the answer asks for it. */
  retryAfterMs?: number;
}

/** The text of a body, however it was read; empty where it was read as something else. */
export const bodyText = (data: unknown): string =>
  typeof data === "string"
    ? data
    : ArrayBuffer.isView(data)
      ? Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("utf8")
      : "";

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** A code as text: Databricks sends names and, for sign-in errors, numbers. */
const codeOf = (value: unknown): string | undefined =>
  (typeof value === "string" && value.trim() !== "") || typeof value === "number" ? String(value) : undefined;

/** The request id that a `google.rpc.RequestInfo` entry of `details` carries. */
const requestIdOf = (details: unknown): string | undefined =>
  Array.isArray(details)
    ? details
        .filter(isRecord)
        .map((detail) => textOf(detail.request_id))
        .find((id) => id !== "")
    : undefined;

/** The pause that a `google.rpc.RetryInfo` entry of `details` asks for, in milliseconds. */
const retryAfterMsOf = (details: unknown): number | undefined => {
  if (!Array.isArray(details)) return undefined;
  const seconds = details
    .filter(isRecord)
    .map((detail) => /^(\d{1,9}(?:\.\d{1,9})?)s$/.exec(textOf(detail.retry_delay))?.[1])
    .find((text) => text !== undefined);
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};

/** The wrong fields that a `google.rpc.BadRequest` entry of `details` names, in words. */
const violationsOf = (details: unknown): string =>
  (Array.isArray(details) ? details : [])
    .filter(isRecord)
    .flatMap(({ field_violations: violations }) => (Array.isArray(violations) ? violations : []))
    .filter(isRecord)
    .map(({ field, description }) => [textOf(field), textOf(description)].filter(Boolean).join(": "))
    .filter(Boolean)
    .join("; ");

/** `{error_code, message, details}`; the code may be a number. */
const standardError = (body: Record<string, unknown>): ErrorBody | undefined => {
  const errorCode = codeOf(body.error_code);
  if (errorCode === undefined && typeof body.message !== "string") return undefined;
  const message = textOf(body.message);
  const violations = violationsOf(body.details);
  return {
    errorCode,
    message: violations && !message.includes(violations) ? `${message} (${violations})`.trim() : message,
    requestId: requestIdOf(body.details),
    retryAfterMs: retryAfterMsOf(body.details),
  };
};

/** SCIM: `{schemas, detail, status, scimType}`. */
const scimError = (body: Record<string, unknown>): ErrorBody | undefined =>
  typeof body.detail !== "string"
    ? undefined
    : {
        errorCode: `SCIM_${codeOf(body.status) ?? "ERROR"}`,
        message: [textOf(body.scimType), body.detail === "null" ? "internal error" : body.detail]
          .filter(Boolean)
          .join(" "),
      };

/** API 1.2, gateways and token endpoints: `{error}` with, at token endpoints, `error_description`. */
const shortError = (body: Record<string, unknown>): ErrorBody | undefined => {
  if (typeof body.error !== "string") return undefined;
  if (typeof body.error_description === "string") {
    return { errorCode: body.error, message: body.error_description };
  }
  const [, name, text] = /^([A-Za-z]+(?:Exception|Error)): ?([\s\S]*)$/.exec(body.error) ?? [];
  return name ? { errorCode: name, message: text ?? "" } : { message: body.error };
};

/** What stands between two tags; found without backtracking, as a page can be long. */
const between = (page: string, tag: string): string | undefined => {
  const [opening] = new RegExp(`<${tag}(?:\\s[^>]*)?>`, "i").exec(page) ?? [];
  if (opening === undefined) return undefined;
  const inside = page.slice(page.indexOf(opening) + opening.length);
  const end = inside.toLowerCase().indexOf(`</${tag}`);
  return end < 0 ? undefined : inside.slice(0, end);
};

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  nbsp: " ",
};

/** Whether text is a web page. */
export const isHtml = (text: string): boolean => /^\s*(?:<!--|<!doctype html|<html|<head|<body)/i.test(text);

/** HTML: the reason stands in `<pre>` or in the title. */
const htmlError = (text: string): ErrorBody | undefined => {
  if (!isHtml(text)) return undefined;
  const message = (between(text, "pre")?.trim() || between(text, "title") || "")
    .replace(/<[^<>]*>/g, " ")
    .replace(/&(#39|[a-z]+);/g, (entity, name: string) => entities[name] ?? entity)
    .replace(/\s+/g, " ");
  return { message: message.trim() || "a web page without a message" };
};

/** `CODE: message`, as some account APIs answer. */
const codedText = (text: string): ErrorBody | undefined => {
  const [, errorCode, message] = /^([A-Z][A-Z_]+): ([\s\S]*)$/.exec(text.trim()) ?? [];
  return errorCode ? { errorCode, message: message ?? "" } : undefined;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: the text forms are tried next.
  }
};

/**
 * Reads the body of an error answer, whatever its form.
 * @param text the body, perhaps empty
 * @param statusText what stands for a message when the body has none
 */
export const readErrorBody = (text: string, statusText: string): ErrorBody => {
  const body = parsed(text);
  const found: ErrorBody = (isRecord(body)
    ? (standardError(body) ?? scimError(body) ?? shortError(body))
    : undefined) ??
    htmlError(text) ??
    codedText(text) ?? { message: /^\s*\{\s*\}\s*$/.test(text) ? "" : text };
  return {
    ...found,
    errorCode: found.errorCode && plainText(found.errorCode).slice(0, 100),
    message: plainText(found.message) || plainText(statusText) || "no message",
  };
};
