/** What a response must be before it is used: JSON, an object, as its schema says. */
import { type DataFilter, showAll } from "./dataFilter";
import { isHtml, readErrorBody } from "./errorBody";
import { isJsonObject } from "./json";
import { fitsIntoMemory, sizeOfParsed } from "./memory";
import type { Redact } from "./redact";
import { sanitizeLine, sanitizer } from "./sanitize";
import { type ResponseSchema, SchemaError } from "./schema";

/** What a response must be. */
interface ExpectedResponse<T> {
  schema: ResponseSchema<T>;
  /** Parses the JSON. */
  parse: (text: string) => unknown;
  /** Whether a response without a body counts as an empty object. */
  mayBeEmpty: boolean;
  /** Whether any JSON value will do that holds something, not only an object. */
  takesAny?: boolean;
  /** What may be shown of the body, if not all. */
  dataFilter?: DataFilter;
}

/** What else is known about why a response cannot be used. */
interface InvalidResponseDetails {
  hint?: string;
  /** The `error_code` of a response of success that holds an error and nothing else. */
  errorCode?: string;
  /** Whether the response seems not to be from Databricks. */
  isForeign?: boolean;
}

/** Why a response cannot be used, in words that a sentence can end with. */
export class InvalidResponseError extends Error {
  override readonly name = "InvalidResponseError";

  constructor(
    message: string,
    readonly details: InvalidResponseDetails = {},
  ) {
    super(message);
  }
}

const wrongHost = "Check the host of the connection: it must be the workspace's own, reachable from here.";

/** What the body is instead of JSON, in words. */
const describeBody = (text: string, redact: Redact, dataFilter: DataFilter): string => {
  if (text.trim() === "") return "an empty body";
  if (isHtml(text)) return "a web page";
  const shown = sanitizeLine(sanitizer(redact), dataFilter.body(text), 80);
  return dataFilter === showAll ? `"${shown}"` : shown;
};

/** No step of the platform has more memory than this, whatever the machine has, in bytes. */
const maxParsedBytes = 1024 * 1024 * 1024;

const tooLargeError = (bytes: number): InvalidResponseError =>
  new InvalidResponseError(
    `the response takes about ${Math.round(bytes / 1e6)} MB of memory, more than this step has left`,
    { hint: "Request less data at a time." },
  );

/**
 * Parses JSON.
 * @param parse the parser
 * @throws InvalidResponseError that says what the body is instead, or that it is too large for the memory
 */
export const parseJson = (
  text: string,
  parse: (text: string) => unknown,
  redact: Redact,
  dataFilter = showAll,
): unknown => {
  const size = sizeOfParsed(text);
  if (size > maxParsedBytes || !fitsIntoMemory(size)) throw tooLargeError(size);
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InvalidResponseError("the response is nested too deeply to be read");
    }
    throw new InvalidResponseError(
      `the response is not JSON but ${describeBody(text, redact, dataFilter)}`,
      isHtml(text) ? { hint: wrongHost, isForeign: true } : {},
    );
  }
};

/** The fields of an error: a body with any other field is not an error. */
const errorFields: ReadonlySet<string> = new Set(["error_code", "message", "details"]);

/**
 * Refuses a response of success that holds nothing but an error.
 * @throws InvalidResponseError with the code and the message
 */
export const refuseError = (body: object, text: string, redact: Redact): void => {
  const { error_code, message } = body as { error_code?: unknown; message?: unknown };
  if (!error_code || message === undefined || !Object.keys(body).every((key) => errorFields.has(key))) return;
  const read = readErrorBody(text, "", redact);
  throw new InvalidResponseError(sanitizer(redact)(read.message), {
    errorCode: read.errorCode && redact(read.errorCode),
  });
};

const isBlank = (text: string): boolean => text.trim() === "";

const holdsNothing = (value: unknown): boolean =>
  value === null || value === "" || (Array.isArray(value) && value.length === 0);

const accepts = (schema: ResponseSchema<unknown>, value: unknown): boolean => {
  try {
    schema(value);
    return true;
  } catch (error) {
    if (error instanceof SchemaError) return false;
    throw error;
  }
};

/**
 * Reads the body of a successful response.
 * @throws InvalidResponseError
 */
export const parseObject = <T>(text: string, expected: ExpectedResponse<T>, redact: Redact): T => {
  const { schema, parse, mayBeEmpty, takesAny = false, dataFilter } = expected;
  if (mayBeEmpty && isBlank(text) && accepts(schema, {})) return schema({});
  const value = parseJson(text, parse, redact, dataFilter);
  if (isJsonObject(value)) refuseError(value, text, redact);
  else if (!takesAny || holdsNothing(value))
    throw new InvalidResponseError("the response is not a JSON object");
  try {
    return schema(value);
  } catch (error) {
    throw error instanceof SchemaError
      ? new InvalidResponseError(sanitizeLine(sanitizer(redact), error.describe(), 300))
      : error;
  }
};
