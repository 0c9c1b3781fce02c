/** The shapes in which Databricks answers that something went wrong. */

/** What a failed request is answered with: a status, a body and perhaps headers. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
    this.name = "HttpError";
  }
}

/** The standard envelope of API 2.x: `{error_code, message}`. */
export const apiError = (
  status: number,
  errorCode: string | number,
  message: string,
  headers?: Record<string, string>,
): HttpError => new HttpError(status, { error_code: errorCode, message }, message, headers);

/** The envelope of API 1.2: `{error}`. */
export const legacyError = (status: number, error: string): HttpError =>
  new HttpError(status, { error }, error);

/** The envelope of SCIM. */
export const scimError = (status: number, detail: string, scimType?: string): HttpError =>
  new HttpError(
    status,
    {
      schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
      detail,
      status: String(status),
      ...(scimType && { scimType }),
    },
    detail,
  );

/** The envelope of the token endpoint (RFC 6749). */
export const oauthError = (status: number, error: string, description: string): HttpError =>
  new HttpError(status, { error, error_description: description }, description);
