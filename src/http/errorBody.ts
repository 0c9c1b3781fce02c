/** Parses every form of error body that Databricks and the gateways before it send. */
import { maxTextLength, stripControlCharacters } from "./controlCharacters";
import { type Redact, redactField } from "./redact";

/** What an error response says. */
export interface ErrorBody {
  errorCode?: string;
  /** Plain text of any length. */
  message: string;
  requestId?: string;
  /** How long to wait before the next attempt, in milliseconds, if the response requests it. */
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
const errorCodeOf = (value: unknown): string | undefined =>
  (typeof value === "string" && value.trim() !== "") || typeof value === "number" ? String(value) : undefined;

/** The request id that a `google.rpc.RequestInfo` entry of `details` carries. */
const requestIdOf = (details: unknown): string | undefined =>
  Array.isArray(details)
    ? details
        .filter(isRecord)
        .map((detail) => textOf(detail.request_id))
        .find((id) => id !== "")
    : undefined;

/** The delay that a `google.rpc.RetryInfo` entry of `details` requests, in milliseconds. */
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

/** How much is kept of the fields besides a message: their number, their depth, and characters of each. */
const maxFields = 30;
const maxDepth = 5;
const maxFieldLength = 1000;

/** A shorter value can be part of a message by chance, in characters. */
const minRepeatedLength = 8;

/** The values inside a value by their paths, such as `external_model_message.error_code`. Empty ones are omitted. */
const flattenFields = (value: unknown, name: string, redact: Redact, depth = 0): [string, string][] => {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value !== "object") {
    const field = name.slice(name.lastIndexOf(".") + 1);
    return [[name, redactField(field, stripControlCharacters(redact(String(value), maxFieldLength)))]];
  }
  if (depth >= maxDepth) return [];
  const inside = Array.isArray(value)
    ? value.slice(0, maxFields).map((item): [string, unknown] => [name, item])
    : Object.entries(value)
        .slice(0, maxFields)
        .map(([key, item]): [string, unknown] => [name ? `${name}.${key}` : key, item]);
  return inside.flatMap(([key, item]) => flattenFields(item, key, redact, depth + 1)).slice(0, maxFields);
};

/**
 * A message with the other fields of the response, so that no reason is lost; what it contains already is not repeated.
 */
const withOtherFields = (message: string, rest: unknown, redact: Redact): string => {
  const otherFields = flattenFields(rest, "", redact)
    .filter(([, value]) => value.length < minRepeatedLength || !message.includes(value))
    .map(([name, value]) => (name === "" ? value : `${name}: ${value}`))
    .join("; ");
  const ownText = message.trim();
  if (otherFields === "") return ownText;
  return ownText === "" ? otherFields : `${ownText} (${otherFields})`;
};

/** A message that is not text is flattened field by field. */
const messageOf = (value: unknown, redact: Redact): string =>
  typeof value === "string" ? value : withOtherFields("", value, redact);

type BodyParser = (body: Record<string, unknown>, redact: Redact) => ErrorBody | undefined;

/** `{error_code, message, details}`; the code may be a number. */
const standardError: BodyParser = ({ error_code, message: given, details, ...rest }, redact) => {
  const errorCode = errorCodeOf(error_code);
  if (errorCode === undefined && (given === undefined || given === null)) return undefined;
  const message = messageOf(given, redact).trim();
  const violations = violationsOf(details);
  const isNew = violations !== "" && !message.includes(violations);
  return {
    errorCode,
    message: withOtherFields(
      isNew ? `${message} (${violations})`.trim() : message,
      message === "" && !isNew ? { ...rest, details } : rest,
      redact,
    ),
    requestId: requestIdOf(details),
    retryAfterMs: retryAfterMsOf(details),
  };
};

/** SCIM: `{schemas, detail, status, scimType}`. */
const scimError: BodyParser = (body) =>
  typeof body.detail !== "string"
    ? undefined
    : {
        errorCode: `SCIM_${errorCodeOf(body.status) ?? "ERROR"}`,
        message: [textOf(body.scimType), body.detail === "null" ? "internal error" : body.detail]
          .filter(Boolean)
          .join(" "),
      };

/** An error of a model's provider or of Google's APIs, whose `error` is an object: `{error: {code, message, ...}}`. */
const nestedError: BodyParser = ({ error, ...rest }, redact) => {
  if (!isRecord(error)) return undefined;
  const { message, error_code, code, ...others } = error;
  return {
    errorCode: errorCodeOf(error_code) ?? errorCodeOf(code),
    message: withOtherFields(messageOf(message, redact), { ...others, ...rest }, redact),
    requestId: requestIdOf(error.details),
    retryAfterMs: retryAfterMsOf(error.details),
  };
};

/** API 1.2, gateways and token endpoints: a short `error`, and any other fields. */
const shortError: BodyParser = ({ error, error_description, ...rest }, redact) => {
  if (typeof error !== "string") return undefined;
  if (typeof error_description === "string") {
    return { errorCode: error, message: withOtherFields(error_description, rest, redact) };
  }
  const [, name, text = ""] = /^([A-Za-z]{1,100}(?:Exception|Error)): ?([\s\S]*)$/.exec(error) ?? [];
  return {
    errorCode: name,
    message: withOtherFields(name ? text : error, { error_description, ...rest }, redact),
  };
};

/** The content of a tag of a page; up to its end where the closing tag is missing. */
const tagContent = (page: string, tag: "pre" | "title"): string | undefined => {
  const lowerCase = page.toLowerCase();
  const opening = lowerCase.search(tag === "pre" ? /<pre[\s>]/ : /<title[\s>]/);
  const start = opening < 0 ? -1 : page.indexOf(">", opening);
  if (start < 0) return undefined;
  const end = lowerCase.indexOf(`</${tag}`, start);
  return page.slice(start + 1, end < 0 ? undefined : end);
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

/** HTML: the reason is in `<pre>` or in the title. */
const htmlError = (text: string, redact: Redact): ErrorBody | undefined => {
  if (!isHtml(text)) return undefined;
  const found = tagContent(text, "pre")?.trim() || tagContent(text, "title") || "";
  const message = redact(found, maxTextLength)
    .replace(/<[^<>]*>/g, " ")
    .replace(/&(#39|[a-z]+);/g, (entity, name: string) => entities[name] ?? entity)
    .replace(/\s+/g, " ");
  return { message: message.trim() || "a web page without a message" };
};

/** `CODE: message`, as some account APIs respond. */
const codedText = (text: string): ErrorBody | undefined => {
  const [, errorCode, message] = /^([A-Z][A-Z_]{1,100}): ([\s\S]*)$/.exec(text.trim()) ?? [];
  return errorCode ? { errorCode, message: message ?? "" } : undefined;
};

const tryParseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Not JSON: the text forms are tried next.
  }
};

/** A longer body is not parsed, in characters: its beginning is the message. */
const maxBodyLength = 5_000_000;

const textError = (text: string, redact: Redact): ErrorBody => {
  const beginning = redact(text, maxTextLength);
  return htmlError(text, redact) ?? codedText(beginning) ?? { message: beginning };
};

const objectError = (body: Record<string, unknown>, redact: Redact): ErrorBody =>
  standardError(body, redact) ??
  scimError(body, redact) ??
  shortError(body, redact) ??
  nestedError(body, redact) ?? { message: withOtherFields("", body, redact) };

/**
 * Reads the body of an error response, whatever its form.
 * @param text the body, perhaps empty
 * @param statusText the message where the body has none
 * @param redact removes secrets while they are whole: truncating text, or taking it out of a page, could leave a fragment
 */
export const readErrorBody = (
  text: string,
  statusText: string,
  redact: Redact = (unchanged, limit) => unchanged.slice(0, limit),
): ErrorBody => {
  const body = text.length > maxBodyLength ? undefined : tryParseJson(text);
  const found = isRecord(body) ? objectError(body, redact) : textError(text.slice(0, maxBodyLength), redact);
  const plain = (text: string): string => stripControlCharacters(redact(text, maxTextLength));
  return {
    ...found,
    errorCode: found.errorCode && plain(found.errorCode).slice(0, 100),
    message: plain(found.message) || plain(statusText) || "no message",
  };
};
