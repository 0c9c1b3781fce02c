/** Parses request bodies: forms, and JSON with large integers. */
import { isInteger, isSafeNumber, parse } from "lossless-json";
import { apiError } from "../apiError";

/** A form, as the token endpoint takes it. */
const FORM = "application/x-www-form-urlencoded";

/** Parses JSON; an integer beyond 2^53 becomes its digits, as text. */
export const parseExactJson = (text: string): unknown =>
  parse(text, undefined, (digits) => (isInteger(digits) && !isSafeNumber(digits) ? digits : Number(digits)));

/**
 * A request's body: a form as an object, JSON whatever its content type says, other content as its bytes,
 * nothing as undefined.
 * @throws HttpError 400 MALFORMED_REQUEST where JSON was meant and is none
 */
export function parseBody(body: Buffer, contentType: string): unknown {
  const type = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const text = body.toString("utf8").trim();
  if (text === "") return undefined;
  const looksLikeJson = /^[{[]/.test(text);
  if (type === FORM && !looksLikeJson) return formFields(text);
  if (!looksLikeJson && type !== "" && !type.includes("json") && !type.startsWith("text/")) return body;
  try {
    return parseExactJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw apiError(400, "MALFORMED_REQUEST", `Could not parse request object: ${reason}`);
  }
}

/** The fields of a form; one that is sent twice is an array. */
function formFields(text: string): Record<string, string | string[]> {
  const form = new URLSearchParams(text);
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? "") : values];
    }),
  );
}
