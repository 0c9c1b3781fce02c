/** What a raw request returns. */
import { parseDatabricksJson } from "../../databricksJson";
import { isHtml } from "../../http/errorBody";
import type { Redact } from "../../http/redact";
import type { Response } from "../../http/request";
import { InvalidResponseError, parseJson, refuseError } from "../../http/response";

/** The type of the returned response; `document` is the text of a page. */
export const responseTypes = ["arraybuffer", "document", "json", "text"] as const;

export type ResponseType = (typeof responseTypes)[number];

/** How a response is read. */
interface ResponseReading {
  responseType: ResponseType;
  /** Whether the response is from the workspace: a page instead of data is a sign-in page. */
  fromWorkspace: boolean;
  redact: Redact;
}

const asText = "Choose text as Response Type to get the response unchanged.";

/**
 * The value of a response that should be JSON. A response with another content type, such as a notebook's source, is
 * text; an empty one is empty text.
 */
const jsonOf = (text: string, response: Response, { fromWorkspace, redact }: ResponseReading): unknown => {
  if (text.trim() === "") return "";
  try {
    const value = parseJson(text, parseDatabricksJson, redact);
    if (fromWorkspace && typeof value === "object" && value !== null) refuseError(value, text, redact);
    return value;
  } catch (error) {
    if (!(error instanceof InvalidResponseError)) throw error;
    const contentType = String(response.headers["content-type"] ?? "");
    const isMeantAsJson = contentType === "" || /[/+]json\b/i.test(contentType);
    const { errorCode, isForeign } = error.details;
    if (errorCode === undefined && !isMeantAsJson && !(fromWorkspace && isHtml(text))) return text;
    const hint = errorCode === undefined ? asText : undefined;
    throw response.invalidResponse(new InvalidResponseError(error.message, { errorCode, isForeign, hint }));
  }
};

/**
 * Reads a response in the given form: JSON as its value with every digit, text, or bytes.
 * @throws DatabricksError when the response is not what it declares
 */
export const readResponse = (response: Response, reading: ResponseReading): unknown => {
  const { body } = response;
  if (reading.responseType === "arraybuffer") return Buffer.from(body);
  const text = String(body);
  return reading.responseType === "json" ? jsonOf(text, response, reading) : text;
};
