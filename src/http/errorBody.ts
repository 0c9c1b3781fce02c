/** Reads every form in which Databricks and the gateways before it answer that something went wrong. */

/** What an error answer says. */
export interface ErrorBody {
  errorCode?: string;
  message: string;
  requestId?: string;
}

const messageLimit = 2000;

/** Text of a server as it may stand in an error: no control characters, terminal codes or HTML, bounded. */
export const plainText = (text: string): string => {
  const plain = text
    .replace(/\u001b\[[0-9;]*[A-Za-z]/g, "")
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g, " ")
    .trim();
  return plain.length > messageLimit ? `${plain.slice(0, messageLimit)}...` : plain;
};

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The request id that a `google.rpc.RequestInfo` entry of `details` carries. */
const requestIdOf = (details: unknown): string | undefined =>
  Array.isArray(details)
    ? details
        .filter(isRecord)
        .map((detail) => textOf(detail.request_id))
        .find((id) => id !== "")
    : undefined;

/** `{error_code, message, details}`; the code may be a number. */
const standardError = (body: Record<string, unknown>): ErrorBody | undefined =>
  body.error_code === undefined && typeof body.message !== "string"
    ? undefined
    : {
        errorCode: body.error_code === undefined ? undefined : String(body.error_code),
        message: textOf(body.message),
        requestId: requestIdOf(body.details),
      };

/** SCIM: `{schemas, detail, status, scimType}`. */
const scimError = (body: Record<string, unknown>): ErrorBody | undefined =>
  typeof body.detail !== "string"
    ? undefined
    : {
        errorCode: `SCIM_${String(body.status ?? "ERROR")}`,
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

/** HTML: the reason stands in `<pre>` or in the title. */
const htmlError = (text: string): ErrorBody | undefined => {
  if (!/^\s*(?:<!doctype html|<html|<head|<body)/i.test(text)) return undefined;
  const inside =
    /<pre[^>]*>([\s\S]*?)<\/pre>/i.exec(text)?.[1] ?? /<title[^>]*>([\s\S]*?)<\/title>/i.exec(text)?.[1];
  const message = (inside ?? "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
  return { message: message.trim() || "an HTML page without a message" };
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
  const found =
    (isRecord(body) ? (standardError(body) ?? scimError(body) ?? shortError(body)) : undefined) ??
    htmlError(text) ??
    codedText(text) ??
    ({ message: text } satisfies ErrorBody);
  return { ...found, message: plainText(found.message) || statusText || "no message" };
};
