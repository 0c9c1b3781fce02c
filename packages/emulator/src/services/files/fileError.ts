/** Errors of the Files API: the format of API 2.x with the reason in its details. */
import { HttpError } from "../../apiError";

const ERROR_INFO = "type.googleapis.com/google.rpc.ErrorInfo";
const REQUEST_INFO = "type.googleapis.com/google.rpc.RequestInfo";

/** A refusal of the Files API. @param reason as Databricks names it, `FILES_API_...` */
export const fileError = (status: number, errorCode: string, reason: string, message: string): HttpError =>
  new HttpError(
    status,
    {
      error_code: errorCode,
      message,
      details: [{ "@type": ERROR_INFO, reason, domain: "filesystem.databricks.com" }],
    },
    message,
  );

/** The path is none that the Files API takes. */
export const invalidPath = (reason: string): HttpError =>
  fileError(400, "BAD_REQUEST", "FILES_API_INVALID_PATH", `Invalid path: ${reason}`);

/** There is no file, or no volume, at the path. */
export const notFound = (message = "The file being accessed is not found."): HttpError =>
  fileError(404, "NOT_FOUND", "FILES_API_RESOURCE_NOT_FOUND", message);

/** There is no directory at the path. */
export const directoryNotFound = (): HttpError =>
  fileError(
    404,
    "NOT_FOUND",
    "FILES_API_DIRECTORY_IS_NOT_FOUND",
    "The directory being accessed is not found.",
  );

/** Something is at the path that must not be replaced. The status is known; the code and the reason are not documented. */
export const alreadyExists = (message: string): HttpError =>
  fileError(409, "ALREADY_EXISTS", "FILES_API_RESOURCE_ALREADY_EXISTS", message);

/** The workspace gives no pre-signed addresses. */
export const presignedUrlsDisabled = (): HttpError =>
  fileError(403, "PERMISSION_DENIED", "FILES_API_API_IS_NOT_ENABLED", "Presigned URLs are not enabled.");

/** The same error with the details that name the request. */
export function withRequestInfo(error: HttpError, requestId: string): HttpError {
  const { status, body, message, headers } = error;
  if (typeof body !== "object" || body === null) return error;
  const details = "details" in body && Array.isArray(body.details) ? body.details : [];
  const requestInfo = { "@type": REQUEST_INFO, request_id: requestId, serving_data: "" };
  return new HttpError(status, { ...body, details: [...details, requestInfo] }, message, headers);
}
